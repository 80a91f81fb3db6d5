"""What is counted: projects with a price, and ballots that approve some of them or give points.

Amounts are exact: whole numbers or fractions, in one unit per election (cents in a round of ours,
the file's own unit in a file of others). A float is refused: two that look equal may not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from domain.errors import MALFORMED, Refusal
from domain.tally.ballot_groups import (
    MAX_BALLOTS,
    Ballot,
    BallotGroup,
    TooManyBallots,
    group_of,
    grouped,
)
from domain.tally.columns import BallotColumns, Numbers, columns_of

Amount: TypeAlias = int | Fraction
"""Money, exactly; an `int` where it is whole."""

MAX_PROJECTS = 5_000


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


class TooManyProjects(Refusal):
    code = "election.too_many_projects"
    status = MALFORMED
    dutch = "Dit zijn meer dan {limit} projecten; dat is te veel om te tellen."
    english = "These are more than {limit} projects; that is too many to count."


@dataclass(frozen=True, slots=True)
class Project:
    """Something that can be chosen, whole or not at all."""

    project_id: str
    price: Amount


@dataclass(frozen=True, eq=False)
class Election:
    """A budget, the projects in their listed order, and the ballots, grouped.

    Make one with `Election.of` or `Election.of_columns`, which check everything; two elections with
    the same ballots in another order are equal.
    """

    budget: Amount
    projects: tuple[Project, ...]
    columns: BallotColumns

    @classmethod
    def of(
        cls,
        budget: Amount,
        prices: Mapping[str, Amount] | Iterable[tuple[str, Amount]],
        ballots: Iterable[Ballot],
    ) -> Election:
        """Check and group. `prices` maps project id to price; a ballot is the ids it approves, or
        the points that it gives by id (no points is no support).

        A ballot that approves nothing counts as a voter. Raises the refusals of this module, and
        `TypeError` for an amount that is neither `int` nor `Fraction`.
        """
        projects = _checked_projects(prices)
        position = {project.project_id: each for each, project in enumerate(projects)}
        groups = grouped(ballots, frozenset(position))
        columns = columns_of(
            (group.voters, [position[each] for each in group.approved], group.points)
            for group in groups
        )
        return cls(_checked_budget(budget), projects, columns)

    @classmethod
    def of_columns(
        cls,
        budget: Amount,
        prices: Mapping[str, Amount] | Iterable[tuple[str, Amount]],
        columns: BallotColumns,
    ) -> Election:
        """The same from ballots that stand in columns already, without a look at each ballot.

        Raises the refusals of this module about the budget, projects and sizes, and `ValueError`
        for columns that contradict themselves or the number of projects.
        """
        projects = _checked_projects(prices)
        columns.guard_consistent(len(projects))
        if columns.voters.sum() > MAX_BALLOTS:
            raise TooManyBallots(limit=MAX_BALLOTS)
        return cls(_checked_budget(budget), projects, columns)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Election):
            return NotImplemented
        return (self.budget, self.projects, self.ballots) == (
            other.budget,
            other.projects,
            other.ballots,
        )

    def __hash__(self) -> int:
        return hash((self.budget, self.projects))

    @cached_property
    def voters(self) -> int:
        """How many ballots there are, empty ones too."""
        return int(self.columns.voters.sum())

    @cached_property
    def ballots(self) -> tuple[BallotGroup, ...]:
        """The ballots in groups, ascending by what they approve and the points they give."""
        ids = [project.project_id for project in self.projects]
        groups = [
            group_of(tuple(ids[at] for at in positions), voters, points)
            for voters, positions, points in self.columns.groups()
        ]
        return tuple(sorted(groups, key=lambda group: (group.approved, group.points)))

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
    def points_of_supporters(self) -> dict[str, tuple[int, ...]]:
        """By project id, what each voter of the groups in `supporters` gives it; else one each."""
        found: dict[str, list[int]] = {project.project_id: [] for project in self.projects}
        for group in self.ballots:
            points = group.points or (1,) * len(group.approved)
            for project_id, given in zip(group.approved, points, strict=True):
                found[project_id].append(given)
        return {project_id: tuple(points) for project_id, points in found.items()}

    @cached_property
    def votes(self) -> dict[str, int]:
        """By project id, how many voters approve it or give it points."""
        return self._by_project(self.columns.votes(len(self.projects)))

    @cached_property
    def points(self) -> dict[str, int]:
        """By project id, the points it got in all; its votes where ballots only approve."""
        return self._by_project(self.columns.points_in_all(len(self.projects)))

    @property
    def has_points(self) -> bool:
        """Whether ballots give points, and do not only approve."""
        return self.columns.points is not None

    def cost(self, project_ids: Iterable[str]) -> Amount:
        """What these projects cost together."""
        return exact(sum(self.prices[project_id] for project_id in project_ids))

    def _by_project(self, numbers: Numbers) -> dict[str, int]:
        counted = numbers.tolist()
        return {project.project_id: counted[at] for at, project in enumerate(self.projects)}


def exact(amount: Amount) -> Amount:
    """The same amount, as an `int` where it is whole. Raises `TypeError` for anything inexact."""
    if type(amount) is int:
        return amount
    if isinstance(amount, Fraction):
        return amount.numerator if amount.denominator == 1 else amount
    raise TypeError(f"an amount is exact, not {type(amount).__name__}")


def _checked_budget(budget: Amount) -> Amount:
    if exact(budget) < 0:
        raise BudgetNegative(budget=str(budget))
    return exact(budget)


def _checked_projects(
    prices: Mapping[str, Amount] | Iterable[tuple[str, Amount]],
) -> tuple[Project, ...]:
    projects: dict[str, Project] = {}
    for project_id, price in prices.items() if isinstance(prices, Mapping) else prices:
        if project_id in projects:
            raise ProjectTwice(project_id=project_id)
        if exact(price) <= 0:
            raise PriceNotPositive(project_id=project_id, price=str(price))
        if len(projects) == MAX_PROJECTS:
            raise TooManyProjects(limit=MAX_PROJECTS)
        projects[project_id] = Project(project_id, exact(price))
    return tuple(projects.values())
