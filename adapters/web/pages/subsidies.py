"""Fixed subsidies of institutions: for everyone to read, for staff to record, end and hand over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import (
    house_of,
    names_of_wijken,
    opened_years,
    texts_of,
    year_of_wijk,
)
from adapters.web.rendering import render
from application.authorisation import Question
from domain.subsidy import AnnounceEnding, EndSubsidy, HandOverActivity, RecordSubsidy
from domain.subsidy_borders import CarrySubsidy
from domain.subsidy_money import BindSubsidy, FreeSubsidy
from domain.subsidy_reversed import ReverseEnding

router = APIRouter()
WORK = "subsidies/work.html"


@router.get("/wijken/{code}/subsidies", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def subsidies(request: Request, code: WijkInPath) -> Response:
    """What institutions have, until when, and who takes their activities over."""
    return _show(request, EMPTY, "wijk/subsidies.html", code)


@router.get("/werk/subsidies", dependencies=[Depends(Asks(Question.CASE_FILES))])
def choice(request: Request) -> Response:
    """The wijken, each with its list of subsidies; also those of before that still have one, which
    is to go on in another.
    """
    years = opened_years(request)
    found = house_of(request).views.subsidies()
    now = {place.code for place in years[0].places} if years else set()
    former = sorted({each.wijk for each in found if each.goes_on is None} - now)
    return render(
        request,
        "subsidies/wijken.html",
        year=years[0] if years else None,
        former=former,
        named=names_of_wijken(request),
        subsidies=found,
    )


@router.get("/werk/subsidies/{code}", dependencies=[Depends(Asks(Question.CASE_FILES))])
def work(request: Request, code: WijkInPath) -> Response:
    """The subsidies of a wijk with the forms of whoever works on them."""
    return _show(request, EMPTY, WORK, code)


def _show_work(request: Request, form: Form) -> Response:
    return _show(request, form, WORK, str(request.path_params["code"]))


def _show(request: Request, form: Form, template: str, code: str) -> Response:
    year, name = year_of_wijk(request, code, opened_years(request))
    found = house_of(request).views.subsidies(code)
    wanted = [text for each in found for text in each.texts()]
    return render(
        request,
        template,
        year=year,
        code=code,
        name=name,
        subsidies=found,
        form=form,
        texts=texts_of(request, wanted),
        named=names_of_wijken(request),
    )


def _subsidy(request: Request, form: Form) -> dict[str, Any]:
    return {
        "wijk": request.path_params["code"],
        "subsidy_id": form.filled("subsidy_id"),
    }


def _record(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **_subsidy(request, form),
        "activities": form.filled("activities").split(),
        "amount_cents": form.money("amount"),
        "since": form.filled("since"),
        "decision": _act(form),
    }


def _act(form: Form) -> Mapping[str, str]:
    """A decision by body, number and day."""
    return form.all_filled("body", "number", "decided_on")


def _reverse(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_subsidy(request, form), "act": _act(form)}


def _of_year(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_subsidy(request, form), "year": form.number("year")}


def _announce(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_subsidy(request, form), "term_weeks": form.number("term_weeks")}


def _end(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **_subsidy(request, form),
        "from_year": form.number("from_year"),
        "ground": form.filled("ground"),
    }


def _carry(request: Request, form: Form) -> Mapping[str, Any]:
    where = form.all_filled("division_id", "to_wijk", "to_subsidy_id")
    return {**_subsidy(request, form), **where, "from_year": form.number("from_year")}


def _hand_over(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **_subsidy(request, form),
        **form.all_filled("activity", "kind", "from_day"),
        "proposal_id": form.optional("proposal_id"),
    }


HERE = "/werk/subsidies/{code}"
add_actions(
    router,
    (
        Action(f"{HERE}/vastleggen", RecordSubsidy, HERE, _record, ("name", "description")),
        Action(f"{HERE}/binden", BindSubsidy, HERE, _of_year),
        Action(f"{HERE}/aankondigen", AnnounceEnding, HERE, _announce, ("reason",)),
        Action(f"{HERE}/beeindigen", EndSubsidy, HERE, _end, ("reason",)),
        Action(f"{HERE}/terugdraaien", ReverseEnding, HERE, _reverse, ("reason",)),
        Action(f"{HERE}/vrijmaken", FreeSubsidy, HERE, _of_year),
        Action(f"{HERE}/meenemen", CarrySubsidy, HERE, _carry),
        Action(f"{HERE}/overdragen", HandOverActivity, HERE, _hand_over, (), ("name",)),
    ),
    _show_work,
)
