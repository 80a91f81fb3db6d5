"""Several elections together, per variant: sums where units agree, elsewhere means of elections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.tally.comparing.comparison import NOWHERE, Comparison, VariantOutcome
from domain.tally.election import Amount, exact


@dataclass(frozen=True, slots=True)
class Total:
    """One variant over all elections.

    `budget`, `cost` and `by_category` are `None` where the elections have several currencies.
    `winners_each` is an average over all voters; the `mean_` figures weigh every election alike,
    since a share of one vote says nothing of the voters of another. `same_as_first` counts the
    elections in which exactly the projects of the first variant won.
    """

    variant: str
    elections: int
    same_as_first: int
    winners: int
    budget: Amount | None
    cost: Amount | None
    by_category: dict[str, Amount] | None
    voters: int
    with_a_winner: int
    winners_each: Fraction
    mean_share_spent: Fraction
    mean_approved_money_won: Fraction
    mean_gini: Fraction

    @property
    def share_with_a_winner(self) -> Fraction:
        """The part of all voters who support at least one winner."""
        return Fraction(self.with_a_winner, max(self.voters, 1))


def totals_of(comparisons: Sequence[Comparison], *, one_currency: bool) -> list[Total]:
    """A total per variant. Every comparison has the same variants, in the same order."""
    return [
        _total([each.outcomes[place] for each in comparisons], comparisons, one_currency)
        for place in range(len(comparisons[0].outcomes) if comparisons else 0)
    ]


def _total(
    outcomes: Sequence[VariantOutcome], comparisons: Sequence[Comparison], one_currency: bool
) -> Total:
    voters = sum(outcome.voters.voters for outcome in outcomes)
    named = sum((each.voters.winners_each * each.voters.voters for each in outcomes), Fraction(0))
    return Total(
        variant=outcomes[0].variant.name,
        elections=len(outcomes),
        same_as_first=sum(
            set(each.winners) == set(comparison.outcomes[0].winners)
            for each, comparison in zip(outcomes, comparisons, strict=True)
        ),
        winners=sum(len(each.winners) for each in outcomes),
        budget=_sum(each.budget for each in comparisons) if one_currency else None,
        cost=_sum(each.cost for each in outcomes) if one_currency else None,
        by_category=_categories(outcomes) if one_currency else None,
        voters=voters,
        with_a_winner=sum(each.voters.with_a_winner for each in outcomes),
        winners_each=named / max(voters, 1),
        mean_share_spent=_mean(
            _spent(each, of.budget) for each, of in zip(outcomes, comparisons, strict=True)
        ),
        mean_approved_money_won=_mean(each.voters.approved_money_won for each in outcomes),
        mean_gini=_mean(each.voters.gini for each in outcomes),
    )


def _spent(outcome: VariantOutcome, budget: Amount) -> Fraction:
    return Fraction(outcome.cost) / Fraction(budget) if budget else Fraction(0)


def _sum(amounts: Iterable[Amount]) -> Amount:
    return exact(sum(amounts, start=0))


def _mean(numbers: Iterable[Fraction]) -> Fraction:
    listed = list(numbers)
    return sum(listed, start=Fraction(0)) / max(len(listed), 1)


def _categories(outcomes: Sequence[VariantOutcome]) -> dict[str, Amount]:
    sums: dict[str, Amount] = {}
    for outcome in outcomes:
        for name, amount in outcome.by_category.items():
            sums[name] = exact(sums.get(name, 0) + amount)
    return dict(sorted(sums.items(), key=lambda part: (part[0] == NOWHERE, part[0])))
