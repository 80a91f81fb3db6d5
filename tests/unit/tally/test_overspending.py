"""Equal shares with bounded overspending on elections that were worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import pytest

from domain.tally import overspending
from domain.tally.election import Amount
from domain.tally.equal_shares import Utility
from domain.tally.outcome import Loss, WhyLost
from domain.tally.overspending import AmountsTooLong
from domain.tally.parameters import Completion, OptionNotAvailable, TallyParameters
from domain.tally.rules import count
from domain.tally.ties import Tie
from tests.unit.tally.ballots import election

UNCOMPLETED = TallyParameters(completion=Completion.NONE)


class TestNineOfTenVotersAreOneShortOfTheirProject:
    """Ten voters have 1 each. Nine want the park for 10, one wants a bench for 1."""

    counted = election(10, {"park": 10, "bench": 1}, *["park"] * 9, "bench")

    def test_equal_shares_alone_would_buy_the_bench(self) -> None:
        assert count(self.counted, "mes", UNCOMPLETED).winners == ("bench",)

    def test_the_park_is_bought_and_the_budget_pays_what_is_missing(self) -> None:
        outcome = count(self.counted, "bos")
        assert outcome.winners == ("park",)
        (win,) = outcome.wins
        assert win.paid == win.money_behind == 9
        assert win.most_paid == 1

    def test_the_bench_does_not_fit_any_more(self) -> None:
        (loss,) = count(self.counted, "bos").losses
        assert (loss.reason, loss.money_left) == (WhyLost.DID_NOT_FIT, 0)


class TestTenVotersAndSixProjects:
    """Each has 100. After A four supporters of C have 50 left; with the tenth they buy a part."""

    prices: ClassVar[dict[str, Amount]] = {
        "A": 300,
        "B": 400,
        "C": 300,
        "D": 240,
        "E": 170,
        "F": 100,
    }
    ballots = ("A", "A B C E", *["A B C"] * 3, "A B F", "D E", "D E", "D E F", "C D F")
    counted = election(1000, prices, *ballots)

    def test_equal_shares_alone_leaves_out_what_its_voters_cannot_quite_pay(self) -> None:
        assert count(self.counted, "mes", UNCOMPLETED).winners == ("A", "D", "E")

    def test_c_is_bought_with_60_of_the_tenth_and_50_of_each_of_the_others(self) -> None:
        outcome = count(self.counted, "bos")
        assert outcome.winners == ("A", "C", "D", "F")
        assert [win.most_paid for win in outcome.wins][:2] == [50, 60]
        assert [win.paid for win in outcome.wins] == [300, 260, 240, Fraction(250, 3)]


def test_without_shortage_supporters_pay_as_under_equal_shares() -> None:
    counted = election(90, {"a": 20, "c": 25}, "a c", "a", "c")
    assert count(counted, "bos").wins == count(counted, "mes", UNCOMPLETED).wins


def test_a_voter_with_more_left_pays_the_price_of_the_part_for_the_whole() -> None:
    # After x three have 2 left and one has 10. With 2 each they would buy 8/12 of y, for
    # 12·2/8² = 0.375; the whole would take 6 of the fourth: 12·6/12² = 0.5. So a part is best, and
    # at its price the whole of y costs each 2·12/8 = 3, which only the fourth has.
    ballots = ["x y"] * 3 + ["x"] * 3 + ["y"]
    outcome = count(election(70, {"x": 48, "y": 12}, *ballots), "bos")
    assert outcome.winners == ("x", "y")
    paid = sorted((each.each, each.voters) for each in outcome.wins[1].payments)
    assert paid == [(Fraction(2), 3), (Fraction(3), 1)]
    assert outcome.wins[1].paid == 9


def test_of_two_parts_that_are_equally_good_the_larger_is_bought() -> None:
    # After x the supporters of y have 1, 1 and 4. For 1 each: 6·1/3²; for 4: 6·4/6². Both are 2/3.
    ballots = ["x y"] * 2 + ["x"] * 2 + ["y"]
    outcome = count(election(20, {"x": 12, "y": 6}, *ballots), "bos")
    assert outcome.winners == ("x", "y")
    paid = sorted((each.each, each.voters) for each in outcome.wins[1].payments)
    assert paid == [(Fraction(1), 2), (Fraction(4), 1)]
    assert outcome.wins[1].paid == 6


def test_each_who_has_less_gives_all_and_who_has_most_pays_the_rest() -> None:
    # After x and y the supporters of z have 1, 2 and 10. The whole of it takes 9 of the last.
    ballots = ["x z", *["x"] * 5, "y z", *["y"] * 5, "z"]
    outcome = count(election(130, {"x": 54, "y": 48, "z": 12}, *ballots), "bos")
    assert outcome.winners == ("x", "y", "z")
    assert sorted(each.each for each in outcome.wins[2].payments) == [1, 2, 9]
    assert outcome.losses == ()


def test_who_has_nothing_left_is_not_among_those_who_pay() -> None:
    # The first spends all of 10 on a, and so the third pays all of b.
    counted = election(30, {"a": 20, "b": 2}, "a b", "a", "b")
    outcome = count(counted, "bos")
    assert outcome.winners == ("a", "b")
    (payment,) = outcome.wins[1].payments
    assert counted.ballots[payment.ballot_group].approved == ("b",)
    assert payment.each == 2


def test_a_loser_that_would_just_fit_lost_for_want_of_money_of_its_supporters() -> None:
    (loss,) = count(election(30, {"a": 20, "b": 10}, "a b", "a", ""), "bos").losses
    assert loss == Loss("b", 10, 1, WhyLost.SUPPORTERS_MONEY_SPENT, 0)


def test_utility_decides_between_a_large_and_a_cheap_project() -> None:
    counted = election(10, {"large": 8, "cheap": 3}, "large", "large cheap")
    assert count(counted, "bos").winners == ("large",)
    by_number = TallyParameters(utility=Utility.CARDINALITY)
    assert count(counted, "bos", by_number).winners == ("cheap",)


def test_a_project_whose_supporters_have_nothing_left_is_not_bought() -> None:
    # Both spend all on a, and have nothing for b, though the third left enough of the budget.
    outcome = count(election(30, {"a": 20, "b": 1}, "a b", "a", ""), "bos")
    assert outcome.winners == ("a",)
    assert [loss.reason for loss in outcome.losses] == [WhyLost.SUPPORTERS_MONEY_SPENT]


def test_greedy_may_fill_up_what_is_left() -> None:
    counted = election(30, {"a": 20, "b": 1}, "a b", "a", "")
    outcome = count(counted, "bos", TallyParameters(completion=Completion.GREEDY))
    assert outcome.winners == ("a", "b")


def test_the_same_price_is_a_tie_decided_by_the_published_order() -> None:
    outcome = count(election(5, {"9": 5, "10": 5}, "9 10"), "bos")
    assert outcome.winners == ("10",)
    assert outcome.ties == (Tie(step=1, tied=("10", "9"), chosen="10"),)


@pytest.mark.parametrize("ballots", [(), ("", "")])
def test_nobody_wins_when_nobody_approves_anything(ballots: tuple[str, ...]) -> None:
    outcome = count(election(10, {"a": 1}, *ballots), "bos")
    assert [loss.reason for loss in outcome.losses] == [WhyLost.NO_VOTES]


def test_without_money_or_projects_nobody_wins() -> None:
    assert count(election(0, {"a": 1}, "a"), "bos").winners == ()
    assert count(election(10, {}), "bos").winners == ()


def test_prices_and_payments_that_are_no_round_number_stay_exact() -> None:
    outcome = count(election(Fraction(1, 2), {"a": Fraction(1, 3)}, "a", "a", "a"), "bos")
    assert outcome.wins[0].most_paid == Fraction(1, 9)


def test_amounts_that_grow_beyond_all_bounds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overspending, "MAX_DENOMINATOR_BITS", 1)
    assert count(election(2, {"a": 2}, "a", "a"), "bos").winners == ("a",)
    with pytest.raises(AmountsTooLong):
        count(election(11, {"a": 1}, "a", "a", "a"), "bos")


def test_there_are_no_raises() -> None:
    with pytest.raises(OptionNotAvailable):
        count(election(1, {}), "bos", TallyParameters(completion=Completion.EXHAUSTIVE))
