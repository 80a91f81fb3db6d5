"""By how much each project won or lost, exactly, in the count that decided.

What is said of a project that lost: with this price, or with so many votes, it would have been
bought in the count that decided, all else as it was. More votes are those of voters who choose this
project and nothing else that is bought; under equal shares they bring a share of the same size that
nobody touched. What is said of a project that won: up to this price it would have won; and under
the greedy rules, down to so many votes.

It is offered for the greedy rules, equal shares and sequential Phragmén, as long as nothing but
money stands between projects. Without a completion the count that decided is the whole count. Where
a completion raised the shares it is the last count of many: another price or other votes could have
ended the raising elsewhere, so that a full recount is what shows whether the project wins.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.margins.margin import Margin
from domain.tally.margins.of_equal_shares import margins_of_equal_shares
from domain.tally.margins.of_greedy import margins_of_greedy
from domain.tally.margins.of_phragmen import margins_of_phragmen
from domain.tally.outcome import Outcome
from domain.tally.parameters import (
    DEFAULT_PARAMETERS,
    GREEDY_RULES,
    Completion,
    TallyParameters,
    VotingRule,
)
from domain.tally.payments.spending import given_by, paid_wins
from domain.tally.rules import count
from domain.tally.task import task_of

_MARGINS_OF = {
    VotingRule.EQUAL_SHARES: margins_of_equal_shares,
    VotingRule.PHRAGMEN: margins_of_phragmen,
    **dict.fromkeys(GREEDY_RULES, margins_of_greedy),
}


def margins_of_losers(
    election: Election,
    rule: VotingRule | str,
    parameters: TallyParameters,
    outcome: Outcome,
) -> dict[str, Margin]:
    """The margin of each project that was not elected, by id; none where it is not offered.

    One walk through the payments for all of them. `outcome` must be that of this very election.
    """
    rule, task = task_of(election, rule, parameters)
    if not is_offered(rule, parameters):
        return {}
    lost = [loss.project_id for loss in outcome.losses]
    return _MARGINS_OF[rule](task, outcome, lost)


def margins_of_winners(
    election: Election,
    rule: VotingRule | str,
    parameters: TallyParameters,
    outcome: Outcome,
) -> dict[str, Margin]:
    """The margin of each winner by id: from one count without it each.

    Not offered for what a greedy completion added. Where voters pay it has no fewest votes: it
    depends on which votes are taken away, since these voters paid for other winners too.
    """
    rule, task = task_of(election, rule, parameters)
    if not is_offered(rule, parameters):
        return {}
    greedy = rule in GREEDY_RULES
    margins = {}
    for win in outcome.wins if greedy else paid_wins(outcome):
        without = _count_without(election, rule, parameters, outcome, win.project_id)
        found = _MARGINS_OF[rule](task, without, [win.project_id], election.prices)[win.project_id]
        support = found.effective_support
        margins[win.project_id] = replace(
            found,
            won=True,
            fewest_votes=found.fewest_votes if greedy else None,
            effective_support=None if support is None else max(support, Fraction(1)),
        )
    return margins


def is_offered(rule: VotingRule, parameters: TallyParameters = DEFAULT_PARAMETERS) -> bool:
    """Whether margins are exact under a rule with these parameters.

    Where cheaper projects move down the list and the count ends at the first that does not fit, one
    that becomes cheaper may let others be bought before it: no single count tells its margin.
    """
    moves_down_and_ends = (
        rule is VotingRule.GREEDY_COST_WEIGHTED and not parameters.skip_unaffordable
    )
    return (
        rule in _MARGINS_OF
        and parameters.unconstrained
        and not parameters.smallest_parts
        and not moves_down_and_ends
    )


def _count_without(
    election: Election,
    rule: VotingRule,
    parameters: TallyParameters,
    outcome: Outcome,
    project_id: str,
) -> Outcome:
    """The count that decided, as it goes when one project cannot win."""
    if rule in GREEDY_RULES:
        nothing = CategoryLimit("", (project_id,), maximum=0)
        return count(election, rule, replace(parameters, category_limits=(nothing,)))
    budget = election.budget
    if rule is VotingRule.EQUAL_SHARES:
        budget = given_by(outcome, None) * election.voters
    prices = election.prices | {project_id: budget + 1}
    priced_out = Election.of_columns(budget, prices, election.columns)
    return count(priced_out, rule, replace(parameters, completion=Completion.NONE))
