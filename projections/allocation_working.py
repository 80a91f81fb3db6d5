"""How a share of an allocation came about: for each part what was divided, by what, and which cent
was rounded to whom.

Worked out from what was published and from nothing else, by the arithmetic that anyone can do
again.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.allocation_key import AllocationPart, PartLine
from domain.money import Money
from projections.years import Allocation


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """What a wijk gets of a part: its weight of all weights, rounded down, and perhaps a cent."""

    part: AllocationPart
    wijk: str
    weight: int
    weights_sum: int
    amount: Money
    rounded_up: bool
    """Whether one of the cents that were left over went here."""


@dataclass(frozen=True, slots=True)
class WorkedPart:
    """A part with all its lines; `left_over_cents` is how many cents rounding down left."""

    part: AllocationPart
    weights_sum: int
    left_over_cents: int
    lines: tuple[WorkedLine, ...]

    def line_of(self, wijk: str) -> WorkedLine | None:
        """The line of a wijk; None where it is not in this part."""
        return next((line for line in self.lines if line.wijk == wijk), None)


def worked(allocation: Allocation) -> tuple[WorkedPart, ...]:
    """All parts of an allocation, worked out."""
    return tuple(_worked_part(part) for part in allocation.parts)


def _worked_part(part: AllocationPart) -> WorkedPart:
    weights_sum = sum(line.weight for line in part.lines)
    lines = tuple(_worked_line(part, line, weights_sum) for line in part.lines)
    return WorkedPart(part, weights_sum, sum(line.rounded_up for line in lines), lines)


def _worked_line(part: AllocationPart, line: PartLine, weights_sum: int) -> WorkedLine:
    rounded_down = part.amount_cents.cents * line.weight // weights_sum
    return WorkedLine(
        part=part,
        wijk=line.wijk,
        weight=line.weight,
        weights_sum=weights_sum,
        amount=line.amount_cents,
        rounded_up=line.amount_cents.cents > rounded_down,
    )
