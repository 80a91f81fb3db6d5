"""The same ballots under several rules: what a comparison says of each, and of each two."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import pytest

from domain.tally.comparing.comparison import (
    MAX_VARIANTS,
    NOWHERE,
    NoVariants,
    ProjectFacts,
    TooManyVariants,
    Variant,
    VariantTwice,
    compare,
    divided,
)
from domain.tally.comparing.variants import (
    DEFAULT_NAMES,
    KNOWN_VARIANTS,
    VariantUnknown,
    variants_named,
)
from domain.tally.parameters import TallyParameters, VotingRule
from tests.unit.domain.given import refused
from tests.unit.tally.ballots import election

GREEDY = Variant("greedy", VotingRule.GREEDY)
PER_COST = Variant("per cost", VotingRule.GREEDY_COST)

# Three voters want the square, two want both the bench and the trees, one wants nothing.
PRICES = {"square": 80, "bench": 10, "trees": 25}
BALLOTS = ("square", "square", "square", "bench trees", "bench trees", "")


class TestTwoRules:
    """A large project with most votes, and two small ones of a smaller group."""

    FOUND = compare(election(100, PRICES, *BALLOTS), [GREEDY, PER_COST])

    def test_each_has_its_winners_cost_and_what_is_left(self) -> None:
        greedy, per_cost = self.FOUND.outcomes
        assert (greedy.winners, greedy.cost, greedy.budget_left) == (("square", "bench"), 90, 10)
        assert (per_cost.winners, per_cost.cost) == (("bench", "trees"), 35)
        assert per_cost.budget_left == 65

    def test_the_difference_says_who_wins_under_only_one(self) -> None:
        (difference,) = self.FOUND.differences
        assert (difference.one, difference.other) == ("greedy", "per cost")
        assert (difference.only_one, difference.only_other) == (("square",), ("trees",))
        assert difference.projects == 2

    def test_whoever_wins_under_some_rule_is_listed_once_and_most_often_first(self) -> None:
        assert self.FOUND.winners_under_some == ("bench", "square", "trees")

    def test_it_says_how_many_voters_got_something(self) -> None:
        greedy, per_cost = (outcome.voters for outcome in self.FOUND.outcomes)
        assert (greedy.with_a_winner, greedy.share_with_a_winner) == (5, Fraction(5, 6))
        assert (per_cost.with_a_winner, per_cost.share_with_a_winner) == (2, Fraction(1, 3))

    def test_it_says_how_many_winners_a_voter_has_on_average(self) -> None:
        greedy, per_cost = (outcome.voters for outcome in self.FOUND.outcomes)
        assert (greedy.winners_each, per_cost.winners_each) == (Fraction(5, 6), Fraction(4, 6))


class TestTies:
    """They are reported per rule."""

    def test_a_tie_is_there_and_which_of_the_rules_has_it(self) -> None:
        tied = election(10, {"a": 10, "b": 10}, "a", "b")
        (outcome,) = compare(tied, [GREEDY]).outcomes
        assert [tie.tied for tie in outcome.ties] == [("a", "b")]


class TestMoneyPerCategoryAndArea:
    """Parts that add up to what the winners cost."""

    FACTS: ClassVar = {
        "square": ProjectFacts(("play", "green", "meet"), ("north",)),
        "bench": ProjectFacts(("meet",)),
    }
    FOUND = compare(election(100, PRICES, *BALLOTS), [GREEDY, PER_COST], FACTS)

    def test_a_project_in_several_categories_is_divided_in_whole_units(self) -> None:
        greedy, _ = self.FOUND.outcomes
        assert greedy.by_category == {"green": 27, "meet": 27 + 10, "play": 26, NOWHERE: 0}

    def test_what_has_no_area_stands_last(self) -> None:
        greedy, per_cost = self.FOUND.outcomes
        assert list(greedy.by_area.items()) == [("north", 80), (NOWHERE, 10)]
        assert per_cost.by_area == {"north": 0, NOWHERE: 35}

    def test_every_category_is_there_also_with_nothing(self) -> None:
        _, per_cost = self.FOUND.outcomes
        assert per_cost.by_category == {"green": 0, "meet": 10, "play": 0, NOWHERE: 25}

    def test_a_category_that_is_named_twice_counts_once(self) -> None:
        assert divided(10, ("b", "a", "b"), 1) == {"a": 5, "b": 5}

    def test_amounts_that_are_not_whole_are_divided_exactly(self) -> None:
        parts = divided(Fraction(1, 3), ("a", "b"), 3)
        assert parts == {"a": Fraction(1, 3), "b": 0}
        assert sum(parts.values()) == Fraction(1, 3)

    def test_what_is_funded_in_part_counts_for_that_part(self) -> None:
        in_part = Variant(
            "in part", VotingRule.GREEDY, TallyParameters(smallest_parts=(("square", 40),))
        )
        (outcome,) = compare(election(60, PRICES, "square"), [in_part], self.FACTS).outcomes
        assert (outcome.winners, outcome.cost) == (("square",), 60)
        assert sum(outcome.by_category.values()) == 60
        assert outcome.voters.approved_money_won == Fraction(60, 80)


class TestWhatIsRefused:
    """A comparison has a size."""

    def test_nothing_to_compare(self) -> None:
        with refused(NoVariants):
            compare(election(1, {}), [])

    def test_more_variants_than_anyone_can_read(self) -> None:
        variants = [Variant(str(number), VotingRule.GREEDY) for number in range(MAX_VARIANTS + 1)]
        with refused(TooManyVariants):
            compare(election(1, {}), variants)
        assert len(compare(election(1, {}), variants[1:]).outcomes) == MAX_VARIANTS

    def test_the_same_variant_twice(self) -> None:
        with refused(VariantTwice):
            compare(election(1, {}), [GREEDY, GREEDY])

    def test_a_variant_that_nobody_knows(self) -> None:
        with refused(VariantUnknown):
            variants_named(["coin"])


class TestTheVariantsThatPeopleCanChoose:
    """Plain names in two languages, and no side taken."""

    def test_they_are_not_more_than_can_be_compared(self) -> None:
        assert len(KNOWN_VARIANTS) <= MAX_VARIANTS
        assert set(DEFAULT_NAMES) <= KNOWN_VARIANTS.keys()

    @pytest.mark.parametrize("name", KNOWN_VARIANTS)
    def test_each_has_a_name_and_one_sentence_in_both_languages(self, name: str) -> None:
        known = KNOWN_VARIANTS[name]
        assert known.title.dutch
        assert known.title.english
        assert known.tendency.dutch.startswith("Geeft vaak ")
        assert known.tendency.english.startswith("Often gives ")

    @pytest.mark.parametrize("name", KNOWN_VARIANTS)
    def test_no_sentence_praises_or_blames(self, name: str) -> None:
        said = KNOWN_VARIANTS[name].tendency
        for word in ("eerlijk", "beter", "beste", "slecht", "fair", "best", "better", "worse"):
            assert word not in said.dutch.lower().split()
            assert word not in said.english.lower().split()

    def test_each_can_be_counted(self) -> None:
        variants = variants_named(KNOWN_VARIANTS, step=1, minimum_votes=1)
        found = compare(election(100, PRICES, *BALLOTS), variants)
        assert [each.variant.name for each in found.outcomes] == list(KNOWN_VARIANTS)

    def test_step_and_threshold_are_those_asked_for(self) -> None:
        (variant,) = variants_named(["mes"], step=100, minimum_votes=3)
        assert (variant.parameters.step, variant.parameters.minimum_votes) == (100, 3)
