"""Sequential Phragmén on elections that were worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.tally.outcome import WhyLost
from domain.tally.parameters import Completion, OptionNotAvailable, TallyParameters
from domain.tally.phragmen import buy_as_money_comes
from domain.tally.rules import count
from domain.tally.ties import Tie, TieOrder
from tests.unit.tally.ballots import election

FILLED_UP = TallyParameters(completion=Completion.GREEDY)


class TestThreeVotersAreGivenMoneyByAndBy:
    """Two want a; with 3 each they have its price of 6. The first of them must save for b anew."""

    outcome = count(election(15, {"a": 6, "b": 5, "c": 4}, "a b", "a", "c"), "phragmen")

    def test_a_project_is_bought_when_its_supporters_have_its_price(self) -> None:
        assert self.outcome.winners == ("a", "c", "b")
        assert [win.share for win in self.outcome.wins] == [3, 4, 8]

    def test_supporters_pay_all_that_they_have(self) -> None:
        paid = [[payment.each for payment in win.payments] for win in self.outcome.wins]
        assert paid == [[3, 3], [4], [5]]

    def test_the_share_of_the_outcome_is_what_each_was_given_at_the_last_purchase(self) -> None:
        assert self.outcome.share == 8


def test_who_was_given_more_pays_more() -> None:
    # At 2 the first pays a. At 5 they have 3 and 5, together the price of b.
    outcome = count(election(10, {"a": 2, "b": 8}, "a b", "b"), "phragmen")
    assert [payment.each for payment in outcome.wins[1].payments] == [3, 5]
    assert outcome.wins[1].most_paid == 5


def test_times_that_are_no_round_number_stay_exact() -> None:
    outcome = count(election(9, {"a": 1, "b": 1}, "a b", "a b", "a b"), "phragmen")
    assert [win.share for win in outcome.wins] == [Fraction(1, 3), Fraction(2, 3)]


def test_before_each_was_given_a_cent_the_first_to_have_its_price_goes_first() -> None:
    # a is due at 1/2, b at 1/3.
    outcome = count(election(2, {"a": 1, "b": 1}, "a", "a", "b", "b", "b"), "phragmen")
    assert [win.share for win in outcome.wins] == [Fraction(1, 3), Fraction(1, 2)]
    assert outcome.winners == ("b", "a")


class TestTheCountEnds:
    """With 17, c is bought at 5 and a at 6 for two; then 6 is left."""

    counted = election(17, {"a": 6, "b": 7, "c": 5, "d": 6}, "a b", "a", "c d")

    def test_when_the_next_project_does_not_fit_in_what_is_left(self) -> None:
        outcome = count(self.counted, "phragmen")
        assert outcome.winners == ("a", "c")
        too_dear, waiting = outcome.losses
        assert (too_dear.project_id, too_dear.reason) == ("b", WhyLost.DID_NOT_FIT)
        assert (waiting.project_id, waiting.reason) == ("d", WhyLost.COUNT_ENDED)
        assert (too_dear.money_left, waiting.money_left) == (6, 5)

    def test_also_when_its_equal_would_fit(self) -> None:
        # b and d are both due at 10, and only b fits in the 6 that are left.
        counted = election(16, {"a": 6, "b": 6, "c": 4, "d": 7}, "a d", "a", "c b")
        outcome = count(counted, "phragmen")
        assert outcome.winners == ("a", "c")
        assert [(loss.project_id, loss.reason) for loss in outcome.losses] == [
            ("b", WhyLost.COUNT_ENDED),
            ("d", WhyLost.DID_NOT_FIT),
        ]

    def test_and_greedy_may_fill_up_what_is_left(self) -> None:
        outcome = count(self.counted, "phragmen", FILLED_UP)
        assert outcome.winners == ("a", "c", "d")
        assert outcome.wins[2].budget_left == 6

    def test_a_project_that_costs_exactly_what_is_left_is_bought(self) -> None:
        outcome = count(election(5, {"a": 2, "b": 3}, "a", "b"), "phragmen")
        assert outcome.winners == ("a", "b")


def test_a_project_dearer_than_the_whole_budget_does_not_end_the_count() -> None:
    outcome = count(election(3, {"palace": 4, "b": 3}, "palace", "palace", "b"), "phragmen")
    assert outcome.winners == ("b",)
    assert [loss.reason for loss in outcome.losses] == [WhyLost.DID_NOT_FIT]


def test_projects_that_are_due_together_are_a_tie() -> None:
    outcome = count(election(10, {"9": 5, "10": 5}, "9", "10"), "phragmen")
    assert outcome.winners == ("10", "9")
    assert outcome.ties == (Tie(step=1, tied=("10", "9"), chosen="10"),)


class TestNobodyWinsWhen:
    def test_there_is_nothing_to_count(self) -> None:
        outcome = count(election(10, {}), "phragmen")
        assert outcome.winners == ()
        assert outcome.share == 0

    def test_nobody_votes_or_only_blank(self) -> None:
        for ballots in ((), ("", "")):
            outcome = count(election(10, {"a": 1}, *ballots), "phragmen")
            assert [loss.reason for loss in outcome.losses] == [WhyLost.NO_VOTES]


def test_without_constraints_nothing_but_money_stands_in_the_way() -> None:
    counted = election(9, {"a": 1, "b": 2}, "a b", "b")
    found = buy_as_money_comes(counted, counted.prices, TieOrder(counted.prices))
    assert found.winners == ("a", "b")
    assert found.losses == ()


def test_a_project_below_the_minimum_of_votes_is_not_bought() -> None:
    outcome = count(
        election(9, {"a": 1, "b": 2}, "a b", "b"), "phragmen", TallyParameters(minimum_votes=2)
    )
    assert outcome.winners == ("b",)


def test_amounts_beyond_the_reach_of_floats_are_told_apart() -> None:
    large = 2**60
    outcome = count(election(2 * large + 1, {"a": large + 1, "b": large}, "a", "b"), "phragmen")
    assert outcome.winners == ("b", "a")


def test_1200_projects_are_bought_without_recursion() -> None:
    prices = {f"p{number:04}": 1 for number in range(1200)}
    assert count(election(1200, prices, " ".join(prices)), "phragmen").winners == tuple(prices)


def test_there_are_no_shares_to_raise() -> None:
    with pytest.raises(OptionNotAvailable) as refused:
        count(election(1, {}), "phragmen", TallyParameters(completion=Completion.ADD1))
    assert "none, greedy" in refused.value.text("en")
