"""Reading Pabulib files, with every oddity that real ones have."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from adapters.pabulib import careful, reading
from adapters.pabulib.amounts import exact_number
from adapters.pabulib.file import VoteTypeNotCounted
from adapters.pabulib.lines import MAX_LINE_BYTES, BallotFileMalformed
from adapters.pabulib.reading import (
    BallotFileNotFound,
    BallotFileTooLarge,
    read_pabulib,
)
from domain.tally.rules import count
from tests.unit.pabulib.texts import META, PROJECTS, VOTES, parsed, problem, remarks


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

    def test_every_column_of_a_ballot_is_kept_in_order(self) -> None:
        file = parsed(
            META + PROJECTS + "VOTES\nage;VOTE;sex;voter_id\n30; 9 , 10 ; F ;a\n;9\t;\t;b\n"
        )
        assert file.ballot_columns == ("age", "vote", "sex", "voter_id")
        assert [ballot.others for ballot in file.ballots] == [("30", "F"), ("", "")]

    def test_columns_of_projects_are_kept_in_order_with_what_is_missing_at_the_end(self) -> None:
        file = parsed(META + "PROJECTS\ncost;project_id;target;name\n5;9;youth\n" + VOTES[:27])
        assert file.project_columns == ("cost", "project_id", "target", "name")
        assert dict(file.projects[0].columns) == {
            "cost": "5",
            "project_id": "9",
            "target": "youth",
            "name": "",
        }
        assert file.projects[0].name is None

    def test_no_projects_and_no_ballots_at_all(self) -> None:
        file = parsed(META + "PROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n")
        assert (file.projects, len(file.ballots), file.election().voters) == ((), 0, 0)

    def test_amounts_that_a_float_cannot_tell_apart(self) -> None:
        many = "9007199254740993"
        file = parsed(META.replace("100", many) + PROJECTS.replace("40", f"{many}.01") + VOTES)
        assert file.budget == 2**53 + 1
        assert file.projects[0].price == 2**53 + 1 + Fraction(1, 100)

    def test_carriage_returns_alone_end_lines_too(self) -> None:
        assert parsed((META + PROJECTS + VOTES).replace("\n", "\r")) == parsed(
            META + PROJECTS + VOTES
        )

    def test_a_key_that_stands_there_twice_is_remarked_and_the_last_is_kept(self) -> None:
        text = META + "comment;#1: odd\ncomment;#2: odder\nlanguage;nl\nlanguage;nl\n"
        assert parsed(text + PROJECTS + VOTES).meta["comment"] == "#2: odder"
        assert remarks(text + PROJECTS + VOTES) == [
            "comment is there more than once; the last one is kept"
        ]

    def test_numbers_and_voters_that_contradict_the_file_are_remarked(self) -> None:
        file = (
            META
            + "num_votes;4\nnum_projects;2\n"
            + PROJECTS.replace("40;2", "40;7")
            + VOTES.replace("b;9", "a;9")
        )
        assert remarks(file) == [
            "num_votes is 4, but there are 3",
            "3 ballots by 2 different voters",
            "project 9: 2 votes counted, 7 stated",
        ]


def test_ballots_of_a_type_that_is_not_known_are_read_and_not_counted() -> None:
    file = parsed(META.replace("approval", "guess") + PROJECTS + VOTES)
    with pytest.raises(VoteTypeNotCounted) as refused:
        file.election()
    assert "guess" in refused.value.text("en")
    assert "ordinal" in refused.value.text("nl")


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
            (META + PROJECTS + 'VOTES\nvoter_id;vote\na;"9', "its fields or quotes"),
            (META + PROJECTS + 'VOTES\nvoter_id;vote\na;"9"x\n', "its fields or quotes"),
            (META + "vote_type;knapsack\n" + PROJECTS + VOTES, "Line 5 of the ballot file is"),
            (META + "default_score;-1\n", "'-1' is not a whole number of points"),
            (META + "PROJECTS\nproject_id;name\n", "Line 6 of the ballot file is wrong: cost is"),
            (
                META + PROJECTS + "VOTES\nvoter_id;age\n",
                "Line 10 of the ballot file is wrong: vote",
            ),
            (META + PROJECTS + VOTES + "\nd;9;;;1\n", "Line 15 of the ballot file is wrong: 5 fi"),
            (META + PROJECTS + VOTES + "PROJECTS\n", "this is the place of nothing, not projects"),
            (
                META + PROJECTS + VOTES.replace("b", "b\0"),
                "Line 12 of the ballot file is wrong: th",
            ),
            (META + PROJECTS + VOTES + "d;9;" + "x" * MAX_LINE_BYTES, "Line 14 of the ballot file"),
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
        with pytest.raises(BallotFileMalformed) as refused:
            read_pabulib(path)
        assert (
            refused.value.text("en")
            == "Line 7 of the ballot file is wrong: this is not UTF-8 text."
        )

    def test_more_projects_or_ballots_than_the_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(careful, "MAX_BALLOTS", 2)
        assert "too many ballots" in problem(META + PROJECTS + VOTES)
        monkeypatch.setattr(careful, "MAX_PROJECTS", 1)
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
