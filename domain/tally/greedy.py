"""Greedy: down a list of projects, each one that still fits is bought.

The list goes by votes, or by votes per unit of money that a project costs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction
from itertools import groupby

from domain.tally.election import Amount, Election, exact
from domain.tally.outcome import Loss, RuleCount, WhyLost, Win, loss_of
from domain.tally.ties import Tie, TieOrder


def by_votes(election: Election, project_id: str) -> Amount:
    """How many voters approve the project."""
    return election.votes[project_id]


def by_votes_per_cost(election: Election, project_id: str) -> Amount:
    """How many voters approve the project, for each unit of money that it costs."""
    return Fraction(election.votes[project_id]) / election.prices[project_id]


def elect_greedily(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    budget_left: Amount,
    *,
    first_step: int = 1,
    score: Callable[[Election, str], Amount] = by_votes,
) -> RuleCount:
    """Buy eligible projects in descending score; skip what does not fit in `budget_left`.

    Projects with equal scores are tied as long as more than one of them fits. A project without any
    votes comes last, and is bought if it fits; a minimum of votes is the caller's to set.
    """
    wins: list[Win] = []
    losses: list[Loss] = []
    ties: list[Tie] = []
    scores = {each: score(election, each) for each in eligible}
    ranked = sorted(eligible, key=lambda each: (-scores[each], order.rank(each)))
    for _, group in groupby(ranked, key=scores.__getitem__):
        waiting = list(group)
        while fitting := [each for each in waiting if election.prices[each] <= budget_left]:
            step = first_step + len(wins)
            chosen, tie = order.choose(fitting, step)
            ties += [tie] if tie else []
            price, votes = election.prices[chosen], election.votes[chosen]
            wins.append(Win(step, chosen, price, votes, budget_left=budget_left))
            budget_left = exact(budget_left - price)
            waiting.remove(chosen)
        losses += [loss_of(election, each, WhyLost.DID_NOT_FIT, budget_left) for each in waiting]
    return RuleCount(tuple(wins), tuple(losses), tuple(ties))
