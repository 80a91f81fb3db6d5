"""Closing a budget year: what was not granted is carried over under a council act, or released.

Granted money stays bound to its grants and can still be paid after the closing.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.budget import Budget, carry_over, release_remainder
from domain.budget_line import close_lines
from domain.budget_year import (
    BudgetYear,
    BudgetYearClosed,
    CouncilAct,
    Remainder,
    guard_year_is_open,
)
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Year
from domain.excess import budget_after


class ReservationsOutstanding(Refusal):
    code = "budget_year.reservations_outstanding"
    dutch = "In wijk {wijk} staan nog reserveringen open; besluit daar eerst over."
    english = "There are open reservations in wijk {wijk}; decide on those first."


class CouncilActMissing(Refusal):
    code = "budget_year.council_act_missing"
    dutch = "Geld meenemen naar het volgende jaar kan alleen met een raadsbesluit."
    english = "Money is carried over to the next year only under an act of the council."


class NextYearNotOpened(Refusal):
    code = "budget_year.next_not_opened"
    dutch = "Het jaar {year} is nog niet geopend op dezelfde wijkindeling."
    english = "The year {year} has not been opened on the same division yet."


class CloseBudgetYear(ActorCommand):
    """Close a year for all wijken at once."""

    year: Year
    remainder: Remainder
    council_act: CouncilAct | None = None


def close_year(
    command: CloseBudgetYear,
    year: BudgetYear | None,
    next_year: BudgetYear | None,
    budgets: Mapping[str, Budget],
) -> tuple[Event, dict[str, list[Event]], dict[str, list[Event]]]:
    """The closing, and by wijk what happens in this year's budgets and in the next year's."""
    _, division_id = guard_year_is_open(year, command.year)
    guard_nothing_reserved(budgets)
    closed = BudgetYearClosed.following(command)
    here = {wijk: close_lines(command, budget) for wijk, budget in sorted(budgets.items())}
    left = {wijk: budget_after(budgets[wijk], events) for wijk, events in here.items()}
    remainders = {wijk: budget for wijk, budget in left.items() if budget.available}
    if command.remainder is Remainder.RELEASE:
        released = {w: here[w] + release_remainder(command, b) for w, b in remainders.items()}
        return closed, released, {}
    act = guard_carry_over_is_decided(command, division_id, next_year)
    moved = {wijk: carry_over(command, budget, act) for wijk, budget in remainders.items()}
    return (
        closed,
        {wijk: [*here[wijk], carried_out] for wijk, (carried_out, _) in moved.items()},
        {wijk: [carried_in] for wijk, (_, carried_in) in moved.items()},
    )


def guard_nothing_reserved(budgets: Mapping[str, Budget]) -> None:
    """Who waits for a decision keeps the money that was reserved."""
    for wijk, budget in sorted(budgets.items()):
        if budget.reserved:
            raise ReservationsOutstanding(wijk=wijk)


def guard_carry_over_is_decided(
    command: CloseBudgetYear, division_id: str, next_year: BudgetYear | None
) -> CouncilAct:
    """Carry-over cites a council decision, and has a year to arrive in."""
    if command.council_act is None:
        raise CouncilActMissing()
    if next_year is None or next_year.closed or next_year.division_id != division_id:
        raise NextYearNotOpened(year=command.year + 1)
    return command.council_act
