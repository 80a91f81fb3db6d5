"""Greedy by votes: down the list of most votes, each project that still fits is bought."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from domain.tally.election import Amount, Election, exact
from domain.tally.outcome import Loss, WhyLost, Win
from domain.tally.ties import Tie, TieOrder


@dataclass(frozen=True, slots=True)
class GreedyCount:
    """What one pass down the list gave."""

    wins: tuple[Win, ...]
    losses: tuple[Loss, ...]
    ties: tuple[Tie, ...]


def elect_greedily(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    budget_left: Amount,
    first_step: int = 1,
) -> GreedyCount:
    """Buy eligible projects in descending votes; skip what does not fit in `budget_left`.

    Projects with equal votes are tied as long as more than one of them fits. A project without any
    votes comes last, and is bought if it fits; a minimum of votes is the caller's to set.
    """
    wins: list[Win] = []
    losses: list[Loss] = []
    ties: list[Tie] = []
    ranked = sorted(eligible, key=lambda each: (-election.votes[each], order.rank(each)))
    for votes, group in groupby(ranked, key=election.votes.__getitem__):
        waiting = list(group)
        while fitting := [each for each in waiting if election.prices[each] <= budget_left]:
            step = first_step + len(wins)
            chosen, tie = order.choose(fitting, step)
            ties += [tie] if tie else []
            price = election.prices[chosen]
            wins.append(Win(step, chosen, price, votes, budget_left=budget_left))
            budget_left = exact(budget_left - price)
            waiting.remove(chosen)
        losses += [
            Loss(each, election.prices[each], votes, WhyLost.DID_NOT_FIT, budget_left)
            for each in waiting
        ]
    return GreedyCount(tuple(wins), tuple(losses), tuple(ties))
