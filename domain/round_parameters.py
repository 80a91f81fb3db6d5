"""The frozen rules of a round as the tally understands them: in cents, and in the tally's words."""

from __future__ import annotations

from collections.abc import Mapping

from domain.money import Money
from domain.tally.constraints import CategoryLimit
from domain.tally.parameters import TallyParameters
from domain.voting_rules import Category, RoundRules


def parameters_of(
    rules: RoundRules,
    smallest_parts: Mapping[str, Money],
    tie_order: tuple[str, ...] | None = None,
) -> TallyParameters:
    """Everything besides rule and ballots that decides an outcome."""
    return TallyParameters(
        utility=rules.utility,
        completion=rules.completion,
        step=rules.add1_step_cents.cents,
        stop_at_exhaustive=rules.stop_at_exhaustive,
        minimum_votes=rules.minimum_votes,
        minimum_points=rules.minimum_points,
        tie_order=tie_order,
        skip_unaffordable=rules.skip_unaffordable,
        exclusions=rules.exclusions,
        category_limits=tuple(_limit_of(category) for category in rules.categories),
        smallest_parts=tuple((each, part.cents) for each, part in smallest_parts.items()),
    )


def _limit_of(category: Category) -> CategoryLimit:
    return CategoryLimit(
        name=category.name,
        project_ids=category.proposal_ids,
        minimum=category.min_cents.cents if category.min_cents else None,
        maximum=category.max_cents.cents if category.max_cents else None,
    )
