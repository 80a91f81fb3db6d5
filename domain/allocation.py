"""The allocation: the year's money over the wijken by a published key, exact to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from domain.allocation_key import (
    MAX_PARTS,
    AllocationPart,
    AllocationPublished,
    AllocationShare,
    KeyPart,
    KeyPartKind,
    PartLine,
)
from domain.budget_events import BudgetEvent, MoneyAllocated
from domain.budget_year import BudgetYear, guard_year_is_open
from domain.city_money import city_share
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Identifier, Year
from domain.money import ZERO, Money, split_by_largest_remainder, total
from domain.wijk_division import Division, guard_division_exists, guard_wijk_exists


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


class PartWithoutPoints(Refusal):
    code = "allocation.part_without_points"
    dutch = "Een vast deel heeft geen punten; elk ander deel heeft er ten minste één."
    english = "A fixed part has no points; every other part has at least one."


class PartWithoutIndicator(Refusal):
    code = "allocation.part_without_indicator"
    dutch = "Een deel naar een cijfer uit de quickscan noemt dat cijfer; een ander deel niet."
    english = "A part by a figure of the quickscan names that figure; another part does not."


class FixedAboveTotal(Refusal):
    code = "allocation.fixed_above_total"
    dutch = "De vaste delen en het stedelijke deel zijn samen {fixed}: meer dan het totaal {whole}."
    english = "Fixed parts and the city-wide share add up to {fixed}: more than the total {whole}."


class RestNotDivided(Refusal):
    code = "allocation.rest_not_divided"
    dutch = "Er blijft {rest} over zonder verdeelsleutel; geef een deel met gewichten."
    english = "{rest} is left without a key; give a part with weights."


class PublishAllocation(ActorCommand):
    """Divide a total: fixed parts and a city-wide share first, the rest by the other parts."""

    year: Year
    total_cents: Money
    city_wide_cents: Money = ZERO
    key: Identifier
    parts: tuple[KeyPart, ...] = Field(min_length=1, max_length=MAX_PARTS)


def publish(
    command: PublishAllocation, year: BudgetYear | None, division: Division | None
) -> tuple[Event, dict[str, BudgetEvent]]:
    """The published allocation, and each wijk's money by wijk code; the parts equal the whole."""
    opened, division_id = guard_year_is_open(year, command.year)
    city = guard_division_exists(division, division_id).city
    guard_wijken_exist(command, division, division_id)
    guard_within_ceiling(opened, command.total_cents)
    published = published_by(command, division_id)
    number = len(opened.allocations) + 1
    return published, money_by_wijk(command, published) | city_share(
        command, published, city, number
    )


def published_by(
    command: PublishAllocation, division_id: str, corrects: int | None = None
) -> AllocationPublished:
    """The allocation that a key in order gives, and which one it corrects."""
    for part in command.parts:
        guard_key_has_weight(part.weights)
        guard_points(part)
        guard_indicator_is_named(part)
    parts = divide(command.total_cents, command.city_wide_cents, command.parts)
    shares: dict[str, Money] = {}
    for divided in parts:
        for line in divided.lines:
            shares[line.wijk] = shares.get(line.wijk, ZERO) + line.amount_cents
    return AllocationPublished.following(
        command,
        division_id=division_id,
        parts=parts,
        shares=tuple(
            AllocationShare(wijk=wijk, amount_cents=amount)
            for wijk, amount in sorted(shares.items())
        ),
        corrects=corrects,
    )


def divide(whole: Money, city_wide: Money, parts: Sequence[KeyPart]) -> tuple[AllocationPart, ...]:
    """Each part's sum, and what each wijk gets of it."""
    fixed = {
        place: Money(sum(part.weights.values()))
        for place, part in enumerate(parts)
        if part.kind is KeyPartKind.FIXED
    }
    taken = total((city_wide, *fixed.values()))
    if city_wide < ZERO or taken > whole:
        raise FixedAboveTotal(fixed=taken, whole=whole)
    sums = fixed | _divide_rest(whole - taken, parts)
    return tuple(_part(part, sums[place]) for place, part in enumerate(parts))


def _divide_rest(rest: Money, parts: Sequence[KeyPart]) -> dict[int, Money]:
    """What is left of the total, over the parts that have points, by place in the key."""
    points = {
        f"{place:04d}": part.points
        for place, part in enumerate(parts)
        if part.kind is not KeyPartKind.FIXED
    }
    if not points:
        if rest:
            raise RestNotDivided(rest=rest)
        return {}
    return {int(at): part for at, part in split_by_largest_remainder(rest, points).items()}


def _part(part: KeyPart, amount: Money) -> AllocationPart:
    amounts = split_by_largest_remainder(amount, part.weights)
    return AllocationPart(
        kind=part.kind,
        points=part.points,
        indicator=part.indicator,
        source=part.source,
        measured_on=part.measured_on,
        example=part.example,
        amount_cents=amount,
        lines=tuple(
            PartLine(wijk=wijk, weight=part.weights[wijk], amount_cents=amounts[wijk])
            for wijk in sorted(amounts)
        ),
    )


def money_by_wijk(
    command: PublishAllocation, published: AllocationPublished
) -> dict[str, BudgetEvent]:
    """What arrives in the budget of each wijk."""
    return {
        share.wijk: MoneyAllocated.following(
            command,
            division_id=published.division_id,
            wijk=share.wijk,
            amount_cents=share.amount_cents,
        )
        for share in published.shares
    }


def guard_wijken_exist(
    command: PublishAllocation, division: Division | None, division_id: str
) -> None:
    """Money is divided over wijken of the year's division."""
    for part in command.parts:
        for wijk in part.weights:
            guard_wijk_exists(division, division_id, wijk)


def guard_within_ceiling(year: BudgetYear, asked: Money, given_back: Money = ZERO) -> None:
    """The sum of allocations stays within the ceiling that the scheme sets (Awb 4:25)."""
    if asked.cents <= 0:
        raise AllocationHasNoMoney()
    left = year.ceiling - year.allocated + given_back
    if asked > left:
        raise CeilingExceeded(asked=asked, year=year.year, left=left)


def guard_key_has_weight(weights: Mapping[str, int]) -> None:
    """A part divides in proportion, so something must weigh."""
    if min(weights.values()) < 0 or sum(weights.values()) == 0:
        raise KeySumsToZero()


def guard_points(part: KeyPart) -> None:
    """Points say how the rest is divided; what is fixed has no part in that."""
    if (part.kind is KeyPartKind.FIXED) != (part.points == 0):
        raise PartWithoutPoints()


def guard_indicator_is_named(part: KeyPart) -> None:
    """Who reads the key finds the figure behind it."""
    if (part.kind is KeyPartKind.INDICATOR) != (part.indicator is not None):
        raise PartWithoutIndicator()
