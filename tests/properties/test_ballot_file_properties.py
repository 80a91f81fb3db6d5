"""The two readers agree on whatever text they are given, and what is written is read again."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, event, given, settings

from adapters.pabulib.file import PabulibBallot, PabulibFile
from adapters.pabulib.reading import pabulib_from_bytes
from adapters.pabulib.writing import write_pabulib
from domain.errors import Refusal
from domain.tally.election import Election
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
def test_votes_and_points_are_those_of_a_count_by_hand(text: str) -> None:
    file = pabulib_from_bytes(text.encode(), fast=True)
    election = counted(file)
    if not isinstance(election, Election) or file.default_score:
        return
    votes, points = Counter[str](), Counter[str]()
    for ballot in file.ballots:
        for choice, given_points in by_hand(file.vote_type, ballot).items():
            votes[choice] += given_points > 0
            points[choice] += given_points
    assert election.votes == {each: votes[each] for each in election.votes}
    assert election.points == {each: points[each] for each in election.points}


def by_hand(vote_type: str, ballot: PabulibBallot) -> dict[str, int]:
    """What a ballot gives to each project."""
    if vote_type in ("approval", "choose-1", "knapsack"):
        return dict.fromkeys(ballot.choices, 1)
    if ballot.points is not None:
        return dict(zip(ballot.choices, ballot.points, strict=True))
    return {choice: place for place, choice in enumerate(reversed(ballot.choices), start=1)}
