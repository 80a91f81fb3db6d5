"""Arithmetic of measurements: what stands at a share of the way, and what is in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median


def at_share(values: Sequence[float], share: float) -> float:
    """The least value that at least this share of the values does not exceed: 0.99 is the p99."""
    if not values or not 0 < share <= 1:
        raise ValueError("a share of something is asked for")
    return sorted(values)[ceil(share * len(values)) - 1]


def median_ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median over rounds of what was measured by what was measured beside it.

    A machine that other work slows down for a while slows both of a round, and not one of them.
    """
    return median(mine / theirs for mine, theirs in zip(above, below, strict=True))
