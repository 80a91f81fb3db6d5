"""Ballots that give points: what they add up to, and how their voters pay."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from domain.tally.ballot_groups import BallotGroup, PointsOutOfRange
from domain.tally.columns import BallotColumns, columns_of
from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.parameters import Completion, OptionNotAvailable, TallyParameters
from domain.tally.rules import count

PRICES = {"a": 60, "b": 60, "c": 30}


def points(*ballots: dict[str, int], budget: int = 100) -> Election:
    return Election.of(budget, PRICES, ballots)


def columns(
    voters: list[int], starts: list[int], projects: list[int], given: list[int] | None = None
) -> BallotColumns:
    return BallotColumns(
        np.array(voters),
        np.array(starts),
        np.array(projects, np.int32),
        None if given is None else np.array(given),
    )


class TestBallots:
    def test_the_same_points_are_one_group_and_other_points_another(self) -> None:
        election = points({"a": 2, "b": 1}, {"b": 1, "a": 2}, {"a": 1, "b": 2})
        assert election.ballots == (
            BallotGroup(("a", "b"), 1, (1, 2)),
            BallotGroup(("a", "b"), 2, (2, 1)),
        )

    def test_no_points_is_no_support_and_still_a_voter(self) -> None:
        election = points({"a": 0}, {"a": 3})
        assert (election.votes["a"], election.points["a"], election.voters) == (1, 3, 2)

    def test_points_are_added_up_over_the_voters_of_a_group(self) -> None:
        assert points({"a": 2}, {"a": 2}, {"a": 5}).points == {"a": 9, "b": 0, "c": 0}

    def test_where_ballots_only_approve_the_points_are_the_votes(self) -> None:
        election = Election.of(10, PRICES, [["a"], ["a", "b"]])
        assert election.points == election.votes == {"a": 2, "b": 1, "c": 0}
        assert not election.has_points

    def test_who_only_approves_among_those_who_give_points_gives_one_each(self) -> None:
        election = Election.of(10, PRICES, [["a", "b"], {"a": 3}])
        assert election.points == {"a": 4, "b": 1, "c": 0}

    def test_the_most_points_that_a_ballot_can_give_are_a_million(self) -> None:
        assert points({"a": 1_000_000}).points["a"] == 1_000_000

    @pytest.mark.parametrize("wrong", [-1, 1_000_001, 1.5, "3", True])
    def test_points_that_are_no_number_in_range_are_refused(self, wrong: object) -> None:
        with pytest.raises(PointsOutOfRange):
            Election.of(10, PRICES, [{"a": wrong}])


class TestColumns:
    def test_an_election_of_columns_is_the_election_of_its_ballots(self) -> None:
        election = points({"a": 2, "b": 1}, {"c": 4})
        again = Election.of_columns(100, PRICES, election.columns)
        assert again == election
        assert hash(again) == hash(election)

    @pytest.mark.parametrize(
        "wrong",
        [
            columns_of([(1, [3], ())]),
            columns_of([(0, [1], ())]),
            columns([1], [0, 2], [1, 1]),
            columns([1], [0, 2], [2, 1]),
            columns([1], [0, 1], [1, 2]),
            columns([1, 1], [0, 1], [1]),
            columns([1], [0, 1], [1], [0]),
            columns([1], [0, 1], [1], [1, 1]),
        ],
    )
    def test_columns_that_contradict_themselves_are_no_election(self, wrong: BallotColumns) -> None:
        with pytest.raises(ValueError, match=r"columns|group"):
            Election.of_columns(100, PRICES, wrong)


class TestGreedy:
    def test_the_list_goes_by_points_unless_something_else_is_asked(self) -> None:
        election = points({"a": 1}, {"a": 1}, {"b": 5})
        assert count(election, "greedy").winners == ("b", "c")
        by_votes = TallyParameters(utility=Utility.COST)
        assert count(election, "greedy", by_votes).winners == ("a", "c")

    def test_with_fewer_points_than_the_minimum_nothing_wins(self) -> None:
        outcome = count(points({"a": 4}, {"b": 5}), "greedy", TallyParameters(minimum_points=5))
        assert outcome.winners == ("b",)


class TestEqualShares:
    no_completion = TallyParameters(completion=Completion.NONE)

    def test_supporters_pay_in_proportion_to_their_points(self) -> None:
        outcome = count(points({"a": 3}, {"a": 1}, budget=200), "mes", self.no_completion)
        paid = {payment.ballot_group: payment.each for payment in outcome.wins[0].payments}
        assert paid == {0: 15, 1: 45}

    def test_who_has_less_than_a_full_part_gives_all(self) -> None:
        outcome = count(points({"a": 3}, {"a": 1}, budget=70), "mes", self.no_completion)
        paid = {payment.ballot_group: payment.each for payment in outcome.wins[0].payments}
        assert paid == {0: 25, 1: 35}

    def test_the_lowest_price_per_point_is_bought_first(self) -> None:
        election = points({"a": 1, "b": 3, "c": 1}, {"a": 1, "b": 3, "c": 1}, budget=200)
        outcome = count(election, "mes", self.no_completion)
        assert outcome.winners == ("b", "c", "a")
        assert [win.most_paid for win in outcome.wins] == [30, 15, 30]

    def test_a_greedy_completion_goes_by_points_too(self) -> None:
        # Each has 20, too little for anything but by points a stands before b, and by votes after.
        election = points({"a": 9}, {"b": 1}, {"b": 1}, {}, {})
        completed = TallyParameters(completion=Completion.GREEDY)
        assert count(election, "mes", completed).winners == ("a", "c")
        by_votes = TallyParameters(Utility.COST, Completion.GREEDY)
        assert count(election, "mes", by_votes).winners == ("b", "c")

    def test_points_that_are_all_one_choose_as_cardinality_does(self) -> None:
        same = points({"a": 1, "c": 1}, {"b": 1}, {"c": 1})
        approvals = Election.of(100, PRICES, [["a", "c"], ["b"], ["c"]])
        cardinality = TallyParameters(Utility.CARDINALITY)
        assert count(same, "mes").winners == count(approvals, "mes", cardinality).winners

    def test_with_utility_cost_points_are_approvals(self) -> None:
        given = points({"a": 9, "c": 1}, {"a": 1, "c": 7})
        approvals = Election.of(100, PRICES, [["a", "c"], ["a", "c"]])
        cost = TallyParameters(Utility.COST)
        outcome = count(given, "mes", cost)
        assert outcome.winners == count(approvals, "mes", cost).winners
        assert {payment.each for payment in outcome.wins[0].payments} == {Fraction(30)}


@pytest.mark.parametrize("rule", ["bos", "phragmen", "maximin"])
def test_rules_on_approvals_refuse_the_utility_of_points(rule: str) -> None:
    election = points({"a": 9}, {"a": 1})
    assert count(election, rule).winners == ("a",)
    with pytest.raises(OptionNotAvailable):
        count(election, rule, TallyParameters(utility=Utility.POINTS))
