"""Reading a Pabulib file: large ones fast, and whatever is unusual carefully.

The two readers give the same `PabulibFile`, and the same refusals; see `careful` for what is
refused and what becomes a remark. The bytes are read whole and not mapped, since a mapped file that
another program cuts off would end the process.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from adapters.pabulib.amounts import exact_number
from adapters.pabulib.ballot_rows import BallotRows
from adapters.pabulib.careful import CarefulReading
from adapters.pabulib.fast import BallotLines, read_fast
from adapters.pabulib.file import (
    APPROVALS,
    BORDA,
    ORDINAL,
    BallotsOnDemand,
    PabulibBallot,
    PabulibFile,
    points_of,
    scoring_of,
)
from adapters.pabulib.lines import BallotFileMalformed, TextLines
from adapters.pabulib.remarks import remarks_on
from domain.errors import MALFORMED, NOT_FOUND, Refusal

__all__ = [
    "MAX_BYTES",
    "BallotFileMalformed",
    "BallotFileNotFound",
    "BallotFileTooLarge",
    "exact_number",
    "pabulib_from_bytes",
    "parse_pabulib",
    "read_pabulib",
]

MAX_BYTES = 200_000_000

LARGE_BYTES = 1_000_000
"""From here on loading the compiled loops takes less time than reading line by line."""


class BallotFileTooLarge(Refusal):
    code = "ballot_file.too_large"
    status = MALFORMED
    dutch = "Het stembestand is groter dan {limit} bytes."
    english = "The ballot file is larger than {limit} bytes."


class BallotFileNotFound(Refusal):
    code = "ballot_file.not_found"
    status = NOT_FOUND
    dutch = "Er is geen leesbaar stembestand op {path}."
    english = "There is no readable ballot file at {path}."


def read_pabulib(path: Path) -> PabulibFile:
    """Read a file. Raises `BallotFileNotFound`, `BallotFileTooLarge`, `BallotFileMalformed`."""
    if not path.is_file():
        raise BallotFileNotFound(path=str(path))
    try:
        with path.open("rb") as file:
            # Asked for as much as there is: room for the bound would be made first, and cleared.
            data = file.read(min(path.stat().st_size, MAX_BYTES) + 1)
    except OSError as unreadable:
        raise BallotFileNotFound(path=str(path)) from unreadable
    return pabulib_from_bytes(data)


def parse_pabulib(lines: Iterable[str]) -> PabulibFile:
    """Read the text of a file. Raises `BallotFileTooLarge` and `BallotFileMalformed`."""
    return pabulib_from_bytes("".join(lines).encode())


def pabulib_from_bytes(data: bytes, *, fast: bool | None = None) -> PabulibFile:
    """Read the bytes of a file. Raises `BallotFileTooLarge` and `BallotFileMalformed`.

    `fast` says whether to try the fast reader; of itself it is tried on large files, and on all
    files once its compiled loops are loaded.
    """
    if len(data) > MAX_BYTES:
        raise BallotFileTooLarge(limit=MAX_BYTES)
    if fast is None:
        fast = len(data) >= LARGE_BYTES or "numba" in sys.modules
    lines = TextLines(data)
    reading = CarefulReading(lines)
    reading.read_head()
    if fast and _may_be_fast(reading):
        rows = read_fast(
            BallotLines(
                data=data,
                offset=lines.offset,
                line=lines.number,
                columns=reading.ballot_columns,
                project_ids=tuple(reading.projects),
                vote_type=reading.vote_type,
            )
        )
        if rows is not None:
            return _file(reading, rows, data)
    reading.read_ballots()
    return _file(reading, _rows_of(reading), None)


def _may_be_fast(reading: CarefulReading) -> bool:
    """Whether points, if any, are as written or by order."""
    ordered = reading.vote_type == ORDINAL and "points" not in reading.ballot_columns
    return not reading.default_score and (not ordered or scoring_of(reading.meta) == BORDA)


def _file(reading: CarefulReading, rows: BallotRows, data: bytes | None) -> PabulibFile:
    """Everything together; with `data` where ballots were read fast, and can be read again."""
    projects = tuple(reading.projects.values())
    budget = reading.amount_in_meta("budget")
    return PabulibFile(
        meta=reading.meta,
        budget=budget,
        vote_type=reading.vote_type,
        minimum_votes=reading.amount_in_meta("min_project_score_threshold"),
        projects=projects,
        ballots=tuple(reading.ballots) if data is None else _on_demand(rows.ballots, data),
        remarks=(
            *reading.remarks,
            *remarks_on(reading.meta, reading.vote_type, budget, projects, rows),
        ),
        project_columns=reading.project_columns,
        ballot_columns=reading.ballot_columns,
        default_score=reading.default_score,
        grouped=None if data is None else rows.columns(),
    )


def _on_demand(number: int, data: bytes) -> BallotsOnDemand:
    def read() -> tuple[PabulibBallot, ...]:
        reading = CarefulReading(TextLines(data))
        reading.read_head()
        reading.read_ballots()
        return tuple(reading.ballots)

    return BallotsOnDemand(number, read)


def _rows_of(reading: CarefulReading) -> BallotRows:
    """A row for each ballot."""
    ballots = reading.ballots
    position = {project_id: place for place, project_id in enumerate(reading.projects)}
    lengths = np.fromiter((len(ballot.choices) for ballot in ballots), np.int64, len(ballots))
    named = (position[choice] for ballot in ballots for choice in ballot.choices)
    points = None
    if reading.vote_type not in APPROVALS:
        given = (value for ballot in ballots for value in points_of(ballot).values())
        points = np.fromiter(given, np.int64)
    return BallotRows(
        starts=np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))),
        projects=np.fromiter(named, np.int32),
        points=points,
        row_of_ballot=np.arange(len(ballots), dtype=np.int32),
        line_of_ballot=np.array(reading.line_of_ballot, np.int32),
        voters=len({ballot.voter_id for ballot in ballots}),
    )
