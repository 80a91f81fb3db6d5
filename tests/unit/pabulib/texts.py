"""Small ballot files to change in one place, and ways to read them."""

from __future__ import annotations

import pytest

from adapters.pabulib.file import PabulibFile
from adapters.pabulib.lines import BallotFileMalformed
from adapters.pabulib.reading import pabulib_from_bytes

META = "META\nkey;value\nbudget;100\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;votes;name;selected\n9;40;2;Park;1\n10;60,50;1;Bank;0\n"
VOTES = "VOTES\nvoter_id;vote;age\na;9,10;30\nb;9;\nc;;\n"


def of_type(vote_type: str, votes: str, meta: str = "") -> str:
    """A file of three projects, of ballots of a type."""
    head = META.replace("approval", vote_type) + meta
    return head + "PROJECTS\nproject_id;cost\nx;10\ny;20\nz;30\nVOTES\n" + votes


def parsed(text: str, *, fast: bool = False) -> PabulibFile:
    """The file with this text, read carefully unless told otherwise."""
    return pabulib_from_bytes(text.encode(), fast=fast)


def problem(text: str, *, fast: bool = False) -> str:
    """Why the file with this text is refused, in English."""
    with pytest.raises(BallotFileMalformed) as refused:
        parsed(text, fast=fast)
    assert refused.value.code == "ballot_file.malformed"
    assert refused.value.text("nl") != refused.value.text("en")
    return refused.value.text("en")


def remarks(text: str) -> list[str]:
    """What is odd in the file with this text, in English; every remark is there in Dutch too."""
    found = parsed(text).remarks
    assert all(remark.dutch and remark.dutch != remark.english for remark in found)
    return [remark.english for remark in found]
