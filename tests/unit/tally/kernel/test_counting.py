"""The kernel says what the plain count says, on elections made to lead it astray."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from domain.tally.columns import BallotColumns
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility, equal_share
from domain.tally.kernel.counting import count_shares
from domain.tally.ties import Tie, TieOrder
from tests.unit.tally.ballots import election
from tests.unit.tally.kernel.both import agrees, counted_by_kernel, made_up

EURO = 100


def _all_affordable(projects: int) -> Election:
    prices = {f"p{number:04}": 1 + number % 7 for number in range(projects)}
    ballots = [[each for at, each in enumerate(prices) if at % 5 != own] for own in range(5)]
    return Election.of(40 * projects, prices, ballots)


class TestFewVoters:
    def test_nobody_voted(self) -> None:
        assert agrees(Election.of(10, {"a": 1}, [])).winners == ()

    def test_there_are_no_projects(self) -> None:
        assert agrees(Election.of(10, {}, [[], []])).winners == ()

    def test_there_is_no_money(self) -> None:
        assert agrees(election(0, {"a": 1}, "a")).winners == ()

    def test_one_voter_buys_until_the_purse_is_empty(self) -> None:
        assert agrees(election(10, {"a": 6, "b": 4, "c": 1}, "a b c")).winners == ("a", "b")

    def test_who_may_not_compete_is_not_bought(self) -> None:
        counted = election(10, {"a": 5, "b": 5}, "a b")
        kernel = count_shares(counted, {"b"}, TieOrder(("a", "b")), equal_share(counted))
        assert kernel is not None
        assert kernel.winners == ("b",)

    def test_the_published_order_settles_a_tie(self) -> None:
        counted = election(10, {"a": 5, "b": 5}, "a b")
        order = TieOrder(("a", "b"), ("b", "a"))
        kernel = count_shares(counted, counted.prices, order, equal_share(counted))
        assert kernel is not None
        assert kernel.ties == (Tie(1, ("b", "a"), "b"),)


class TestAPurseThatJustSuffices:
    @pytest.mark.parametrize("unit", [1, 7, 10**9, 10**15])
    @pytest.mark.parametrize(("off", "bought"), [(-1, True), (0, True), (1, False)])
    def test_a_price_is_affordable_up_to_the_last_coin(
        self, unit: int, off: int, bought: bool
    ) -> None:
        counted = election(3 * unit, {"a": 3 * unit + off}, "a", "a", "a")
        assert agrees(counted).winners == (("a",) if bought else ())

    @pytest.mark.parametrize("off", [-1, 0, 1])
    def test_purses_equal_to_the_full_payment_are_emptied(self, off: int) -> None:
        prices = {"a": 2 * 10**15, "b": 4 * 10**15 + off, "c": 10**15}
        agrees(election(6 * 10**15, prices, "a b", "a b", "b c"))

    @pytest.mark.parametrize("off", [-1, 0, 1])
    def test_thirds_that_no_whole_number_of_units_can_be(self, off: int) -> None:
        share = Fraction(2**60 + off, 3**30)
        prices: dict[str, Amount] = {"a": 2**60 // 3**29, "b": Fraction(2**60, 3**29), "c": 1}
        agrees(election(1, prices, "a b", "a b c", "b c", "a"), share=share)


class TestNearTies:
    @pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
    @pytest.mark.parametrize("off", [-1, 0, 1])
    def test_one_in_ten_to_the_fifteenth_decides(self, off: int, utility: Utility) -> None:
        prices = {"z": 10**15, "a": 10**15 + off, "b": 2 * 10**15 - off}
        kernel = agrees(election(4 * 10**15, prices, "z a", "z b", "a b", "a b z"), utility)
        assert kernel.winners

    @pytest.mark.parametrize("seed", range(20))
    def test_prices_that_differ_by_one_coin(self, seed: int) -> None:
        for unit in (10**6, 10**14, 10**16):
            for utility in (Utility.COST, Utility.CARDINALITY):
                agrees(made_up(seed, projects=5, voters=17, unit=unit, off_by_one=True), utility)

    def test_ties_of_partly_poor_supporters_are_seen(self) -> None:
        prices: dict[str, Amount] = dict.fromkeys("abcde", 7)
        counted = election(14, prices, "a b c", "a b c", "b c d", "d e", "a e")
        assert agrees(counted).ties

    @pytest.mark.parametrize("voters", [1, 3, 13])
    def test_identical_projects_are_tied_step_after_step(self, voters: int) -> None:
        prices = {f"p{number:02}": 10 for number in range(40)}
        counted = Election.of(205, prices, [list(prices)] * voters)
        kernel = agrees(counted)
        assert [len(tie.tied) for tie in kernel.ties] == list(range(40, 20, -1))

    def test_more_ties_than_the_log_has_room_for_at_first(self) -> None:
        prices = {f"p{number:03}": 1 for number in range(120)}
        kernel = counted_by_kernel(Election.of(120, prices, [list(prices)] * 2))
        assert sum(len(tie.tied) for tie in kernel.ties) == 120 * 121 // 2 - 1


class TestManyOrMuch:
    def test_cents_beside_a_billion_euros(self) -> None:
        prices = {"all": 10**9 * EURO, "cent": 1, "two": 2, "half": 10**9 * EURO // 2}
        agrees(election(10**9 * EURO, prices, "all cent", "all two", "half cent", "half two"))

    def test_amounts_that_floats_cannot_tell_apart(self) -> None:
        prices = {"a": 2**53 + 1, "b": 2**53, "c": 2**53 + 2}
        kernel = agrees(election(2**55, prices, "a b", "b c", "a c"), Utility.CARDINALITY)
        assert kernel.winners == ("b", "a", "c")

    def test_twelve_hundred_winners(self) -> None:
        assert len(counted_by_kernel(_all_affordable(1_200)).winners) == 1_200

    def test_hundreds_of_winners_in_the_same_order(self) -> None:
        assert len(agrees(_all_affordable(250)).winners) == 250

    @pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
    def test_a_million_voters(self, utility: Utility) -> None:
        ids = [f"p{number:02}" for number in range(12)]
        pairs = list(combinations(range(12), 3))
        columns = BallotColumns(
            voters=np.array([3_000 + 17 * at for at in range(len(pairs))], np.int64),
            starts=np.arange(0, 3 * len(pairs) + 1, 3, dtype=np.int64),
            projects=np.array(pairs, np.int32).ravel(),
        )
        prices = [(each, 10_000_000 + at * at) for at, each in enumerate(ids)]
        counted = Election.of_columns(90_000_000, prices, columns)
        assert counted.voters > 1_000_000
        agrees(counted, utility)

    def test_columns_that_cannot_be_written_to_count_as_others(self) -> None:
        counted = election(10, {"a": 6, "b": 4}, "a b", "b")
        for array in (counted.columns.voters, counted.columns.starts, counted.columns.projects):
            array.setflags(write=False)
        agrees(counted)


class TestPoints:
    def test_who_gives_more_points_pays_more(self) -> None:
        ballots = [{"a": 3, "b": 1}, {"a": 1, "b": 2}, {"b": 1_000_000}]
        agrees(Election.of(9, {"a": 5, "b": 4}, ballots), Utility.POINTS)

    def test_ballots_that_only_approve_give_one_point_each(self) -> None:
        agrees(election(9, {"a": 5, "b": 4}, "a b", "a", "b"), Utility.POINTS)

    def test_a_ballot_of_points_approves_where_these_do_not_count(self) -> None:
        ballots = [{"a": 3, "b": 1}, {"a": 1, "b": 2}, {"b": 7}]
        for utility in (Utility.COST, Utility.CARDINALITY):
            agrees(Election.of(9, {"a": 5, "b": 4}, ballots), utility)


class TestBeyondTheKernel:
    def test_too_much_money_is_left_to_the_plain_count(self) -> None:
        counted = election(2**62, {"a": 2**60}, "a")
        share = equal_share(counted)
        assert count_shares(counted, {"a"}, TieOrder(("a",)), share) is None

    def test_a_price_above_all_money_is_only_too_expensive(self) -> None:
        assert agrees(election(10, {"a": 10**40, "b": 3}, "a b")).winners == ("b",)

    def test_prices_that_no_unit_divides_are_left_to_the_plain_count(self) -> None:
        prices = {"a": Fraction(1, 2**40), "b": Fraction(1, 3**30)}
        counted = election(10, prices, "a b")
        order = TieOrder(prices.keys())
        assert count_shares(counted, prices, order, equal_share(counted)) is None
