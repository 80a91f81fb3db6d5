"""Builds the example city: two budget years at different stages, through the commands people give.

The first year is closed and its remainder carried over; the second is under way, with a round that
is open to vote in. Names of wijken are real; figures, needs, proposals and people are examples.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from adapters.example_city.boards import Boards
from adapters.example_city.dossiers import Dossiers
from adapters.example_city.inquiries import Inquiries
from adapters.example_city.institutions import Institutions
from adapters.example_city.plans import Plans
from adapters.example_city.rounds import round_of
from adapters.example_city.steps import Steps
from adapters.example_city.story import LARGEST_CENTS, Story, read_story
from adapters.example_city.wijken import amersfoort
from adapters.house import House
from domain import voting_round
from domain.allocation import PublishAllocation, divide
from domain.allocation_key import KeyPart, KeyPartKind
from domain.budget_year import (
    COMPETENT_BODY,
    ActKind,
    CouncilAct,
    OpenBudgetYear,
    RecordFrameworkAct,
    Remainder,
)
from domain.calendar import dutch_day
from domain.errors import Refusal
from domain.mandate import GiveMandate
from domain.money import ZERO, Money, PositiveMoney
from domain.quickscan import RecordIndicator
from domain.wijk_division import AdoptDivision
from domain.year_closing import CloseBudgetYear

DIVISION = "GM0307-2022"
WEIGHTS_FILE = Path(__file__).with_name("example-weights.csv")
CEILINGS: tuple[PositiveMoney, PositiveMoney] = (Money(7_000_000_00), Money(7_150_000_00))
INDICATOR = "example-lonely"
CITY_WIDE = Money(150_000_00)
MANDATE_CEILING: PositiveMoney = Money(LARGEST_CENTS)
PLANNING_STARTS_IN_MONTH = 9
ACT_NAMES = {
    ActKind.SOUNDING: "peilnota",
    ActKind.BUDGET: "begroting",
    ActKind.BY_LAW: "verordening",
    ActKind.SCHEME: "regeling",
    ActKind.MANDATE: "mandaat",
}
"""Numbers and articles of the example stand on pages, so they are in Dutch."""


class ExampleCityUnfinished(Refusal):
    code = "example_city.unfinished"
    dutch = (
        "Het bouwen van de voorbeeldstad is afgebroken. Verwijder de gegevensmap en begin opnieuw."
    )
    english = "Building the example city was broken off. Remove the data folder and start again."


Progress = Callable[[str], None]


def years_shown(today: date) -> tuple[int, int]:
    """The closed year and the year under way: from September on, the next year is being made."""
    running = today.year + (today.month >= PLANNING_STARTS_IN_MONTH)
    return running - 1, running


def build_example_city(house: House, progress: Progress) -> tuple[int, int]:
    """Build it on an empty partition, and return its two years. A city that stands is left alone.

    Raises `ExampleCityUnfinished` where building it was broken off.
    """
    closed, running = years_shown(dutch_day(house.now()))
    if house.log.next_position():
        _guard_finished(house, running)
        return closed, running
    story = read_story(
        {
            year: _shares(year, ceiling)
            for year, ceiling in zip((closed, running), CEILINGS, strict=True)
        }
    )
    steps = Steps(house, datetime(closed - 1, 9, 1, 9, 0, tzinfo=UTC))
    progress("wijken")
    _adopt_division(steps)
    _frame_year(steps, story, closed, CEILINGS[0])
    for year in (closed, running):
        _give_mandate(steps, year)
    dossiers, inquiries = Dossiers(steps, story), Inquiries(steps)
    progress(str(closed))
    plans, boards = Plans(steps, story), Boards(steps)
    boards.appoint_coordinator(closed, running)
    plans.make(closed)
    steps.at = datetime(closed, 2, 1, 9, 0, tzinfo=UTC)
    dossiers.run_year(closed)
    inquiries.tell(closed)
    _frame_year(steps, story, running, CEILINGS[1])
    plans.look_back(closed)
    _close(steps, closed)
    progress(str(running))
    steps.at = house.now() - timedelta(days=21)
    plans.make(running)
    plans.announce_next(running)
    boards.seat(running)
    Institutions(steps).give_notice(running)
    inquiries.watch(running)
    dossiers.run_year(running)
    inquiries.fetch_together(running)
    return closed, running


def _shares(year: int, ceiling: PositiveMoney) -> dict[str, Money]:
    """What each wijk will get."""
    shares: dict[str, Money] = {}
    for part in divide(ceiling, CITY_WIDE, _key(year)):
        for line in part.lines:
            shares[line.wijk] = shares.get(line.wijk, ZERO) + line.amount_cents
    return shares


def _guard_finished(house: House, running: int) -> None:
    last_opened = round_of(running, "WK030710")
    if not house.log.stream(voting_round.stream_of(last_opened)):
        raise ExampleCityUnfinished()


def _adopt_division(steps: Steps) -> None:
    steps.give(
        AdoptDivision,
        "griffier",
        division_id=DIVISION,
        municipality="GM0307",
        valid_from=date(2022, 1, 1),
        wijken=amersfoort(),
    )


def _frame_year(steps: Steps, story: Story, year: int, ceiling: PositiveMoney) -> None:
    for kind in ActKind:
        steps.give(
            RecordFrameworkAct,
            "griffier",
            year=year,
            kind=kind,
            body=COMPETENT_BODY[kind],
            number=f"voorbeeld-{ACT_NAMES[kind]}-{year}",
            decided_on=min(date(year - 1, 6, 1), steps.at.date()),
        )
    steps.give(
        OpenBudgetYear,
        "griffier",
        year=year,
        division_id=DIVISION,
        ceiling_cents=ceiling,
    )
    figures = _example_figures()["example_indicator"]
    steps.give(
        RecordIndicator,
        "joost",
        year=year,
        indicator=INDICATOR,
        title=steps.text(story.network.indicator),
        unit="per-1000",
        source="voorbeeldcijfers",
        measured_on=date(year - 1, 1, 1),
        example=True,
        values=figures,
    )
    steps.give(
        PublishAllocation,
        "griffier",
        year=year,
        total_cents=ceiling,
        city_wide_cents=CITY_WIDE,
        key="voorbeeldsleutel",
        parts=_key(year),
    )


def _key(year: int) -> tuple[KeyPart, ...]:
    """Seven parts by weight, two by priority, one by what a quickscan found; all made up."""
    about = {"source": "voorbeeldcijfers", "measured_on": date(year - 1, 1, 1), "example": True}
    figures = _example_figures()
    parts = (
        (KeyPartKind.OTHER, 7, "example_weight"),
        (KeyPartKind.PRIORITY, 2, "example_priority"),
        (KeyPartKind.INDICATOR, 1, "example_indicator"),
    )
    return tuple(
        KeyPart.model_validate(
            about
            | {"kind": kind, "points": points, "weights": figures[column]}
            | ({"indicator": INDICATOR} if kind is KeyPartKind.INDICATOR else {})
        )
        for kind, points, column in parts
    )


def _example_figures() -> dict[str, dict[str, int]]:
    """Every column of the file of examples: a figure by wijk."""
    with WEIGHTS_FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    columns = [name for name in rows[0] if name != "code"]
    return {name: {row["code"]: int(row[name]) for row in rows} for name in columns}


def _give_mandate(steps: Steps, year: int) -> None:
    """A mandate holds from the autumn in which the plan of a year is made, until the next one."""
    steps.give(
        GiveMandate,
        "wethouder",
        mandate_id=f"mandaat-{year}",
        holder_id="example:hendrik",
        ceiling_cents=MANDATE_CEILING,
        valid_from=date(year - 1, PLANNING_STARTS_IN_MONTH, 1),
        valid_until=date(year, PLANNING_STARTS_IN_MONTH, 1) - timedelta(days=1),
        article="voorbeeld-4",
    )


def _close(steps: Steps, year: int) -> None:
    steps.give(
        CloseBudgetYear,
        "griffier",
        year=year,
        remainder=Remainder.CARRY_OVER,
        council_act=CouncilAct(number=f"voorbeeld-meenemen-{year}", decided_on=steps.at.date()),
    )
