"""The one door to counting: a rule by its published name, its parameters, and the outcome.

Parameters are frozen when a round opens, so each has a value that can be written down and hashed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from domain.errors import MALFORMED, Refusal
from domain.tally.add1 import CompletedCount, complete_by_raising_shares
from domain.tally.election import Amount, Election, exact
from domain.tally.equal_shares import (
    EqualSharesCount,
    Purchase,
    Utility,
    buy_with_equal_shares,
    equal_share,
)
from domain.tally.greedy import GreedyCount, elect_greedily
from domain.tally.outcome import Loss, Outcome, Payment, WhyLost, Win
from domain.tally.ties import TieOrder


class RuleNotAvailable(Refusal):
    code = "tally.rule_not_available"
    status = MALFORMED
    dutch = "De telregel {rule} is er niet. Er is: {available}."
    english = "There is no voting rule {rule}. Available: {available}."


class OptionNotAvailable(Refusal):
    code = "tally.option_not_available"
    status = MALFORMED
    dutch = "De waarde {value} voor {option} is er niet bij deze regel. Er is: {available}."
    english = "There is no value {value} for {option} with this rule. Available: {available}."


class VotingRule(StrEnum):
    """The rules that can be counted."""

    GREEDY = "greedy"
    EQUAL_SHARES = "mes"


class Completion(StrEnum):
    """What happens with money that equal shares leaves unspent.

    `add1` raises the shares (see `add1`); `greedy` goes down the list of most votes with what is
    left; `add1u` does the one and then the other.
    """

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True)
class TallyParameters:
    """Everything besides the rule that decides an outcome.

    `completion` `None` means the rule's own: `add1` for equal shares, none for greedy. `step` is
    the raise per voter of `add1`, in the unit of the prices (so 100 for one euro where prices are
    cents). Projects with fewer than `minimum_votes` votes cannot win. `tie_order` names every
    project id once, the winner of a tie first; `None` means ascending as text.
    """

    utility: Utility = Utility.COST
    completion: Completion | None = None
    step: Amount = 1
    stop_at_exhaustive: bool = False
    minimum_votes: int = 0
    tie_order: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """An election with what its parameters mean for it."""

    election: Election
    parameters: TallyParameters
    eligible: frozenset[str]
    order: TieOrder


def voting_rule(name: str) -> VotingRule:
    """The rule with this name; `RuleNotAvailable` lists the names there are."""
    if name not in list(VotingRule):
        raise RuleNotAvailable(rule=name, available=", ".join(VotingRule))
    return VotingRule(name)


def completion(name: str) -> Completion:
    """The completion with this name; `OptionNotAvailable` lists the names there are."""
    if name not in list(Completion):
        raise OptionNotAvailable(option="completion", value=name, available=", ".join(Completion))
    return Completion(name)


def utility(name: str) -> Utility:
    """The utility with this name; `OptionNotAvailable` lists the names there are."""
    if name not in list(Utility):
        raise OptionNotAvailable(option="utility", value=name, available=", ".join(Utility))
    return Utility(name)


DEFAULT_PARAMETERS = TallyParameters()


def count(
    election: Election,
    rule: VotingRule | str,
    parameters: TallyParameters = DEFAULT_PARAMETERS,
) -> Outcome:
    """The outcome of an election. The same input gives the same outcome, on every machine.

    Raises `RuleNotAvailable`, `OptionNotAvailable`, `TieOrderIncomplete`, and the refusals of
    `add1`.
    """
    counting = _RULES[voting_rule(rule)]
    eligible = frozenset(
        project.project_id
        for project in election.projects
        if election.votes[project.project_id] >= parameters.minimum_votes
    )
    order = TieOrder(election.prices.keys(), parameters.tie_order)
    return counting(_Task(election, parameters, eligible, order))


def guard_completion_of_rule(rule: VotingRule, completion: Completion | None) -> None:
    """Only equal shares leaves money to complete with; greedy spends what it can by itself."""
    if rule is VotingRule.GREEDY and completion not in (None, Completion.NONE):
        raise OptionNotAvailable(option="completion", value=completion, available=Completion.NONE)


def _count_greedily(task: _Task) -> Outcome:
    guard_completion_of_rule(VotingRule.GREEDY, task.parameters.completion)
    election = task.election
    counted = elect_greedily(election, task.eligible, task.order, election.budget)
    return Outcome(
        rule=VotingRule.GREEDY,
        budget=election.budget,
        voters=election.voters,
        wins=counted.wins,
        losses=_losses(task, counted.losses),
        ties=counted.ties,
    )


def _count_equal_shares(task: _Task) -> Outcome:
    completed = _completed_by_shares(task)
    counted = completed.count
    wins = tuple(_win(task, step, bought) for step, bought in enumerate(counted.purchases, 1))
    losses = tuple(_loss(task, each, left) for each, left in counted.money_left.items())
    added = GreedyCount((), losses, ())
    if task.parameters.completion in (Completion.GREEDY, Completion.ADD1U):
        added = _completed_greedily(task, counted)
    return Outcome(
        rule=VotingRule.EQUAL_SHARES,
        budget=task.election.budget,
        voters=task.election.voters,
        wins=wins + added.wins,
        losses=_losses(task, added.losses),
        ties=counted.ties + added.ties,
        ties_on_the_way=completed.ties_on_the_way,
        share=counted.share,
        raises=completed.raises,
    )


def _completed_by_shares(task: _Task) -> CompletedCount:
    """Equal shares, with its shares raised where the parameters ask for it."""
    election, parameters = task.election, task.parameters

    def count_with(share: Fraction) -> EqualSharesCount:
        return buy_with_equal_shares(election, task.eligible, task.order, share, parameters.utility)

    if parameters.completion in (None, Completion.ADD1, Completion.ADD1U):
        return complete_by_raising_shares(
            election, task.eligible, count_with, parameters.step, parameters.stop_at_exhaustive
        )
    return CompletedCount(count_with(equal_share(election)), raises=0, ties_on_the_way=())


def _completed_greedily(task: _Task, counted: EqualSharesCount) -> GreedyCount:
    """What greedy does with the budget that the purchases left."""
    left = exact(task.election.budget - task.election.cost(counted.winners))
    first_step = len(counted.purchases) + 1
    return elect_greedily(task.election, tuple(counted.money_left), task.order, left, first_step)


def _win(task: _Task, step: int, purchase: Purchase) -> Win:
    payments = tuple(
        Payment(
            ballot_group=position,
            voters=task.election.ballots[position].voters,
            each=Fraction(coins, purchase.coins_per_unit),
        )
        for position, coins in purchase.paid
    )
    return Win(
        step=step,
        project_id=purchase.project_id,
        price=task.election.prices[purchase.project_id],
        votes=task.election.votes[purchase.project_id],
        money_behind=Fraction(purchase.money_behind, purchase.coins_per_unit),
        most_paid=max(payment.each for payment in payments),
        payments=payments,
    )


def _loss(task: _Task, project_id: str, money_left: Fraction) -> Loss:
    votes = task.election.votes[project_id]
    reason = WhyLost.SUPPORTERS_MONEY_SPENT if votes else WhyLost.NO_VOTES
    return Loss(project_id, task.election.prices[project_id], votes, reason, exact(money_left))


def _losses(task: _Task, losses: tuple[Loss, ...]) -> tuple[Loss, ...]:
    """All losses in the listed order, with those that had too few votes to take part."""
    found = {loss.project_id: loss for loss in losses}
    for project in task.election.projects:
        if project.project_id not in task.eligible:
            votes = task.election.votes[project.project_id]
            found[project.project_id] = Loss(
                project.project_id, project.price, votes, WhyLost.TOO_FEW_VOTES, money_left=0
            )
    listed = (project.project_id for project in task.election.projects)
    return tuple(found[each] for each in listed if each in found)


_RULES: dict[VotingRule, Callable[[_Task], Outcome]] = {
    VotingRule.GREEDY: _count_greedily,
    VotingRule.EQUAL_SHARES: _count_equal_shares,
}
