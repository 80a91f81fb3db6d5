"""The one door to counting: a rule by its published name, its parameters, and the outcome.

Parameters are frozen when a round opens, so each has a value that can be written down and hashed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from domain.tally.greedy import by_votes_per_cost, elect_greedily
from domain.tally.maximin_support import elect_by_maximin_support
from domain.tally.outcome import Loss, Outcome, Payment, RuleCount, WhyLost, Win, loss_of
from domain.tally.overspending import buy_with_bounded_overspending
from domain.tally.phragmen import buy_as_money_comes
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
    GREEDY_COST = "greedy-cost"
    EQUAL_SHARES = "mes"
    BOUNDED_OVERSPENDING = "bos"
    PHRAGMEN = "phragmen"
    MAXIMIN_SUPPORT = "maximin"


class Completion(StrEnum):
    """What happens with money that a rule leaves unspent.

    `add1` raises the shares of equal shares (see `add1`); `exhaustive` does so too, and stops at
    the first outcome to which no project could be added; `greedy` goes down the list of most votes
    with what is left; `add1u` does as `add1` and then as `greedy`.
    """

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"
    EXHAUSTIVE = "exhaustive"
    GREEDY = "greedy"


COMPLETIONS: dict[VotingRule, tuple[Completion, ...]] = {
    VotingRule.GREEDY: (Completion.NONE,),
    VotingRule.GREEDY_COST: (Completion.NONE,),
    VotingRule.EQUAL_SHARES: tuple(Completion),
    VotingRule.BOUNDED_OVERSPENDING: (Completion.NONE, Completion.GREEDY),
    VotingRule.PHRAGMEN: (Completion.NONE, Completion.GREEDY),
    VotingRule.MAXIMIN_SUPPORT: (Completion.NONE,),
}
"""The completions that each rule can have; the others spend what they can by themselves."""


@dataclass(frozen=True, slots=True)
class TallyParameters:
    """Everything besides the rule that decides an outcome.

    `utility` is of account for equal shares and bounded overspending. `completion` `None` means the
    rule's own: `add1` for equal shares, none for the others. `step` is the raise per voter of
    `add1`, in the unit of the prices (so 100 for one euro where prices are cents);
    `stop_at_exhaustive` makes `add1` and `add1u` stop as `exhaustive` does. Projects with fewer
    than `minimum_votes` votes cannot win. `tie_order` names every project id once, the winner of a
    tie first; `None` means ascending as text.
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
    `add1` and `overspending`.
    """
    rule = voting_rule(rule)
    guard_completion_of_rule(rule, parameters.completion)
    eligible = frozenset(
        project.project_id
        for project in election.projects
        if election.votes[project.project_id] >= parameters.minimum_votes
    )
    order = TieOrder(election.prices.keys(), parameters.tie_order)
    task = _Task(election, parameters, eligible, order)
    counted = _RULES[rule](task)
    if parameters.completion in (Completion.GREEDY, Completion.ADD1U):
        counted = _completed_greedily(task, counted)
    return Outcome(
        rule=rule,
        budget=election.budget,
        voters=election.voters,
        wins=counted.wins,
        losses=_losses(task, counted.losses),
        ties=counted.ties,
        ties_on_the_way=counted.ties_on_the_way,
        share=counted.share,
        raises=counted.raises,
    )


def guard_completion_of_rule(rule: VotingRule, completion: Completion | None) -> None:
    """A completion needs a rule that leaves money, and raising shares a rule that has them."""
    if completion is not None and completion not in COMPLETIONS[rule]:
        available = ", ".join(COMPLETIONS[rule])
        raise OptionNotAvailable(option="completion", value=completion, available=available)


def _count_greedily(task: _Task) -> RuleCount:
    return elect_greedily(task.election, task.eligible, task.order, task.election.budget)


def _count_greedily_per_cost(task: _Task) -> RuleCount:
    budget = task.election.budget
    return elect_greedily(task.election, task.eligible, task.order, budget, score=by_votes_per_cost)


def _count_equal_shares(task: _Task) -> RuleCount:
    completed = _completed_by_shares(task)
    counted = completed.count
    return RuleCount(
        wins=tuple(_win(task, step, bought) for step, bought in enumerate(counted.purchases, 1)),
        losses=tuple(_loss(task, each, left) for each, left in counted.money_left.items()),
        ties=counted.ties,
        ties_on_the_way=completed.ties_on_the_way,
        share=counted.share,
        raises=completed.raises,
    )


def _count_bounded_overspending(task: _Task) -> RuleCount:
    return buy_with_bounded_overspending(
        task.election, task.eligible, task.order, task.parameters.utility
    )


def _count_phragmen(task: _Task) -> RuleCount:
    return buy_as_money_comes(task.election, task.eligible, task.order)


def _count_maximin_support(task: _Task) -> RuleCount:
    return elect_by_maximin_support(task.election, task.eligible, task.order)


def _completed_by_shares(task: _Task) -> CompletedCount:
    """Equal shares, with its shares raised where the parameters ask for it."""
    election, parameters = task.election, task.parameters

    def count_with(share: Fraction) -> EqualSharesCount:
        return buy_with_equal_shares(election, task.eligible, task.order, share, parameters.utility)

    if parameters.completion in (Completion.NONE, Completion.GREEDY):
        return CompletedCount(count_with(equal_share(election)), raises=0, ties_on_the_way=())
    stop = parameters.stop_at_exhaustive or parameters.completion is Completion.EXHAUSTIVE
    return complete_by_raising_shares(election, task.eligible, count_with, parameters.step, stop)


def _completed_greedily(task: _Task, counted: RuleCount) -> RuleCount:
    """With what greedy buys for the budget that the rule left."""
    left = exact(task.election.budget - sum(win.price for win in counted.wins))
    lost = [loss.project_id for loss in counted.losses]
    first_step = len(counted.wins) + 1
    added = elect_greedily(task.election, lost, task.order, left, first_step=first_step)
    return replace(
        counted,
        wins=counted.wins + added.wins,
        losses=added.losses,
        ties=counted.ties + added.ties,
    )


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
    supported = task.election.votes[project_id] > 0
    reason = WhyLost.SUPPORTERS_MONEY_SPENT if supported else WhyLost.NO_VOTES
    return loss_of(task.election, project_id, reason, money_left)


def _losses(task: _Task, losses: tuple[Loss, ...]) -> tuple[Loss, ...]:
    """All losses in the listed order, with those that had too few votes to take part."""
    listed = [project.project_id for project in task.election.projects]
    found = {loss.project_id: loss for loss in losses}
    for each in set(listed).difference(task.eligible):
        found[each] = loss_of(task.election, each, WhyLost.TOO_FEW_VOTES, 0)
    return tuple(found[each] for each in listed if each in found)


_RULES: dict[VotingRule, Callable[[_Task], RuleCount]] = {
    VotingRule.GREEDY: _count_greedily,
    VotingRule.GREEDY_COST: _count_greedily_per_cost,
    VotingRule.EQUAL_SHARES: _count_equal_shares,
    VotingRule.BOUNDED_OVERSPENDING: _count_bounded_overspending,
    VotingRule.PHRAGMEN: _count_phragmen,
    VotingRule.MAXIMIN_SUPPORT: _count_maximin_support,
}
