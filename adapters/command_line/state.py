"""`wijkkas state --wijk CODE --year Y`: the money of a wijk in a year, now or at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from adapters.bootstrap import open_house
from adapters.command_line.answering import (
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    WijkOption,
    YearOption,
    answer_json,
    moment_from,
    refusals_answered,
)
from adapters.settings import settings
from domain.money import Money
from projections.budget_state import FIGURES, BudgetState
from projections.registry import LEDGER

AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="As it stood at this time (ISO 8601; UTC if bare).")
]
AtOption = Annotated[
    int | None, typer.Option("--at", help="As it stood at this position of the log.", min=0)
]

FIGURE_NAMES: dict[str, dict[Language, str]] = {
    "allocated": {"nl": "verdeeld", "en": "allocated"},
    "carried_over": {"nl": "meegenomen", "en": "carried over"},
    "excess": {"nl": "boven het plafond", "en": "above the ceiling"},
    "reserved": {"nl": "gereserveerd", "en": "reserved"},
    "granted": {"nl": "verleend", "en": "granted"},
    "advanced": {"nl": "voorschotten", "en": "advanced"},
    "determined": {"nl": "vastgesteld", "en": "determined"},
    "paid": {"nl": "betaald", "en": "paid"},
    "recovered": {"nl": "teruggevorderd", "en": "recovered"},
    "released": {"nl": "vrijgevallen", "en": "released"},
    "available": {"nl": "beschikbaar", "en": "available"},
    "voted_on": {"nl": "wordt over gestemd", "en": "being voted on"},
    "institution": {"nl": "vrij voor instellingen", "en": "free for institutions"},
    "coordination": {"nl": "vrij voor coördinatie", "en": "free for coordination"},
    "subsidised": {"nl": "bij lopende subsidies", "en": "with running subsidies"},
    "pooled": {"nl": "samengevoegd uit wijken", "en": "pooled from wijken"},
}
"""What each figure is called for people."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="state")(state)


def state(
    wijk: WijkOption,
    year: YearOption,
    *,
    as_of: AsOfOption = None,
    at: AtOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Show the budget state of a wijk and year: now, at a position, or as of a time."""
    refuse_both(as_of, at)
    moment = moment_from(as_of)
    with refusals_answered(as_json=as_json), open_house(settings(), data) as house:
        house.projector.catch_up(LEDGER.name)
        found = house.views.state(year, wijk, at=at, as_of=moment)
    if as_json:
        answer_json(as_answer(found))
        return
    for line in lines_for_people(found, language):
        typer.echo(line)


def refuse_both(as_of: str | None, at: int | None) -> None:
    """A moment is given as a time or as a position."""
    if as_of is not None and at is not None:
        raise typer.BadParameter("give a time or a position, not both", param_hint="--as-of, --at")


def as_answer(state: BudgetState) -> dict[str, object]:
    """The state as the command's JSON; `position` is the last one that is in it."""
    figures = {f"{name}_cents": state.cents(name) for name in FIGURES}
    return {"wijk": state.wijk, "year": state.year, "position": state.position, **figures}


def lines_for_people(state: BudgetState, language: Language) -> Iterator[str]:
    """The moment, and a line for each figure with its name and amount."""
    yield f"{state.wijk} {state.year} ({_moment(state.position, language)})"
    for name in FIGURES:
        amount = Money(state.cents(name)).text(language)
        yield f"{FIGURE_NAMES[name][language]:<26}{amount:>20}"


def _moment(position: int, language: Language) -> str:
    if position < 0:
        return "vóór de eerste gebeurtenis" if language == "nl" else "before the first event"
    return f"positie {position}" if language == "nl" else f"position {position}"
