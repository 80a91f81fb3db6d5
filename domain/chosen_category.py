"""Categories that who applies chooses from: those of the regulation that are no kind of costs.

A regulation names categories with their most, zero for what it excludes: so much for a street
party, nothing for food and drink. Those that are kinds of costs are held by budgets
(`proposal_activities`). The others are chosen. Who chooses none asks for none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.activity import CostKind
from domain.errors import Refusal
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_within_category_ceilings

OF_COSTS = frozenset(CostKind)


class CategoryUnknown(Refusal):
    code = "regulation.category_unknown"
    dutch = "De regeling noemt geen categorie {category}. Wel: {categories}."
    english = "The regulation has no category {category}. It has: {categories}."


def categories_of(rules: Regulation) -> Mapping[str, Money]:
    """The most for each category that is no kind of costs."""
    named = rules.ceilings.categories if rules.ceilings else ()
    return {each.category: each.most_cents for each in named if each.category not in OF_COSTS}


def limits_costs(rules: Regulation) -> bool:
    """Whether there is a most for a kind of costs, which only a budget tells."""
    named = rules.ceilings.categories if rules.ceilings else ()
    return any(each.category in OF_COSTS for each in named)


def guard_category_asked(rules: Regulation, category: str | None, asked: Money) -> None:
    """What is proposed is of a category of the regulation or of none, and within its most."""
    guard_category_known(rules, category)
    guard_within_category_ceilings(rules, {category: asked} if category else {})


def guard_category_known(rules: Regulation, category: str | None) -> None:
    """Only what the regulation names can be chosen."""
    known = categories_of(rules)
    if category is not None and category not in known:
        raise CategoryUnknown(category=category, categories=", ".join(known) or "-")
