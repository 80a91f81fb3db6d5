"""A comparison as one JSON object, for the command line and the API.

Amounts are in the election's own unit (cents for a round of ours) and never rounded. Shares,
averages and the Gini coefficient are rounded to nine decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from adapters.rule_comparison.subject import AS_FROZEN, Compared
from adapters.rule_comparison.totals import Total
from domain.tally.comparing.comparison import VariantOutcome
from domain.tally.comparing.variants import KNOWN_VARIANTS
from domain.tally.election import Amount
from domain.tally.payments.certificate import written
from domain.two_languages import InTwoLanguages

Json: TypeAlias = dict[str, Any]
DECIMALS = 9

_AS_FROZEN = InTwoLanguages("Zoals deze ronde is geteld", "As this round is counted")
_AS_FROZEN_TENDENCY = InTwoLanguages(
    "De regel en alle voorwaarden die bij de opening van deze ronde zijn vastgelegd.",
    "The rule and all conditions that were frozen when this round opened.",
)


def title_of(name: str) -> InTwoLanguages:
    """What a variant is called."""
    return _AS_FROZEN if name == AS_FROZEN else KNOWN_VARIANTS[name].title


def tendency_of(name: str) -> InTwoLanguages:
    """What a variant tends to give, in one sentence."""
    return _AS_FROZEN_TENDENCY if name == AS_FROZEN else KNOWN_VARIANTS[name].tendency


def variants_answer(names: Iterable[str]) -> list[Json]:
    """What each variant is called, and what it tends to give, in two languages."""
    return [
        {
            "name": name,
            "title": title_of(name).by_language(),
            "tendency": tendency_of(name).by_language(),
        }
        for name in names
    ]


def election_answer(compared: Compared) -> Json:
    """The outcomes of one election side by side, and the differences of each two."""
    comparison = compared.comparison
    return {
        "budget": written(comparison.budget),
        "voters": comparison.voters,
        "projects": len(compared.prices),
        "remarks": [each.by_language() for each in compared.remarks],
        "outcomes": [_outcome(outcome) for outcome in comparison.outcomes],
        "differences": [
            {
                "one": each.one,
                "other": each.other,
                "only_one": list(each.only_one),
                "only_other": list(each.only_other),
            }
            for each in comparison.differences
        ],
    }


def totals_answer(totals: Sequence[Total]) -> list[Json]:
    """All elections together, per variant; amounts are null where currencies differ."""
    return [
        {
            "variant": total.variant,
            "elections": total.elections,
            "same_as_first": total.same_as_first,
            "winners": total.winners,
            "budget": None if total.budget is None else written(total.budget),
            "cost": None if total.cost is None else written(total.cost),
            "by_category": None if total.by_category is None else _parts(total.by_category),
            "voters": total.voters,
            "voters_with_a_winner": total.with_a_winner,
            "share_with_a_winner": decimal(total.share_with_a_winner),
            "winners_each": decimal(total.winners_each),
            "mean_share_spent": decimal(total.mean_share_spent),
            "mean_approved_money_won": decimal(total.mean_approved_money_won),
            "mean_gini": decimal(total.mean_gini),
        }
        for total in totals
    ]


def decimal(number: Fraction) -> float:
    """A number rounded to nine decimals, half to even."""
    return float(round(number, DECIMALS))


def _outcome(outcome: VariantOutcome) -> Json:
    voters = outcome.voters
    return {
        "variant": outcome.variant.name,
        "rule": outcome.variant.rule.value,
        "winners": list(outcome.winners),
        "cost": written(outcome.cost),
        "budget_left": written(outcome.budget_left),
        "by_category": _parts(outcome.by_category),
        "by_area": _parts(outcome.by_area),
        "voters_with_a_winner": voters.with_a_winner,
        "share_with_a_winner": decimal(voters.share_with_a_winner),
        "winners_each": decimal(voters.winners_each),
        "approved_money_won": decimal(voters.approved_money_won),
        "gini": decimal(voters.gini),
        "ties": [
            {"step": tie.step, "tied": list(tie.tied), "chosen": tie.chosen} for tie in outcome.ties
        ],
        "ties_on_the_way": len(outcome.ties_on_the_way),
    }


def _parts(parts: Mapping[str, Amount]) -> list[Json]:
    """Money by name; null is the money of projects without one."""
    return [{"name": name or None, "amount": written(amount)} for name, amount in parts.items()]
