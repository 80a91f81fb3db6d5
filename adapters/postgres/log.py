"""The two logs of a partition on PostgreSQL.

Writing goes through the functions of `migrations/0003_append.sql` and `0009_append_singles.sql`,
which hold the rules; here failures that may pass are retried, and rows become entries.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import LiteralString
from uuid import UUID

from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.postgres.append_answers import outcomes_of
from adapters.postgres.append_columns import (
    BALLOT_FUNCTIONS,
    BALLOTS,
    MAIN,
    MAIN_FUNCTIONS,
    AppendFunction,
    ballot_function_for,
    main_function_for,
)
from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.attempts import attempt
from adapters.postgres.gathered_appends import (
    INTO_BALLOTS,
    INTO_MAIN,
    GatheredAppends,
    gathered_appends,
)
from adapters.postgres.group_commit import GroupCommit
from adapters.postgres.pool import Pool
from application.log import (
    ID_REUSED,
    Accepted,
    LogCrowded,
    Outcome,
    Recorded,
    Refused,
    Submission,
)
from application.log_bounds import check_ballot_bounds, check_main_bounds

Columns = list[object]

ENTRIES_PER_PAGE = 5_000
_LAST_CHARACTER = "\U0010ffff"

_OUTCOME = """
    SELECT fingerprint = %b, first_position, event_count, refusal
    FROM {schema}.{commands} WHERE command_id = %b"""
_STREAM = """
    SELECT {entry} FROM {schema}.{log} WHERE stream = %b AND version > %b ORDER BY version"""
_READ = "SELECT {entry} FROM {schema}.{log} WHERE position >= %b ORDER BY position LIMIT %b"
_NEXT_POSITION = "SELECT next_position FROM {schema}.{head}"
_PAGE_OF_STREAMS = """
    SELECT {entry} FROM {schema}.{log}
    WHERE (stream, version) > (%b, %b) AND stream < %b
    ORDER BY stream, version LIMIT %b"""
_SHUT_FENCE = "SELECT {schema}.shut_fence(%b)"
_SHUT_FENCE_CLOSING_AT = "SELECT {schema}.shut_fence_closing_at(%b, %b)"
_STATEMENTS: tuple[LiteralString, ...] = (
    *(_OUTCOME, _STREAM, _READ, _NEXT_POSITION, _PAGE_OF_STREAMS),
    *(_SHUT_FENCE, _SHUT_FENCE_CLOSING_AT),
    *(function.called for function in (*MAIN_FUNCTIONS, *BALLOT_FUNCTIONS)),
)


class _PostgresEntries:
    """What both logs answer in the same way."""

    def __init__(
        self, pool: Pool, schema: str, log: str, entry: str, function: AppendFunction
    ) -> None:
        """`function` can append nothing: a commit is answered when all before it is safe."""
        self._function = function
        self._pool = pool
        self._schema = schema
        names = {
            "schema": Identifier(schema),
            "log": Identifier(f"{log}_log"),
            "commands": Identifier(f"{log}_commands"),
            "head": Identifier(f"{log}_head"),
            "entry": SQL(entry),
        }
        self._statements = {
            statement: SQL(statement).format(**names).as_bytes(None) for statement in _STATEMENTS
        }

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """The recorded outcome of a command, or None when the log does not know it.

        It waits until the outcome is as safe as when it was first given: a server that has just
        recovered also shows what its replica may not have.
        """
        rows = self._rows(_OUTCOME, [fingerprint, command_id])
        if rows:
            self._appended(self._function, ())
        for same, first_position, event_count, refusal in rows:
            if not same:
                return Refused(ID_REUSED)
            if refusal is not None:
                return Refused(refusal, repeated=True)
            return Accepted(first_position, first_position + event_count - 1, repeated=True)
        return None

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """The entries of one stream above `after_version`, in order."""
        return self._entries(_STREAM, [stream, after_version])

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """At most `limit` entries from `from_position` on, in order of position."""
        return self._entries(_READ, [from_position, limit])

    def next_position(self) -> int:
        """The position that the next event will get: the number of entries."""
        ((position,),) = self._rows(_NEXT_POSITION, [])
        return int(position)

    def streams_starting_with(self, prefix: str) -> Iterator[Recorded]:
        """All entries of streams whose name starts with `prefix`, by stream and version.

        Read page by page and not at one moment: of ballots, shut the fence first.
        """
        stream, version = prefix, -1
        while page := self._entries(
            _PAGE_OF_STREAMS, [stream, version, prefix + _LAST_CHARACTER, ENTRIES_PER_PAGE]
        ):
            yield from page
            stream, version = page[-1].stream, page[-1].version

    def _rows(self, statement: str, parameters: Columns) -> list[TupleRow]:
        query = self._statements[statement]
        return attempt(
            self._pool,
            lambda connection: connection.execute(
                query, parameters, prepare=True, binary=True
            ).fetchall(),
        )

    def _appended(
        self, function: AppendFunction, submissions: Sequence[Submission]
    ) -> list[Outcome]:
        rows = self._rows(function.called, function.columns(submissions))
        return outcomes_of(rows)

    def _entries(self, statement: str, parameters: Columns) -> list[Recorded]:
        return [_recorded(row) for row in self._rows(statement, parameters)]


class PostgresLog(_PostgresEntries):
    """The main log of the partition in `schema`; `pool` connects as the application's role.

    `notices` hears of each append.
    """

    def __init__(self, pool: Pool, schema: str, notices: AppendNotices | None = None) -> None:
        entry = "position, stream, version, name, payload, appended_at"
        super().__init__(pool, schema, "main", entry, MAIN)
        self._notices = notices or AppendNotices()
        self._group = GroupCommit(self._append_together)

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Classify and store whole commands in order; one outcome each, in the same order.

        What several threads submit at the same moment shares one transaction. Raises
        `LogUnavailable`, `LogCrowded` when too many wait, and `ValueError` for a submission beyond
        the bounds.
        """
        check_main_bounds(submissions)
        return _in_a_group(self._group, submissions, self._notices, "main")

    def gathered(self) -> AbstractAsyncContextManager[GatheredAppends]:
        """Appends for the tasks of this event loop: without threads, and many at once."""
        return gathered_appends(self._pool, self._schema, INTO_MAIN, self._notices)

    def _append_together(self, submissions: Sequence[Submission]) -> list[Outcome]:
        began = time.perf_counter()
        outcomes = self._appended(main_function_for(submissions), submissions)
        self._notices.appended(outcomes, time.perf_counter() - began)
        return outcomes


