"""Greedy by votes, or per cost: skip what does not fit, ties by the published order."""

from __future__ import annotations

import pytest

from domain.tally.constraints import CategoryLimit
from domain.tally.outcome import Loss, WhyLost
from domain.tally.parameters import OptionNotAvailable, TallyParameters, completion
from domain.tally.rules import count
from domain.tally.ties import Tie
from tests.unit.tally.ballots import election


def test_the_most_votes_go_first_and_what_does_not_fit_is_skipped() -> None:
    counted = election(10, {"bench": 3, "park": 9, "tree": 7}, "park bench", "park tree", "park")
    outcome = count(counted, "greedy")
    assert outcome.winners == ("park",)
    assert outcome.cost == 9
    assert [(loss.project_id, loss.money_left) for loss in outcome.losses] == [
        ("bench", 1),
        ("tree", 1),
    ]


def test_a_cheaper_project_with_fewer_votes_is_bought_after_a_skip() -> None:
    counted = election(10, {"a": 6, "b": 5, "c": 4}, "a b c", "a b", "a")
    assert count(counted, "greedy").winners == ("a", "c")


def test_a_price_equal_to_what_is_left_fits() -> None:
    assert count(election(10, {"a": 10}, "a"), "greedy").winners == ("a",)


class TestByVotesPerCost:
    def test_the_most_votes_for_the_money_go_first(self) -> None:
        # a has a vote for each 2, b for each 3, c for each 1.
        counted = election(10, {"a": 6, "b": 3, "c": 2}, "a b c", "a c", "a")
        assert count(counted, "greedy").winners == ("a", "c")
        assert count(counted, "greedy-cost").winners == ("c", "a")

    def test_the_same_votes_for_the_money_are_a_tie_also_at_other_prices(self) -> None:
        outcome = count(election(9, {"a": 6, "b": 3}, "a b", "a"), "greedy-cost")
        assert outcome.ties == (Tie(step=1, tied=("a", "b"), chosen="a"),)
        assert [win.votes for win in outcome.wins] == [2, 1]

    def test_a_quotient_that_is_no_round_number_stays_exact(self) -> None:
        large = 3 * 2**60
        counted = election(2 * large, {"a": large, "b": large - 1}, "a b", "a b", "a b")
        assert count(counted, "greedy-cost").winners == ("b", "a")

    def test_a_project_that_does_not_fit_loses_with_its_votes(self) -> None:
        (loss,) = count(election(5, {"a": 6}, "a"), "greedy-cost").losses
        assert (loss.votes, loss.reason, loss.money_left) == (1, WhyLost.DID_NOT_FIT, 5)

    def test_also_where_money_is_set_apart_for_a_category(self) -> None:
        counted = election(6, {"a": 6, "b": 3}, "a b", "a")
        apart = TallyParameters(category_limits=(CategoryLimit("all", ("a", "b"), minimum=6),))
        assert count(counted, "greedy", apart).winners == ("a",)
        dear = election(6, {"a": 6, "b": 2}, "a b", "a")
        assert count(dear, "greedy-cost", apart).winners == ("b",)

    def test_projects_without_votes_come_last(self) -> None:
        assert count(election(9, {"a": 1, "b": 8}, "b"), "greedy-cost").winners == ("b", "a")


class TestTies:
    def test_equal_votes_are_decided_by_id_as_text_and_reported(self) -> None:
        outcome = count(election(5, {"9": 5, "10": 5}, "9 10"), "greedy")
        assert outcome.winners == ("10",)
        assert outcome.ties == (Tie(step=1, tied=("10", "9"), chosen="10"),)

    def test_a_published_order_goes_before_the_ids(self) -> None:
        counted = election(5, {"9": 5, "10": 5}, "9 10")
        assert count(counted, "greedy", TallyParameters(tie_order=("9", "10"))).winners == ("9",)

    def test_only_projects_that_still_fit_are_tied(self) -> None:
        counted = election(5, {"a": 6, "b": 5}, "a b")
        outcome = count(counted, "greedy")
        assert (outcome.winners, outcome.ties) == (("b",), ())

    def test_when_all_are_tied_every_step_but_the_last_is_a_tie(self) -> None:
        outcome = count(election(3, {"a": 1, "b": 1, "c": 1}, "a b c"), "greedy")
        assert outcome.winners == ("a", "b", "c")
        assert [(tie.step, tie.chosen) for tie in outcome.ties] == [(1, "a"), (2, "b")]


class TestNobodyVotes:
    def test_without_projects_there_are_no_winners(self) -> None:
        assert count(election(10, {}), "greedy").winners == ()

    def test_projects_are_bought_in_the_order_for_ties_unless_votes_are_asked(self) -> None:
        nobody = election(1, {"a": 1, "b": 1})
        assert count(nobody, "greedy").winners == ("a",)
        outcome = count(nobody, "greedy", TallyParameters(minimum_votes=1))
        assert outcome.winners == ()
        assert {loss.reason for loss in outcome.losses} == {WhyLost.TOO_FEW_VOTES}


def test_a_project_below_the_minimum_of_votes_cannot_win_and_one_at_it_can() -> None:
    counted = election(10, {"a": 1, "b": 1}, "a b", "a")
    outcome = count(counted, "greedy", TallyParameters(minimum_votes=2))
    assert outcome.winners == ("a",)
    assert outcome.losses == (Loss("b", 1, 1, WhyLost.TOO_FEW_VOTES, 0),)


def test_amounts_beyond_the_reach_of_floats_are_told_apart() -> None:
    budget = 2**60
    assert count(election(budget, {"a": budget + 1}, "a"), "greedy").winners == ()
    assert count(election(budget, {"a": budget}, "a"), "greedy").winners == ("a",)


def test_everything_affordable_is_bought_also_with_1200_projects() -> None:
    prices = {f"p{number:04}": 1 for number in range(1200)}
    counted = election(1200, prices, " ".join(prices))
    assert count(counted, "greedy").winners == tuple(prices)


@pytest.mark.parametrize("rule", ["greedy", "greedy-cost"])
def test_greedy_has_no_completion(rule: str) -> None:
    with pytest.raises(OptionNotAvailable):
        count(election(1, {}), rule, TallyParameters(completion=completion("add1")))


def test_a_list_by_weighted_cost_prefers_what_costs_more() -> None:
    dear = election(50, {"a": 50, "b": 10}, "b", "b", "b", "a")
    assert count(dear, "greedy-cost-weighted").winners == ("a",)
    assert count(dear, "greedy").winners == ("b",)
