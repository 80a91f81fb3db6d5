"""Ballots in columns: arrays of whole numbers, one row per group of equal ballots.

This is the shape in which ballots are read fast and counted fast. A group approves the projects
`projects[starts[g]:starts[g + 1]]`: positions in the election's list, ascending.

Everything that knows a rule of counting loads this module, and a ballot is cast without counting:
numpy is loaded with the first columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.int64]"
Positions: TypeAlias = "NDArray[np.int32]"


@dataclass(frozen=True, eq=False, slots=True)
class BallotColumns:
    """Groups of equal ballots, no two groups alike.

    `voters` has the number of voters per group; `starts` one more entry than there are groups;
    `projects` the approved positions group by group; `points` as many entries, each above zero, or
    `None` where ballots only approve.
    """

    voters: Numbers
    starts: Numbers
    projects: Positions
    points: Numbers | None = None

    def groups(self) -> Iterator[tuple[int, tuple[int, ...], tuple[int, ...]]]:
        """Each group: its voters, the positions it approves, and the points (or nothing)."""
        starts = self.starts.tolist()
        projects, voters = self.projects.tolist(), self.voters.tolist()
        points = [] if self.points is None else self.points.tolist()
        for group, number in enumerate(voters):
            entries = slice(starts[group], starts[group + 1])
            yield number, tuple(projects[entries]), tuple(points[entries])

    def votes(self, projects: int) -> Numbers:
        """The number of voters that approve each of so many projects."""
        return self._added_up(projects, self._voters_of_each())

    def points_in_all(self, projects: int) -> Numbers:
        """The points that each of so many projects got; its votes where there are no points."""
        voters = self._voters_of_each()
        return self._added_up(projects, voters if self.points is None else voters * self.points)

    def guard_consistent(self, projects: int) -> None:
        """`ValueError` for columns that do not fit together or name what is not in the list."""
        starts, named = self.starts, self.projects
        fits = (
            len(starts) == len(self.voters) + 1
            and starts[0] == 0
            and starts[-1] == len(named)
            and bool((starts[1:] >= starts[:-1]).all())
            and bool((self.voters > 0).all())
            and (not len(named) or (int(named.min()) >= 0 and int(named.max()) < projects))
            and (self.points is None or (len(self.points) == len(named)))
            and (self.points is None or bool((self.points > 0).all()))
        )
        if not fits:
            raise ValueError("the columns of ballots do not fit together")
        ascending = named[1:] > named[:-1]
        ascending[starts[1:-1][(starts[1:-1] > 0) & (starts[1:-1] < len(named))] - 1] = True
        if not ascending.all():
            raise ValueError("a group names its projects out of order, or one of them twice")

    def _voters_of_each(self) -> Numbers:
        """The voters of a group, once for each project that it names."""
        return self.voters.repeat(self.starts[1:] - self.starts[:-1])

    def _added_up(self, projects: int, each: Numbers) -> Numbers:
        import numpy as np  # noqa: PLC0415 - as said above

        added = np.zeros(projects, np.int64)
        np.add.at(added, self.projects, each)
        return added


def columns_of(
    groups: Iterable[tuple[int, Iterable[int], Sequence[int]]],
) -> BallotColumns:
    """The columns of groups: voters, positions in any order, and points beside them (or none)."""
    import numpy as np  # noqa: PLC0415 - as said above

    voters: list[int] = []
    starts = [0]
    projects: list[int] = []
    points: list[int] = []
    for number, positions, given in groups:
        approved = list(positions)
        order = sorted(range(len(approved)), key=approved.__getitem__)
        voters.append(number)
        projects += [approved[each] for each in order]
        points += [given[each] for each in order] if given else []
        starts.append(len(projects))
    return BallotColumns(
        np.array(voters, np.int64),
        np.array(starts, np.int64),
        np.array(projects, np.int32),
        np.array(points, np.int64) if points else None,
    )
