"""Equal ballots together: who filled in exactly the same is one group for every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from domain.errors import MALFORMED, Refusal

MAX_BALLOTS = 10_000_000
MAX_POINTS = 1_000_000

Ballot: TypeAlias = Iterable[str] | Mapping[str, int]
"""The ids that a ballot approves, or the points that it gives by id."""


class UnknownProjectApproved(Refusal):
    code = "election.unknown_project"
    status = MALFORMED
    dutch = "Een stembiljet noemt project {project_id}, en dat bestaat niet."
    english = "A ballot names project {project_id}, which does not exist."


class ProjectApprovedTwice(Refusal):
    code = "election.approved_twice"
    status = MALFORMED
    dutch = "Een stembiljet noemt project {project_id} twee keer."
    english = "A ballot names project {project_id} twice."


class PointsOutOfRange(Refusal):
    code = "election.points_out_of_range"
    status = MALFORMED
    dutch = "Een stembiljet geeft {points} punten; dat moet een heel getal van 0 tot {limit} zijn."
    english = "A ballot gives {points} points; they must be a whole number from 0 to {limit}."


class TooManyBallots(Refusal):
    code = "election.too_many_ballots"
    status = MALFORMED
    dutch = "Dit zijn meer dan {limit} stembiljetten; dat is te veel om te tellen."
    english = "These are more than {limit} ballots; that is too many to count."


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """Voters who filled in exactly the same; ids ascending. A rule treats them alike.

    `points` stands beside `approved`, each above zero; it is empty where ballots only approve.
    """

    approved: tuple[str, ...]
    voters: int
    points: tuple[int, ...] = ()


def group_of(approved: tuple[str, ...], voters: int, points: tuple[int, ...]) -> BallotGroup:
    """A group with its ids ascending, each with its points beside it."""
    order = sorted(range(len(approved)), key=approved.__getitem__)
    return BallotGroup(
        tuple(approved[each] for each in order),
        voters,
        tuple(points[each] for each in order) if points else (),
    )


def grouped(ballots: Iterable[Ballot], known: frozenset[str]) -> tuple[BallotGroup, ...]:
    """The groups, ascending. A ballot without points among ballots with points gives one each."""
    written: Counter[tuple[tuple[str, int], ...]] = Counter()
    with_points = False
    for number, ballot in enumerate(ballots):
        if number == MAX_BALLOTS:
            raise TooManyBallots(limit=MAX_BALLOTS)
        if isinstance(ballot, Mapping):
            with_points = True
            written[tuple(ballot.items())] += 1
        else:
            written[tuple((project_id, 1) for project_id in ballot)] += 1
    alike: Counter[tuple[tuple[str, int], ...]] = Counter()
    for filled_in, count in written.items():
        alike[_checked_ballot(filled_in, known)] += count
    return tuple(
        BallotGroup(
            tuple(project_id for project_id, _ in filled_in),
            alike[filled_in],
            tuple(points for _, points in filled_in) if with_points else (),
        )
        for filled_in in sorted(alike)
    )


def _checked_ballot(
    written: tuple[tuple[str, int], ...], known: frozenset[str]
) -> tuple[tuple[str, int], ...]:
    ballot = tuple(sorted(written))
    for (before, _), (project_id, _) in pairwise(ballot):
        if before == project_id:
            raise ProjectApprovedTwice(project_id=project_id)
    for project_id, points in ballot:
        if project_id not in known:
            raise UnknownProjectApproved(project_id=project_id)
        if type(points) is not int or not 0 <= points <= MAX_POINTS:
            raise PointsOutOfRange(points=str(points), limit=MAX_POINTS)
    return tuple((project_id, points) for project_id, points in ballot if points)
