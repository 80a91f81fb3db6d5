"""Real files: read whole, both ways alike, written again sign for sign."""

from __future__ import annotations

import codecs

import pytest

from adapters.pabulib.file import APPROVALS
from adapters.pabulib.reading import pabulib_from_bytes
from adapters.pabulib.writing import write_pabulib
from tests.real_files.elections import FOLDER, names

REMARKS = {
    "Worldwide_Mechanical_Turk_Utilities_6": [
        "min_sum_points is 100, but 12 ballots break that (lines 40, 50, 62, 66, 68, …)"
    ],
    "Worldwide_Mechanical_Turk_Utilities_7": [
        "min_sum_points is 100, but 16 ballots break that (lines 53, 58, 63, 64, 67, …)"
    ],
}
"""What real files say of themselves and is not so: all of it. Their votes and scores are right."""


def bytes_of(name: str) -> bytes:
    """The file with this name, as it is."""
    return (FOLDER / f"{name}.pb").read_bytes()


@pytest.mark.parametrize("name", names())
class TestEveryRealFile:
    def test_keeps_what_it_says_of_itself_but_for_what_is_known(self, name: str) -> None:
        remarks = pabulib_from_bytes(bytes_of(name)).remarks
        assert [remark.english for remark in remarks] == REMARKS.get(name, [])

    def test_states_the_votes_and_scores_that_are_counted(self, name: str) -> None:
        file = pabulib_from_bytes(bytes_of(name))
        election = file.election()
        for project in file.projects:
            assert project.votes in (None, election.votes[project.project_id])
            assert project.score in (None, election.points[project.project_id])
        if file.vote_type not in APPROVALS:
            assert all(project.score is not None for project in file.projects)

    def test_is_read_fast_as_it_is_read_carefully(self, name: str) -> None:
        quick = pabulib_from_bytes(bytes_of(name), fast=True)
        careful = pabulib_from_bytes(bytes_of(name), fast=False)
        assert quick.grouped is not None
        assert quick == careful
        assert quick.election() == careful.election()

    def test_is_written_again_with_other_line_ends_at_most(self, name: str) -> None:
        data = bytes_of(name).removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
        again = write_pabulib(pabulib_from_bytes(bytes_of(name)))
        assert again == data.removesuffix(b"\n") + b"\n"
