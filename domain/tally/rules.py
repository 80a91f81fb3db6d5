"""The one door to counting: an election, a rule by its published name, its parameters, an outcome.

`count` takes the fast way where there is one, `count_plainly` always the plain exact arithmetic
that everyone can read. They give the same outcome.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.tally.completions import as_rule_count, completed_greedily, count_equal_shares
from domain.tally.election import Election, exact
from domain.tally.equal_shares import Utility
from domain.tally.fast_shares import count_fast
from domain.tally.greedy import (
    GreedyTerms,
    Score,
    cost_weighted,
    elect_with_category_minimums,
    per_cost,
)
from domain.tally.maximin_support import elect_by_maximin_support
from domain.tally.outcome import Outcome, RuleCount, Working
from domain.tally.overspending import buy_with_bounded_overspending
from domain.tally.parameters import DEFAULT_PARAMETERS, Completion, TallyParameters, VotingRule
from domain.tally.phragmen import buy_as_money_comes
from domain.tally.task import Task, all_losses, task_of


def count(
    election: Election,
    rule: VotingRule | str,
    parameters: TallyParameters = DEFAULT_PARAMETERS,
) -> Outcome:
    """The outcome of an election. The same input gives the same outcome, on every machine.

    Raises `RuleNotAvailable`, `OptionNotAvailable`, `TieOrderIncomplete`, and the refusals of
    `constraints`, `add1` and `overspending`.
    """
    rule, task = task_of(election, rule, parameters)
    fast = count_fast(task) if rule is VotingRule.EQUAL_SHARES else None
    return fast or _counted_plainly(rule, task)


def count_plainly(
    election: Election,
    rule: VotingRule | str,
    parameters: TallyParameters = DEFAULT_PARAMETERS,
) -> Outcome:
    """The same as `count` in plain exact arithmetic: slower, and the one to read."""
    rule, task = task_of(election, rule, parameters)
    return _counted_plainly(rule, task)


def _counted_plainly(rule: VotingRule, task: Task) -> Outcome:
    election, counted = task.election, _RULES[rule](task)
    if task.parameters.completion in (Completion.GREEDY, Completion.ADD1U):
        counted = completed_greedily(task, counted)
    working = Working(counted.wins, all_losses(task, counted.losses))
    return Outcome(
        rule=rule,
        budget=election.budget,
        voters=election.voters,
        winners=counted.winners,
        cost=exact(sum(win.funded for win in counted.wins)),
        ties=counted.ties,
        working_out=lambda: working,
        ties_on_the_way=counted.ties_on_the_way,
        share=counted.share,
        raises=counted.raises,
    )


def _count_greedily(task: Task) -> RuleCount:
    return _down_the_list(task, task.support)


def _count_greedily_per_cost(task: Task) -> RuleCount:
    return _down_the_list(task, per_cost(task.support))


def _count_greedily_by_weighted_cost(task: Task) -> RuleCount:
    return _down_the_list(task, cost_weighted(task.support))


def _down_the_list(task: Task, score: Score) -> RuleCount:
    parameters = task.parameters
    terms = GreedyTerms(score, parameters.skip_unaffordable, dict(parameters.smallest_parts))
    return elect_with_category_minimums(
        task.election,
        task.eligible,
        task.order,
        task.constraints(),
        terms=terms,
        limits=parameters.category_limits,
    )


def _count_equal_shares(task: Task) -> RuleCount:
    return as_rule_count(task, count_equal_shares(task))


def _count_bounded_overspending(task: Task) -> RuleCount:
    utility = task.parameters.utility or Utility.COST
    return buy_with_bounded_overspending(task.election, task.eligible, task.order, utility)


def _count_phragmen(task: Task) -> RuleCount:
    return buy_as_money_comes(task.election, task.eligible, task.order, task.constraints())


def _count_maximin_support(task: Task) -> RuleCount:
    return elect_by_maximin_support(task.election, task.eligible, task.order)


_RULES: dict[VotingRule, Callable[[Task], RuleCount]] = {
    VotingRule.GREEDY: _count_greedily,
    VotingRule.GREEDY_COST: _count_greedily_per_cost,
    VotingRule.GREEDY_COST_WEIGHTED: _count_greedily_by_weighted_cost,
    VotingRule.EQUAL_SHARES: _count_equal_shares,
    VotingRule.BOUNDED_OVERSPENDING: _count_bounded_overspending,
    VotingRule.PHRAGMEN: _count_phragmen,
    VotingRule.MAXIMIN_SUPPORT: _count_maximin_support,
}
