"""What is counted: projects with a price, and ballots that approve some of them.

Amounts are exact: whole numbers or fractions, in one unit per election (cents in a round of ours,
the file's own unit in a file of others). A float is refused: two that look equal may not be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from domain.errors import MALFORMED, Refusal

Amount: TypeAlias = int | Fraction
"""Money, exactly; an `int` where it is whole."""

MAX_PROJECTS = 5_000
MAX_BALLOTS = 10_000_000


class ProjectTwice(Refusal):
    code = "election.project_twice"
    status = MALFORMED
    dutch = "Project {project_id} staat er twee keer in."
    english = "Project {project_id} is listed twice."


class PriceNotPositive(Refusal):
    code = "election.price_not_positive"
    status = MALFORMED
    dutch = "Project {project_id} kost {price}; een prijs moet hoger dan nul zijn."
    english = "Project {project_id} costs {price}; a price must be above zero."


class BudgetNegative(Refusal):
    code = "election.budget_negative"
    status = MALFORMED
    dutch = "Het budget is {budget}; het mag niet onder nul zijn."
    english = "The budget is {budget}; it must not be below zero."


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


class TooManyProjects(Refusal):
    code = "election.too_many_projects"
    status = MALFORMED
    dutch = "Dit zijn meer dan {limit} projecten; dat is te veel om te tellen."
    english = "These are more than {limit} projects; that is too many to count."


class TooManyBallots(Refusal):
    code = "election.too_many_ballots"
    status = MALFORMED
    dutch = "Dit zijn meer dan {limit} stembiljetten; dat is te veel om te tellen."
    english = "These are more than {limit} ballots; that is too many to count."


@dataclass(frozen=True, slots=True)
class Project:
    """Something that can be chosen, whole or not at all."""

    project_id: str
    price: Amount


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """Voters who approve exactly the same projects; ids ascending. A rule treats them alike."""

    approved: tuple[str, ...]
    voters: int


@dataclass(frozen=True)
class Election:
    """A budget, the projects in their listed order, and the ballots, grouped and sorted.

    Make one with `Election.of`, which checks everything; two elections with the same ballots in
    another order are equal.
    """

    budget: Amount
    projects: tuple[Project, ...]
    ballots: tuple[BallotGroup, ...]

    @classmethod
    def of(
        cls,
        budget: Amount,
        prices: Mapping[str, Amount] | Iterable[tuple[str, Amount]],
        ballots: Iterable[Iterable[str]],
    ) -> Election:
        """Check and group. `prices` maps project id to price; a ballot is the ids it approves.

        A ballot that approves nothing counts as a voter. Raises the refusals of this module, and
        `TypeError` for an amount that is neither `int` nor `Fraction`.
        """
        listed = prices.items() if isinstance(prices, Mapping) else prices
        projects = _checked_projects(listed)
        budget = exact(budget)
        if budget < 0:
            raise BudgetNegative(budget=str(budget))
        known = frozenset(project.project_id for project in projects)
        return cls(budget, projects, _grouped(ballots, known))

    @cached_property
    def voters(self) -> int:
        """How many ballots there are, empty ones too."""
        return sum(group.voters for group in self.ballots)

    @cached_property
    def prices(self) -> dict[str, Amount]:
        """Price by project id."""
        return {project.project_id: project.price for project in self.projects}

    @cached_property
    def supporters(self) -> dict[str, tuple[int, ...]]:
        """By project id, the positions in `ballots` of the groups that approve it."""
        found: dict[str, list[int]] = {project.project_id: [] for project in self.projects}
        for position, group in enumerate(self.ballots):
            for project_id in group.approved:
                found[project_id].append(position)
        return {project_id: tuple(positions) for project_id, positions in found.items()}

    @cached_property
    def votes(self) -> dict[str, int]:
        """By project id, how many voters approve it."""
        return {
            project_id: sum(self.ballots[position].voters for position in positions)
            for project_id, positions in self.supporters.items()
        }

    def cost(self, project_ids: Iterable[str]) -> Amount:
        """What these projects cost together."""
        return exact(sum((self.prices[project_id] for project_id in project_ids), start=0))


def exact(amount: Amount) -> Amount:
    """The same amount, as an `int` where it is whole. Raises `TypeError` for anything inexact."""
    if type(amount) is int:
        return amount
    if isinstance(amount, Fraction):
        return amount.numerator if amount.denominator == 1 else amount
    raise TypeError(f"an amount is exact, not {type(amount).__name__}")


def _checked_projects(listed: Iterable[tuple[str, Amount]]) -> tuple[Project, ...]:
    projects: dict[str, Project] = {}
    for project_id, price in listed:
        if project_id in projects:
            raise ProjectTwice(project_id=project_id)
        if exact(price) <= 0:
            raise PriceNotPositive(project_id=project_id, price=str(price))
        if len(projects) == MAX_PROJECTS:
            raise TooManyProjects(limit=MAX_PROJECTS)
        projects[project_id] = Project(project_id, exact(price))
    return tuple(projects.values())


def _grouped(ballots: Iterable[Iterable[str]], known: frozenset[str]) -> tuple[BallotGroup, ...]:
    voters: Counter[tuple[str, ...]] = Counter()
    for number, ballot in enumerate(ballots):
        if number == MAX_BALLOTS:
            raise TooManyBallots(limit=MAX_BALLOTS)
        voters[tuple(ballot)] += 1
    alike: Counter[tuple[str, ...]] = Counter()
    for written, count in voters.items():
        alike[_checked_approvals(written, known)] += count
    return tuple(BallotGroup(approved, alike[approved]) for approved in sorted(alike))


def _checked_approvals(written: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    approved = tuple(sorted(written))
    for before, project_id in pairwise(approved):
        if before == project_id:
            raise ProjectApprovedTwice(project_id=project_id)
    if not known.issuperset(approved):
        raise UnknownProjectApproved(project_id=min(set(approved) - known))
    return approved
