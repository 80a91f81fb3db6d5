"""The fast reader of VOTES: no Python object per ballot, and nothing that is not plain.

It answers `None` for whatever it does not know for certain; the careful reader then reads on.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from adapters.pabulib.ballot_rows import BallotRows
from adapters.pabulib.file import APPROVALS, ORDINAL, WITH_POINTS
from adapters.pabulib.lines import MAX_LINE_BYTES
from domain.tally.ballot_groups import MAX_BALLOTS, MAX_POINTS


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


def read_fast(lines: BallotLines) -> BallotRows | None:
    """The ballots, equal ones in one row; `None` where anything is unusual."""
    reading, grouping = kernels()
    if reading is None or lines.vote_type not in (*APPROVALS, *WITH_POINTS, ORDINAL):
        return None
    # Each loop ends at the end of a line, and need not look for the end of the data.
    whole = lines.data if lines.data.endswith(b"\n") else lines.data + b"\n"
    data = np.frombuffer(whole, np.uint8)
    feeds = _count(data[lines.offset :], reading.FEED)
    if feeds >= MAX_BALLOTS or not _is_plain_text(lines):
        return None
    commas = _count(data[lines.offset :], reading.COMMA)
    work = _work(reading, lines, feeds, commas + feeds)
    if not reading.enter_names(work[0]):
        return None
    layout = _layout(lines)
    if reading.read_votes(data, lines.offset, lines.line, layout, work) == reading.UNUSUAL:
        return None
    return _grouped(grouping, lines, data, work)


def compile_vote_reader() -> bool:
    """Compile the loops, or load them compiled, ahead of the first file; false without numba."""
    columns = ("voter_id", "vote", "points")
    example = BallotLines(b"b;1;1\na;;\n", 0, 0, columns, ("1",), "scoring")
    return read_fast(example) is not None


@cache
def kernels() -> tuple[Any, Any]:
    """The modules with the compiled loops, loaded at first use since that takes about a second."""
    try:
        return (
            importlib.import_module("adapters.pabulib.vote_kernels"),
            importlib.import_module("adapters.pabulib.grouping_kernels"),
        )
    except ImportError:
        return None, None


def _count(data: Any, byte: int) -> int:
    """How often a byte is there, looked for in parts that fit in a fast memory."""
    parts = (data[at : at + 131_072] for at in range(0, len(data), 131_072))
    return sum(int(np.count_nonzero(part == byte)) for part in parts)


def _is_plain_text(lines: BallotLines) -> bool:
    """Whether the ballots are UTF-8 text without quotes and NUL characters."""
    data, offset = lines.data, lines.offset
    if data.find(b'"', offset) >= 0 or data.find(b"\0", offset) >= 0:
        return False
    try:
        return data.isascii() or bool(str(memoryview(data)[offset:], "utf-8"))
    except UnicodeDecodeError:
        return False


def _work(reading: Any, lines: BallotLines, ballots: int, entries: int) -> Any:
    """What the reading loops look names up in, and room for so many ballots and entries."""
    texts = [project_id.encode() for project_id in lines.project_ids]
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    text = np.array(bytearray(b"".join(texts)), np.uint8)
    names = (text, bounds[:-1], bounds[1:], table_for(len(texts), reading.FREE))
    starts, line_of_ballot = np.zeros(ballots + 1, np.int64), np.empty(ballots, np.int32)
    projects, points = np.empty(entries, np.int32), np.empty(entries, np.int32)
    voters = np.empty(ballots, np.int64), np.empty(ballots, np.int64)
    return names, (starts, projects, points, line_of_ballot), voters, np.zeros(3, np.int64)


def _layout(lines: BallotLines) -> tuple[int, int, int, int, int, int]:
    columns = list(lines.columns)
    points = columns.index("points") if "points" in columns else -1
    vote, voter = columns.index("vote"), columns.index("voter_id")
    return len(columns), voter, vote, points, MAX_POINTS, MAX_LINE_BYTES


def _grouped(grouping: Any, lines: BallotLines, data: Any, work: Any) -> BallotRows | None:
    """Equal ballots in one row; `None` where one names a project twice."""
    _, (starts, projects, points, line_of_ballot), voters, filled = work
    number, free = int(filled[0]), grouping.FREE
    entries = int(starts[number])
    first, named = np.zeros(number + 1, np.int64), np.empty(entries, np.int32)
    given = np.empty(entries, np.int32)
    hashes, row_of_ballot = np.empty(number, np.uint64), np.empty(number, np.int32)
    groups = (first, named, given, hashes, table_for(number, free).astype(np.int64), row_of_ballot)
    written = (starts, projects, points, np.zeros(len(lines.project_ids), np.int32))
    known = grouping.group_ballots(written, number, _source(grouping, lines), groups)
    different = number
    if not grouping.are_ascending(data, *voters, number):
        different = grouping.count_different(data, *voters, number, table_for(number, free))
    if grouping.UNUSUAL in (known, different):
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


def _source(grouping: Any, lines: BallotLines) -> int:
    """Where the points of a ballot come from."""
    if lines.vote_type in APPROVALS:
        return int(grouping.ONE_EACH)
    return int(grouping.AS_WRITTEN if "points" in lines.columns else grouping.BY_ORDER)


def table_for(entries: int, free: int) -> Any:
    """A table that stays at most half full; its size is a power of two."""
    return np.full(1 << (2 * entries).bit_length(), free, np.int32)
