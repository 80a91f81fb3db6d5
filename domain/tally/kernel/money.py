"""Passes over the supporters of one project: what they could pay, and taking it out of purses."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from domain.tally.kernel.compiled import compiled
from domain.tally.kernel.layout import Places, Small, Whole, Work

Entries: TypeAlias = tuple[Places, Small, Small]
"""Groups, voters and points of the supporters of one project."""


@compiled
def paid_at(entries: Entries, purses: Whole, level: int) -> tuple[int, int]:
    """What these supporters pay together if each pays `level` or all that is left.

    Also how many voters have more than `level`.
    """
    groups, voters, _ = entries
    money = 0
    richer = 0
    for entry in range(groups.size):
        purse = purses[groups[entry]]
        weight = np.int64(voters[entry])
        money += int(weight * min(purse, level))
        richer += int(weight) if purse > level else 0
    return money, richer


@compiled
def paid_by_points_at(entries: Entries, purses: Whole, level: int) -> tuple[int, int]:
    """The same if each pays `level` per point; who has more counts once per point."""
    groups, voters, points = entries
    money = 0
    richer = 0
    for entry in range(groups.size):
        purse = purses[groups[entry]]
        weight = np.int64(voters[entry])
        full = np.int64(points[entry]) * level
        money += int(weight * min(purse, full))
        richer += int(weight * points[entry]) if purse > full else 0
    return money, richer


@compiled
def supporters_of(work: Work, project: int) -> Entries:
    """The supporters of a project."""
    groups, voters, points = work.supporters.groups, work.supporters.voters, work.supporters.points
    start, end = work.supporters.starts[project], work.supporters.starts[project + 1]
    return groups[start:end], voters[start:end], points[start:end]


@compiled
def paid_for(work: Work, purses: Whole, project: int, level: int) -> tuple[int, int]:
    """What the supporters of a project pay at a level: see `paid_at`."""
    entries = supporters_of(work, project)
    if work.supporters.points.size == 0:
        return paid_at(entries, purses, level)
    return paid_by_points_at(entries, purses, level)


@compiled
def pay(work: Work, project: int) -> None:
    """Take a project's price out of the purses of its supporters.

    The full payment is between `level` and `upper`. So a purse is at least what its lower end
    leaves after the highest payment, and at most what its upper end leaves after the lowest.
    """
    groups, _, points = supporters_of(work, project)
    low, high = work.purses
    lowest, highest = work.offers.level[project], work.offers.upper[project]
    for entry in range(groups.size):
        group = groups[entry]
        times = np.int64(points[entry]) if points.size else 1
        low[group] = max(low[group] - times * highest, 0) if highest >= 0 else 0
        high[group] = max(high[group] - times * lowest, 0)
