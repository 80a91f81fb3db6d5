"""The same ballots under several rules, side by side, for whoever has yet to fix a rule.

Nothing is rounded but what `voter_figures` says. A comparison takes no sides: it has no best rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm

from domain.errors import MALFORMED, Refusal
from domain.tally.comparing.voter_figures import VoterFigures, VotersOfElection
from domain.tally.election import Amount, Election, exact
from domain.tally.outcome import Outcome
from domain.tally.parameters import DEFAULT_PARAMETERS, TallyParameters, VotingRule
from domain.tally.rules import count
from domain.tally.ties import Tie

MAX_VARIANTS = 12

NOWHERE = ""
"""The name under which the money of projects without a category, or without an area, stands."""


class TooManyVariants(Refusal):
    code = "comparison.too_many_variants"
    status = MALFORMED
    dutch = "Vergelijk ten hoogste {limit} telregels tegelijk."
    english = "Compare at most {limit} voting rules at a time."


class NoVariants(Refusal):
    code = "comparison.no_variants"
    status = MALFORMED
    dutch = "Kies ten minste één telregel om te vergelijken."
    english = "Choose at least one voting rule to compare."


class VariantTwice(Refusal):
    code = "comparison.variant_twice"
    status = MALFORMED
    dutch = "De telregel {variant} staat er twee keer in."
    english = "The voting rule {variant} is listed twice."


@dataclass(frozen=True, slots=True)
class Variant:
    """A rule with its parameters, under a name that is used once in a comparison."""

    name: str
    rule: VotingRule
    parameters: TallyParameters = DEFAULT_PARAMETERS


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project besides its price: its categories, and the areas it is for."""

    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


NO_FACTS = ProjectFacts()


@dataclass(frozen=True, slots=True)
class VariantOutcome:
    """What one variant gives. `winners` stand in the order in which they were chosen.

    `cost` is what the winners get together, and `budget_left` what remains. `by_category` and
    `by_area` divide `cost` and add up to it exactly; every category of the election is there, also
    with nothing, and `NOWHERE` last where projects have none. `ties_on_the_way` are those in counts
    that a completion passed through.
    """

    variant: Variant
    winners: tuple[str, ...]
    cost: Amount
    budget_left: Amount
    by_category: Mapping[str, Amount]
    by_area: Mapping[str, Amount]
    voters: VoterFigures
    ties: tuple[Tie, ...]
    ties_on_the_way: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Projects that win under one of two variants and not under the other, as they were chosen."""

    one: str
    other: str
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]

    @property
    def projects(self) -> int:
        """How many projects win under only one of the two."""
        return len(self.only_one) + len(self.only_other)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcomes in the order asked for, and the difference of each two of them."""

    budget: Amount
    voters: int
    outcomes: tuple[VariantOutcome, ...]
    differences: tuple[Difference, ...]

    @property
    def winners_under_some(self) -> tuple[str, ...]:
        """Every project that wins under at least one variant: most variants first."""
        times: dict[str, int] = {}
        for outcome in self.outcomes:
            for project_id in outcome.winners:
                times[project_id] = times.get(project_id, 0) + 1
        return tuple(sorted(times, key=lambda project_id: -times[project_id]))


def compare(
    election: Election,
    variants: Sequence[Variant],
    facts: Mapping[str, ProjectFacts] | None = None,
) -> Comparison:
    """Count the election under each variant. `facts` may leave projects out.

    Raises `NoVariants`, `TooManyVariants`, `VariantTwice`, and what `rules.count` raises.
    """
    guard_variants(variants)
    voters = VotersOfElection(election)
    known = {project.project_id: NO_FACTS for project in election.projects} | dict(facts or {})
    places = _Places.of(known[each.project_id] for each in election.projects)
    outcomes = tuple(_outcome(election, variant, voters, known, places) for variant in variants)
    return Comparison(
        budget=election.budget,
        voters=election.voters,
        outcomes=outcomes,
        differences=tuple(difference(*pair) for pair in combinations(outcomes, 2)),
    )


def guard_variants(variants: Sequence[Variant]) -> None:
    """There is something to compare, not too much, and nothing twice."""
    if not variants:
        raise NoVariants()
    if len(variants) > MAX_VARIANTS:
        raise TooManyVariants(limit=MAX_VARIANTS)
    names: set[str] = set()
    for variant in variants:
        if variant.name in names:
            raise VariantTwice(variant=variant.name)
        names.add(variant.name)


def difference(one: VariantOutcome, other: VariantOutcome) -> Difference:
    """Who wins under only one of two variants."""
    return Difference(
        one.variant.name,
        other.variant.name,
        tuple(each for each in one.winners if each not in other.winners),
        tuple(each for each in other.winners if each not in one.winners),
    )


def divided(amount: Amount, names: Iterable[str], coins_per_unit: int) -> dict[str, Amount]:
    """An amount in equal parts of whole coins that add up to it; the first names get what is over.

    A name counts once. Without a name all of it stands under `NOWHERE`.
    """
    listed = sorted(set(names)) or [NOWHERE]
    each, left = divmod(int(amount * coins_per_unit), len(listed))
    return {
        name: exact(Fraction(each + (place < left), coins_per_unit))
        for place, name in enumerate(listed)
    }


@dataclass(frozen=True, slots=True)
class _Places:
    """The categories and areas that there are, with nothing in them."""

    categories: dict[str, Amount]
    areas: dict[str, Amount]

    @classmethod
    def of(cls, facts: Iterable[ProjectFacts]) -> _Places:
        """Every name that some project has."""
        listed = list(facts)
        return cls(
            _empty(fact.categories for fact in listed), _empty(fact.areas for fact in listed)
        )


def _empty(named: Iterable[tuple[str, ...]]) -> dict[str, Amount]:
    names = {name for each in named for name in each or (NOWHERE,)}
    return dict.fromkeys(sorted(names, key=lambda name: (name == NOWHERE, name)), 0)


def _outcome(
    election: Election,
    variant: Variant,
    voters: VotersOfElection,
    facts: Mapping[str, ProjectFacts],
    places: _Places,
) -> VariantOutcome:
    outcome = count(election, variant.rule, variant.parameters)
    funded = _funded(election, variant, outcome)
    coins = lcm(*(Fraction(got).denominator for got in funded.values()))
    return VariantOutcome(
        variant=variant,
        winners=outcome.winners,
        cost=outcome.cost,
        budget_left=exact(election.budget - outcome.cost),
        by_category=_added(
            places.categories,
            (divided(got, facts[each].categories, coins) for each, got in funded.items()),
        ),
        by_area=_added(
            places.areas, (divided(got, facts[each].areas, coins) for each, got in funded.items())
        ),
        voters=voters.figures(funded),
        ties=outcome.ties,
        ties_on_the_way=outcome.ties_on_the_way,
    )


def _funded(election: Election, variant: Variant, outcome: Outcome) -> dict[str, Amount]:
    """What each winner gets: its price, unless the rules let projects be funded in part."""
    if variant.parameters.smallest_parts:
        return {win.project_id: win.funded for win in outcome.wins}
    return {project_id: election.prices[project_id] for project_id in outcome.winners}


def _added(empty: Mapping[str, Amount], parts: Iterable[Mapping[str, Amount]]) -> dict[str, Amount]:
    sums = dict(empty)
    for divided_amount in parts:
        for name, amount in divided_amount.items():
            sums[name] = exact(sums[name] + amount)
    return sums
