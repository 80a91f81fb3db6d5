"""What the append functions answer, as outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

from application.log import Accepted, Conflict, Outcome, Refused

ALL_ACCEPTED = "all accepted"
"""One row for the whole batch: its events stand at consecutive positions from the first on."""
_TRUE = b"\x01"


def outcomes_of(rows: Sequence[TupleRow]) -> list[Outcome]:
    """One outcome per command, in order, whichever function answered."""
    for verdict, first, commands, _, _ in rows[:1]:
        if verdict == ALL_ACCEPTED:
            return [Accepted(position, position) for position in range(first, first + commands)]
    return [_outcome(*row) for row in rows]


def rows_of(result: PGresult) -> Iterator[TupleRow]:
    """The rows of a result in PostgreSQL's binary format."""
    for row in range(result.ntuples):
        verdict, first, events, code, repeated = (
            result.get_value(row, column) for column in range(result.nfields)
        )
        yield (
            None if verdict is None else verdict.decode(),
            None if first is None else int.from_bytes(first, "big"),
            None if events is None else int.from_bytes(events, "big"),
            None if code is None else code.decode(),
            repeated == _TRUE,
        )


def _outcome(
    verdict: str, first: int | None, events: int | None, code: str | None, repeated: bool
) -> Outcome:
    if first is not None and events is not None:
        return Accepted(first, first + events - 1, repeated)
    if code is not None:
        return Refused(code, repeated)
    if verdict != "conflict":
        raise AssertionError(f"the log answered {verdict} without a position or a code")
    return Conflict()
