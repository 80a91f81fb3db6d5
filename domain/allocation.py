"""The allocation: the year's money over the wijken by a published key, exact to the cent."""

from __future__ import annotations

from pydantic import Field

from domain.budget import MoneyAllocated
from domain.budget_year import (
    AllocationPublished,
    AllocationShare,
    BudgetYear,
    Weight,
    guard_year_is_open,
)
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Day, Event, Identifier, IsExample, WijkCode, Year
from domain.money import Money, split_by_largest_remainder
from domain.wijk_division import MAX_WIJKEN, Division, guard_wijk_exists


class CeilingExceeded(Refusal):
    code = "allocation.above_ceiling"
    dutch = "De verdeling van {asked} gaat boven het plafond van {year}: er is nog {left}."
    english = "The allocation of {asked} exceeds the ceiling of {year}: {left} is left."


class KeySumsToZero(Refusal):
    code = "allocation.key_sums_to_zero"
    dutch = "De verdeelsleutel telt op tot nul; geef ten minste één wijk een gewicht."
    english = "The key adds up to zero; give at least one wijk a weight."


class AllocationHasNoMoney(Refusal):
    code = "allocation.no_money"
    dutch = "Er valt niets te verdelen: het totaal moet meer zijn dan nul."
    english = "There is nothing to allocate: the total must be more than zero."


class PublishAllocation(ActorCommand):
    """Divide a total over wijken by integer weights; the key's source and date are public."""

    year: Year
    total_cents: Money
    key: Identifier
    source: Identifier
    measured_on: Day
    example: IsExample = False
    weights: dict[WijkCode, Weight] = Field(min_length=1, max_length=MAX_WIJKEN)


def publish(
    command: PublishAllocation, year: BudgetYear | None, division: Division | None
) -> tuple[Event, dict[str, Event]]:
    """The published allocation, and each wijk's money by wijk code; the parts equal the whole."""
    opened, division_id = guard_year_is_open(year, command.year)
    for wijk in command.weights:
        guard_wijk_exists(division, division_id, wijk)
    guard_within_ceiling(opened, command.total_cents)
    guard_key_has_weight(command.weights)
    parts = split_by_largest_remainder(command.total_cents, command.weights)
    shares = tuple(
        AllocationShare(wijk=wijk, weight=command.weights[wijk], amount_cents=parts[wijk])
        for wijk in sorted(parts)
    )
    money = {
        wijk: MoneyAllocated.following(
            command, division_id=division_id, wijk=wijk, amount_cents=parts[wijk]
        )
        for wijk in sorted(parts)
    }
    published = AllocationPublished.following(command, division_id=division_id, shares=shares)
    return published, dict(money)


def guard_within_ceiling(year: BudgetYear, asked: Money) -> None:
    """The sum of allocations stays within the ceiling that the scheme sets (Awb 4:25)."""
    if asked.cents <= 0:
        raise AllocationHasNoMoney()
    left = year.ceiling - year.allocated
    if asked > left:
        raise CeilingExceeded(asked=asked, year=year.year, left=left)


def guard_key_has_weight(weights: dict[str, int]) -> None:
    """A key divides in proportion, so something must weigh."""
    if min(weights.values()) < 0 or sum(weights.values()) == 0:
        raise KeySumsToZero()
