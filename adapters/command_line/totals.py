"""`wijkkas totals`: the money of all municipalities added up, with the position of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from adapters.bootstrap import partitions_of
from adapters.command_line.answering import (
    NOT_DONE,
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    as_problem,
    moment_from,
    refusals_answered,
)
from adapters.command_line.state import FIGURE_NAMES, AsOfOption
from adapters.postgres.national_totals import ask_totals, ask_totals_at
from adapters.settings import settings
from domain.money import Money
from projections.budget_state import FIGURES
from projections.national_totals import NationalTotals, YearTotals

AtVectorOption = Annotated[
    str | None,
    typer.Option("--at", help="As it stood at these positions: gm0307=120,gm0344=88"),
]
OneYearOption = Annotated[
    int | None, typer.Option("--year", help="One budget year; otherwise all.", min=2000, max=2100)
]
PartitionsOption = Annotated[
    list[str] | None, typer.Option("--partition", help="One of those to add up; may be repeated.")
]

TOTAL: dict[Language, str] = {"nl": "samen ({number})", "en": "together ({number})"}
MISSING: dict[Language, str] = {
    "nl": "Geen totaal: {number} van {asked} gemeenten gaven geen antwoord.",
    "en": "No total: {number} of {asked} municipalities gave no answer.",
}
WIJKEN: dict[Language, str] = {"nl": "wijken", "en": "wijken"}
VECTOR: dict[Language, str] = {"nl": "op", "en": "at"}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="totals")(totals)


def totals(
    *,
    year: OneYearOption = None,
    as_of: AsOfOption = None,
    at: AtVectorOption = None,
    partition: PartitionsOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Add up the money of all municipalities: now, as of a time, or at a position of each.

    Exit code 1, and no total, when one of them could not be asked.
    """
    if at is not None and (as_of is not None or partition):
        raise typer.BadParameter("--at names time and partitions itself", param_hint="--at")
    moment, vector = moment_from(as_of), vector_from(at)
    with refusals_answered(as_json=as_json), partitions_of(settings(), data) as places:
        if vector is not None:
            found = ask_totals_at(places, vector, year=year)
        else:
            asked = sorted(set(partition)) if partition else places.partitions()
            found = ask_totals(places, asked, year=year, as_of=moment)
    if as_json:
        answer_json(as_answer(found))
    else:
        _tell(found, language)
    if found.missing:
        raise typer.Exit(NOT_DONE)


def vector_from(text: str | None) -> dict[str, int] | None:
    """A vector as given on the command line: `gm0307=120,gm0344=88`."""
    if text is None:
        return None
    vector: dict[str, int] = {}
    for part in text.split(","):
        partition, _, position = part.strip().partition("=")
        if not partition or partition in vector or not position.removeprefix("-").isdecimal():
            raise typer.BadParameter(f"{part!r} is not PARTITION=POSITION", param_hint="--at")
        vector[partition] = max(-1, int(position))
    return vector


def as_answer(found: NationalTotals) -> dict[str, object]:
    """The totals as the command's JSON; `total` is null where a municipality is missing."""
    total = found.total
    return {
        "complete": not found.missing,
        "vector": found.vector,
        "total": None if total is None else [_year(year) for year in total],
        "partitions": [
            {
                "partition": each.partition,
                "position": each.position,
                "years": [_year(year) for year in each.years],
            }
            for each in found.partitions
        ],
        "missing": [
            {"partition": each.partition} | as_problem(each.refusal) for each in found.missing
        ],
    }


def _year(year: YearTotals) -> dict[str, object]:
    figures = {f"{name}_cents": year.cents[name] for name in FIGURES}
    return {"year": year.year, "wijken": year.wijken, **figures}


def _tell(found: NationalTotals, language: Language) -> None:
    for line in _for_people(found, language):
        typer.echo(line)
    for each in found.missing:
        said = each.refusal.text(language)
        typer.echo(f"{each.partition}: {said} ({each.refusal.code})", err=True)


def _for_people(found: NationalTotals, language: Language) -> Iterator[str]:
    for each in found.partitions:
        for year in each.years:
            yield from _amounts(each.partition, year, language)
    total = found.total
    if total is None:
        asked = len(found.partitions) + len(found.missing)
        yield MISSING[language].format(number=len(found.missing), asked=asked)
    else:
        for year in total:
            number = len(found.partitions)
            yield from _amounts(TOTAL[language].format(number=number), year, language)
    vector = ",".join(f"{partition}={position}" for partition, position in found.vector.items())
    yield f"{VECTOR[language]} {vector}"


def _amounts(whose: str, year: YearTotals, language: Language) -> Iterator[str]:
    yield f"{whose} {year.year} ({year.wijken} {WIJKEN[language]})"
    for name in FIGURES:
        amount = Money(year.cents[name]).text(language)
        yield f"  {FIGURE_NAMES[name][language]:<26}{amount:>24}"
