"""What a Pabulib file holds, as read: nothing counted, nothing left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Refusal
from domain.tally.election import Amount, Election

APPROVALS = ("approval", "choose-1", "knapsack")
"""Vote types whose ballots say yes to projects, and nothing more."""


class VoteTypeNotCounted(Refusal):
    code = "ballot_file.vote_type_not_counted"
    dutch = "Stembiljetten van de soort {vote_type} kunnen niet geteld worden; wel: {available}."
    english = "Ballots of the type {vote_type} cannot be counted; available: {available}."


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd in a file that does not stop the reading."""

    dutch: str
    english: str


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
    """One line of VOTES: project ids in the written order, and the points for each if there are."""

    voter_id: str
    choices: tuple[str, ...]
    points: tuple[Amount, ...] | None = None


@dataclass(frozen=True)
class PabulibFile:
    """A whole file. `vote_type` is in lower case; `minimum_votes` is the threshold it states."""

    meta: Mapping[str, str]
    budget: Amount
    vote_type: str
    minimum_votes: Amount
    projects: tuple[PabulibProject, ...]
    ballots: tuple[PabulibBallot, ...]
    remarks: tuple[Remark, ...]

    @property
    def selected(self) -> tuple[str, ...] | None:
        """The ids that the file says were selected, as listed; `None` if it does not say."""
        if all(project.selected is None for project in self.projects):
            return None
        return tuple(project.project_id for project in self.projects if project.selected)

    def election(self) -> Election:
        """What the tally counts. Raises `VoteTypeNotCounted` for ballots that are not approvals."""
        if self.vote_type not in APPROVALS:
            raise VoteTypeNotCounted(vote_type=self.vote_type, available=", ".join(APPROVALS))
        prices = {project.project_id: project.price for project in self.projects}
        return Election.of(self.budget, prices, (ballot.choices for ballot in self.ballots))
