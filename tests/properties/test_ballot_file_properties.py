"""The two readers agree on whatever text they are given, and what is written is read again."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, event, given, settings

from adapters.pabulib.file import PabulibFile
from adapters.pabulib.reading import pabulib_from_bytes
from adapters.pabulib.writing import write_pabulib
from domain.errors import Refusal
from tests.properties.ballot_files import ballot_files

MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def answer(data: bytes, *, fast: bool) -> PabulibFile | tuple[str, str, str]:
    """The file, or the code and texts of the refusal."""
    try:
        return pabulib_from_bytes(data, fast=fast)
    except Refusal as refused:
        return refused.code, refused.text("nl"), refused.text("en")


def counted(file: PabulibFile) -> object:
    """The election, or why it is not counted."""
    try:
        return file.election()
    except Refusal as refused:
        return refused.code


@MANY
@given(ballot_files())
def test_the_fast_reader_never_reads_what_the_careful_one_reads_otherwise(text: str) -> None:
    quick, careful = answer(text.encode(), fast=True), answer(text.encode(), fast=False)
    assert quick == careful
    if isinstance(quick, PabulibFile) and isinstance(careful, PabulibFile):
        event("read fast" if quick.grouped is not None else "left to the careful reader")
        assert counted(quick) == counted(careful)
    else:
        event("refused")


@MANY
@given(ballot_files(with_traps=False))
def test_what_is_written_is_read_as_the_same_file(text: str) -> None:
    file = answer(text.encode(), fast=False)
    assert isinstance(file, PabulibFile)
    written = write_pabulib(file)
    assert answer(written, fast=False) == file
    assert write_pabulib(pabulib_from_bytes(written)) == written


@MANY
@given(ballot_files(with_traps=False))
def test_votes_are_those_of_a_count_by_hand(text: str) -> None:
    file = pabulib_from_bytes(text.encode(), fast=True)
    if file.vote_type in ("guess", "scoring") or not isinstance(counted(file), object):
        return
    by_hand = Counter(
        choice
        for ballot in pabulib_from_bytes(text.encode(), fast=False).ballots
        for choice, points in zip(ballot.choices, _support(file, ballot.points), strict=False)
        if points
    )
    if not isinstance(counted(file), str):
        assert file.election().votes == {
            project.project_id: by_hand[project.project_id] for project in file.projects
        }


def _support(file: PabulibFile, points: tuple[int, ...] | None) -> tuple[int, ...]:
    """Points where they count, else one for each project that there may be."""
    counts = file.vote_type in ("cumulative", "ordinal") and points is not None
    return points if counts and points is not None else (1,) * len(file.projects)
