"""The picture of a share: which parts of the key it comes from. A table says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.web.pictures import WIDTH
from domain.allocation_key import KeyPartKind
from domain.money import Money
from projections.allocation_working import WorkedPart


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A part of the key in the picture of one share."""

    kind: KeyPartKind
    amount: Money
    x: int
    width: int


def share_bars(parts: Iterable[WorkedPart], wijk: str) -> list[ShareBar]:
    """One bar, as wide as the picture, in the parts that the share of a wijk comes from."""
    found = [(part.part.kind, line.amount) for part in parts if (line := part.line_of(wijk))]
    whole = sum(amount.cents for _, amount in found)
    bars: list[ShareBar] = []
    so_far = 0
    for kind, amount in found:
        if amount.cents <= 0:
            continue
        x, end = so_far * WIDTH // whole, (so_far + amount.cents) * WIDTH // whole
        bars.append(ShareBar(kind, amount, x, max(end - x, 2)))
        so_far += amount.cents
    return bars
