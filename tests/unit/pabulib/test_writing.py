"""A file that is written can be read again, and a text that the format cannot hold is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.pabulib.file import PabulibBallot
from adapters.pabulib.reading import pabulib_from_bytes
from adapters.pabulib.writing import pabulib_lines, write_pabulib
from tests.unit.pabulib.texts import META, PROJECTS, VOTES, of_type, parsed

PLAIN = META + PROJECTS + VOTES


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("Park", '"Park; ""West""\nand East"'),
        PLAIN.replace("Park", "zażółć, 'gęślą'"),
        PLAIN.replace("vote_type", 'comment;"#1: odd; #2: odder"\nvote_type'),
        of_type("cumulative", "voter_id;vote;age;points\na;y,x;30;3,0\nb;;;\n"),
        of_type("ordinal", "vote;voter_id\nx,y;a\n;b\n"),
        META + "PROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n",
    ],
)
def test_a_file_in_the_usual_form_is_written_sign_for_sign(text: str) -> None:
    assert write_pabulib(parsed(text)).decode() == text
    assert write_pabulib(parsed(text, fast=True)).decode() == text


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.rstrip("\n"),
        PLAIN.replace("9,10", " 9 , 10 ").replace("voter_id", " Voter_ID "),
        PLAIN.replace("Park", '"Park"').replace("a;9,10", '"a";"9,10"'),
        PLAIN.replace("b;9;\nc;;", "b;9\nc;;;;"),
        PLAIN.replace("PROJECTS", "projects").replace("key;value", "KEY;VALUE;"),
    ],
)
def test_what_means_the_same_is_written_the_usual_way(text: str) -> None:
    assert write_pabulib(parsed(text)).decode() == PLAIN


def test_line_by_line_it_is_the_same() -> None:
    assert "".join(pabulib_lines(parsed(PLAIN))).encode() == write_pabulib(parsed(PLAIN))


@pytest.mark.parametrize(
    "ballot",
    [
        PabulibBallot("a", ("9,10",), None, ("",)),
        PabulibBallot("a", ("",), None, ("",)),
        PabulibBallot("a", (" 9",), None, ("",)),
        PabulibBallot("a\0", (), None, ("",)),
        PabulibBallot("a ", (), None, ("",)),
        PabulibBallot("", (), None, ("",)),
        PabulibBallot("a", (), None, ("\u00a030",)),
    ],
)
def test_a_text_that_would_be_read_otherwise_is_not_written(ballot: PabulibBallot) -> None:
    with pytest.raises(ValueError, match="ballot file"):
        write_pabulib(replace(parsed(PLAIN), ballots=(ballot,)))


def test_a_field_that_is_longer_than_can_be_read_is_not_written() -> None:
    ballot = PabulibBallot("a", (), None, ("x" * 200_000,))
    with pytest.raises(ValueError, match="ballot file"):
        write_pabulib(replace(parsed(PLAIN), ballots=(ballot,)))


def test_a_file_that_was_read_fast_is_written_with_all_its_columns() -> None:
    file = pabulib_from_bytes(PLAIN.encode(), fast=True)
    assert b"a;9,10;30\n" in write_pabulib(file)
