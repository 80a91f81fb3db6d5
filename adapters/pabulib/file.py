"""What a Pabulib file holds, as read: nothing counted, nothing left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

from domain.errors import Refusal
from domain.tally.columns import BallotColumns
from domain.tally.election import Amount, Election
from domain.two_languages import InTwoLanguages

APPROVALS = ("approval", "choose-1", "knapsack")
"""Vote types whose ballots say yes to projects, and nothing more."""

WITH_POINTS = ("cumulative", "scoring")
"""Vote types whose ballots give points to projects."""

ORDINAL = "ordinal"
"""The vote type whose ballots put projects in an order, the most wanted first."""

BORDA = "borda"
"""How an order becomes points: the last of the ballot gets one, each before it one more."""

MAX_POINTS_BY_DEFAULT = 20_000_000
"""The most points that may be given in all to projects that ballots do not name."""


class VoteTypeNotCounted(Refusal):
    code = "ballot_file.vote_type_not_counted"
    dutch = "Stembiljetten van de soort {vote_type} kunnen niet geteld worden; wel: {available}."
    english = "Ballots of the type {vote_type} cannot be counted; available: {available}."


class ScoringNotCounted(Refusal):
    code = "ballot_file.scoring_not_counted"
    dutch = "Punten volgens {scoring} kunnen niet geteld worden; wel: {available}."
    english = "Points by {scoring} cannot be counted; available: {available}."


class TooManyDefaultPoints(Refusal):
    code = "ballot_file.too_many_default_points"
    dutch = "Een default_score bij meer dan {limit} keer een project is te veel om te tellen."
    english = "A default_score for more than {limit} times a project is too much to count."


@dataclass(frozen=True, slots=True)
class PabulibProject:
    """One line of PROJECTS. What the file does not say is `None`.

    `votes` and `score` are what the file states, not a count. `selected` is 0 for not selected, 1
    for selected by the rule, higher for selected with other money. `columns` holds the line by
    column name.
    """

    project_id: str
    price: Amount
    name: str | None
    votes: Amount | None
    score: Amount | None
    selected: int | None
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PabulibBallot:
    """One line of VOTES: project ids in the written order, and the points for each if there are.

    `others` has the values of the other columns (age, sex and so on), in the file's order.
    """

    voter_id: str
    choices: tuple[str, ...]
    points: tuple[int, ...] | None = None
    others: tuple[str, ...] = ()


class BallotsOnDemand(Sequence[PabulibBallot]):
    """So many ballots, which are read one by one only when somebody asks for one of them."""

    def __init__(self, number: int, read: Callable[[], tuple[PabulibBallot, ...]]) -> None:
        self._number = number
        self._read = read

    @cached_property
    def _ballots(self) -> tuple[PabulibBallot, ...]:
        return self._read()

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, place: int) -> PabulibBallot: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[PabulibBallot, ...]: ...

    def __getitem__(self, place: int | slice) -> PabulibBallot | tuple[PabulibBallot, ...]:
        return self._ballots[place]

    def __iter__(self) -> Iterator[PabulibBallot]:
        return iter(self._ballots)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | BallotsOnDemand) and self._ballots == tuple(other)

    def __hash__(self) -> int:
        return hash(self._ballots)


@dataclass(frozen=True)
class PabulibFile:
    """A whole file. `vote_type` is in lower case; `minimum_votes` is the threshold it states.

    `project_columns` and `ballot_columns` name the columns as ordered, in lower case.
    `default_score` is what a ballot with scores gives to a project that it does not name. `grouped`
    is what the fast reader found: the ballots in columns, positions as in `projects`.
    """

    meta: Mapping[str, str]
    budget: Amount
    vote_type: str
    minimum_votes: Amount
    projects: tuple[PabulibProject, ...]
    ballots: Sequence[PabulibBallot]
    remarks: tuple[InTwoLanguages, ...]
    project_columns: tuple[str, ...]
    ballot_columns: tuple[str, ...]
    default_score: int = 0
    grouped: BallotColumns | None = field(default=None, compare=False, repr=False)

    @property
    def selected(self) -> tuple[str, ...] | None:
        """The ids that the file says were selected, as listed; `None` if it does not say."""
        if all(project.selected is None for project in self.projects):
            return None
        return tuple(project.project_id for project in self.projects if project.selected)

    def election(self) -> Election:
        """What the tally counts: approvals, or points above zero where ballots give points.

        An order without points gives points by the Borda count of the format. Raises
        `VoteTypeNotCounted`, `ScoringNotCounted` and `TooManyDefaultPoints`.
        """
        self._guard_counted()
        prices = {project.project_id: project.price for project in self.projects}
        if self.grouped is not None:
            return Election.of_columns(self.budget, prices, self.grouped)
        if self.vote_type in APPROVALS:
            return Election.of(self.budget, prices, (each.choices for each in self.ballots))
        unnamed = dict.fromkeys(prices, self.default_score) if self.default_score else {}
        points = (unnamed | points_of(ballot) for ballot in self.ballots)
        return Election.of(self.budget, prices, points)

    def _guard_counted(self) -> None:
        available = (*APPROVALS, *WITH_POINTS, ORDINAL)
        if self.vote_type not in available:
            raise VoteTypeNotCounted(vote_type=self.vote_type, available=", ".join(available))
        scoring = scoring_of(self.meta)
        if self.vote_type == ORDINAL and "points" not in self.ballot_columns and scoring != BORDA:
            raise ScoringNotCounted(scoring=scoring[:40], available=BORDA)
        if self.default_score and len(self.ballots) * len(self.projects) > MAX_POINTS_BY_DEFAULT:
            raise TooManyDefaultPoints(limit=MAX_POINTS_BY_DEFAULT)


def points_of(ballot: PabulibBallot) -> dict[str, int]:
    """The points that a ballot gives by project id: as written, or by its order."""
    points = ballot.points or range(len(ballot.choices), 0, -1)
    return dict(zip(ballot.choices, points, strict=True))


def scoring_of(meta: Mapping[str, str]) -> str:
    """The name of the function that turns an order into points, in lower case."""
    return meta.get("scoring_fn", "").lower() or BORDA
