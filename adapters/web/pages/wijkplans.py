"""Making a wijkplan: meetings, needs, priorities and who executes them, versions, reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.language import Phrases, language_of
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import chosen_year, house_of, name_of_wijk, opened_years, texts_of
from adapters.web.rendering import render
from domain.budget_year import BudgetYearUnknown
from domain.network import AnnounceMeeting, RecordAttendance
from domain.plan_execution import ChooseExecutor, ReviewPriority
from domain.quickscan import SummariseQuickscan
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
    network = views.network(wijk)
    meetings = network.of_year(number) if network else ()
    scan = views.quickscan(number)
    wanted = [*(plan.texts() if plan else ()), *(each.place for each in meetings)]
    wanted += [each.title for each in scan.standing] if scan else []
    texts, phrases = texts_of(request, wanted), Phrases(language_of(request))
    return render(
        request,
        "framework/plan.html",
        year=year,
        wijk=wijk,
        name=name_of_wijk(year, wijk),
        plan=plan,
        meetings=meetings,
        held=[each for each in meetings if each.attended],
        coming=[each for each in meetings if not each.attended],
        meeting_options=lambda found: [
            (each.meeting_id, phrases.weekday(each.planned_on)) for each in found
        ],
        indicators=scan.standing if scan else (),
        texts=texts,
        priority_options=[
            (each.priority_id, texts[each.title] or each.priority_id)
            for each in (plan.priorities if plan else ())
        ],
        form=form,
    )


def _place(request: Request) -> dict[str, Any]:
    return {"year": int(request.path_params["year"]), "wijk": request.path_params["wijk"]}


def _place_only(request: Request, _: Form) -> Mapping[str, Any]:
    return _place(request)


def _need(request: Request, form: Form) -> Mapping[str, Any]:
    new_id = f"n-{form.command_id.hex[:12]}"
    return _place(request) | {
        "need_id": new_id,
        "source": form.filled("source"),
        "neighbourhood": form.optional("neighbourhood"),
        "meeting_id": form.optional("meeting_id"),
    }


def _priority(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "priority_id": form.text("priority_id") or f"p-{form.command_id.hex[:12]}",
        "theme": form.filled("theme"),
        "need_ids": form.all("need_ids"),
        "indicators": form.all("indicators"),
    }


def _executor(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "priority_id": form.filled("priority_id"),
        "executor_id": form.text("executor_id").strip() or f"x-{form.command_id.hex[:12]}",
        "kind": form.filled("kind"),
    }


def _meeting(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "meeting_id": f"m-{form.command_id.hex[:12]}",
        "kind": form.filled("kind"),
        "planned_on": form.filled("planned_on"),
    }


def _attendance(request: Request, form: Form) -> Mapping[str, Any]:
    counts = {name: form.number(name) for name in ("residents", "newcomers", "professionals")}
    return {"wijk": request.path_params["wijk"], "meeting_id": form.filled("meeting_id"), **counts}


def _review(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "priority_id": form.filled("priority_id"),
        "reached": form.number("reached") if form.text("reached").strip() else None,
        "least_self_reliant": form.number("least_self_reliant")
        if form.text("least_self_reliant").strip()
        else None,
    }


def _adoption(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "adopted_on": form.filled("adopted_on"),
        "meeting_id": form.optional("meeting_id"),
    }


HERE = "/werk/wijkplannen/{year}/{wijk}"
add_actions(
    router,
    (
        Action("/{year}/{wijk}/behoefte", RecordNeed, HERE, _need, ("description",)),
        Action("/{year}/{wijk}/prioriteit", SetPriority, HERE, _priority, ("title",)),
        Action("/{year}/{wijk}/uitvoerder", ChooseExecutor, HERE, _executor, ("name", "reason")),
        Action("/{year}/{wijk}/vaststellen", AdoptWijkplan, HERE, _adoption),
        Action("/{year}/{wijk}/bijeenkomst", AnnounceMeeting, HERE, _meeting, ("place",)),
        Action("/{year}/{wijk}/opkomst", RecordAttendance, HERE, _attendance),
        Action("/{year}/{wijk}/terugblik", ReviewPriority, HERE, _review, ("done", "learnt")),
        Action("/{year}/{wijk}/quickscan", SummariseQuickscan, HERE, _place_only, ("summary",)),
    ),
    _show,
)
