"""Margins under the greedy rules, from one count in which a project was not bought.

A project wins when it comes before a winner at whose turn there still was its price, or after all
of them with what was left in the end (before the project that ended the count, where it ends).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.tally.election import Amount
from domain.tally.greedy import cost_weighted, per_cost
from domain.tally.margins.margin import HighestPrice, Margin, highest, within_thresholds
from domain.tally.outcome import Outcome, WhyLost
from domain.tally.parameters import VotingRule
from domain.tally.task import Task


@dataclass(frozen=True, slots=True)
class Turn:
    """A place on the list: before a score (`None`: at the end), with so much of the budget left.

    `wins_ties` says whether the project comes first where it has that very score.
    """

    score: Fraction | None
    left: Amount
    wins_ties: bool


def margins_of_greedy(
    task: Task, outcome: Outcome, projects: Collection[str], prices: dict[str, Amount] | None = None
) -> dict[str, Margin]:
    """The margins of projects that were not bought in a count without constraints.

    `prices` are their own prices, where the count was one without them; then the highest price may
    be above the own one, and otherwise not. By cost-weighted votes a lower price may lose again.
    """
    rule = VotingRule(outcome.rule)
    own, cheaper = prices or task.election.prices, prices is None
    return {
        each: _margin(
            task, rule, each, own[each], list(_turns(task, outcome, each)), cheaper=cheaper
        )
        for each in projects
    }


def _turns(task: Task, outcome: Outcome, project_id: str) -> Iterator[Turn]:
    """The turns of those who won, in order, and what comes after them."""
    rule, rank = VotingRule(outcome.rule), task.order.rank(project_id)
    for win in outcome.wins:
        first = rank < task.order.rank(win.project_id)
        yield Turn(_score(task, rule, win.project_id), win.budget_left or 0, wins_ties=first)
    left = outcome.budget - outcome.cost
    ended_by = _ended_by(task, outcome)
    if ended_by is None or ended_by == project_id:
        yield Turn(None, left, wins_ties=True)
    else:
        first = rank < task.order.rank(ended_by)
        yield Turn(_score(task, rule, ended_by), left, wins_ties=first)


def _ended_by(task: Task, outcome: Outcome) -> str | None:
    """The project at which a count ended that skips nothing."""
    if task.parameters.skip_unaffordable:
        return None
    rule = VotingRule(outcome.rule)
    unfit = [loss.project_id for loss in outcome.losses if loss.reason is WhyLost.DID_NOT_FIT]
    return min(
        unfit,
        key=lambda each: (-_score(task, rule, each), task.order.rank(each)),
        default=None,
    )


def _score(task: Task, rule: VotingRule, project_id: str) -> Fraction:
    score = task.support
    if rule is VotingRule.GREEDY_COST:
        score = per_cost(score)
    elif rule is VotingRule.GREEDY_COST_WEIGHTED:
        score = cost_weighted(score)
    return Fraction(score(task.election, project_id))


def _margin(
    task: Task,
    rule: VotingRule,
    project_id: str,
    price: Amount,
    turns: list[Turn],
    *,
    cheaper: bool,
) -> Margin:
    support = Fraction(task.support(task.election, project_id))
    needed = [_fewest_before(turn, price, rule) for turn in turns if turn.left >= price]
    if rule is VotingRule.GREEDY_COST_WEIGHTED:
        below = [turn for turn in turns if not cheaper or turn.left < price]
        prices = [_dearest_before(turn, support) for turn in below]
    else:
        prices = [_cheapest_before(turn, support, rule) for turn in turns]
    return Margin(
        project_id,
        won=False,
        highest_price=highest(prices) if project_id in task.eligible else None,
        fewest_votes=within_thresholds(task, project_id, min(needed)) if needed else None,
    )


def _fewest_before(turn: Turn, price: Amount, rule: VotingRule) -> int:
    """The fewest votes with which a project of this price comes before a turn."""
    if turn.score is None:
        return 0
    score = turn.score
    if rule is VotingRule.GREEDY_COST:
        score *= price
    elif rule is VotingRule.GREEDY_COST_WEIGHTED:
        score /= price
    equal_is_not_enough = score.denominator == 1 and not turn.wins_ties
    return ceil(score) + equal_is_not_enough


def _cheapest_before(turn: Turn, support: Fraction, rule: VotingRule) -> HighestPrice | None:
    """The highest price before a turn, where being cheaper never moves a project down the list."""
    fits = HighestPrice(Fraction(turn.left))
    if turn.score is None:
        return fits
    if rule is VotingRule.GREEDY_COST and turn.score and support:
        return HighestPrice(support / turn.score, included=turn.wins_ties).up_to(turn.left)
    before = support > turn.score or (support == turn.score and turn.wins_ties)
    return fits if before else None


def _dearest_before(turn: Turn, support: Fraction) -> HighestPrice | None:
    """The highest price before a turn, where being cheaper moves a project down the list."""
    score = support * turn.left
    before = turn.score is None or score > turn.score or (score == turn.score and turn.wins_ties)
    return HighestPrice(Fraction(turn.left)) if before else None