class PostgresBallotLog(_PostgresEntries):
    """The ballot log of the partition in `schema`, with the fences around its rounds.

    `notices` hears when it is too crowded, and nothing of any ballot.
    """

    def __init__(self, pool: Pool, schema: str, notices: AppendNotices | None = None) -> None:
        entry = "position, stream, version, name, payload"
        super().__init__(pool, schema, "ballot", entry, BALLOTS)
        self._notices = notices or AppendNotices()
        self._group = GroupCommit(self._append_together)

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Classify and store whole ballots in order; one outcome each, in the same order.

        What several threads submit at the same moment shares one transaction. Raises
        `LogUnavailable`, `LogCrowded` when too many wait, and `ValueError` for a submission beyond
        the bounds.
        """
        check_ballot_bounds(submissions)
        return _in_a_group(self._group, submissions, self._notices, "ballot")

    def gathered(self) -> AbstractAsyncContextManager[GatheredAppends]:
        """Appends for the tasks of this event loop: without threads, and many at once."""
        return gathered_appends(self._pool, self._schema, INTO_BALLOTS, self._notices)

    def _append_together(self, submissions: Sequence[Submission]) -> list[Outcome]:
        return self._appended(ballot_function_for(submissions), submissions)

    def shut_fence(self, fence: str, closing_at: datetime | None = None) -> bool:
        """Shut a fence for good: no ballot enters after this returns. Repeating it is harmless.

        With `closing_at` only where it still closes then: false where it was moved meanwhile.
        Raises `LookupError` for a fence that was never opened.
        """
        if closing_at is None:
            ((found,),) = self._rows(_SHUT_FENCE, [fence])
            shut: bool | None = found or None
        else:
            ((shut,),) = self._rows(_SHUT_FENCE_CLOSING_AT, [fence, closing_at])
        if shut is None:
            raise LookupError(f"no fence is named {fence}")
        return shut


def _in_a_group(
    group: GroupCommit, submissions: Sequence[Submission], notices: AppendNotices, log: str
) -> list[Outcome]:
    try:
        return group.append(submissions) if submissions else []
    except LogCrowded:
        notices.crowded(log)
        raise


def _recorded(row: TupleRow) -> Recorded:
    """An entry from its row; times in UTC, whatever the session's time zone is."""
    position, stream, version, name, payload, *times = row
    moment = times[0].astimezone(UTC) if times else None
    return Recorded(position, stream, version, name, payload, moment)
