"""Equal shares with what its completion does to the shares, and what greedy adds in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from domain.tally.add1 import CompletedCount, complete_by_raising_shares
from domain.tally.constraints import barred_loss
from domain.tally.election import exact
from domain.tally.equal_shares import (
    EqualSharesCount,
    Purchase,
    buy_with_equal_shares,
    equal_share,
)
from domain.tally.greedy import GreedyTerms, elect_greedily
from domain.tally.outcome import Loss, Payment, RuleCount, WhyLost, Win, loss_of
from domain.tally.parameters import Completion
from domain.tally.task import Task


def count_equal_shares(task: Task) -> CompletedCount:
    """Equal shares, with its shares raised where the parameters ask for it."""
    election, parameters = task.election, task.parameters

    def count_with(share: Fraction) -> EqualSharesCount:
        return buy_with_equal_shares(
            election,
            task.eligible,
            task.order,
            share,
            utility=task.utility,
            constraints=task.constraints(),
        )

    if parameters.completion in (Completion.NONE, Completion.GREEDY):
        return CompletedCount(count_with(equal_share(election)), raises=0, ties_on_the_way=())
    stop = parameters.stop_at_exhaustive or parameters.completion is Completion.EXHAUSTIVE
    return complete_by_raising_shares(election, task.eligible, count_with, parameters.step, stop)


def completed_greedily(task: Task, counted: RuleCount) -> RuleCount:
    """With what greedy buys for the budget that the rule left."""
    added = added_greedily(task, counted.winners)
    return replace(
        counted,
        wins=counted.wins + added.wins,
        losses=added.losses,
        ties=counted.ties + added.ties,
    )


def added_greedily(task: Task, winners: Sequence[str]) -> RuleCount:
    """What greedy buys after these winners, for the budget that they left."""
    left = exact(task.election.budget - task.election.cost(winners))
    constraints = task.constraints()
    for winner in winners:
        constraints.won(winner, task.election.prices[winner])
    return elect_greedily(
        task.election,
        task.eligible.difference(winners),
        task.order,
        left,
        constraints,
        terms=GreedyTerms(task.support),
        first_step=len(winners) + 1,
    )


def _win(task: Task, step: int, purchase: Purchase) -> Win:
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


def _loss(task: Task, counted: EqualSharesCount, project_id: str) -> Loss:
    money_left = counted.money_left[project_id]
    if bar := counted.bars.get(project_id):
        return barred_loss(task.election, project_id, bar, money_left)
    supported = task.election.votes[project_id] > 0
    reason = WhyLost.SUPPORTERS_MONEY_SPENT if supported else WhyLost.NO_VOTES
    return loss_of(task.election, project_id, reason, money_left)


def as_rule_count(task: Task, completed: CompletedCount) -> RuleCount:
    """The wins and losses of equal shares, with who paid what."""
    counted = completed.count
    return RuleCount(
        wins=tuple(_win(task, step, bought) for step, bought in enumerate(counted.purchases, 1)),
        losses=tuple(_loss(task, counted, each) for each in counted.money_left),
        ties=counted.ties,
        ties_on_the_way=completed.ties_on_the_way,
        share=counted.share,
        raises=completed.raises,
    )
