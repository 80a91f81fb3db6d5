"""`wijkkas why --wijk CODE --year Y --figure NAME`: the bookings and events behind a figure."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from adapters.bootstrap import open_house
from adapters.command_line.answering import (
    DataOption,
    JsonOption,
    LanguageOption,
    WijkOption,
    YearOption,
    answer_json,
    moment_from,
    refusals_answered,
)
from adapters.command_line.state import AsOfOption, AtOption, refuse_both
from adapters.settings import settings
from domain.money import Money
from projections.questions import PAGE_MAX, BudgetQuestions, Explained, ExplainedLine
from projections.registry import LEDGER

FigureOption = Annotated[
    str, typer.Option("--figure", help="A figure of the state, such as granted_cents.")
]
PAGES_MAX = 1_000


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="why")(why)


def why(
    wijk: WijkOption,
    year: YearOption,
    figure: FigureOption,
    *,
    as_of: AsOfOption = None,
    at: AtOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Show why a figure is what it is: every booking that changed it, and the event it is from."""
    refuse_both(as_of, at)
    moment = moment_from(as_of)
    with refusals_answered(as_json=as_json), open_house(settings(), data) as house:
        house.projector.catch_up(LEDGER.name)
        explained, lines = all_lines(house.views, year, wijk, figure, at=at, as_of=moment)
    if as_json:
        entries = [as_entry(line) for line in lines]
        cents, position = explained.cents, explained.position
        answer_json({"figure": figure, "cents": cents, "position": position, "entries": entries})
        return
    for line in lines:
        amount = Money(line.effect_cents).text(language)
        typer.echo(f"{line.line.position:>9}  {amount:>20}  {line.line.event}")
    typer.echo(f"{figure:>9}  {Money(explained.cents).text(language):>20}")


def all_lines(
    views: BudgetQuestions,
    year: int,
    wijk: str,
    figure: str,
    *,
    at: int | None = None,
    as_of: datetime | None = None,
) -> tuple[Explained, list[ExplainedLine]]:
    """The figure with all its lines, read page by page as of the position of the first page."""
    explained = views.why(year, wijk, figure, at=at, as_of=as_of, limit=PAGE_MAX)
    lines, left = list(explained.lines), explained.left
    for _ in range(PAGES_MAX):
        if not left:
            break
        after = lines[-1].line.position
        page = views.why(year, wijk, figure, at=explained.position, after=after, limit=PAGE_MAX)
        lines, left = [*lines, *page.lines], page.left
    return explained, lines


def as_entry(explained: ExplainedLine) -> dict[str, object]:
    """A line of the command's JSON: `cents` is its signed effect on the figure."""
    line = explained.line
    entry: dict[str, object] = {
        "position": line.position,
        "event": line.event,
        "cents": explained.effect_cents,
        "debit": line.debit.value,
        "credit": line.credit.value,
        "appended_at": line.appended_at.isoformat(),
    }
    about = {
        "proposal": line.proposal_id,
        "payout": line.payout_id,
        "council_act": line.council_act,
    }
    return entry | {name: value for name, value in about.items() if value is not None}
