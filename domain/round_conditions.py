"""Conditions between the lines of a list: which exclude each other, and what categories get."""

from __future__ import annotations

from collections.abc import Sequence

from domain.errors import Refusal
from domain.money import Money, total
from domain.round_parameters import parameters_of
from domain.tally.parameters import guard_parameters_of_rule
from domain.voting_rules import Candidate, Category, RoundRules


class ConditionNamesUnknownProposal(Refusal):
    code = "voting_round.condition_names_unknown_proposal"
    dutch = "Een voorwaarde noemt voorstel {proposal}; dat staat niet, of twee keer, in de lijst."
    english = "A condition names proposal {proposal}, which is not on its list, or there twice."


class ExclusionOfOne(Refusal):
    code = "voting_round.exclusion_of_one"
    dutch = "Noem bij een uitsluiting ten minste twee voorstellen."
    english = "Name at least two proposals that exclude each other."


class CategoryTwice(Refusal):
    code = "voting_round.category_twice"
    dutch = "Categorie {category} staat er twee keer in."
    english = "Category {category} is there twice."


class CategoryWithoutLimit(Refusal):
    code = "voting_round.category_without_limit"
    dutch = "Categorie {category} heeft geen minimum en geen maximum."
    english = "Category {category} has neither a minimum nor a maximum."


class CategoryLimitsContradict(Refusal):
    code = "voting_round.category_limits_contradict"
    dutch = "Van categorie {category} is het minimum hoger dan het maximum."
    english = "The minimum of category {category} exceeds its maximum."


class CategoriesAboveBudget(Refusal):
    code = "voting_round.categories_above_budget"
    dutch = "De minima van de categorieën zijn samen {asked}; er is {budget} te verdelen."
    english = "The minimums of the categories are {asked} together; {budget} is to be divided."


def guard_conditions(rules: RoundRules, candidates: Sequence[Candidate], budget: Money) -> None:
    """Each condition names proposals of the list once, can be met, and is one the rule can keep."""
    listed = {line.line_id for line in candidates}
    for exclusion in rules.exclusions:
        _guard_names(exclusion, listed)
        if len(exclusion) < 2:
            raise ExclusionOfOne()
    names: set[str] = set()
    for category in rules.categories:
        if category.name in names:
            raise CategoryTwice(category=category.name)
        names.add(category.name)
        _guard_names(category.proposal_ids, listed)
        _guard_category(category)
    least = [each.min_cents for each in rules.categories if each.min_cents is not None]
    if sum(each.cents for each in least) > budget.cents:
        raise CategoriesAboveBudget(asked=total(least), budget=budget)
    parts = {
        line.line_id: line.smallest_part_cents
        for line in candidates
        if line.smallest_part_cents is not None
    }
    guard_parameters_of_rule(rules.rule, parameters_of(rules, parts))


def _guard_names(proposal_ids: Sequence[str], listed: set[str]) -> None:
    seen: set[str] = set()
    for proposal_id in proposal_ids:
        if proposal_id not in listed or proposal_id in seen:
            raise ConditionNamesUnknownProposal(proposal=proposal_id)
        seen.add(proposal_id)


def _guard_category(category: Category) -> None:
    least, most = category.min_cents, category.max_cents
    if least is None and most is None:
        raise CategoryWithoutLimit(category=category.name)
    if least is not None and most is not None and least > most:
        raise CategoryLimitsContradict(category=category.name)
