"""The method of equal shares on elections that were worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from domain.tally.election import Election
from domain.tally.equal_shares import Utility, buy_as_decided, buy_with_equal_shares
from domain.tally.outcome import Outcome, WhyLost
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from domain.tally.ties import Tie, TieOrder, TieOrderIncomplete
from tests.unit.tally.ballots import election

NO_COMPLETION = TallyParameters(completion=Completion.NONE)


def shares(counted: Election, utility: Utility = Utility.COST) -> Outcome:
    """Equal shares without completion."""
    return count(counted, "mes", TallyParameters(utility=utility, completion=Completion.NONE))


class TestThreeOfFourVotersWantThePark:
    """Each has 25. The park costs its three supporters 20 each; then the fourth can pay c alone."""

    outcome = shares(election(100, {"park": 60, "b": 40, "c": 25}, "park b", "park", "park", "b c"))

    def test_the_lowest_price_per_utility_is_bought_first(self) -> None:
        assert self.outcome.winners == ("park", "c")
        assert self.outcome.cost == 85
        assert self.outcome.share == 25

    def test_supporters_pay_equally_what_adds_up_to_the_price(self) -> None:
        park = self.outcome.wins[0]
        assert (park.money_behind, park.most_paid) == (Fraction(75), Fraction(20))
        paid = [(payment.voters, payment.each) for payment in park.payments]
        assert sorted(paid) == [(1, Fraction(20)), (2, Fraction(20))]

    def test_the_loser_is_short_of_money_since_a_supporter_paid_for_the_park(self) -> None:
        (loss,) = self.outcome.losses
        assert (loss.project_id, loss.reason) == ("b", WhyLost.SUPPORTERS_MONEY_SPENT)
        assert loss.money_left == 5


def test_who_cannot_pay_an_equal_part_gives_all_and_the_others_pay_more() -> None:
    # 30 each; a costs two of them 10. For c one has 20 left and gives it, the other pays 25.
    outcome = shares(election(90, {"a": 20, "c": 45}, "a c", "a", "c"))
    assert outcome.winners == ("a", "c")
    assert outcome.wins[1].most_paid == 25
    assert sorted(payment.each for payment in outcome.wins[1].payments) == [20, 25]


def test_who_has_nothing_left_is_not_among_those_who_pay() -> None:
    # Both supporters of a spend all of their 10 on it, so the third alone pays b.
    counted = election(30, {"a": 20, "b": 2}, "a b", "a", "b")
    outcome = shares(counted)
    assert outcome.winners == ("a", "b")
    (payment,) = outcome.wins[1].payments
    assert counted.ballots[payment.ballot_group].approved == ("b",)
    assert payment.each == 2


def test_who_cannot_pay_an_equal_part_may_stand_anywhere_among_the_ballots() -> None:
    # 30 each; z costs three of them 10. For c the first pays 25, since the second has 20 left.
    counted = election(120, {"c": 45, "z": 30}, "c", "c z", "z", "z")
    outcome = shares(counted)
    assert outcome.winners == ("z", "c")
    assert [payment.ballot_group for payment in outcome.wins[1].payments] == [0, 1]
    assert [payment.each for payment in outcome.wins[1].payments] == [25, 20]


def test_the_next_best_may_stand_anywhere_among_the_projects() -> None:
    counted = election(100, dict.fromkeys("abcz", 1), "a c z", "a c z", "b c z", "z")
    assert shares(counted).winners == ("z", "c", "a", "b")


def test_payments_that_are_no_round_number_stay_exact() -> None:
    outcome = shares(election(100, {"a": 10, "b": 7}, "a b", "a b", "a"))
    assert [win.most_paid for win in outcome.wins] == [Fraction(10, 3), Fraction(7, 2)]


def test_utility_decides_between_a_large_and_a_cheap_project() -> None:
    counted = election(10, {"large": 8, "cheap": 3}, "large", "large cheap")
    assert shares(counted, Utility.COST).winners == ("large",)
    assert shares(counted, Utility.CARDINALITY).winners == ("cheap",)


def test_prices_and_budgets_may_be_fractions() -> None:
    counted = election(Fraction(1, 2), {"a": Fraction(1, 3), "b": Fraction(1, 6)}, "a b", "a b")
    assert shares(counted).cost == Fraction(1, 2)


class TestTies:
    def test_the_same_price_per_utility_is_a_tie_decided_by_id_as_text(self) -> None:
        outcome = shares(election(5, {"9": 5, "10": 5}, "9 10"))
        assert outcome.winners == ("10",)
        assert outcome.ties == (Tie(step=1, tied=("10", "9"), chosen="10"),)

    def test_a_published_order_decides(self) -> None:
        parameters = TallyParameters(completion=Completion.NONE, tie_order=("9", "10"))
        assert count(election(5, {"9": 5, "10": 5}, "9 10"), "mes", parameters).winners == ("9",)

    @pytest.mark.parametrize(
        ("order", "wrong"),
        [(("9",), "10"), (("9", "11", "12"), "10, 11, 12"), (("9", "10", "9"), "9, 10, 9")],
    )
    def test_an_order_that_does_not_name_each_project_once_is_refused(
        self, order: tuple[str, ...], wrong: str
    ) -> None:
        with pytest.raises(TieOrderIncomplete) as refused:
            count(election(5, {"9": 5, "10": 5}), "mes", TallyParameters(tie_order=order))
        assert refused.value.values == {"project_ids": wrong}

    def test_ten_of_many_wrong_ids_are_enough_to_say(self) -> None:
        twelve = [f"{number:02}" for number in range(12)]
        with pytest.raises(TieOrderIncomplete) as unknown:
            TieOrder([], twelve)
        with pytest.raises(TieOrderIncomplete) as twice:
            TieOrder(twelve, twelve + twelve)
        ten = {"project_ids": ", ".join(twelve[:10])}
        assert unknown.value.values == twice.value.values == ten


class TestNobodyWinsWhen:
    def test_there_is_nothing_to_count(self) -> None:
        outcome = count(election(10, {}), "mes")
        assert (outcome.winners, outcome.cost, outcome.share) == ((), 0, Fraction(0))

    def test_nobody_votes(self) -> None:
        outcome = count(election(10, {"a": 1}), "mes")
        assert [loss.reason for loss in outcome.losses] == [WhyLost.NO_VOTES]

    def test_everybody_approves_nothing(self) -> None:
        assert count(election(10, {"a": 1}, "", ""), "mes").winners == ()

    def test_there_is_no_money(self) -> None:
        assert shares(election(0, {"a": 1}, "a")).winners == ()


def test_an_empty_ballot_takes_its_share_out_of_reach() -> None:
    assert shares(election(10, {"a": 6}, "a")).winners == ("a",)
    assert shares(election(10, {"a": 6}, "a", "")).winners == ()


def test_a_project_below_the_minimum_of_votes_is_not_offered() -> None:
    counted = election(20, {"a": 2, "b": 4}, "a b", "b")
    parameters = TallyParameters(minimum_votes=2)
    outcome = count(counted, "mes", parameters)
    assert outcome.winners == ("b",)
    assert [loss.reason for loss in outcome.losses] == [WhyLost.TOO_FEW_VOTES]


def test_amounts_beyond_the_reach_of_floats_are_told_apart() -> None:
    budget = 3 * (2**60 + 1)
    assert shares(election(budget, {"a": budget}, "a", "a", "a")).winners == ("a",)
    assert shares(election(budget, {"a": budget + 1}, "a", "a", "a")).winners == ()


class TestWinnersThatAreKnownAlready:
    """Three voters with 30 each: a costs two of them 10, then c takes all of one."""

    counted = election(90, {"a": 20, "c": 45, "d": 50}, "a c d", "a", "c")

    @pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
    def test_pay_as_in_the_count_that_found_them(self, utility: Utility) -> None:
        order = TieOrder(self.counted.prices)
        found = buy_with_equal_shares(
            self.counted, self.counted.prices, order, Fraction(30), utility=utility
        )
        assert found.winners == ("a", "c")
        again = buy_as_decided(
            self.counted, self.counted.prices, found.winners, Fraction(30), utility
        )
        assert again == replace(found, ties=())
        assert again.money_left == {"d": 0}

    def test_pay_in_proportion_to_points_where_these_count(self) -> None:
        given = Election.of(200, {"a": 60, "b": 10}, [{"a": 3, "b": 1}, {"a": 1}])
        found = buy_as_decided(given, ("a", "b"), ["a"], Fraction(100), Utility.POINTS)
        (purchase,) = found.purchases
        assert purchase.paid == ((0, 15), (1, 45))
        assert found.money_left == {"b": 55}

    def test_are_refused_when_their_supporters_cannot_pay(self) -> None:
        with pytest.raises(ValueError, match="the supporters of d cannot afford it"):
            buy_as_decided(self.counted, self.counted.prices, ["a", "c", "d"], Fraction(30))


def test_1200_projects_that_are_all_affordable_are_all_bought_without_recursion() -> None:
    prices = {f"p{number:04}": number + 1 for number in range(1200)}
    counted = election(sum(prices.values()), prices, " ".join(prices))
    assert shares(counted, Utility.CARDINALITY).winners == tuple(prices)
