"""Opening a round that divides money over themes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.fields import FieldReading, at_fields
from adapters.web.forms import EMPTY, FieldUnreadable, Form, Typed
from adapters.web.pages.round_opening import FIELD_OF_REFUSAL
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import chosen_year, house_of, name_of_wijk, opened_years, rules_today
from adapters.web.rendering import render
from adapters.web.round_procedure_form import (
    as_procedure,
    beginning_of,
    end_of,
    procedure_from,
)
from adapters.web.submitting import answer
from domain.budget_year import BudgetYearUnknown
from domain.round_procedure import QuorumMissed
from domain.theme_division import ThemeDivision, ThemeRounding
from domain.theme_round import OpenThemeRound

router = APIRouter(
    prefix="/werk/themaronde-openen/{wijk}", dependencies=[Depends(Gives(OpenThemeRound))]
)
WHERE = {
    **FIELD_OF_REFUSAL,
    "theme_round.steps_do_not_fit": "step",
    "theme_round.no_division_possible": "least_themes",
}


@router.get("")
def opening_page(request: Request, wijk: WijkInPath) -> Response:
    """The form, with what the regulation says already filled in."""
    return _show(request, wijk, EMPTY)


@router.post("")
def open_round(request: Request, wijk: WijkInPath, form: Typed) -> Response:
    """Open the round; what is not right is shown again beside its field."""
    return answer(
        request,
        form,
        OpenThemeRound,
        again=lambda refused: _show(request, wijk, refused),
        to=f"/werk/stemrondes?jaar={form.text('year')[:4]}",
        fields=lambda: _opening(form, wijk),
    )


def _show(request: Request, wijk: str, form: Form) -> Response:
    year = chosen_year(request, opened_years(request))
    if year is None:
        raise BudgetYearUnknown(year="-")
    rules = rules_today(request, wijk)
    return render(
        request,
        "casework/open_theme_round.html",
        year=year,
        wijk=wijk,
        name=name_of_wijk(year, wijk),
        state=house_of(request).views.state(year.year, wijk),
        opens_at=form.text("opens_at") or house_of(request).now().isoformat(),
        rule=rules.themes,
        run=rules.rounds,
        quorum_missed=list(QuorumMissed),
        roundings=list(ThemeRounding),
        form=at_fields(form, WHERE),
    )


def _opening(form: Form, wijk: str) -> Mapping[str, Any]:
    """The command's fields. The moment of opening is the form's: sent twice, it is the same."""
    reading = FieldReading(form)
    found = {
        "round_id": reading.identifier("round_id"),
        "wijk": wijk,
        "year": reading.number("year"),
        "budget_cents": reading.money("budget"),
        "opens_at": reading.read("opens_on", beginning_of) or reading.filled("opens_at"),
        "closes_at": reading.read("closes_on", end_of),
    }
    division = {
        "themes": tuple((reading.filled("themes") or "").split()),
        "step_cents": reading.money("step"),
        "least_themes": reading.number("least_themes"),
        "most_steps": reading.number("most_steps", optional=True) or None,
        "rounding": reading.one_of("rounding", ThemeRounding),
    }
    procedure = procedure_from(reading)
    reading.guard_all_right()
    try:
        divided = ThemeDivision.model_validate(division)
    except ValidationError as problem:
        place = str(problem.errors()[0]["loc"][0])
        raise FieldUnreadable(field={"step_cents": "step"}.get(place, place)) from problem
    return found | {"division": divided, "procedure": as_procedure(procedure)}
