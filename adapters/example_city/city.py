"""Builds the example city: two budget years at different stages, through the commands people give.

The first year is closed and its remainder carried over; the second is under way, with a round that
is open to vote in. Names of wijken are real; figures, needs, proposals and people are examples.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from adapters.example_city.dossiers import Dossiers, round_of
from adapters.example_city.steps import Steps
from adapters.example_city.story import LARGEST_CENTS, Story, read_story
from adapters.example_city.wijken import amersfoort
from adapters.house import House
from domain import voting_round
from domain.allocation import PublishAllocation
from domain.budget_year import (
    COMPETENT_BODY,
    ActKind,
    CouncilAct,
    OpenBudgetYear,
    RecordFrameworkAct,
    Remainder,
)
from domain.errors import Refusal
from domain.mandate import GiveMandate
from domain.money import Money, PositiveMoney, split_by_largest_remainder
from domain.wijk_division import AdoptDivision
from domain.wijkplan import AdoptWijkplan, NeedSource, RecordNeed, SetPriority, Theme
from domain.year_closing import CloseBudgetYear

DIVISION = "GM0307-2022"
WEIGHTS_FILE = Path(__file__).with_name("example-weights.csv")
CEILINGS: tuple[PositiveMoney, PositiveMoney] = (Money(7_000_000_00), Money(7_150_000_00))
MANDATE_CEILING: PositiveMoney = Money(LARGEST_CENTS)
PLANNING_STARTS_IN_MONTH = 9


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
    closed, running = years_shown(house.now().date())
    if house.log.next_position():
        _guard_finished(house, running)
        return closed, running
    weights = _example_weights()
    shares = {
        year: split_by_largest_remainder(ceiling, weights)
        for year, ceiling in zip((closed, running), CEILINGS, strict=True)
    }
    story = read_story(shares)
    steps = Steps(house, datetime(closed - 1, 9, 1, 9, 0, tzinfo=UTC))
    progress("wijken")
    _adopt_division(steps)
    _frame_year(steps, closed, CEILINGS[0])
    for year in (closed, running):
        _give_mandate(steps, year)
    dossiers = Dossiers(steps, story)
    progress(str(closed))
    _make_plans(steps, story, closed)
    steps.at = datetime(closed, 2, 1, 9, 0, tzinfo=UTC)
    dossiers.run_year(closed)
    _frame_year(steps, running, CEILINGS[1])
    _close(steps, closed)
    progress(str(running))
    steps.at = house.now() - timedelta(days=21)
    _make_plans(steps, story, running)
    dossiers.run_year(running)
    return closed, running


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


def _frame_year(steps: Steps, year: int, ceiling: PositiveMoney) -> None:
    for kind in ActKind:
        steps.give(
            RecordFrameworkAct,
            "griffier",
            year=year,
            kind=kind,
            body=COMPETENT_BODY[kind],
            number=f"example-{kind.value}-{year}",
            decided_on=date(year - 1, 6, 1),
        )
    steps.give(
        OpenBudgetYear,
        "griffier",
        year=year,
        division_id=DIVISION,
        ceiling_cents=ceiling,
    )
    steps.give(
        PublishAllocation,
        "griffier",
        year=year,
        total_cents=ceiling,
        key="example-weights",
        source="example-figures",
        measured_on=date(year - 1, 1, 1),
        example=True,
        weights=_example_weights(),
    )


def _example_weights() -> dict[str, int]:
    with WEIGHTS_FILE.open(encoding="utf-8", newline="") as lines:
        return {line["code"]: int(line["example_weight"]) for line in csv.DictReader(lines)}


def _give_mandate(steps: Steps, year: int) -> None:
    """A mandate holds for the budget year and the autumn before, in which its plan is made."""
    steps.give(
        GiveMandate,
        "wethouder",
        mandate_id=f"mandate-{year}",
        holder_id="example:hendrik",
        ceiling_cents=MANDATE_CEILING,
        valid_from=date(year - 1, PLANNING_STARTS_IN_MONTH, 1),
        valid_until=date(year, 12, 31),
        article="example-article-4",
    )


def _make_plans(steps: Steps, story: Story, year: int) -> None:
    for wijk in sorted({content.wijk for content in story.proposals}):
        plan = story.plan_of(wijk)
        place = {"wijk": wijk, "year": year}
        for number, (source, text) in enumerate(plan.needs, start=1):
            steps.give(
                RecordNeed,
                "sanne",
                **place,
                need_id=f"need-{number}",
                source=NeedSource(source),
                description=steps.text(text),
            )
        for number, (theme, title, needs) in enumerate(plan.priorities, start=1):
            steps.give(
                SetPriority,
                "sanne",
                **place,
                priority_id=f"priority-{number}",
                theme=Theme(theme),
                title=steps.text(title),
                need_ids=tuple(f"need-{need}" for need in needs),
            )
        steps.give(AdoptWijkplan, "sanne", **place, adopted_on=steps.at.date())


def _close(steps: Steps, year: int) -> None:
    steps.give(
        CloseBudgetYear,
        "griffier",
        year=year,
        remainder=Remainder.CARRY_OVER,
        council_act=CouncilAct(number=f"example-carry-over-{year}", decided_on=steps.at.date()),
    )
