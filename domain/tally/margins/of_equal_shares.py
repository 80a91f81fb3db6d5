"""Margins under equal shares: one walk through a count in which a project was not bought.

As long as a project is not bought, the count goes as if it were not there. So it wins at another
price, or with more votes, as soon as it wins some round of that count with the purses as they are:
its supporters can pay it, and its price per unit of utility is the lowest (with equals by the order
for ties). After the last round it wins as soon as they can pay it.

What supporters together pay when each gives up to an amount is a line with falling slopes. The
highest price that wins a round is where that line meets the price: exact, and found segment by
segment.

Effective support is, of all rounds, the largest part of the price that would have been raised had
its supporters paid as much per unit of utility as those of the winner of the round did, and in the
end the part that they had left: after `calculate_effective_supports` of pabutools 1.2.3. Ours takes
purses as they are before the winner of the round is paid, counts every voter, rounds nothing and
needs one walk for all projects that lost. The margins are the measures of Boehmer and others,
"Evaluation of Project Performance in Participatory Budgeting" (arXiv:2312.14723).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.tally.election import Amount
from domain.tally.equal_shares import Utility
from domain.tally.margins.margin import HighestPrice, Margin, highest, within_thresholds
from domain.tally.outcome import Outcome, Win
from domain.tally.payments.ballot_share import full_payment
from domain.tally.payments.money_trail import MoneyTrail, money_trails
from domain.tally.payments.spending import Spending, Supporters, given_by, paid_wins
from domain.tally.task import Task


@dataclass(frozen=True, slots=True)
class Purse:
    """So many voters with so much each, who pay in proportion to their points."""

    money: Fraction
    voters: int
    points: int = 1

    @property
    def per_point(self) -> Fraction:
        """Who pays this much per point gives all."""
        return self.money / self.points


@dataclass(frozen=True, slots=True)
class Round:
    """What the winner of a round cost its full payers per unit of utility, and its rank in ties."""

    price_per_utility: Fraction
    rank: int


def margins_of_equal_shares(
    task: Task, outcome: Outcome, projects: Collection[str], prices: dict[str, Amount] | None = None
) -> dict[str, Margin]:
    """The margins of projects that were not bought in a count, in one walk through it.

    `prices` are their own prices, where the count had others.
    """
    election, prices = task.election, prices or task.election.prices
    share = given_by(outcome, None)
    weights = election.points if task.utility is Utility.POINTS else election.votes
    trails = money_trails(election, outcome, projects)
    walks = [
        _Walk(task, trails[each], Fraction(prices[each]), share, weights[each]) for each in projects
    ]
    spending = Spending(election, with_points=task.utility is Utility.POINTS)
    for number, win in enumerate(paid_wins(outcome)):
        this = Round(_price_per_utility(task, win), task.order.rank(win.project_id))
        for walk in walks:
            if walk.can_win_more(this, trails[walk.project_id].behind[number]):
                walk.past(this, _purses(spending.of(walk.project_id), share))
        spending.pay(win)
    return {walk.project_id: _margin(task, walk) for walk in walks}


def supply(purses: Collection[Purse], per_point: Fraction) -> Fraction:
    """What these pay together when each gives up to so much per point."""
    return sum(
        (each.voters * min(each.money, per_point * each.points) for each in purses),
        start=Fraction(0),
    )


def highest_price(
    purses: Collection[Purse], price_per_utility: Fraction, utility: Utility, *, wins_ties: bool
) -> HighestPrice | None:
    """The highest price at which these win a round from a winner of this price per utility."""
    if utility is not Utility.COST:
        at = supply(purses, price_per_utility)
        emptied = all(each.per_point < price_per_utility for each in purses)
        return HighestPrice(at, included=wins_ties or emptied)
    full = [each for each in purses if each.money]
    raised_per_price = price_per_utility * sum(each.voters for each in full)
    if raised_per_price < 1 or (raised_per_price == 1 and not wins_ties):
        return None
    at = _meeting(full, price_per_utility)
    emptied = all(each.money < at * price_per_utility for each in full)
    return HighestPrice(at, included=wins_ties or emptied)


def _meeting(purses: Collection[Purse], price_per_utility: Fraction) -> Fraction:
    """The price at which what is paid falls below the price itself, none of the purses empty."""
    emptied, payers = Fraction(0), sum(each.voters for each in purses)
    for purse in sorted(purses, key=lambda each: each.money):
        raised = emptied + purse.money * payers
        if raised * price_per_utility < purse.money:
            return emptied / (1 - price_per_utility * payers)
        emptied += purse.money * purse.voters
        payers -= purse.voters
    return emptied


class _Walk:
    """What was found about one project in the rounds so far, and first of all in the end."""

    def __init__(
        self, task: Task, trail: MoneyTrail, price: Fraction, share: Fraction, weight: int
    ) -> None:
        """`weight` is the number of its supporters, or of their points where these count.

        In the end what its supporters have left is enough if it is the price.
        """
        left = trail.unspent
        self.project_id, self.price, self.raised = trail.project_id, price, left
        self.highest_price = highest((HighestPrice(left),))
        self.more_votes = max(ceil((price - left) / share), 0) if share else None
        self._share, self._weight = share, weight
        self._utility, self._rank = task.utility, task.order.rank(self.project_id)

    def can_win_more(self, this: Round, behind: Fraction) -> bool:
        """Whether a round may be better than those so far, given all that its supporters have."""
        per_point = self._per_point(this)
        most = min(per_point * self._weight, behind)
        any_price = self._utility is not Utility.COST or this.price_per_utility * self._weight >= 1
        best = self.highest_price
        dearer = any_price and (best is None or (behind, True) > (best.at, best.included))
        each_more = min(self._share, per_point)
        fewer = self.more_votes is None or self.price - most <= (self.more_votes - 1) * each_more
        return dearer or fewer or most > self.raised

    def past(self, this: Round, purses: list[Purse]) -> None:
        """Past a round, with the purses before its winner was paid."""
        per_point, wins_ties = self._per_point(this), self._rank < this.rank
        raised = supply(purses, per_point)
        self.raised = max(self.raised, raised)
        found = highest_price(purses, this.price_per_utility, self._utility, wins_ties=wins_ties)
        self.highest_price = highest((self.highest_price, found))
        each_more = min(self._share, per_point)
        if not each_more:
            return
        more = max(ceil((self.price - raised) / each_more), 0)
        richest = self._share if more else max((each.money for each in purses), default=Fraction(0))
        equal = raised + more * each_more == self.price and per_point <= richest
        more += equal and not wins_ties
        self.more_votes = more if self.more_votes is None else min(self.more_votes, more)

    def _per_point(self, this: Round) -> Fraction:
        """What full payers of this project would pay per point, at the price of a round."""
        of_one = self.price if self._utility is Utility.COST else 1
        return this.price_per_utility * of_one


def _margin(task: Task, walk: _Walk) -> Margin:
    """What the walk found, within the thresholds of the count."""
    fewest = None
    if walk.more_votes is not None and task.utility is not Utility.POINTS:
        needed = task.election.votes[walk.project_id] + walk.more_votes
        fewest = within_thresholds(task, walk.project_id, needed)
    return Margin(
        walk.project_id,
        won=False,
        highest_price=walk.highest_price if walk.project_id in task.eligible else None,
        fewest_votes=fewest,
        effective_support=walk.raised / walk.price,
    )


def _price_per_utility(task: Task, win: Win) -> Fraction:
    """What those who paid in full paid per unit of utility."""
    full = full_payment(task.election, win, by_points=task.utility is Utility.POINTS)
    return full / win.price if task.utility is Utility.COST else full


def _purses(supporters: list[Supporters], share: Fraction) -> list[Purse]:
    return [Purse(share - each.spent, each.voters, each.points) for each in supporters]
