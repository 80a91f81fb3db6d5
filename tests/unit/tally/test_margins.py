"""What would just have been enough: examples that one can follow by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.margins.margin import HighestPrice, Margin
from domain.tally.margins.of_outcome import margins_of_losers, margins_of_winners
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from tests.unit.tally.ballots import election

UNCOMPLETED = TallyParameters(completion=Completion.NONE)


def of_losers(
    counted: Election, rule: str, parameters: TallyParameters = UNCOMPLETED
) -> dict[str, Margin]:
    return margins_of_losers(counted, rule, parameters, count(counted, rule, parameters))


def of_winners(
    counted: Election, rule: str, parameters: TallyParameters = UNCOMPLETED
) -> dict[str, Margin]:
    return margins_of_winners(counted, rule, parameters, count(counted, rule, parameters))


class TestEqualShares:
    PARK = election(100, {"park": 60, "b": 40}, "park b", "park", "b", "b")

    def test_a_loser_needs_what_its_supporters_have_left(self) -> None:
        margin = of_losers(self.PARK, "mes")["park"]
        assert margin.highest_price == HighestPrice(50 - Fraction(40, 3))
        assert margin.highest_price.whole == 36

    def test_votes_more_bring_a_share_that_nobody_touched(self) -> None:
        assert of_losers(self.PARK, "mes")["park"].fewest_votes == 3

    def test_effective_support_is_the_part_of_the_price_that_was_within_reach(self) -> None:
        """At the rate of the winner, a third of its price each, two would have paid 20 each."""
        assert of_losers(self.PARK, "mes")["park"].effective_support == Fraction(2, 3)

    def test_a_loser_may_be_nearest_early_in_the_count(self) -> None:
        counted = election(12, {"a": 6, "b": 13}, "a b", "a b", "b")
        margin = of_losers(counted, "mes")["b"]
        assert margin.highest_price == HighestPrice(Fraction(12))
        assert margin.effective_support == Fraction(12, 13)

    def test_who_stands_equal_and_is_not_preferred_has_to_be_cheaper_than_that(self) -> None:
        counted = election(12, {"a": 6, "b": 13}, "a", "b", "b", "")
        preferred = TallyParameters(completion=Completion.NONE, tie_order=("b", "a"))
        for parameters in (UNCOMPLETED, preferred):
            margin = of_losers(counted, "mes", parameters)["b"]
            assert margin.highest_price == HighestPrice(Fraction(6))

    def test_who_loses_one_tie_at_a_price_may_win_the_next_with_all_that_is_left(self) -> None:
        counted = election(8, {"x": 4, "y": 4, "e": 1}, "x y e")
        order = ("x", "e", "y")
        between = TallyParameters(Utility.CARDINALITY, Completion.NONE, tie_order=order)
        assert of_winners(counted, "mes", between)["e"].highest_price == HighestPrice(Fraction(4))

    def test_a_winner_wins_up_to_what_its_supporters_would_have_without_it(self) -> None:
        margin = of_winners(self.PARK, "mes")["b"]
        assert (margin.won, margin.highest_price) == (True, HighestPrice(Fraction(75)))
        assert margin.fewest_votes is None

    def test_what_a_threshold_kept_out_is_not_helped_by_a_price(self) -> None:
        parameters = TallyParameters(completion=Completion.NONE, minimum_votes=5)
        margin = of_losers(self.PARK, "mes", parameters)["b"]
        assert (margin.highest_price, margin.fewest_votes) == (None, 5)

    def test_points_have_a_price_and_no_number_of_votes(self) -> None:
        counted = Election.of(10, {"a": 9, "b": 9}, [{"a": 3, "b": 1}, {"a": 1, "b": 3}])
        margin = of_losers(counted, "mes", TallyParameters(Utility.POINTS, Completion.NONE))["b"]
        assert margin.highest_price is not None
        assert margin.fewest_votes is None


class TestGreedy:
    LIST = election(10, {"a": 6, "b": 5, "c": 4}, "a b", "a b", "a", "c")

    def test_a_loser_needs_a_price_that_fits_at_its_turn_or_more_votes_than_who_took_it(
        self,
    ) -> None:
        margin = of_losers(self.LIST, "greedy")["b"]
        assert (margin.highest_price, margin.fewest_votes) == (HighestPrice(Fraction(4)), 4)

    def test_a_winner_wins_up_to_what_was_there_and_down_to_the_votes_of_the_next_it_precedes(
        self,
    ) -> None:
        margin = of_winners(self.LIST, "greedy")["a"]
        assert (margin.highest_price, margin.fewest_votes) == (HighestPrice(Fraction(10)), 2)

    def test_where_the_count_stops_a_project_must_come_before_what_stopped_it(self) -> None:
        parameters = TallyParameters(skip_unaffordable=False)
        margins = of_losers(self.LIST, "greedy", parameters)
        assert margins["b"].highest_price == HighestPrice(Fraction(4))
        assert (margins["c"].highest_price, margins["c"].fewest_votes) == (None, 3)

    def test_per_cost_a_lower_price_moves_a_project_up(self) -> None:
        counted = election(10, {"a": 8, "b": 9}, "a", "a", "b")
        assert of_losers(counted, "greedy-cost")["b"].highest_price == HighestPrice(
            Fraction(4), included=False
        )


class TestPhragmen:
    def test_a_loser_must_be_there_before_what_ended_the_count(self) -> None:
        counted = election(17, {"a": 6, "b": 7, "c": 5, "d": 6}, "a b", "a", "c d")
        margins = of_losers(counted, "phragmen")
        assert margins["d"].highest_price == HighestPrice(Fraction(5), included=False)
        assert margins["d"].fewest_votes == 2

    def test_a_price_above_the_whole_budget_is_not_helped_by_votes(self) -> None:
        margin = of_losers(election(5, {"a": 4, "b": 6}, "a", "b"), "phragmen")["b"]
        assert margin.fewest_votes is None
        assert margin.highest_price == HighestPrice(Fraction(4), included=False)


class TestNotOffered:
    COUNTED = election(10, {"a": 6, "b": 9}, "a", "b")

    @pytest.mark.parametrize("rule", ["bos", "maximin"])
    def test_under_rules_without_an_exact_margin(self, rule: str) -> None:
        assert of_losers(self.COUNTED, rule) == of_winners(self.COUNTED, rule) == {}

    @pytest.mark.parametrize(
        "parameters",
        [
            TallyParameters(exclusions=(("a", "b"),)),
            TallyParameters(category_limits=(CategoryLimit("c", ("a",), maximum=9),)),
            TallyParameters(smallest_parts=(("a", 1),)),
        ],
    )
    def test_where_more_than_money_stands_between_projects(
        self, parameters: TallyParameters
    ) -> None:
        assert of_losers(self.COUNTED, "greedy", parameters) == {}
        assert of_winners(self.COUNTED, "greedy", parameters) == {}

    def test_for_cheaper_projects_that_would_let_the_count_go_on(self) -> None:
        parameters = TallyParameters(skip_unaffordable=False)
        assert of_losers(self.COUNTED, "greedy-cost-weighted", parameters) == {}


def test_a_whole_price_that_wins_is_at_the_margin_or_just_below_it() -> None:
    assert HighestPrice(Fraction(7)).whole == 7
    assert HighestPrice(Fraction(7), included=False).whole == 6
    assert HighestPrice(Fraction(15, 2), included=False).whole == 7
    assert HighestPrice(Fraction(1, 2)).whole == 0
