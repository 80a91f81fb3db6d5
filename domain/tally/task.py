"""An election with what its parameters mean for it: what every rule is given to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.tally.constraints import Constraints
from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.greedy import Score, by_points, by_votes
from domain.tally.outcome import Loss, WhyLost, loss_of
from domain.tally.parameters import (
    TallyParameters,
    VotingRule,
    guard_parameters_of_rule,
    voting_rule,
)
from domain.tally.ties import TieOrder


@dataclass(frozen=True, slots=True)
class Task:
    """`eligible` are the projects that can win; `order` settles ties."""

    election: Election
    parameters: TallyParameters
    eligible: frozenset[str]
    order: TieOrder

    @property
    def utility(self) -> Utility:
        """What voters get from winners: the ballots' own where nothing else is said."""
        own = Utility.POINTS if self.election.has_points else Utility.COST
        return self.parameters.utility or own

    @property
    def support(self) -> Score:
        """What a greedy list goes by."""
        return by_points if self.utility is Utility.POINTS else by_votes

    def constraints(self) -> Constraints:
        """Nothing has won yet."""
        return Constraints(
            self.election, self.parameters.exclusions, self.parameters.category_limits
        )


def task_of(
    election: Election, rule: VotingRule | str, parameters: TallyParameters
) -> tuple[VotingRule, Task]:
    """The rule and its task, once everything that was asked for means something."""
    rule = voting_rule(rule)
    guard_parameters_of_rule(rule, parameters)
    eligible = frozenset(election.prices)
    if parameters.minimum_votes:
        eligible = _at_least(parameters.minimum_votes, election.votes, eligible)
    if parameters.minimum_points:
        eligible = _at_least(parameters.minimum_points, election.points, eligible)
    order = TieOrder(election.prices.keys(), parameters.tie_order)
    task = Task(election, parameters, eligible, order)
    if not parameters.unconstrained:
        task.constraints()  # refuses what names no project
    return rule, task


def _at_least(least: int, had: Mapping[str, int], among: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in among if had[each] >= least)


def all_losses(task: Task, losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """All losses in the listed order, with those that had too few votes to take part."""
    listed = [project.project_id for project in task.election.projects]
    found = {loss.project_id: loss for loss in losses}
    for each in set(listed).difference(task.eligible):
        found[each] = loss_of(task.election, each, WhyLost.TOO_FEW_VOTES, 0)
    return tuple(found[each] for each in listed if each in found)
