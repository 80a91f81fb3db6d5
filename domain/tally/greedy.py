"""Greedy: down a list of projects, each one that still fits is bought.

The list goes by votes (or points), by votes per unit of money that a project costs, or by votes
times what it costs. A regulation may say that the count ends at the first project that does not
fit, that some projects can be funded in part, and what a category gets at least.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby

from domain.tally.constraints import CategoryLimit, Constraints, barred_loss
from domain.tally.election import Amount, Election, exact
from domain.tally.outcome import Loss, RuleCount, WhyLost, Win, loss_of
from domain.tally.ties import Tie, TieOrder

Score = Callable[[Election, str], Amount]


def by_votes(election: Election, project_id: str) -> Amount:
    """How many voters approve the project."""
    return election.votes[project_id]


def by_points(election: Election, project_id: str) -> Amount:
    """How many points the project got; its votes where ballots only approve."""
    return election.points[project_id]


def per_cost(support: Score) -> Score:
    """The support of a project for each unit of money that it costs."""
    return lambda election, each: Fraction(support(election, each)) / election.prices[each]


def cost_weighted(support: Score) -> Score:
    """The support of a project times what it costs."""
    return lambda election, each: exact(support(election, each) * election.prices[each])


@dataclass(frozen=True, slots=True)
class GreedyTerms:
    """What a regulation says about going down the list.

    `skip` false ends the count at the first project that does not fit. `smallest_parts` holds the
    projects that can be funded in part, each with the least it can do with.
    """

    score: Score = by_votes
    skip: bool = True
    smallest_parts: Mapping[str, Amount] = field(default_factory=dict)


def elect_greedily(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    budget_left: Amount,
    constraints: Constraints,
    *,
    terms: GreedyTerms,
    first_step: int,
) -> RuleCount:
    """Buy eligible projects in descending score, out of `budget_left`, from `first_step` on.

    Projects with equal scores are tied as long as more than one of them could be bought; where the
    count ends at the first that does not fit, as long as more than one of them waits. A project
    without any votes comes last, and is bought if it fits; a minimum of votes is the caller's.
    """
    going = _GoingDown(
        election, order, constraints, terms=terms, left=budget_left, first_step=first_step
    )
    scores = {each: terms.score(election, each) for each in eligible}
    ranked = sorted(eligible, key=lambda each: (-scores[each], order.rank(each)))
    for _, group in groupby(ranked, key=scores.__getitem__):
        going.past(list(group))
    return RuleCount(tuple(going.wins), tuple(going.losses), tuple(going.ties))


def elect_with_category_minimums(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    constraints: Constraints,
    *,
    terms: GreedyTerms,
    limits: Sequence[CategoryLimit],
) -> RuleCount:
    """First each category with a minimum, for no more than that; then all with what is left.

    Out of money that is set apart nothing is funded in part: with all of the budget there may be
    enough for the whole of it.
    """
    whole_only = replace(terms, smallest_parts={})
    left, waiting = election.budget, set(eligible)
    wins: list[Win] = []
    ties: list[Tie] = []
    for limit in limits:
        if limit.minimum is None:
            continue
        counted = elect_greedily(
            election,
            waiting.intersection(limit.project_ids),
            order,
            min(left, limit.minimum),
            constraints,
            terms=whole_only,
            first_step=len(wins) + 1,
        )
        wins += counted.wins
        ties += counted.ties
        waiting.difference_update(counted.winners)
        left = exact(left - sum(win.funded for win in counted.wins))
    rest = elect_greedily(
        election, waiting, order, left, constraints, terms=terms, first_step=len(wins) + 1
    )
    return RuleCount((*wins, *rest.wins), rest.losses, (*ties, *rest.ties))


class _GoingDown:
    """A walk down the list: what was bought so far, and what is left."""

    def __init__(
        self,
        election: Election,
        order: TieOrder,
        constraints: Constraints,
        *,
        terms: GreedyTerms,
        left: Amount,
        first_step: int,
    ) -> None:
        self._election, self._order, self._constraints = election, order, constraints
        self._terms, self._left, self._first_step = terms, left, first_step
        self._ended = False
        self.wins: list[Win] = []
        self.losses: list[Loss] = []
        self.ties: list[Tie] = []

    def past(self, equal: list[str]) -> None:
        """Past projects with equal scores."""
        while candidates := self._candidates(equal):
            chosen, tie = self._order.choose(candidates, self._first_step + len(self.wins))
            if self._left < self._least(chosen):
                self._ended = True
                break
            self.ties += [tie] if tie else []
            self._buy(chosen)
            equal.remove(chosen)
        self.losses += [self._loss(each) for each in equal]

    def _candidates(self, equal: list[str]) -> list[str]:
        """Who could be next: those that fit, or all of them where the first must fit."""
        if self._ended:
            return []
        able = [each for each in equal if not self._constraints.bar_of(each, self._least(each))]
        if not self._terms.skip:
            return able
        return [each for each in able if self._least(each) <= self._left]

    def _buy(self, chosen: str) -> None:
        price, votes = self._election.prices[chosen], self._election.votes[chosen]
        funded = min(price, self._room(chosen))
        self.wins.append(
            Win(
                self._first_step + len(self.wins),
                chosen,
                price,
                votes,
                budget_left=self._left,
                part=funded if funded < price else None,
            )
        )
        self._constraints.won(chosen, funded)
        self._left = exact(self._left - funded)

    def _loss(self, project_id: str) -> Loss:
        if bar := self._constraints.bar_of(project_id, self._least(project_id)):
            return barred_loss(self._election, project_id, bar, self._left)
        fits = self._least(project_id) <= self._left
        reason = WhyLost.COUNT_STOPPED if self._ended and fits else WhyLost.DID_NOT_FIT
        return loss_of(self._election, project_id, reason, self._left)

    def _room(self, project_id: str) -> Amount:
        return self._constraints.room(project_id, self._left)

    def _least(self, project_id: str) -> Amount:
        price = self._election.prices[project_id]
        return min(price, self._terms.smallest_parts.get(project_id, price))
