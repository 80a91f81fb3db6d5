"""Pictures of money: geometry only. The template draws it, and a table says the same in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.money import Money
from projections.budget_state import BudgetState

WIDTH = 1_000
"""Pictures are drawn in a coordinate space this wide and scaled by the page."""

PARTS = (
    "paid",
    "granted",
    "reserved",
    "subsidised",
    "institution",
    "coordination",
    "voted_on",
    "available",
    "released",
)
"""Where money of a wijk can stand, in the order in which it is drawn."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: what it stands for, and where it is drawn."""

    kind: str
    amount: Money
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Column:
    """A year in the picture of all years; `y` counts from the top."""

    year: int
    amount: Money
    x: int
    y: int
    width: int
    height: int


def parts_of(states: Iterable[BudgetState]) -> list[tuple[str, int]]:
    """What came in, in cents, divided over where it stands; for one wijk or for many."""
    parts = dict.fromkeys(PARTS, 0)
    for state in states:
        parts["paid"] += state.paid_cents - state.recovered_cents
        parts["granted"] += state.granted_cents - state.paid_cents + state.recovered_cents
        parts["reserved"] += state.reserved_cents
        parts["subsidised"] += state.subsidised_cents
        parts["institution"] += state.institution_cents
        parts["coordination"] += state.coordination_cents
        parts["voted_on"] += state.voted_on_cents
        parts["available"] += state.available_cents
        parts["released"] += state.released_cents
    return list(parts.items())


def bar(states: Sequence[BudgetState], whole_cents: int | None = None) -> list[Segment]:
    """A bar whose length is the share of `whole_cents`, or the full width without it."""
    parts = parts_of(states)
    whole = whole_cents or sum(cents for _, cents in parts)
    segments: list[Segment] = []
    so_far = 0
    for kind, cents in parts:
        if cents <= 0 or whole <= 0:
            continue
        x, end = so_far * WIDTH // whole, (so_far + cents) * WIDTH // whole
        segments.append(Segment(kind, Money(cents), x, max(end - x, 2)))
        so_far += cents
    return segments


def columns(amounts: Sequence[tuple[int, Money]], height: int = 120) -> list[Column]:
    """A column per year, the highest as high as the picture."""
    most = max((amount.cents for _, amount in amounts), default=0)
    if not most:
        return []
    step = WIDTH // len(amounts)
    return [
        Column(
            year=year,
            amount=amount,
            x=index * step + step // 6,
            y=height - amount.cents * height // most,
            width=step * 2 // 3,
            height=amount.cents * height // most,
        )
        for index, (year, amount) in enumerate(amounts)
    ]
