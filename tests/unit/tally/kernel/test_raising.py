"""Raising shares with the kernel ends where the plain completion ends, with the same ties."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.tally.add1 import StepNotPositive, TooManyRaises
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility
from domain.tally.kernel.counting import complete_shares
from domain.tally.ties import TieOrder
from tests.unit.tally.ballots import election
from tests.unit.tally.kernel.both import completion_agrees, made_up


class TestTheEnd:
    def test_everything_is_bought_at_once(self) -> None:
        assert completion_agrees(election(10, {"a": 1}, "a"), 1).raises == 0

    def test_the_next_outcome_would_cost_too_much(self) -> None:
        counted = election(10, {"a": 6, "b": 6}, "a", "a", "b", "b")
        assert completion_agrees(counted, 1).raises == 0

    def test_a_raise_finds_more_projects(self) -> None:
        counted = election(10, {"a": 6, "b": 4, "c": 9}, "a b", "a", "b", "c")
        assert completion_agrees(counted, Fraction(1, 2)).count.winners == ("a", "b")

    def test_without_money_at_first(self) -> None:
        assert completion_agrees(election(0, {"a": 3}, "a"), 1).raises == 2

    def test_with_nobody_who_votes(self) -> None:
        assert completion_agrees(Election.of(3, {"a": 3}, []), 1).raises == 0

    @pytest.mark.parametrize("stop_at_exhaustive", [False, True])
    @pytest.mark.parametrize("seed", range(15))
    def test_made_up_elections(self, seed: int, stop_at_exhaustive: bool) -> None:
        for utility in (Utility.COST, Utility.CARDINALITY):
            counted = made_up(seed, projects=6, voters=9)
            completion_agrees(counted, Fraction(1, 3), stop_at_exhaustive, utility)


class TestManyRaises:
    def test_raises_that_change_nothing_are_counted_together(self) -> None:
        counted = election(1_000, {"a": 400, "b": 590, "c": 3_000}, "a", "a b", "b", "c")
        assert completion_agrees(counted, Fraction(2, 3)).raises > 100

    def test_shares_outgrow_the_first_unit_of_money(self) -> None:
        counted = election(90, {"a": 2, "b": 3, "c": 80}, "a b", "b", "c")
        assert completion_agrees(counted, Fraction(1, 3)).raises > 100

    def test_shares_that_start_at_nothing(self) -> None:
        counted = election(0, {"a": 1000}, "a", "a", "a")
        assert completion_agrees(counted, Fraction(1, 3)).raises == 999

    def test_shares_that_are_no_whole_number_of_units(self) -> None:
        step = Fraction(1, 3**36)
        counted = election(10**4, {"a": 10**4 - 1, "b": 3}, "a", "a b", "a")
        completion_agrees(counted, step * 3**34)

    def test_ties_on_the_way_are_told_once(self) -> None:
        prices = {"a": 5, "b": 5, "c": 5, "d": 19}
        counted = election(20, prices, "a b c", "a b c d", "d", "d c")
        completion_agrees(counted, Fraction(1, 10))


class TestRefusals:
    @pytest.mark.parametrize("step", [0, -1, Fraction(-1, 2)])
    def test_a_step_that_is_not_above_zero(self, step: Amount) -> None:
        with pytest.raises(StepNotPositive):
            complete_shares(election(1, {"a": 1}, "a"), {"a"}, TieOrder(("a",)), step)

    def test_no_outcome_after_too_many_raises(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("domain.tally.add1.MAX_RAISES", 10)
        counted = election(10, {"a": 9, "b": 50}, "a", "b")
        with pytest.raises(TooManyRaises):
            complete_shares(counted, counted.prices, TieOrder(counted.prices.keys()), 1)

    def test_as_many_raises_as_are_allowed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("domain.tally.add1.MAX_RAISES", 4)
        completion_agrees(election(10, {"a": 9, "b": 2}, "a", "a", "b"), Fraction(1, 2))
