"""The two logs of a partition on PostgreSQL.

Writing goes through the functions of `migrations/0003_append.sql`, which hold the rules; here
commands become arrays, failures that may pass are retried, and rows become entries.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import LiteralString
from uuid import UUID

from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.attempts import attempt
from adapters.postgres.group_commit import GroupCommit
from adapters.postgres.pool import Pool
from application.log import (
    ID_REUSED,
    Accepted,
    Conflict,
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

_APPEND_MAIN = """
    SELECT verdict, first, events, code, repeated FROM {schema}.append_main(
        %b::uuid[], %b::bytea[], %b::text[], %b::text[], %b::text[],
        %b::integer[], %b::integer[], %b::text[],
        %b::integer[], %b::integer[], %b::text[], %b::bytea[],
        %b::integer[], %b::integer[],
        %b::integer[], %b::text[], %b::timestamptz[], %b::timestamptz[])"""
_APPEND_BALLOTS = """
    SELECT verdict, first, events, code, repeated FROM {schema}.append_ballots(
        %b::uuid[], %b::bytea[], %b::text[], %b::text[],
        %b::integer[], %b::text[],
        %b::integer[], %b::integer[], %b::text[], %b::bytea[])"""
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
_STATEMENTS: tuple[LiteralString, ...] = (
    *(_APPEND_MAIN, _APPEND_BALLOTS, _OUTCOME, _STREAM, _READ, _NEXT_POSITION),
    *(_PAGE_OF_STREAMS, _SHUT_FENCE),
)


class _PostgresEntries:
    """What both logs answer in the same way."""

    def __init__(
        self, pool: Pool, schema: str, log: str, entry: str, nothing: tuple[str, Columns]
    ) -> None:
        """`nothing` appends nothing: a commit is answered when all before it is safe."""
        self._pool = pool
        self._nothing = nothing
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
            self._rows(*self._nothing)
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

    def _rows(self, statement: str, parameters: Columns) -> list[TupleRow]:
        query = self._statements[statement]
        return attempt(
            self._pool,
            lambda connection: connection.execute(
                query, parameters, prepare=True, binary=True
            ).fetchall(),
        )

    def _entries(self, statement: str, parameters: Columns) -> list[Recorded]:
        return [_recorded(row) for row in self._rows(statement, parameters)]


class PostgresLog(_PostgresEntries):
    """The main log of the partition in `schema`; `pool` connects as the application's role.

    `notices` hears of each append.
    """

    def __init__(self, pool: Pool, schema: str, notices: AppendNotices | None = None) -> None:
        entry = "position, stream, version, name, payload, appended_at"
        super().__init__(pool, schema, "main", entry, (_APPEND_MAIN, _main_columns(())))
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

    def _append_together(self, submissions: Sequence[Submission]) -> list[Outcome]:
        began = time.perf_counter()
        rows = self._rows(_APPEND_MAIN, _main_columns(submissions))
        outcomes = [_outcome(*row) for row in rows]
        self._notices.appended(outcomes, time.perf_counter() - began)
        return outcomes


class PostgresBallotLog(_PostgresEntries):
    """The ballot log of the partition in `schema`, with the fences around its rounds.

    `notices` hears when it is too crowded, and nothing of any ballot.
    """

    def __init__(self, pool: Pool, schema: str, notices: AppendNotices | None = None) -> None:
        entry = "position, stream, version, name, payload"
        super().__init__(pool, schema, "ballot", entry, (_APPEND_BALLOTS, _ballot_columns(())))
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

    def _append_together(self, submissions: Sequence[Submission]) -> list[Outcome]:
        rows = self._rows(_APPEND_BALLOTS, _ballot_columns(submissions))
        return [_outcome(*row) for row in rows]

    def shut_fence(self, fence: str) -> None:
        """Shut a fence for good: no ballot enters after this returns. Repeating it is harmless.

        Raises `LookupError` for a fence that was never opened.
        """
        ((found,),) = self._rows(_SHUT_FENCE, [fence])
        if not found:
            raise LookupError(f"no fence is named {fence}")

    def streams_starting_with(self, prefix: str) -> Iterator[Recorded]:
        """All entries of streams whose name starts with `prefix`, by stream and version.

        Read page by page and not at one moment: shut the fence first.
        """
        stream, version = prefix, -1
        while page := self._entries(
            _PAGE_OF_STREAMS, [stream, version, prefix + _LAST_CHARACTER, ENTRIES_PER_PAGE]
        ):
            yield from page
            stream, version = page[-1].stream, page[-1].version


def _in_a_group(
    group: GroupCommit, submissions: Sequence[Submission], notices: AppendNotices, log: str
) -> list[Outcome]:
    try:
        return group.append(submissions) if submissions else []
    except LogCrowded:
        notices.crowded(log)
        raise


def _main_columns(submissions: Sequence[Submission]) -> Columns:
    """The arguments of `append_main`, in its order."""
    streams = _Ordinals()
    events = _event_columns(submissions, streams)
    reads = [seen for submission in submissions for seen in submission.unchanged]
    opening = [
        (ordinal, submission.opens)
        for ordinal, submission in enumerate(submissions, start=1)
        if submission.opens is not None
    ]
    read_streams = [streams[seen.stream] for seen in reads]
    return [
        [submission.command_id for submission in submissions],
        [submission.fingerprint for submission in submissions],
        [submission.refusal for submission in submissions],
        [submission.actor for submission in submissions],
        [submission.command for submission in submissions],
        [len(submission.events) for submission in submissions],
        [len(submission.unchanged) for submission in submissions],
        list(streams),
        *events,
        read_streams,
        [seen.version for seen in reads],
        [ordinal for ordinal, _ in opening],
        [fence.name for _, fence in opening],
        [fence.opens_at for _, fence in opening],
        [fence.closes_at for _, fence in opening],
    ]


def _ballot_columns(submissions: Sequence[Submission]) -> Columns:
    """The arguments of `append_ballots`, in its order."""
    streams = _Ordinals()
    events = _event_columns(submissions, streams)
    return [
        [submission.command_id for submission in submissions],
        [submission.fingerprint for submission in submissions],
        [submission.refusal for submission in submissions],
        [submission.inside for submission in submissions],
        [len(submission.events) for submission in submissions],
        list(streams),
        *events,
    ]


def _event_columns(submissions: Sequence[Submission], streams: _Ordinals) -> Columns:
    """Stream (as an ordinal), version, name and payload of every event of every command."""
    events = [event for submission in submissions for event in submission.events]
    return [
        [streams[event.stream] for event in events],
        [event.version for event in events],
        [event.name for event in events],
        [event.payload for event in events],
    ]


class _Ordinals(dict[str, int]):
    """Numbers streams from 1 in the order in which they are first asked for."""

    def __missing__(self, stream: str) -> int:
        self[stream] = ordinal = len(self) + 1
        return ordinal


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


def _recorded(row: TupleRow) -> Recorded:
    """An entry from its row; times in UTC, whatever the session's time zone is."""
    position, stream, version, name, payload, *times = row
    moment = times[0].astimezone(UTC) if times else None
    return Recorded(position, stream, version, name, payload, moment)
