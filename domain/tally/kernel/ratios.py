"""Exact comparison of prices per utility, where bounds alone do not tell which is lower."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from domain.tally.kernel.compiled import compiled
from domain.tally.kernel.layout import Work
from domain.tally.kernel.money import supporters_of

Ratio: TypeAlias = tuple[int, int, int]
"""A fraction in lowest terms: the numerator, and two factors of the denominator, none below 0."""

UNKNOWN = -1
"""In the place of the numerator: the fraction is not known exactly."""

HIGHER_OR_LOWER = 2
"""What `compare` says of fractions that differ, where it takes more digits to tell how."""


@compiled
def product(first: int | np.int64, second: int | np.int64) -> tuple[np.int64, np.int64]:
    """The product of two numbers from 0 to 2^63, as how often 2^64 goes into it, and the rest."""
    mask, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    a, b = np.uint64(first), np.uint64(second)
    low = (a & mask) * (b & mask)
    cross = (a >> half) * (b & mask) + (low >> half)
    other = (a & mask) * (b >> half) + (cross & mask)
    high = (a >> half) * (b >> half) + (cross >> half) + (other >> half)
    return np.int64(high), np.int64((other << half) | (low & mask))


@compiled
def greatest_common_divisor(first: int, second: int) -> int:
    """Of two numbers that are not below zero."""
    while second:
        first, second = second, first % second
    return first


@compiled
def exact_ratio(work: Work, project: int) -> Ratio:
    """A project's price per utility, exactly, or `UNKNOWN`.

    It is known when each supporter surely pays in full, or surely gives all of a purse that is
    known to the unit. Then what the latter give is taken off the price, and the former share the
    rest: over their number, over the utility.
    """
    groups, voters, points = supporters_of(work, project)
    lowest, highest = work.offers.level[project], work.offers.upper[project]
    missing = work.terms.prices[project]
    payers = 0
    for entry in range(groups.size):
        low, high = work.purses.low[groups[entry]], work.purses.high[groups[entry]]
        times = np.int64(points[entry]) if points.size else 1
        if highest >= 0 and low >= highest * times:
            payers += voters[entry] * times
        elif low == high and high <= lowest * times:
            missing -= np.int64(voters[entry]) * high
        else:
            return UNKNOWN, 1, 1
    if payers == 0 or highest < 0:
        return UNKNOWN, 1, 1
    utility = work.terms.prices[project] if work.terms.by_price[0] == 1 else 1
    shared = greatest_common_divisor(missing, utility)
    missing, utility = missing // shared, utility // shared
    shared = greatest_common_divisor(missing, payers)
    return missing // shared, payers // shared, utility


@compiled
def compare(one: Ratio, other: Ratio) -> int:
    """-1, 0 or 1 as the first fraction is lower, equal or higher; or `HIGHER_OR_LOWER`."""
    high, low = product(one[1], one[2])
    other_high, other_low = product(other[1], other[2])
    if one[0] == other[0] and high == other_high and low == other_low:
        return 0
    if high != 0 or other_high != 0 or low < 0 or other_low < 0:
        return HIGHER_OR_LOWER
    left, right = product(one[0], other_low), product(other[0], low)
    if left[0] != right[0]:
        return -1 if left[0] < right[0] else 1
    return -1 if np.uint64(left[1]) < np.uint64(right[1]) else 1
