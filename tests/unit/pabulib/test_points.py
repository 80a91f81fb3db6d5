"""Points, orders and scores of a file become an election, or are refused."""

from __future__ import annotations

import pytest

from adapters.pabulib import file as file_module
from adapters.pabulib.file import ScoringNotCounted, TooManyDefaultPoints
from tests.unit.pabulib.texts import META, PROJECTS, of_type, parsed, problem, remarks

GIVEN = "voter_id;vote;points\na;y,x;3,2\nb;z;1\nc;;\n"


@pytest.fixture(params=[False, True], ids=["careful", "fast"])
def fast(request: pytest.FixtureRequest) -> bool:
    """Which of the two readers reads."""
    return bool(request.param)


class TestPointsOfACumulativeOrScoringFile:
    @pytest.mark.parametrize("vote_type", ["cumulative", "scoring", "Scoring"])
    def test_are_counted_beside_the_votes(self, vote_type: str, fast: bool) -> None:
        election = parsed(of_type(vote_type, GIVEN), fast=fast).election()
        assert election.points == {"x": 2, "y": 3, "z": 1}
        assert election.votes == {"x": 1, "y": 1, "z": 1}

    def test_make_a_voter_of_an_empty_ballot(self, fast: bool) -> None:
        assert parsed(of_type("cumulative", GIVEN), fast=fast).election().voters == 3

    def test_of_zero_are_no_support(self, fast: bool) -> None:
        file = parsed(of_type("cumulative", GIVEN.replace("3,2", "3,0")), fast=fast)
        assert file.election().votes == {"x": 0, "y": 1, "z": 1}
        assert file.ballots[0].points == (3, 0)

    def test_without_a_fraction_may_be_written_with_zeros(self, fast: bool) -> None:
        file = parsed(of_type("scoring", GIVEN.replace("3,2", "3.0,02")), fast=fast)
        assert file.election().points == {"x": 2, "y": 3, "z": 1}

    @pytest.mark.parametrize("written", ["2.5", "-1", "many", "1000001", "1" * 40, "1 0", "0x2"])
    def test_that_are_not_whole_are_refused_with_their_line(self, written: str, fast: bool) -> None:
        text = of_type("scoring", GIVEN.replace("3,2", f"3,{written}"))
        assert "Line 12 of the ballot file is wrong: " in problem(text, fast=fast)

    def test_are_as_many_as_projects(self, fast: bool) -> None:
        text = of_type("cumulative", GIVEN.replace("3,2", "3"))
        assert "1 points for 2 projects" in problem(text, fast=fast)

    def test_need_a_column_of_their_own(self) -> None:
        text = of_type("cumulative", "voter_id;vote\na;x\n")
        assert problem(text) == "Line 11 of the ballot file is wrong: points is missing."

    def test_stand_beside_the_choices_in_the_written_order(self) -> None:
        file = parsed(of_type("cumulative", GIVEN))
        assert [ballot.points for ballot in file.ballots] == [(3, 2), (1,), ()]

    def test_of_a_file_of_approvals_are_read_and_not_counted(self, fast: bool) -> None:
        election = parsed(of_type("approval", GIVEN), fast=fast).election()
        assert (election.has_points, election.votes) == (False, {"x": 1, "y": 1, "z": 1})


class TestAnOrderOfPreference:
    """The last project of a ballot gets one point, each one before it one more."""

    VOTES = "voter_id;vote\na;y,x,z\nb;x\nc;;\n"

    def test_gives_points_by_the_length_of_the_ballot(self, fast: bool) -> None:
        election = parsed(of_type("ordinal", self.VOTES), fast=fast).election()
        assert election.points == {"x": 3, "y": 3, "z": 1}
        assert election.votes == {"x": 2, "y": 1, "z": 1}

    def test_gives_the_points_that_are_written_where_there_are_any(self, fast: bool) -> None:
        election = parsed(of_type("ordinal", GIVEN.replace("3,2", "7,2")), fast=fast).election()
        assert election.points == {"x": 2, "y": 7, "z": 1}

    def test_stays_as_written(self) -> None:
        assert parsed(of_type("ordinal", self.VOTES)).ballots[0].choices == ("y", "x", "z")

    def test_may_name_its_scoring(self, fast: bool) -> None:
        file = parsed(of_type("ordinal", self.VOTES, "scoring_fn;Borda\n"), fast=fast)
        assert file.election().points["y"] == 3

    def test_with_another_scoring_is_read_and_not_counted(self, fast: bool) -> None:
        file = parsed(of_type("ordinal", self.VOTES, "scoring_fn;Dowdall\n"), fast=fast)
        with pytest.raises(ScoringNotCounted) as refused:
            file.election()
        assert "dowdall" in refused.value.text("nl")

    def test_with_another_scoring_and_points_is_counted_by_the_points(self, fast: bool) -> None:
        file = parsed(of_type("ordinal", GIVEN, "scoring_fn;Dowdall\n"), fast=fast)
        assert file.election().points["y"] == 3


class TestADefaultScore:
    """What a ballot with scores does not name gets it."""

    def test_goes_to_every_project_that_a_ballot_does_not_name(self, fast: bool) -> None:
        text = of_type("scoring", GIVEN.replace("3,2", "3,0"), "default_score;5\n")
        assert parsed(text, fast=fast).election().points == {"x": 10, "y": 13, "z": 11}

    def test_is_nothing_in_a_file_of_another_type(self) -> None:
        assert parsed(of_type("cumulative", GIVEN, "default_score;5\n")).default_score == 0

    def test_for_too_many_projects_and_ballots_is_not_counted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = parsed(of_type("scoring", GIVEN, "default_score;5\n"))
        monkeypatch.setattr(file_module, "MAX_POINTS_BY_DEFAULT", 9)
        assert file.election().voters == 3
        monkeypatch.setattr(file_module, "MAX_POINTS_BY_DEFAULT", 8)
        with pytest.raises(TooManyDefaultPoints):
            file.election()


def test_stated_scores_are_held_against_the_points_and_votes_against_the_votes() -> None:
    stated = PROJECTS.replace("votes;name", "votes;score").replace("Park", "5").replace("Bank", "2")
    votes = "VOTES\nvoter_id;vote;points\na;9,10;3,2\nb;9;1\n"
    assert remarks(META.replace("approval", "cumulative") + stated + votes) == [
        "project 9: 4 points counted, 5 stated"
    ]
