"""What can be counted at all, and what is turned away."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

import pytest

from domain.tally import ballot_groups
from domain.tally import election as subject
from domain.tally.ballot_groups import BallotGroup
from domain.tally.election import Election
from tests.unit.tally.ballots import election


def test_voters_who_approve_the_same_are_grouped_in_whatever_order_they_voted() -> None:
    counted = election(10, {"a": 1, "b": 2}, "b a", "a", "a b", "")
    assert counted.ballots == (
        BallotGroup((), 1),
        BallotGroup(("a",), 1),
        BallotGroup(("a", "b"), 2),
    )
    assert counted == election(10, {"a": 1, "b": 2}, "", "a b", "b a", "a")


def test_ids_ascend_on_a_ballot_and_points_go_with_them_whatever_order_projects_are_in() -> None:
    counted = election(10, {"b": 1, "c": 1, "a": 2}, "c a b")
    assert counted.ballots == (BallotGroup(("a", "b", "c"), 1),)
    pointed = Election.of(10, {"b": 1, "a": 2}, [{"a": 5, "b": 7}])
    assert pointed.ballots == (BallotGroup(("a", "b"), 1, (5, 7)),)


def test_an_election_is_equal_only_to_one_with_the_same_budget_prices_and_ballots() -> None:
    counted = election(10, {"a": 1, "b": 2}, "a")
    others = [
        election(11, {"a": 1, "b": 2}, "a"),
        election(10, {"a": 1, "b": 3}, "a"),
        election(10, {"b": 2, "a": 1}, "a"),
        election(10, {"a": 1, "b": 2}, "b"),
        "an election",
    ]
    assert counted not in others
    assert len({counted, election(10, {"a": 1, "b": 2}, "a"), *others[:3]}) == 4
    assert hash(counted) not in {hash(other) for other in others[:3]}


def test_a_ballot_that_approves_nothing_counts_as_a_voter() -> None:
    assert election(10, {"a": 1}, "", "a").voters == 2


def test_votes_are_counted_per_project_and_nobody_is_a_vote_of_zero() -> None:
    assert election(10, {"a": 1, "b": 2}, "a", "a").votes == {"a": 2, "b": 0}


def test_supporters_are_the_groups_that_approve_a_project_and_give_one_point_each() -> None:
    counted = election(10, {"a": 1, "b": 2, "c": 3}, "a b", "b", "b", "")
    assert counted.supporters == {"a": (1,), "b": (1, 2), "c": ()}
    assert counted.points_of_supporters == {"a": (1,), "b": (1, 1), "c": ()}


def test_an_amount_that_is_whole_becomes_an_int() -> None:
    counted = election(Fraction(20, 2), {"a": Fraction(4, 1), "b": Fraction(1, 3)})
    assert (counted.budget, counted.prices) == (10, {"a": 4, "b": Fraction(1, 3)})
    assert type(counted.budget) is int


@pytest.mark.parametrize("amount", [0.5, True, "3"])
def test_an_amount_that_is_not_exact_is_refused(amount: object) -> None:
    with pytest.raises(TypeError, match="an amount is exact"):
        election(10, {"a": cast(Any, amount)})


def test_a_project_that_is_listed_twice_is_refused() -> None:
    with pytest.raises(subject.ProjectTwice):
        Election.of(10, [("a", 1), ("a", 2)], [])


@pytest.mark.parametrize("price", [0, -1, Fraction(-1, 3)])
def test_a_price_that_is_not_above_zero_is_refused(price: Fraction) -> None:
    with pytest.raises(subject.PriceNotPositive):
        election(10, {"a": price})


def test_a_budget_below_zero_is_refused_and_zero_is_a_budget() -> None:
    with pytest.raises(subject.BudgetNegative):
        election(-1, {})
    assert election(0, {}).budget == 0


def test_a_ballot_with_an_unknown_project_is_refused() -> None:
    with pytest.raises(ballot_groups.UnknownProjectApproved) as refused:
        election(10, {"a": 1}, "a", "a tree")
    assert "tree" in refused.value.text("en")


def test_a_ballot_that_names_a_project_twice_is_refused() -> None:
    with pytest.raises(ballot_groups.ProjectApprovedTwice):
        election(10, {"a": 1}, "a a")


def test_more_projects_or_ballots_than_the_bound_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subject, "MAX_PROJECTS", 2)
    monkeypatch.setattr(ballot_groups, "MAX_BALLOTS", 2)
    assert election(9, {"a": 1, "b": 1}, "a", "a").voters == 2
    with pytest.raises(subject.TooManyProjects):
        election(9, {"a": 1, "b": 1, "c": 1})
    with pytest.raises(ballot_groups.TooManyBallots):
        election(9, {"a": 1}, "a", "a", "a")
