"""What would have been enough, found by full recounts alone.

Under bounded overspending and maximin support, and where conditions stand between projects, no
single count tells a margin. There every number that is said was recounted: at this price the
project wins, and at one unit more it does not; with these votes it wins, and with one less it does
not. A number further away may win again, since a dearer project can leave others more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import partial
from math import ceil

import numpy as np

from domain.errors import Refusal
from domain.tally.columns import BallotColumns
from domain.tally.election import Election
from domain.tally.margins.margin import HighestPrice, Margin
from domain.tally.outcome import Outcome
from domain.tally.parameters import TallyParameters
from domain.tally.rules import count

HALVINGS_MAX = 7
"""How often the price of a project that lost is halved in search of one that wins."""


class Recounts:
    """Recounts of one election in which one thing is different, no more than so many."""

    def __init__(
        self, election: Election, parameters: TallyParameters, rule: str, recounts_max: int
    ) -> None:
        self._election, self._parameters, self._rule = election, parameters, rule
        self.left = recounts_max

    def with_price(self, project_id: str, price: int) -> bool:
        """Whether a project wins at another price, and all else as it was."""
        prices = self._election.prices | {project_id: price}
        changed = Election.of_columns(self._election.budget, prices, self._election.columns)
        return self._wins(project_id, changed)

    def with_voters(self, project_id: str, more: int) -> bool:
        """Whether it wins with so many voters more who choose it alone."""
        position = list(self._election.prices).index(project_id)
        columns = with_voters_more(self._election.columns, position, more)
        changed = Election.of_columns(self._election.budget, self._election.prices, columns)
        return self._wins(project_id, changed)

    def _wins(self, project_id: str, changed: Election) -> bool:
        """A count that is refused, as with a price below its own smallest part, shows nothing."""
        self.left -= 1
        with suppress(Refusal):
            return project_id in count(changed, self._rule, self._parameters).winners
        return False


def with_voters_more(columns: BallotColumns, project: int, more: int) -> BallotColumns:
    """The ballots with so many more that choose one project (its position) and nothing else."""
    alone = np.flatnonzero(np.diff(columns.starts) == 1)
    same = alone[columns.projects[columns.starts[alone]] == project]
    if len(same):
        voters = columns.voters.copy()
        voters[same[0]] += more
        return BallotColumns(voters, columns.starts, columns.projects, columns.points)
    return BallotColumns(
        np.append(columns.voters, more),
        np.append(columns.starts, columns.starts[-1] + 1),
        np.append(columns.projects, np.int32(project)),
        columns.points,
    )


def price_that_wins(
    recounts: Recounts, election: Election, project_id: str, money_left: int
) -> int | None:
    """A whole price at which a project that lost wins; `None` where none was found.

    `money_left` is what was left of the budget.
    """
    lost, wins = ceil(election.prices[project_id]), partial(recounts.with_price, project_id)
    for price in _prices_to_try(lost, money_left):
        if not recounts.left:
            return None
        if wins(price):
            return _last(recounts, price, lost, wins)
        lost = price
    return None


def votes_that_win(recounts: Recounts, election: Election, project_id: str) -> int | None:
    """With how many voters more, who choose it alone, a project that lost wins, or `None`.

    Up to as many more as there were voters; not offered where ballots give points.
    """
    if election.has_points or election.prices[project_id] > election.budget:
        return None
    lost, more, wins = 0, 1, partial(recounts.with_voters, project_id)
    while recounts.left and more <= max(election.voters, 1):
        if wins(more):
            return _last(recounts, more, lost, wins)
        lost, more = more, 2 * more
    return None


def margins_by_recounts(
    election: Election,
    parameters: TallyParameters,
    outcome: Outcome,
    winners: Collection[str],
    recounts_max: int,
) -> dict[str, Margin]:
    """Of each of these winners a price at which it still wins, the highest up to the budget.

    None for whom no recount is left, nor of what may be funded in part, which wins at any price.
    """
    recounts = Recounts(election, parameters, outcome.rule, recounts_max)
    in_part = {project_id for project_id, _ in parameters.smallest_parts}
    margins = {}
    for project_id in winners:
        if project_id in in_part:
            continue
        if recounts.left < int(election.budget).bit_length():
            break
        own = election.prices[project_id]
        wins = partial(recounts.with_price, project_id)
        at = _last(recounts, int(own), int(election.budget) + 1, wins)
        highest = HighestPrice(max(Fraction(own), Fraction(at)))
        margins[project_id] = Margin(project_id, won=True, highest_price=highest, fewest_votes=None)
    return margins


def _prices_to_try(own: int, money_left: int) -> Iterator[int]:
    """Downwards: what was left of the budget is the likeliest."""
    halves = {own >> times for times in range(1, HALVINGS_MAX + 1)}
    yield from sorted((each for each in halves | {money_left} if 0 < each < own), reverse=True)


def _last(recounts: Recounts, won: int, lost: int, wins: Callable[[int], bool]) -> int:
    """The last number from one that wins towards one that does not, as far as recounts go."""
    while abs(lost - won) > 1 and recounts.left:
        middle = (won + lost) // 2
        if wins(middle):
            won = middle
        else:
            lost = middle
    return won
