"""How even an outcome is for its voters, by numbers that can be worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from domain.tally.comparing.voter_figures import BILLIONTHS, VoterFigures, VotersOfElection, gini_of
from domain.tally.election import Election
from tests.unit.tally.ballots import election


def figures(found: Election, *winners: str) -> VoterFigures:
    return VotersOfElection(found).figures({each: found.prices[each] for each in winners})


class TestGini:
    """0 when all got as much, and never 1."""

    def test_everybody_got_as_much(self) -> None:
        assert figures(election(9, {"a": 9}, "a", "a", "a"), "a").gini == 0

    def test_one_of_four_got_everything(self) -> None:
        assert figures(election(9, {"a": 9}, "a", "", "", ""), "a").gini == Fraction(3, 4)

    def test_one_got_twice_as_much_as_the_other(self) -> None:
        assert gini_of({1: 1, 2: 1}, 2) == Fraction(1, 6)

    def test_a_price_is_borne_equally_by_those_who_support_it(self) -> None:
        # a costs each of its three voters 2, b its one voter 4: shares 2, 2 and 6.
        found = election(10, {"a": 6, "b": 4}, "a", "a", "a b")
        assert figures(found, "a", "b").gini == gini_of({2: 2, 6: 1}, 3) == Fraction(4, 15)

    def test_nothing_was_spent(self) -> None:
        assert figures(election(9, {"a": 9}, "a", "")).gini == 0

    def test_a_winner_that_nobody_supports_is_nobodys_share(self) -> None:
        found = election(9, {"a": 4, "b": 5}, "a", "a")
        assert figures(found, "a", "b") == figures(found, "a")

    def test_numbers_beyond_a_machine_word_stay_exact(self) -> None:
        large = 2**70
        found = election(3 * large, {"a": large + 1, "b": large}, "a", "b", "a b")
        small = gini_of({large + 1: 1, large: 1, 2 * large + 1: 1}, 3)
        assert figures(found, "a", "b").gini == small


class TestApprovedMoneyThatWon:
    """The average part of what voters wanted that they got, by price."""

    def test_it_is_the_average_over_voters_who_wanted_anything(self) -> None:
        found = election(9, {"a": 3, "b": 1}, "a", "a b", "b", "")
        assert figures(found, "a").approved_money_won == Fraction(1 + Fraction(3, 4) + 0, 3)

    def test_each_voters_part_is_rounded_down_to_a_billionth(self) -> None:
        found = election(9, {"a": 1, "b": 2}, "a b")
        third = BILLIONTHS // 3
        assert figures(found, "a").approved_money_won == Fraction(third, BILLIONTHS)

    def test_amounts_with_fractions_and_large_ones_count_alike(self) -> None:
        for unit in (Fraction(1, 7), 2**70):
            found = election(9 * unit, {"a": 3 * unit, "b": unit}, "a b")
            assert figures(found, "a").approved_money_won == Fraction(3, 4)


class TestNobodyVoted:
    """Nothing to divide by, and nothing fails."""

    def test_every_figure_is_zero(self) -> None:
        found = figures(election(9, {"a": 3}), "a")
        assert found == VoterFigures(0, 0, Fraction(0), Fraction(0), Fraction(0))
        assert found.share_with_a_winner == 0

    def test_only_empty_ballots(self) -> None:
        found = figures(election(9, {"a": 3}, "", ""), "a")
        assert found == VoterFigures(2, 0, Fraction(0), Fraction(0), Fraction(0))
