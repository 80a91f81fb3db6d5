"""Correcting an allocation, by reversal: what was published stays, its money goes back, and another
takes its place, in one step.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.allocation import (
    PublishAllocation,
    guard_wijken_exist,
    guard_within_ceiling,
    money_by_wijk,
    published_by,
)
from domain.allocation_key import AllocationCorrected, AllocationNumber, AllocationPublished
from domain.budget import Budget
from domain.budget_events import AllocationReversed, BudgetEvent
from domain.budget_year import BudgetYear, guard_year_is_open
from domain.city_money import city_share, reversed_city_share
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Event
from domain.money import ZERO
from domain.wijk_division import Division, guard_division_exists


class AllocationUnknown(Refusal):
    code = "allocation.unknown"
    status = NOT_FOUND
    dutch = "Verdeling {number} van {year} bestaat niet."
    english = "Allocation {number} of {year} does not exist."


class AllocationAlreadyCorrected(Refusal):
    code = "allocation.already_corrected"
    dutch = "Verdeling {number} is al gecorrigeerd; corrigeer de verdeling die ervoor kwam."
    english = "Allocation {number} was corrected before; correct the one that took its place."


class AllocationSpokenFor(Refusal):
    code = "allocation.spoken_for"
    dutch = "In wijk {wijk} is al over het geld beslist: de correctie komt {short} tekort."
    english = "In wijk {wijk} the money is spoken for: the correction is {short} short."


class CorrectAllocation(PublishAllocation):
    """Reverse an allocation of the year by its number, and publish the right one in its place."""

    number: AllocationNumber
    reason: Commitment


def correct(
    command: CorrectAllocation,
    year: BudgetYear | None,
    division: Division | None,
    budgets: Mapping[str, Budget],
) -> tuple[list[Event], dict[str, list[BudgetEvent]]]:
    """Reversal and correction: events of the year, and by wijk those of its budget.

    What a wijk gets now arrives before what it got is taken back, so that it never stands below
    what is spoken for on the way.
    """
    opened, division_id = guard_year_is_open(year, command.year)
    city = guard_division_exists(division, division_id).city
    wrong = guard_can_be_corrected(opened, command.number)
    guard_wijken_exist(command, division, division_id)
    guard_within_ceiling(opened, command.total_cents, given_back=wrong.total_cents)
    right = published_by(command, division_id, corrects=command.number)
    number = len(opened.allocations) + 1
    corrected = AllocationCorrected.following(command, corrected_by=number)
    back = _back(command, wrong, division_id)
    back |= reversed_city_share(command, wrong, budgets.get(city), command.number)
    given = money_by_wijk(command, right) | city_share(command, right, city, number)
    guard_nothing_spoken_for(budgets, back, given)
    places = sorted({*given, *back})
    money = {place: [by[place] for by in (given, back) if place in by] for place in places}
    return [corrected, right], money


def _back(
    command: CorrectAllocation, wrong: AllocationPublished, division_id: str
) -> dict[str, BudgetEvent]:
    about = {"division_id": division_id, "allocation_number": command.number}
    return {
        share.wijk: AllocationReversed.following(command, **about, **dict(share))
        for share in wrong.shares
    }


def guard_can_be_corrected(year: BudgetYear, number: int) -> AllocationPublished:
    """What is corrected was published, and still stands."""
    if number > len(year.allocations):
        raise AllocationUnknown(number=number, year=year.year)
    if number in year.corrected:
        raise AllocationAlreadyCorrected(number=number)
    return year.allocations[number - 1]


def guard_nothing_spoken_for(
    budgets: Mapping[str, Budget], back: Mapping[str, BudgetEvent], given: Mapping[str, BudgetEvent]
) -> None:
    """A correction takes no money that was reserved or granted (Awb 4:25)."""
    for place, gone in back.items():
        available = budgets[place].available if place in budgets else ZERO
        arrives = given[place].amount_cents if place in given else ZERO
        left = available + arrives - gone.amount_cents
        if left < ZERO:
            raise AllocationSpokenFor(wijk=place, short=-left)
