"""Ballots as written, in arrays: one row per ballot, or one row for all that are alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domain.tally.columns import BallotColumns, Numbers, Positions

ExactNumbers: TypeAlias = NDArray[np.int64] | NDArray[np.object_]
"""Whole numbers, as Python's own where they are too large for a word."""

_FITS = 2**62


@dataclass(frozen=True, eq=False, slots=True)
class BallotRows:
    """Row r names the projects `projects[starts[r]:starts[r + 1]]`: positions in the file's list.

    `points` stands beside `projects`, or is `None` where ballots give none. `row_of_ballot` and
    `line_of_ballot` have an entry per ballot, as written; `voters` is how many voters differ.
    """

    starts: Numbers
    projects: Positions
    points: Numbers | None
    row_of_ballot: NDArray[np.int32]
    line_of_ballot: NDArray[np.int32]
    voters: int

    @property
    def ballots(self) -> int:
        """How many ballots there are, empty ones too."""
        return len(self.row_of_ballot)

    def columns(self) -> BallotColumns:
        """The rows with the number of ballots of each, without what gets no points."""
        ballots = np.bincount(self.row_of_ballot, minlength=len(self.starts) - 1).astype(np.int64)
        if self.points is None or bool((self.points > 0).all()):
            return BallotColumns(ballots, self.starts, self.projects, self.points)
        supported = self.points > 0
        starts = np.concatenate(([0], np.cumsum(supported)))[self.starts]
        return BallotColumns(ballots, starts, self.projects[supported], self.points[supported])

    def lengths(self) -> ExactNumbers:
        """How many projects each row names."""
        return np.diff(self.starts)

    def costs(self, prices: Sequence[int]) -> ExactNumbers:
        """What the projects of each row cost together, at a price per position."""
        fits = max(prices, default=0) * max(len(self.projects), 1) < _FITS
        if fits:
            return self._sums(np.array(prices, np.int64)[self.projects])
        return self._sums(np.array(prices, np.object_)[self.projects])

    def points_given(self) -> ExactNumbers:
        """The points that each row gives in all; none where ballots have no points."""
        given = np.zeros(len(self.projects), np.int64) if self.points is None else self.points
        return self._sums(given)

    def fewest_points(self) -> ExactNumbers:
        """The fewest points that each row gives to a project that it names; many for none."""
        return self._of_each(np.minimum, empty=_FITS)

    def most_points(self) -> ExactNumbers:
        """The most points that each row gives to one project; 0 for none."""
        return self._of_each(np.maximum, empty=0)

    def _sums(self, entries: ExactNumbers) -> ExactNumbers:
        running = np.concatenate((np.zeros(1, entries.dtype), np.cumsum(entries)))
        sums: ExactNumbers = np.diff(running[self.starts])
        return sums

    def _of_each(self, among: np.ufunc, empty: int) -> ExactNumbers:
        found = np.full(len(self.starts) - 1, empty, np.int64)
        filled = np.diff(self.starts) > 0
        if self.points is not None and filled.any():
            found[filled] = among.reduceat(self.points, self.starts[:-1][filled])
        return found
