"""A price and a number of votes that would have been enough: shown by a full recount where needed.

Margins are exact in the count that decided. Under the greedy rules and Phragmén, and for prices
under equal shares without raised shares, what wins there wins the election. Elsewhere a full
recount, completion and all, has to show it: with another price the shares may be raised less far,
and voters more make every share smaller. Where no margin is offered, recounts alone search
(`by_recounts`). What no recount shows is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.tally.election import Election
from domain.tally.margins.by_recounts import Recounts, price_that_wins, votes_that_win
from domain.tally.margins.margin import Margin
from domain.tally.margins.of_outcome import is_offered
from domain.tally.outcome import Outcome
from domain.tally.parameters import GREEDY_RULES, Completion, TallyParameters, VotingRule
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
    """For each loser, what would have been enough; the nearest are recounted first.

    `margins` are those of the losers, where they are offered.
    """
    recounts = Recounts(election, parameters, outcome.rule, recounts_max)
    if not is_offered(VotingRule(outcome.rule), parameters):
        return _by_recounts(election, outcome, recounts)
    found = {}
    nearest = sorted(margins.values(), key=lambda each: each.effective_support or 0, reverse=True)
    for margin in nearest:
        trial = _Trial(election, parameters, outcome, margin, recounts)
        found[margin.project_id] = Enough(trial.price(), trial.more_votes())
    return found


def _by_recounts(election: Election, outcome: Outcome, recounts: Recounts) -> dict[str, Enough]:
    """Those with the most votes first."""
    left = int(outcome.budget - outcome.cost)
    found = {}
    for loss in sorted(outcome.losses, key=lambda each: -each.votes):
        price = price_that_wins(recounts, election, loss.project_id, left)
        found[loss.project_id] = Enough(price, votes_that_win(recounts, election, loss.project_id))
    return found


class _Trial:
    """One project that lost."""

    def __init__(
        self,
        election: Election,
        parameters: TallyParameters,
        outcome: Outcome,
        margin: Margin,
        recounts: Recounts,
    ) -> None:
        self._election, self._parameters, self._outcome = election, parameters, outcome
        self._margin, self._project_id = margin, margin.project_id
        self._recounts = recounts

    def price(self) -> int | None:
        """The price of the margin, or else what was left of the budget where that is lower."""
        margin, left = self._margin.highest_price, self._outcome.budget - self._outcome.cost
        if margin is None or not margin.whole:
            return None
        if not self._shares_may_be_raised():
            return margin.whole
        tried = dict.fromkeys((margin.whole, min(margin.whole, int(left))))
        return self._first(tried, self._recounts.with_price)

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
        return self._first((more + each for each in further), self._recounts.with_voters)

    def _shares_may_be_raised(self) -> bool:
        """Whether a completion raises shares: with another price also where it raised none."""
        equal_shares = self._outcome.rule == VotingRule.EQUAL_SHARES
        return equal_shares and self._parameters.completion not in (
            Completion.NONE,
            Completion.GREEDY,
        )

    def _first(self, numbers: Iterable[int], wins: Callable[[str, int], bool]) -> int | None:
        """The first number above zero with which a recount elects the project."""
        for number in numbers:
            if number <= 0 or not self._recounts.left:
                return None
            if wins(self._project_id, number):
                return number
        return None
