"""A price and a number of votes that would have been enough: shown by a full recount where needed.

Margins are exact in the count that decided. Under the greedy rules and Phragmén, and for prices
under equal shares without raised shares, what wins there wins the election. Elsewhere a full
recount, completion and all, has to show it: with another price the shares may be raised less far,
and voters more make every share smaller. What no recount shows is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from domain.tally.columns import BallotColumns
from domain.tally.election import Election
from domain.tally.margins.margin import Margin
from domain.tally.outcome import Outcome
from domain.tally.parameters import GREEDY_RULES, Completion, TallyParameters, VotingRule
from domain.tally.rules import count
from domain.tally.task import task_of

VOTES_TRIED_MAX = 6
"""Numbers of voters more that are tried for one project, each further up than the last."""


@dataclass(frozen=True, slots=True)
class Enough:
    """What would have been enough for one project that lost; `None` where nothing is known.

    `price` is a whole amount: with it, and all else as it was, the project wins. So it does with
    `more_votes`, of voters who come in addition and choose this project alone (points, where a
    greedy rule goes by them).
    """

    price: int | None
    more_votes: int | None


def what_is_enough(
    election: Election,
    parameters: TallyParameters,
    outcome: Outcome,
    margins: Mapping[str, Margin],
    recounts_max: int,
) -> dict[str, Enough]:
    """For each of these losers, what would have been enough; the nearest are recounted first."""
    found = {}
    recounts = recounts_max
    nearest = sorted(margins.values(), key=lambda each: each.effective_support or 0, reverse=True)
    for margin in nearest:
        trial = _Trial(election, parameters, outcome, margin)
        trial.recounts_left = recounts
        found[margin.project_id] = Enough(trial.price(), trial.more_votes())
        recounts = trial.recounts_left
    return found


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


class _Trial:
    """One project that lost, and the recounts that may still be spent."""

    def __init__(
        self,
        election: Election,
        parameters: TallyParameters,
        outcome: Outcome,
        margin: Margin,
    ) -> None:
        self._election, self._parameters, self._outcome = election, parameters, outcome
        self._margin, self._project_id = margin, margin.project_id
        self.recounts_left = 0

    def price(self) -> int | None:
        """The price of the margin, or else what was left of the budget where that is lower."""
        margin, left = self._margin.highest_price, self._outcome.budget - self._outcome.cost
        if margin is None or not margin.whole:
            return None
        if not self._shares_may_be_raised():
            return margin.whole
        tried = dict.fromkeys((margin.whole, min(margin.whole, int(left))))
        return self._first(tried, self._with_price)

    def more_votes(self) -> int | None:
        """The votes of the margin, or some more."""
        price = self._election.prices[self._project_id]
        if self._margin.fewest_votes is None or price > self._election.budget:
            return None
        rule, task = task_of(self._election, self._outcome.rule, self._parameters)
        if rule in GREEDY_RULES:
            support = int(task.support(self._election, self._project_id))
            return self._margin.fewest_votes - support
        more = self._margin.fewest_votes - self._election.votes[self._project_id]
        if rule is VotingRule.PHRAGMEN:
            return more
        if self._election.has_points:
            return None
        further = (0, *(2**power for power in range(VOTES_TRIED_MAX - 1)))
        return self._first((more + each for each in further), self._with_voters)

    def _shares_may_be_raised(self) -> bool:
        """Whether a completion raises shares: with another price also where it raised none."""
        equal_shares = self._outcome.rule == VotingRule.EQUAL_SHARES
        return equal_shares and self._parameters.completion not in (
            Completion.NONE,
            Completion.GREEDY,
        )

    def _first(self, numbers: Iterable[int], changed: Callable[[int], Election]) -> int | None:
        """The first number above zero with which a recount elects the project."""
        for number in numbers:
            if number <= 0 or not self.recounts_left:
                return None
            self.recounts_left -= 1
            again = count(changed(number), self._outcome.rule, self._parameters)
            if self._project_id in again.winners:
                return number
        return None

    def _with_price(self, price: int) -> Election:
        prices = self._election.prices | {self._project_id: price}
        return Election.of_columns(self._election.budget, prices, self._election.columns)

    def _with_voters(self, more: int) -> Election:
        position = list(self._election.prices).index(self._project_id)
        columns = with_voters_more(self._election.columns, position, more)
        return Election.of_columns(self._election.budget, self._election.prices, columns)
