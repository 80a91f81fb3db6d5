"""Ballots in columns: what fits together, and where one group ends and the next begins."""

from __future__ import annotations

import numpy as np
import pytest

from domain.tally import election as subject
from domain.tally.ballot_groups import BallotGroup, TooManyBallots
from domain.tally.columns import BallotColumns, columns_of
from domain.tally.election import Election

PRICES = {"a": 1, "b": 2, "c": 3}


def columns(
    voters: list[int], starts: list[int], projects: list[int], points: list[int] | None = None
) -> BallotColumns:
    return BallotColumns(
        np.array(voters, np.int64),
        np.array(starts, np.int64),
        np.array(projects, np.int32),
        None if points is None else np.array(points, np.int64),
    )


def approved(given: BallotColumns) -> list[str]:
    return ["".join(group.approved) for group in Election.of_columns(9, PRICES, given).ballots]


class TestColumnsFitTogetherWhen:
    def test_a_group_begins_with_a_project_before_the_last_one_of_the_group_before(self) -> None:
        assert approved(columns([1, 1], [0, 1, 2], [1, 0])) == ["a", "b"]
        assert approved(columns([1, 1], [0, 1, 3], [2, 0, 1])) == ["ab", "c"]
        assert approved(columns([1, 1], [0, 2, 3], [1, 2, 0])) == ["a", "bc"]

    def test_a_group_approves_nothing_first_last_or_in_between(self) -> None:
        assert approved(columns([1, 1], [0, 0, 2], [0, 1])) == ["", "ab"]
        assert approved(columns([1, 1], [0, 2, 2], [0, 1])) == ["", "ab"]
        assert approved(columns([1, 1, 1], [0, 1, 1, 2], [1, 0])) == ["", "a", "b"]

    def test_nobody_votes_or_everybody_approves_nothing(self) -> None:
        assert approved(columns([], [0], [])) == []
        assert approved(columns([3], [0, 0], [])) == [""]

    def test_they_name_the_first_and_the_last_project(self) -> None:
        assert approved(columns([1], [0, 3], [0, 1, 2])) == ["abc"]

    def test_one_voter_gives_one_point(self) -> None:
        election = Election.of_columns(9, PRICES, columns([1], [0, 1], [1], [1]))
        assert election.ballots == (BallotGroup(("b",), 1, (1,)),)


class TestColumnsAreRefusedWhen:
    @pytest.mark.parametrize(
        "wrong",
        [
            columns([1], [1, 2], [0, 1]),
            columns([1], [0, 1, 1], [0]),
            columns([1, 1], [0, 2, 1], [0]),
            columns([1], [0, 1], [-1]),
            columns([1], [0, 1], [3]),
            columns([-1], [0, 1], [0]),
            columns([1], [0, 2], [0, 1], [1, -1]),
            columns([1], [0, 2], [0, 1], [1]),
        ],
    )
    def test_they_do_not_fit_together(self, wrong: BallotColumns) -> None:
        with pytest.raises(ValueError, match="do not fit together"):
            Election.of_columns(9, PRICES, wrong)

    @pytest.mark.parametrize(
        "wrong",
        [
            columns([1, 1], [0, 0, 2], [1, 0]),
            columns([1, 1], [0, 2, 2], [1, 0]),
            columns([1, 1], [0, 2, 3], [1, 1, 2]),
            columns([1, 1], [0, 1, 3], [0, 2, 1]),
        ],
    )
    def test_a_group_names_its_projects_out_of_order_or_twice(self, wrong: BallotColumns) -> None:
        with pytest.raises(ValueError, match="out of order, or one of them twice"):
            Election.of_columns(9, PRICES, wrong)

    def test_they_have_more_voters_than_the_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subject, "MAX_BALLOTS", 5)
        assert Election.of_columns(9, PRICES, columns([2, 3], [0, 1, 2], [0, 1])).voters == 5
        with pytest.raises(TooManyBallots) as refused:
            Election.of_columns(9, PRICES, columns([3, 3], [0, 1, 2], [0, 1]))
        assert refused.value.values == {"limit": 5}


class TestColumnsOfGroups:
    def test_positions_ascend_whatever_order_they_came_in_and_points_go_with_them(self) -> None:
        made = columns_of([(2, [2, 0], (7, 5)), (1, [1], (4,))])
        assert list(made.groups()) == [(2, (0, 2), (5, 7)), (1, (1,), (4,))]

    def test_without_points_there_is_no_column_of_points(self) -> None:
        made = columns_of([(2, [2, 0], ()), (1, [], ())])
        assert made.points is None
        assert list(made.groups()) == [(2, (0, 2), ()), (1, (), ())]

    def test_votes_and_points_are_added_up_over_the_voters(self) -> None:
        made = columns_of([(2, [0, 2], (5, 7)), (3, [2], (1,))])
        assert made.votes(4).tolist() == [2, 0, 5, 0]
        assert made.points_in_all(4).tolist() == [10, 0, 17, 0]
        approving = columns_of([(2, [0, 2], ()), (3, [2], ())])
        assert approving.points_in_all(4).tolist() == [2, 0, 5, 0]

    def test_of_nobody_they_are_whole_numbers_too(self) -> None:
        made = columns_of([])
        assert str(made.voters.dtype) == "int64"
        assert made.starts.tolist() == [0]
        assert made.votes(2).tolist() == [0, 0]

    def test_numbers_beyond_32_bits_are_kept(self) -> None:
        made = columns_of([(3_000_000, [0], (1_000_000,))])
        assert made.points_in_all(1).tolist() == [3_000_000_000_000]
        assert str(made.points_in_all(1).dtype) == "int64"
