"""From ballots to supporters: who supports each project, read off the columns in two passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from domain.tally.columns import BallotColumns, Numbers, Positions
from domain.tally.kernel import layout
from domain.tally.kernel.compiled import entry_point, fingerprint
from domain.tally.kernel.layout import Supporters, Whole

_Ballots: TypeAlias = tuple[Numbers, Whole, Positions, Numbers]

ONE = np.uint64(1)
OF_THIS_TEXT = fingerprint(layout)


def supporters_of(columns: BallotColumns, projects: int, by_points: bool) -> Supporters:
    """The supporters of each of so many projects, with their points where these count."""
    entries = len(columns.projects)
    points = columns.points if by_points else None
    supporters = Supporters(
        starts=np.zeros(projects + 1, np.int64),
        groups=np.empty(entries, np.uint32),
        voters=np.empty(entries, np.int32),
        points=np.empty(0 if points is None else entries, np.int32),
        weights=np.zeros(projects, np.int64),
    )
    given = np.empty(0, np.int64) if points is None else points
    free = np.empty(projects, np.int64)
    ballots = (
        _as_compiled(columns.voters, np.int64),
        _as_compiled(columns.starts, np.int64),
        _as_compiled(columns.projects, np.int32),
        _as_compiled(given, np.int64),
    )
    transpose(ballots, tuple(supporters), free)
    return supporters


def _as_compiled(array: NDArray[Any], kind: type[np.signedinteger[Any]]) -> NDArray[Any]:
    """One that cannot be written to, or has gaps, would have everything compiled once more."""
    if array.flags.carray and array.dtype == kind:
        return array
    return np.require(array, kind, ("C", "W"))


def _transposing(texts: int) -> Callable[[_Ballots, tuple[Any, ...], Whole], int]:
    @entry_point
    def transpose(ballots: _Ballots, arrays: tuple[Any, ...], free: Whole) -> int:
        """Count the supporters of each project, then put each at the next free place of its own."""
        voters, starts, projects, points = ballots
        filled = Supporters(*arrays)
        for entry in range(projects.size):
            filled.starts[np.uint32(projects[entry]) + 1] += 1
        for project in range(filled.weights.size):
            free[project] = filled.starts[project]
            filled.starts[project + 1] += filled.starts[project]
        at = np.uint64(0)
        for group in range(voters.size):
            weight, end = voters[group], np.uint64(starts[group + 1])
            while at < end:
                named = np.uint32(projects[at])
                place = np.uint64(free[named])
                free[named] += 1
                filled.groups[place] = group
                filled.voters[place] = weight
                times = points[at] if points.size else 1
                if points.size:
                    filled.points[place] = times
                filled.weights[named] += weight * times
                at += ONE
        return texts

    return transpose


transpose = _transposing(OF_THIS_TEXT)
