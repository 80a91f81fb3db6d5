"""Maximin support on elections that were worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.tally.burden import Burden
from domain.tally.outcome import WhyLost
from domain.tally.parameters import Completion, OptionNotAvailable, TallyParameters
from domain.tally.rules import count
from domain.tally.ties import Tie
from tests.unit.tally.ballots import election


class TestWhatWasPaidMayBeDividedAnew:
    """Two want a for 4; only the first of them wants b for 4; the third wants c for 5."""

    counted = election(13, {"a": 4, "b": 4, "c": 5}, "a b", "a", "c")

    def test_the_second_can_bear_all_of_a_so_that_the_first_can_bear_b(self) -> None:
        outcome = count(self.counted, "maximin")
        assert outcome.winners == ("a", "b", "c")
        assert [win.share for win in outcome.wins] == [2, 4, 5]

    def test_phragmen_does_not_divide_anew(self) -> None:
        assert count(self.counted, "phragmen").winners == ("a", "c", "b")

    def test_payments_are_those_of_the_last_division(self) -> None:
        outcome = count(election(8, {"a": 4, "b": 4, "c": 5}, "a b", "a", "c"), "maximin")
        approved = {("a", "b"): "b", ("a",): "a"}
        for win in outcome.wins:
            (payment,) = win.payments
            assert payment.each == 4
            group = self.counted.ballots[payment.ballot_group]
            assert approved[group.approved] == win.project_id


def test_money_is_handed_on_along_several_projects() -> None:
    # The first has to bear all of c; then the second bears b, and the third a.
    counted = election(9, {"a": 3, "b": 3, "c": 3}, "b c", "a b", "a")
    assert count(counted, "maximin").share == 3


class TestABurden:
    """Two want a for 3 and b for 4, a third wants c for 1."""

    nothing = Burden(election(9, {"a": 3, "b": 4, "c": 1}, "a b", "a b", "c"))
    low = Fraction(0)

    def test_rises_to_the_average_of_projects_that_share_their_supporters(self) -> None:
        one = self.nothing.with_project("a", self.low)
        both = one.with_project("b", self.low)
        assert [one.ceiling, both.ceiling] == [Fraction(3, 2), Fraction(7, 2)]
        assert both.with_project("c", self.low).ceiling == Fraction(7, 2)

    def test_of_fewer_projects_stays_as_it_is(self) -> None:
        one = self.nothing.with_project("a", self.low)
        one.with_project("b", self.low)
        assert (one.ceiling, [payment.each for payment in one.payments("a")]) == (
            Fraction(3, 2),
            [Fraction(3, 2)],
        )

    def test_that_is_more_than_enough_is_only_known_to_be_so(self) -> None:
        counted = election(9, {"a": 3, "b": 4}, "a b", "b")
        one = Burden(counted).with_project("a", self.low)
        found = one.with_project("b", self.low, enough=Fraction(3))
        assert Fraction(3) < found.ceiling <= Fraction(7, 2)


def test_what_does_not_fit_is_skipped() -> None:
    outcome = count(election(10, {"a": 6, "b": 5, "c": 4}, "a b", "a b", "a c"), "maximin")
    assert outcome.winners == ("a", "c")
    (loss,) = outcome.losses
    assert (loss.project_id, loss.reason, loss.money_left) == ("b", WhyLost.DID_NOT_FIT, 0)


def test_the_same_burden_is_a_tie_decided_by_the_published_order() -> None:
    outcome = count(election(5, {"9": 5, "10": 5}, "9 10"), "maximin")
    assert outcome.winners == ("10",)
    assert outcome.ties == (Tie(step=1, tied=("10", "9"), chosen="10"),)


@pytest.mark.parametrize("ballots", [(), ("", "")])
def test_nobody_wins_when_nobody_approves_anything(ballots: tuple[str, ...]) -> None:
    outcome = count(election(10, {"a": 1}, *ballots), "maximin")
    assert [loss.reason for loss in outcome.losses] == [WhyLost.NO_VOTES]
    assert outcome.share == 0


def test_amounts_beyond_the_reach_of_floats_are_told_apart() -> None:
    large = 2**60
    counted = election(2 * large, {"a": large + 1, "b": large}, "a", "b")
    assert count(counted, "maximin").winners == ("b",)


def test_it_spends_what_it_can_by_itself() -> None:
    with pytest.raises(OptionNotAvailable):
        count(election(1, {}), "maximin", TallyParameters(completion=Completion.GREEDY))
