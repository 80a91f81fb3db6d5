"""The life of a fixed subsidy: running, bound for a year, announced to end, ended, freed.

It runs in 2027. Its end is announced late in that year with half a year's term, and decided at
once: so its last day is in 2028, and what it leaves of that year is free after it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.budget_year import Remainder
from tests.scenarios.borders import (
    NEXT_DIVISION,
    NORTH,
    open_over_borders,
)
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle

NEXT = YEAR + 1


def begun() -> Town:
    """Two years with money on the line for institutions, and other borders from the third on; it is
    late in the first.
    """
    town = opened()
    for year in (YEAR, NEXT):
        if year == NEXT:
            town.open_year(ceiling=1_000_00, year=year)
        town.allocate({LIENDERT: 1}, 1_000_00, year=year)
        town.divide_money(LIENDERT, year=year, initiative=1, institution=1)
    open_over_borders(town, year=NEXT + 1)
    town.now = datetime(YEAR, 11, 1, 9, 0, tzinfo=UTC)
    return town


def after_the_last_day(town: Town) -> None:
    """The term has passed."""
    town.now = datetime(NEXT, 6, 1, 9, 0, tzinfo=UTC)


def carry_to_the_north(town: Town) -> object:
    """From the third year on it goes on there."""
    return town.carry_subsidy(division_id=NEXT_DIVISION, to_wijk=NORTH, from_year=NEXT + 1)


RECORDED = (lambda town: town.record_subsidy(),)
BOUND = (*RECORDED, lambda town: town.bind_subsidy(NEXT))
ANNOUNCED = (*BOUND, lambda town: town.announce_ending())
ENDED = (*ANNOUNCED, lambda town: town.end_subsidy())
PASSED = (*ENDED, after_the_last_day)
FREED = (*PASSED, lambda town: town.free_subsidy())

LIFE = LifeCycle(
    name="subsidy",
    begin=begun,
    states={
        "nothing": (),
        "recorded": RECORDED,
        "bound": BOUND,
        "announced": ANNOUNCED,
        "ended": ENDED,
        "passed": PASSED,
        "freed": FREED,
        "closed": (*PASSED, lambda town: town.close_year(Remainder.RELEASE, year=NEXT)),
        "elsewhere": (*RECORDED, carry_to_the_north),
        "runs-on": (*ENDED, lambda town: town.reverse_ending()),
        "handed_over": (*ENDED, lambda town: town.hand_over()),
    },
    commands={
        "RecordSubsidy": lambda town: town.record_subsidy(),
        "BindSubsidy": lambda town: town.bind_subsidy(NEXT),
        "AnnounceEnding": lambda town: town.announce_ending(),
        "EndSubsidy": lambda town: town.end_subsidy(NEXT),
        "FreeSubsidy": lambda town: town.free_subsidy(),
        "ReverseEnding": lambda town: town.reverse_ending(),
        "CarrySubsidy": carry_to_the_north,
        "HandOverActivity": lambda town: town.hand_over(),
        "MoveMoney": lambda town: town.move_money(500_00, year=NEXT),
    },
    table="""
        RecordSubsidy
            subsidy.recorded: nothing
            subsidy.already_recorded: recorded bound announced ended passed freed closed runs-on
            subsidy.already_recorded: handed_over elsewhere
        BindSubsidy
            subsidy.unknown: nothing
            budget.subsidy_bound: recorded elsewhere
            subsidy.already_bound: bound announced ended passed freed handed_over runs-on
            budget_year.closed: closed
        AnnounceEnding
            subsidy.unknown: nothing
            subsidy.ending_announced: recorded bound runs-on
            subsidy.carried_elsewhere: elsewhere
            subsidy.ending_already_announced: announced
            subsidy.already_ended: ended passed freed closed handed_over
        EndSubsidy
            subsidy.unknown: nothing
            subsidy.notice_missing: recorded bound runs-on
            subsidy.ended: announced
            subsidy.carried_elsewhere: elsewhere
            subsidy.already_ended: ended passed freed closed handed_over
        FreeSubsidy
            subsidy.unknown: nothing
            subsidy.still_runs: recorded bound announced runs-on elsewhere
            subsidy.term_not_passed: ended handed_over
            budget.subsidy_freed: passed closed
            subsidy.nothing_to_free: freed
        ReverseEnding
            subsidy.unknown: nothing
            subsidy.still_runs: recorded bound announced runs-on
            subsidy.ending_reversed: ended passed freed closed handed_over
            subsidy.carried_elsewhere: elsewhere
        CarrySubsidy
            subsidy.unknown: nothing
            subsidy.carried_out: recorded bound announced runs-on
            subsidy.not_of_year: ended passed freed closed handed_over
            subsidy.carried_elsewhere: elsewhere
        HandOverActivity
            subsidy.unknown: nothing
            subsidy.still_runs: recorded bound announced runs-on
            subsidy.activity_handed_over: ended passed freed closed
            subsidy.carried_elsewhere: elsewhere
            subsidy.activity_already_handed_over: handed_over
        MoveMoney
            budget.money_moved: nothing
            budget.held_for_subsidies: recorded elsewhere
            budget.not_enough_on_line: bound announced ended passed freed handed_over runs-on
            budget_year.closed: closed
    """,
)
