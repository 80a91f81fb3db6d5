"""A year that closes while the next one has other wijken: where what is left can go."""

from __future__ import annotations

from domain.budget_year import Remainder
from tests.scenarios.borders import (
    MERGED,
    NEXT,
    NEXT_DIVISION,
    SPLIT,
    UNSIZED,
    adopt_next_division,
    close_over_borders,
    open_over_borders,
    shares,
)
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle


def with_money() -> Town:
    """A town with money in Liendert."""
    return Town().with_money(100_00)


def open_unmapped(town: Town) -> None:
    """The next year is on a division of which nobody said where its wijken came from."""
    adopt_next_division(town)
    town.open_year(year=NEXT, division=NEXT_DIVISION)


STATES = {
    "unopened": (),
    "same": (lambda town: town.open_year(year=NEXT),),
    "unmapped": (open_unmapped,),
    "merged": (lambda town: open_over_borders(town, MERGED),),
    "split": (lambda town: open_over_borders(town, SPLIT),),
    "unsized": (lambda town: open_over_borders(town, UNSIZED),),
    "over": (open_over_borders, close_over_borders),
}

BY_THE_MAPPING = LifeCycle(
    name="change of borders",
    begin=with_money,
    states=STATES,
    commands={"CloseBudgetYear": close_over_borders},
    table="""
        CloseBudgetYear
            budget_year.next_not_opened: unopened
            budget_year.borders_not_recorded: unmapped
            budget_year.shares_unknown: unsized
            budget_year.closed: same merged split over
    """,
)

BY_THE_COUNCIL = LifeCycle(
    name="change of borders with shares",
    begin=with_money,
    states=STATES,
    commands={
        "CloseBudgetYear": lambda town: close_over_borders(town, shares(north=1, south=1)),
    },
    table="""
        CloseBudgetYear
            budget_year.next_not_opened: unopened
            budget_year.borders_not_recorded: unmapped
            budget_year.shares_not_of_borders: same merged
            budget_year.closed: split unsized over
    """,
)

BY_RELEASING = LifeCycle(
    name="change of borders where what is left is released",
    begin=with_money,
    states=STATES,
    commands={"CloseBudgetYear": lambda town: town.close_year(Remainder.RELEASE)},
    table="""
        CloseBudgetYear
            budget_year.closed: unopened same unmapped merged split unsized over
    """,
)
