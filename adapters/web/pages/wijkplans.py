"""Making a wijkplan: needs, priorities that answer them, adopting a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.wijk import WijkInPath
from adapters.web.problems import status_of
from adapters.web.reading import chosen_year, house_of, name_of_wijk, opened_years, texts_of
from adapters.web.rendering import render
from domain.budget_year import BudgetYearUnknown
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority

router = APIRouter(prefix="/werk/wijkplannen")


@router.get("", dependencies=[Depends(Gives(SetPriority))])
def plans_page(request: Request) -> Response:
    """The wijken of a year, and how far their plans are."""
    years = opened_years(request)
    year = chosen_year(request, years)
    plans = house_of(request).views.wijkplans(year.year) if year else []
    return render(
        request,
        "framework/plans.html",
        years=years,
        year=year,
        plans={plan.wijk: plan for plan in plans},
    )


@router.get("/{year}/{wijk}", dependencies=[Depends(Gives(SetPriority))])
def plan_page(request: Request, year: int, wijk: WijkInPath) -> Response:
    """One plan with its forms."""
    return _show(request, EMPTY, year, wijk)


def _show(request: Request, form: Form, number: int | None = None, wijk: str = "") -> Response:
    views = house_of(request).views
    number = number if number is not None else int(request.path_params["year"])
    wijk = wijk or str(request.path_params["wijk"])
    year = views.year(number)
    if year is None:
        raise BudgetYearUnknown(year=number)
    plan = views.wijkplan(number, wijk)
    wanted = [need.description for need in plan.needs] if plan else []
    wanted += [priority.title for priority in plan.priorities] if plan else []
    return render(
        request,
        "framework/plan.html",
        status=status_of(form.refusal) if form.refusal else 200,
        year=year,
        wijk=wijk,
        name=name_of_wijk(year, wijk),
        plan=plan,
        texts=texts_of(request, wanted),
        form=form,
    )


def _place(request: Request) -> dict[str, Any]:
    return {"year": int(request.path_params["year"]), "wijk": request.path_params["wijk"]}


def _need(request: Request, form: Form) -> Mapping[str, Any]:
    new_id = f"n-{form.command_id.hex[:12]}"
    return _place(request) | {"need_id": new_id, "source": form.filled("source")}


def _priority(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "priority_id": form.text("priority_id") or f"p-{form.command_id.hex[:12]}",
        "theme": form.filled("theme"),
        "need_ids": form.all("need_ids"),
    }


def _adoption(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {"adopted_on": form.filled("adopted_on")}


HERE = "/werk/wijkplannen/{year}/{wijk}"
add_actions(
    router,
    (
        Action("/{year}/{wijk}/behoefte", RecordNeed, HERE, _need, ("description",)),
        Action("/{year}/{wijk}/prioriteit", SetPriority, HERE, _priority, ("title",)),
        Action("/{year}/{wijk}/vaststellen", AdoptWijkplan, HERE, _adoption),
    ),
    _show,
)
