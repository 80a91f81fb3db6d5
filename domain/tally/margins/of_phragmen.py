"""Margins under sequential Phragmén, from one count in which a project was not bought.

A project that is not bought changes nothing. It wins at another price, or with more votes, as soon
as its supporters have the price together before the winner of some round is paid, and it fits in
what is left of the budget then. At the end of the count it has to be earlier than what ended it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.tally.election import Amount, exact
from domain.tally.margins.margin import HighestPrice, Margin, highest, within_thresholds
from domain.tally.outcome import Outcome
from domain.tally.payments.money_trail import MoneyTrail, money_trails
from domain.tally.payments.spending import given_by, paid_wins
from domain.tally.task import Task


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which a project must have its price: before `time`, or at it when it wins ties.

    `spent` is what its supporters had spent, `left` the budget left. `time` `None`: at any time.
    """

    time: Fraction | None
    spent: Fraction
    left: Amount
    wins_ties: bool

    def price(self, votes: int) -> HighestPrice | None:
        """The highest price that wins here."""
        if not votes or self.time is None:
            return HighestPrice(Fraction(self.left)) if votes else None
        behind = HighestPrice(self.time * votes - self.spent, included=self.wins_ties)
        return behind.up_to(self.left)

    def votes(self, price: Amount) -> int | None:
        """The fewest votes that win here, more than none."""
        if price > self.left:
            return None
        if self.time is None:
            return 1
        needed = (price + self.spent) / self.time
        equal = needed.denominator == 1 and not self.wins_ties
        return max(ceil(needed) + equal, 1)


def margins_of_phragmen(
    task: Task, outcome: Outcome, projects: Collection[str], prices: dict[str, Amount] | None = None
) -> dict[str, Margin]:
    """The margins of projects that were not bought in a count.

    `prices` are their own prices, where the count had others.
    """
    election, prices = task.election, prices or task.election.prices
    trails = money_trails(election, outcome, task.eligible.union(projects))
    ends = _ends(task, outcome, trails)
    moments: dict[str, list[Moment]] = {each: [] for each in projects}
    left = election.budget
    for number, win in enumerate(paid_wins(outcome)):
        rank, time = task.order.rank(win.project_id), given_by(outcome, win)
        for each in projects:
            spent = time * election.votes[each] - trails[each].behind[number]
            moments[each].append(Moment(time, spent, left, task.order.rank(each) < rank))
        left = exact(left - win.price)
    for each in projects:
        end = min((time for other, time in ends.items() if other != each), default=None)
        moments[each].append(Moment(end, trails[each].spent, left, wins_ties=False))
    return {each: _margin(task, each, prices[each], moments[each]) for each in projects}


def _ends(task: Task, outcome: Outcome, trails: Mapping[str, MoneyTrail]) -> dict[str, Fraction]:
    """When each project that takes part and was not bought would have had its price."""
    election, bought = task.election, {win.project_id for win in paid_wins(outcome)}
    return {
        each: (election.prices[each] + trails[each].spent) / election.votes[each]
        for each in task.eligible - bought
        if election.votes[each] and election.prices[each] <= election.budget
    }


def _margin(task: Task, project_id: str, price: Amount, moments: list[Moment]) -> Margin:
    votes = task.election.votes[project_id]
    needed = [found for moment in moments if (found := moment.votes(price)) is not None]
    fewest = within_thresholds(task, project_id, min(needed)) if needed else None
    takes_part = project_id in task.eligible
    prices = [moment.price(votes) for moment in moments] if takes_part else []
    return Margin(project_id, won=False, highest_price=highest(prices), fewest_votes=fewest)
