"""Reading Pabulib files, with every oddity that real ones have."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from adapters.pabulib import reading
from adapters.pabulib.file import PabulibFile, VoteTypeNotCounted
from adapters.pabulib.reading import (
    BallotFileMalformed,
    BallotFileNotFound,
    BallotFileTooLarge,
    exact_number,
    parse_pabulib,
    read_pabulib,
)
from domain.tally.rules import count

META = "META\nkey;value\nbudget;100\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;votes;name;selected\n9;40;2;Park;1\n10;60,50;1;Bank;0\n"
VOTES = "VOTES\nvoter_id;vote;age\na;9,10;30\nb;9;\nc;;\n"


def parsed(text: str) -> PabulibFile:
    return parse_pabulib(text.splitlines(keepends=True))


def problem(text: str) -> str:
    with pytest.raises(BallotFileMalformed) as refused:
        parsed(text)
    assert refused.value.code == "ballot_file.malformed"
    assert refused.value.text("nl") != refused.value.text("en")
    return refused.value.text("en")


class TestAFileInOrder:
    file = parsed(META + PROJECTS + VOTES)

    def test_ids_stay_text_and_amounts_are_exact(self) -> None:
        assert [project.project_id for project in self.file.projects] == ["9", "10"]
        assert [project.price for project in self.file.projects] == [40, Fraction(121, 2)]
        assert (self.file.budget, self.file.vote_type) == (100, "approval")

    def test_ballots_keep_their_order_and_an_empty_one_is_a_ballot(self) -> None:
        assert [ballot.choices for ballot in self.file.ballots] == [("9", "10"), ("9",), ()]
        assert self.file.election().voters == 3

    def test_what_the_file_states_is_kept_apart_from_what_is_counted(self) -> None:
        assert self.file.selected == ("9",)
        assert [project.votes for project in self.file.projects] == [2, 1]
        assert self.file.projects[0].columns["name"] == "Park"

    def test_it_can_be_counted(self) -> None:
        assert count(self.file.election(), "greedy").winners == ("9",)

    def test_there_is_nothing_to_remark(self) -> None:
        assert self.file.remarks == ()


class TestOdditiesThatAreRead:
    def test_a_byte_order_mark_and_lines_of_windows(self, tmp_path: Path) -> None:
        path = tmp_path / "windows.pb"
        path.write_bytes(b"\xef\xbb\xbf" + (META + PROJECTS + VOTES).replace("\n", "\r\n").encode())
        assert read_pabulib(path).ballots[0].choices == ("9", "10")

    def test_a_quoted_semicolon_quote_or_end_of_line(self) -> None:
        quoted = PROJECTS.replace("Park", '"Park; ""West""\nand East"')
        file = parsed(META + quoted + VOTES)
        assert file.projects[0].name == 'Park; "West"\nand East'

    def test_an_unquoted_semicolon_in_a_comment(self) -> None:
        file = parsed(META + "comment;#1: odd; #2: odder\n" + PROJECTS + VOTES)
        assert file.meta["comment"] == "#1: odd; #2: odder"

    def test_a_score_instead_of_votes(self) -> None:
        scored = "PROJECTS\nproject_id;cost;score\n9;40;12,5\n10;60;\n"
        file = parsed(META + scored + VOTES)
        assert [(each.votes, each.score) for each in file.projects] == [
            (None, Fraction(25, 2)),
            (None, None),
        ]
        assert file.selected is None

    def test_a_threshold(self) -> None:
        file = parsed(META + "min_project_score_threshold;50\n" + PROJECTS + VOTES)
        assert (file.minimum_votes, parsed(META + PROJECTS + VOTES).minimum_votes) == (50, 0)

    def test_blank_lines_missing_last_fields_and_empty_fields_too_many(self) -> None:
        file = parsed(
            META + "\n" + PROJECTS + " \n" + "VOTES\nvoter_id;vote;age\na;9\nb\nc;10;;;\n"
        )
        assert [ballot.choices for ballot in file.ballots] == [("9",), (), ("10",)]

    def test_spaces_around_ids_and_names_of_sections(self) -> None:
        file = parsed(META + PROJECTS + "votes \nvoter_id ; vote\na; 9 , 10 \n")
        assert file.ballots[0].choices == ("9", "10")

    def test_points_stand_beside_the_choices(self) -> None:
        file = parsed(
            META.replace("approval", "Cumulative")
            + PROJECTS
            + "VOTES\nvoter_id;vote;points\na;10,9;3,2\nb;;\n"
        )
        assert [ballot.points for ballot in file.ballots] == [(3, 2), ()]

    def test_an_order_of_preference_stays_as_written(self) -> None:
        file = parsed(META.replace("approval", "ordinal") + PROJECTS + VOTES)
        assert file.ballots[0].choices == ("9", "10")

    def test_numbers_and_voters_that_contradict_the_file_are_remarked(self) -> None:
        file = parsed(
            META
            + "num_votes;4\nnum_projects;2\n"
            + PROJECTS.replace("40;2", "40;7")
            + VOTES.replace("b;9", "a;9")
        )
        assert [remark.english for remark in file.remarks] == [
            "num_votes is 4, but there are 3",
            "3 ballots by 2 different voters",
            "project 9: 2 votes counted, 7 stated",
        ]


@pytest.mark.parametrize("vote_type", ["cumulative", "ordinal", "scoring"])
def test_ballots_that_are_not_approvals_are_not_counted(vote_type: str) -> None:
    file = parsed(META.replace("approval", vote_type) + PROJECTS + VOTES)
    with pytest.raises(VoteTypeNotCounted) as refused:
        file.election()
    assert vote_type in refused.value.text("en")


class TestFilesThatAreRefusedWithTheirLine:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "Line 1 of the ballot file is wrong: section META is missing."),
            ("budget;1\n", "Line 1 of the ballot file is wrong: it must begin with META."),
            (META, "Line 4 of the ballot file is wrong: section PROJECTS is missing."),
            (META + PROJECTS, "Line 8 of the ballot file is wrong: section VOTES is missing."),
            (META + "VOTES\n", "Line 5 of the ballot file is wrong: "),
            (META + META, "Line 5 of the ballot file is wrong: "),
            ("META\n", "the column names are missing"),
            ("META\nkey;key\n", "a column is named twice"),
            (META.replace("budget;100\n", "") + PROJECTS + VOTES, "budget is missing"),
            (META.replace("approval", "") + PROJECTS + VOTES, "vote_type is missing"),
            (META.replace("100", "a lot") + PROJECTS + VOTES, "'a lot' is not a number"),
            (META.replace("100", "-1") + PROJECTS + VOTES, "budget is below zero"),
            (META + PROJECTS.replace("9;40", "9;0"), "Line 7 of the ballot file is wrong: "),
            (META + PROJECTS.replace("9;40", "9;-40"), "the price -40 is not above zero"),
            (META + PROJECTS.replace("9;40", "9;1e9"), "'1e9' is not a number"),
            (META + PROJECTS.replace("9;40", "9;"), "cost is missing"),
            (META + PROJECTS.replace("9;40", ";40"), "project_id is missing"),
            (META + PROJECTS.replace("10;", "9;"), "Line 8 of the ballot file is wrong: 9 is"),
            (META + PROJECTS.replace("Park", "Pa;rk"), "6 fields for 5 columns"),
            (META + PROJECTS + VOTES.replace("b;9", "b;8"), "there is no project 8"),
            (META + PROJECTS + VOTES.replace("b;9", "b;9,9"), "it names a project twice"),
            (META + PROJECTS + VOTES.replace("b;9", ";9"), "voter_id is missing"),
            (META + PROJECTS + 'VOTES\nvoter_id;vote\na;"9', "its quotes"),
            (
                META + PROJECTS + "VOTES\nvoter_id;vote;points\na;9,10;1\n",
                "Line 11 of the ballot file is wrong: 1 points for 2 projects.",
            ),
        ],
    )
    def test_what_cannot_be_read_without_guessing(self, text: str, expected: str) -> None:
        assert expected in problem(text)

    def test_text_that_is_not_utf_8(self, tmp_path: Path) -> None:
        path = tmp_path / "latin.pb"
        path.write_bytes((META + PROJECTS.replace("Park", "Pärk") + VOTES).encode("latin-1"))
        with pytest.raises(BallotFileMalformed, match=r"malformed"):
            read_pabulib(path)

    def test_more_projects_or_ballots_than_the_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "MAX_BALLOTS", 2)
        assert "too many ballots" in problem(META + PROJECTS + VOTES)
        monkeypatch.setattr(reading, "MAX_PROJECTS", 1)
        assert "too many projects" in problem(META + PROJECTS + VOTES)


class TestPathsThatAreNoFile:
    def test_nothing_there(self, tmp_path: Path) -> None:
        with pytest.raises(BallotFileNotFound):
            read_pabulib(tmp_path / "nothing.pb")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(BallotFileNotFound):
            read_pabulib(tmp_path)

    def test_a_file_beyond_the_bound_is_not_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "large.pb"
        path.write_text(META + PROJECTS + VOTES)
        size = path.stat().st_size
        monkeypatch.setattr(reading, "MAX_BYTES", size)
        assert read_pabulib(path).budget == 100
        monkeypatch.setattr(reading, "MAX_BYTES", size - 1)
        with pytest.raises(BallotFileTooLarge):
            read_pabulib(path)


@pytest.mark.parametrize("text", ["", "x", "1e5", "1.", "٣", "9" * 31, "1,2,3", "1 000", "0x1"])
def test_what_is_not_plainly_a_number_is_not_read_as_one(text: str) -> None:
    assert exact_number(text) is None
