"""Closing a budget year: what was not granted is carried over under a council act, or released.

Granted money stays bound to its grants and can still be paid after the closing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from domain.border_carrying import BorderShare, Crossing, carry_across, crossing, guard_no_shares
from domain.border_money_events import MoneyMappedOut
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
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Year
from domain.money import total
from domain.round_money import guard_votes_are_done, let_go_of_themes
from domain.wijk_division import MAX_WIJKEN, Division


class ReservationsOutstanding(Refusal):
    code = "budget_year.reservations_outstanding"
    dutch = "In wijk {wijk} staan nog reserveringen open; besluit daar eerst over."
    english = "There are open reservations in wijk {wijk}; decide on those first."


class CouncilActMissing(Refusal):
    code = "budget_year.council_act_missing"
    dutch = "Geld meenemen naar het volgende jaar kan alleen met een raadsbesluit."
    english = "Money is carried over to the next year only under an act of the council."


class YearNotOver(Refusal):
    code = "budget_year.not_over"
    dutch = "Zonder raadsbesluit sluit {year} op zijn vroegst op {day}."
    english = "Without an act of the council {year} closes on {day} at the earliest."


class NextYearNotOpened(Refusal):
    code = "budget_year.next_not_opened"
    dutch = "Het jaar {year} is nog niet geopend, of al gesloten; daar kan geen geld heen."
    english = "The year {year} is not open yet, or closed already; no money can go there."


class CloseBudgetYear(ActorCommand):
    """Close a year for all wijken at once.

    `shares` are what the council decided for wijken that were split: which part of what is left
    goes where. Without them the sizes in the mapping of the divisions say so.
    """

    year: Year
    remainder: Remainder
    council_act: CouncilAct | None = None
    shares: tuple[BorderShare, ...] = Field(default=(), max_length=2 * MAX_WIJKEN)


@dataclass(frozen=True, slots=True)
class _Carrying:
    """How what is left goes to the next year: under which act, and over which change of borders."""

    act: CouncilAct
    across: Crossing | None


def close_year(
    command: CloseBudgetYear,
    year: BudgetYear | None,
    next_year: BudgetYear | None,
    budgets: Mapping[str, Budget],
    *,
    saving_years: Mapping[str, int] | None = None,
    divisions: Mapping[str, Division] | None = None,
) -> tuple[Event, dict[str, list[Event]], dict[str, list[Event]]]:
    """The closing, and by wijk what happens in this year's budgets and in the next year's.

    `saving_years` has by wijk how many years money may be saved up; what was saved up for so many
    is released. A wijk that is not in it saves without a bound. `divisions` has those of both years
    by id.
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
        guard_no_shares(command.shares)
        guard_year_is_over(command)
        released = {w: here[w] + release_remainder(command, b) for w, b in remainders.items()}
        return closed, released, {}
    act, next_id = guard_carry_over_is_decided(command, next_year)
    how = _Carrying(act, crossing(division_id, next_id, divisions or {}, command.shares))
    arriving: dict[str, list[Event]] = {}
    for wijk, budget in remainders.items():
        leaving, coming = _carried_within(command, budget, how, (saving_years or {}).get(wijk))
        here[wijk] += leaving
        for there, events in coming.items():
            arriving.setdefault(there, []).extend(events)
    return closed, {wijk: events for wijk, events in here.items() if events}, arriving


def _carried_within(
    command: ActorCommand, budget: Budget, how: _Carrying, saving_years: int | None
) -> tuple[list[Event], dict[str, list[Event]]]:
    """What leaves a budget, released or carried over, and by wijk what arrives in the next year."""
    parts = budget.left_by_year()
    oldest = budget.year - saving_years + 1 if saving_years else 0
    kept = tuple(part for part in parts if part.given_for >= oldest)
    expired = total(part.amount_cents for part in parts if part.given_for < oldest)
    leaving = release_remainder(command, budget, expired) if expired else []
    if not kept:
        return leaving, {}
    if how.across is not None:
        mapped, coming = carry_across(command, budget, how.act, kept, how.across)
        return [*leaving, *mapped], coming
    carried_out, carried_in = carry_over(command, budget, how.act, kept)
    return [*leaving, carried_out], {budget.wijk: [carried_in]}


def wijken_that_carry(here: Mapping[str, Iterable[Event]]) -> list[str]:
    """Of which wijken something goes on to the next year."""
    carried = (MoneyCarriedOut, MoneyMappedOut)
    return [w for w, events in here.items() if any(isinstance(each, carried) for each in events)]


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


def guard_year_is_over(command: CloseBudgetYear) -> None:
    """A budget year is a calendar year; who ends it before its last day rests on the council."""
    last = date(command.year, 12, 31)
    if command.council_act is None and dutch_day(command.at) < last:
        raise YearNotOver(year=command.year, day=last.isoformat())


def guard_carry_over_is_decided(
    command: CloseBudgetYear, next_year: BudgetYear | None
) -> tuple[CouncilAct, str]:
    """Carry-over cites a council decision, and has a year to arrive in: the act, its division."""
    if command.council_act is None:
        raise CouncilActMissing()
    if next_year is None or next_year.closed or next_year.division_id is None:
        raise NextYearNotOpened(year=command.year + 1)
    return command.council_act, next_year.division_id
