"""Borders that change between two years: Liendert and Soesterkwartier before, others after."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.border_carrying import BorderShare
from domain.budget_year import CouncilAct, Remainder
from domain.command import Role
from domain.wijk_division import AdoptDivision, BorderChange, RecordBorders, Wijk
from domain.year_closing import CloseBudgetYear
from tests.scenarios.town import DIVISION, LIENDERT, SOESTERKWARTIER, YEAR, Town

NEXT = YEAR + 1
NEXT_DIVISION = f"GM0307-{NEXT}"
NORTH, SOUTH = "WK030751", "WK030752"
ACT = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))

SPLIT = ((LIENDERT, NORTH, 2), (LIENDERT, SOUTH, 1), (SOESTERKWARTIER, SOUTH, None))
"""Liendert is split: two of three addresses are in the north. Soesterkwartier is in the south."""
UNSIZED = ((LIENDERT, NORTH, None), (LIENDERT, SOUTH, None), (SOESTERKWARTIER, SOUTH, None))
"""The same, and nobody knows how many addresses went where."""
MERGED = ((LIENDERT, NORTH, None), (SOESTERKWARTIER, NORTH, None))
RENAMED = ((LIENDERT, NORTH, None), (SOESTERKWARTIER, SOUTH, None))

Moved = tuple[tuple[str, str, int | None], ...]


def adopt_next_division(town: Town, year: int = NEXT) -> None:
    """The division of the next year."""
    town.do(
        AdoptDivision,
        Role.GRIFFIER,
        division_id=NEXT_DIVISION,
        municipality="GM0307",
        valid_from=date(year, 1, 1),
        wijken=(Wijk(code=NORTH, name="Noord"), Wijk(code=SOUTH, name="Zuid")),
    )


def record_next_borders(town: Town, moved: Moved = SPLIT) -> object:
    """Where the wijken of this year went."""
    return town.do(
        RecordBorders,
        Role.GRIFFIER,
        division_id=NEXT_DIVISION,
        former_id=DIVISION,
        source="example-figures",
        changes=tuple(
            BorderChange(former_wijk=former, wijk=wijk, weight=weight)
            for former, wijk, weight in moved
        ),
    )


def open_over_borders(town: Town, moved: Moved = SPLIT, year: int = NEXT) -> None:
    """The next year is open, on another division that was mapped."""
    adopt_next_division(town, year)
    record_next_borders(town, moved)
    town.open_year(year=year, division=NEXT_DIVISION)


def shares(**weights: int) -> tuple[BorderShare, ...]:
    """What the council decided for Liendert."""
    codes = {"north": NORTH, "south": SOUTH}
    return tuple(
        BorderShare(former_wijk=LIENDERT, wijk=codes[name], weight=weight)
        for name, weight in weights.items()
    )


def close_over_borders(
    town: Town, decided: tuple[BorderShare, ...] = (), year: int = YEAR
) -> object:
    """The year closes, not before its last day, and what is left goes along."""
    town.now = max(town.now, datetime(year, 12, 31, 9, 0, tzinfo=UTC))
    town.look_back(year)
    return town.do(
        CloseBudgetYear,
        Role.GRIFFIER,
        year=year,
        remainder=Remainder.CARRY_OVER,
        council_act=ACT,
        shares=decided,
    )
