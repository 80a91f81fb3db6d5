"""The fast reader of VOTES: no Python object per ballot, and nothing that is not plain.

It answers `None` for whatever it does not know for certain; the careful reader then reads on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from adapters.pabulib.ballot_rows import BallotRows
from adapters.pabulib.file import APPROVALS, ORDINAL, WITH_POINTS
from adapters.pabulib.lines import MAX_LINE_BYTES
from domain.tally.ballot_groups import MAX_BALLOTS, MAX_POINTS

FEED, COMMA = 10, 44
FREE, UNUSUAL = -1, -1
"""As in the compiled loops, which are loaded only when they are needed."""


@dataclass(frozen=True, slots=True)
class BallotLines:
    """Where ballots stand in the bytes of a file, and how to read them.

    They begin at `offset`, after line number `line`. `columns` are the names of the columns of
    VOTES, `project_ids` the ids in the file's order.
    """

    data: bytes
    offset: int
    line: int
    columns: Sequence[str]
    project_ids: Sequence[str]
    vote_type: str


class Loops(NamedTuple):
    """The modules with the compiled loops."""

    texts: Any
    votes: Any
    grouping: Any
    voters: Any


def read_fast(lines: BallotLines) -> BallotRows | None:
    """The ballots, equal ones in one row; `None` where anything is unusual."""
    loops = kernels()
    if loops is None or lines.vote_type not in (*APPROVALS, *WITH_POINTS, ORDINAL):
        return None
    # Each loop ends at the end of a line, and need not look for the end of the data.
    whole = lines.data if lines.data.endswith(b"\n") else lines.data + b"\n"
    data = np.frombuffer(whole, np.uint8)
    feeds = _count(data[lines.offset :], FEED)
    if feeds >= MAX_BALLOTS or not _is_plain_text(lines):
        return None
    commas = _count(data[lines.offset :], COMMA)
    work = _work(lines, feeds, commas + feeds)
    if not loops.texts.enter_names(work[0]):
        return None
    ballots = int(loops.votes.read_votes(data, lines.offset, lines.line, _layout(lines), work))
    return None if ballots < 0 else _grouped(loops, lines, data, work, ballots)


def compile_vote_reader() -> bool:
    """Compile the loops, or load them compiled, ahead of the first file; false without numba."""
    columns = ("voter_id", "vote", "points")
    example = BallotLines(b"b;1;1\na;;\n", 0, 0, columns, ("1",), "scoring")
    return read_fast(example) is not None


@cache
def kernels() -> Loops | None:
    """The compiled loops, loaded at first use since that takes about a second; `None`: no numba."""
    names = ("text", "vote", "grouping", "voter")
    try:
        return Loops(*(import_module(f"adapters.pabulib.{name}_kernels") for name in names))
    except ImportError:
        return None


def _count(data: Any, byte: int) -> int:
    """How often a byte is there, looked for in parts that fit in a fast memory."""
    parts = (data[at : at + 131_072] for at in range(0, len(data), 131_072))
    return sum(int(np.count_nonzero(part == byte)) for part in parts)


def _is_plain_text(lines: BallotLines) -> bool:
    """Whether the ballots are UTF-8 text without quotes, and nowhere is a NUL character."""
    data, offset = lines.data, lines.offset
    if data.find(b'"', offset) >= 0 or data.find(b"\0") >= 0:
        return False
    try:
        return data.isascii() or bool(str(memoryview(data)[offset:], "utf-8"))
    except UnicodeDecodeError:
        return False


def _work(lines: BallotLines, ballots: int, entries: int) -> Any:
    """What the reading loops look names up in, and room for so many ballots and entries."""
    known = [project_id.encode() for project_id in lines.project_ids]
    bounds = np.cumsum([0, *map(len, known)], dtype=np.uint64)
    text = np.array(bytearray(b"".join(known)), np.uint8)
    table, hashes = table_for(len(known)), np.empty(len(known), np.uint64)
    names = (text, bounds[:-1], bounds[1:], table, hashes)
    starts, line_of_ballot = np.zeros(ballots + 1, np.int64), np.empty(ballots, np.int32)
    with_points = lines.vote_type not in APPROVALS or "points" in lines.columns
    projects, points = np.empty(entries, np.int32), np.empty(entries * with_points, np.int32)
    voters = np.empty(ballots, np.uint64), np.empty(ballots, np.uint64)
    return names, (starts, projects, points, line_of_ballot), voters


def _layout(lines: BallotLines) -> tuple[int, int, int, int, int, int]:
    columns = list(lines.columns)
    points = columns.index("points") if "points" in columns else -1
    vote, voter = columns.index("vote"), columns.index("voter_id")
    return len(columns), voter, vote, points, MAX_POINTS, MAX_LINE_BYTES


def _grouped(
    loops: Loops, lines: BallotLines, data: Any, work: Any, number: int
) -> BallotRows | None:
    """Equal ballots in one row; `None` where one names a project twice.

    Approvals have no points, whatever another column says.
    """
    _, (starts, projects, points, line_of_ballot), voters = work
    points = points[:0] if lines.vote_type in APPROVALS else points
    entries = int(starts[number])
    first, named = np.zeros(number + 1, np.int64), np.empty(entries, np.int32)
    given = np.empty(len(points), np.int32)
    hashes, row_of_ballot = np.empty(number, np.uint64), np.empty(number, np.int32)
    table = np.empty(slots_for(number), np.int64)
    written = (starts, projects, points, np.zeros(len(lines.project_ids), np.int32))
    groups = (first, named, given, hashes, table, row_of_ballot)
    by_order = len(points) > 0 and "points" not in lines.columns
    known = int(loops.grouping.group_ballots(written, number, by_order, groups))
    different = number
    if not loops.voters.are_ascending(data, *voters, number):
        different = loops.voters.count_different(data, *voters, number, table_for(number))
    if UNUSUAL in (known, different):
        return None
    entries = int(first[known])
    return BallotRows(
        starts=first[: known + 1],
        projects=named[:entries],
        points=None if lines.vote_type in APPROVALS else given[:entries].astype(np.int64),
        row_of_ballot=row_of_ballot,
        line_of_ballot=line_of_ballot[:number],
        voters=different,
    )


def slots_for(entries: int) -> int:
    """The size of a table that stays at most half full; a power of two."""
    return 1 << (2 * entries).bit_length()


def table_for(entries: int) -> Any:
    """A table with every slot free."""
    return np.full(slots_for(entries), FREE, np.int32)
