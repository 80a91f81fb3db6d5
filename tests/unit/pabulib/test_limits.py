"""The limits that a file sets to its ballots: whoever breaks them is counted, and told."""

from __future__ import annotations

import pytest

from tests.unit.pabulib.texts import of_type, parsed, remarks

VOTES = "voter_id;vote\na;x,y\nb;x,y,z\nc;\nd;z\n"
POINTS = "voter_id;vote;points\na;x,y;1,4\nb;x;9\nc;;\nd;z,y;2,0\n"


@pytest.mark.parametrize(
    ("vote_type", "limit", "broken"),
    [
        ("approval", "min_length;1", "1 ballot breaks that (line 15)"),
        ("approval", "min_length;2", "2 ballots break that (lines 15, 16)"),
        ("approval", "max_length;1", "2 ballots break that (lines 13, 14)"),
        ("ordinal", "max_length;2", "1 ballot breaks that (line 14)"),
        ("approval", "min_sum_cost;30", "1 ballot breaks that (line 15)"),
        ("approval", "min_sum_cost;30,01", "3 ballots break that (lines 13, 15, 16)"),
        ("approval", "max_sum_cost;29.99", "3 ballots break that (lines 13, 14, 16)"),
        ("approval", "max_sum_cost;0", "3 ballots break that (lines 13, 14, 16)"),
        ("approval", "min_sum_cost;9" + "0" * 29, "4 ballots break that (lines 13, 14, 15, 16)"),
    ],
)
def test_ballots_that_break_a_stated_limit_are_told_with_their_lines(
    vote_type: str, limit: str, broken: str
) -> None:
    assert remarks(of_type(vote_type, VOTES, f"{limit}\n")) == [
        f"{limit.replace(';', ' is ')}, but {broken}"
    ]


@pytest.mark.parametrize(
    ("limit", "broken"),
    [
        ("min_points;1", "1 ballot breaks that (line 16)"),
        ("min_points;2", "2 ballots break that (lines 13, 16)"),
        ("max_points;4", "1 ballot breaks that (line 14)"),
        ("min_sum_points;1", "1 ballot breaks that (line 15)"),
        ("max_sum_points;5", "1 ballot breaks that (line 14)"),
    ],
)
def test_limits_of_points_hold_for_ballots_that_give_points(limit: str, broken: str) -> None:
    expected = f"{limit.replace(';', ' is ')}, but {broken}"
    assert remarks(of_type("scoring", POINTS, f"{limit}\n")) == [expected]
    assert remarks(of_type("approval", POINTS, f"{limit}\n")) == []


@pytest.mark.parametrize(
    "limit",
    ["max_length;3", "max_length;999999999999999999999999", "min_sum_cost;0", "max_length;None"],
)
def test_a_limit_that_every_ballot_keeps_is_not_mentioned(limit: str) -> None:
    assert remarks(of_type("approval", VOTES, f"{limit}\n")) == []


def test_the_type_of_the_ballots_is_a_limit_too() -> None:
    one = of_type("choose-1", VOTES)
    assert remarks(one) == ["vote_type is choose-1, but 2 ballots break that (lines 12, 13)"]
    within = of_type("knapsack", VOTES).replace("budget;100", "budget;30")
    assert remarks(within) == ["vote_type is knapsack, but 1 ballot breaks that (line 13)"]


def test_a_stated_limit_goes_before_that_of_the_type() -> None:
    assert remarks(of_type("choose-1", VOTES, "max_length;3\n")) == []


def test_only_the_first_lines_are_named_and_all_ballots_are_counted() -> None:
    votes = "voter_id;vote\n" + "".join(f"{voter};x,y\n" for voter in range(9))
    assert remarks(of_type("approval", votes, "max_length;1\n")) == [
        "max_length is 1, but 9 ballots break that (lines 13, 14, 15, 16, 17, …)"
    ]


def test_a_limit_that_is_no_number_is_told_and_not_checked() -> None:
    assert remarks(of_type("approval", VOTES, "max_length;all\n")) == [
        "max_length is 'all', which is not a number; not checked"
    ]


def test_prices_beyond_a_word_are_added_exactly() -> None:
    large = of_type("approval", VOTES, f"max_sum_cost;{3 * 10**28}\n")
    large = large.replace("x;10", f"x;1{'0' * 28}").replace("y;20", f"y;2{'0' * 28}.5")
    assert remarks(large) == [
        f"max_sum_cost is {3 * 10**28}, but 2 ballots break that (lines 13, 14)"
    ]


def test_ballots_that_break_a_limit_are_counted_all_the_same() -> None:
    assert parsed(of_type("approval", VOTES, "max_length;1\n")).election().votes["x"] == 2


def test_the_lines_that_follow_a_field_with_line_ends_are_told_rightly() -> None:
    votes = VOTES.replace("vote\na;x,y\n", 'vote;why\na;x,y;"so\nthat"\n\n')
    assert remarks(of_type("approval", votes, "max_length;2\n")) == [
        "max_length is 2, but 1 ballot breaks that (line 16)"
    ]
