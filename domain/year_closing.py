"""Closing a budget year: what was not granted is carried over under a council act, or released.

Granted money stays bound to its grants and can still be paid after the closing.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.budget import Budget, budget_after, key_of, release_remainder
from domain.budget_events import MoneyCarriedIn, MoneyCarriedOut, SavedPart
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
from domain.money import total
from domain.round_money import guard_votes_are_done, let_go_of_themes


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
    saving_years: Mapping[str, int] | None = None,
) -> tuple[Event, dict[str, list[Event]], dict[str, list[Event]]]:
    """The closing, and by wijk what happens in this year's budgets and in the next year's.

    `saving_years` has by wijk how many years money may be saved up; what was saved up for so many
    is released. A wijk that is not in it saves without a bound.
    """
    _, division_id = guard_year_is_open(year, command.year)
    guard_nothing_reserved(budgets)
    guard_votes_are_done(budgets)
    closed = BudgetYearClosed.following(command)
    here = {
        wijk: let_go_of_themes(command, budget) + close_lines(command, budget)
        for wijk, budget in sorted(budgets.items())
    }
    left = {wijk: budget_after(budgets[wijk], events) for wijk, events in here.items()}
    remainders = {wijk: budget for wijk, budget in left.items() if budget.available}
    if command.remainder is Remainder.RELEASE:
        released = {w: here[w] + release_remainder(command, b) for w, b in remainders.items()}
        return closed, released, {}
    act = guard_carry_over_is_decided(command, division_id, next_year)
    arriving: dict[str, list[Event]] = {}
    for wijk, budget in remainders.items():
        may_save = (saving_years or {}).get(wijk)
        leaving, coming = _carried_within(command, budget, act, may_save)
        here[wijk] += leaving
        arriving |= {wijk: coming} if coming else {}
    return closed, {wijk: events for wijk, events in here.items() if events}, arriving


def _carried_within(
    command: ActorCommand, budget: Budget, act: CouncilAct, saving_years: int | None
) -> tuple[list[Event], list[Event]]:
    """What leaves a budget, released or carried over, and what arrives in the next year."""
    parts = budget.left_by_year()
    oldest = budget.year - saving_years + 1 if saving_years else 0
    kept = tuple(part for part in parts if part.given_for >= oldest)
    expired = total(part.amount_cents for part in parts if part.given_for < oldest)
    leaving = release_remainder(command, budget, expired) if expired else []
    if not kept:
        return leaving, []
    carried_out, carried_in = carry_over(command, budget, act, kept)
    return [*leaving, carried_out], [carried_in]


def carry_over(
    command: ActorCommand, budget: Budget, act: CouncilAct, parts: tuple[SavedPart, ...]
) -> tuple[Event, Event]:
    """Move these parts to the next year: out of this year's stream, into the next's."""
    amount = total(part.amount_cents for part in parts)
    key = key_of(budget, amount_cents=amount, council_act=act)
    following = key | {"year": budget.year + 1, "from_year": budget.year, "saved": parts}
    return (
        MoneyCarriedOut.following(command, **key | {"to_year": budget.year + 1}),
        MoneyCarriedIn.following(command, **following),
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
