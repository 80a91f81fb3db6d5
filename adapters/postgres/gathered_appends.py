"""Appends to one log for the tasks of one event loop, on one connection of their own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from adapters.postgres.append_answers import outcomes_of, rows_of
from adapters.postgres.append_columns import (
    BALLOT_FUNCTIONS,
    MAIN_FUNCTIONS,
    AppendFunction,
    ballot_function_for,
    main_function_for,
)
from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.attempts import attempt_soon
from adapters.postgres.gathering import Gathering
from adapters.postgres.pipeline import PipelinedConnection, open_pipeline
from adapters.postgres.pool import Pool
from application.log import LogCrowded, Outcome, Submission
from application.log_bounds import check_ballot_bounds, check_main_bounds

IDLE_SECONDS = 60.0
"""Of many municipalities only those in which people vote just now have a connection for it."""


@dataclass(frozen=True, slots=True)
class AppendWay:
    """How commands get into one of the logs: `main` or `ballot`."""

    log: str
    is_public: bool
    """Whether others may be told that something was appended; never of a ballot."""
    functions: tuple[AppendFunction, ...]
    function_for: Callable[[Sequence[Submission]], AppendFunction]
    check_bounds: Callable[[Sequence[Submission]], None]


INTO_MAIN = AppendWay("main", True, MAIN_FUNCTIONS, main_function_for, check_main_bounds)
INTO_BALLOTS = AppendWay(
    "ballot", False, BALLOT_FUNCTIONS, ballot_function_for, check_ballot_bounds
)


class GatheredAppends:
    """Made by `gathered_appends`."""

    def __init__(
        self,
        connections: _Connections,
        way: AppendWay,
        notices: AppendNotices,
    ) -> None:
        self._connections = connections
        self._way = way
        self._notices = notices
        self._gathering = Gathering(self._append_together)

    async def append(self, submission: Submission) -> Outcome:
        """Classify and store one command, whole, in a transaction with those that came with it.

        Raises `LogUnavailable`, `LogCrowded` when too many wait, and `ValueError` for a submission
        beyond the bounds.
        """
        return await self.submit(submission)

    def submit(self, submission: Submission) -> asyncio.Future[Outcome]:
        """The same without a task of one's own: the outcome comes in the future.

        Raises `LogCrowded` and `ValueError` at once.
        """
        self._way.check_bounds((submission,))
        try:
            return self._gathering.submit(submission)
        except LogCrowded:
            self._notices.crowded(self._way.log)
            raise

    async def finish(self) -> None:
        """Wait until what was taken is answered, and close the connection."""
        await self._gathering.finish()
        self._connections.close()

    async def _append_together(self, submissions: Sequence[Submission]) -> list[Outcome]:
        began = time.perf_counter()
        function = self._way.function_for(submissions)

        async def send() -> list[Outcome]:
            connection = await self._connections.current()
            values = function.binary(submissions)
            result = await connection.send(function.name.encode(), values)
            return outcomes_of(list(rows_of(result)))

        outcomes = await attempt_soon(send)
        if self._way.is_public:
            self._notices.appended(outcomes, time.perf_counter() - began)
        return outcomes


class _Connections:
    """One connection at a time; another when it was lost, and none while nobody appends."""

    def __init__(self, pool: Pool, statements: dict[bytes, bytes], idle_seconds: float) -> None:
        self._pool = pool
        self._url = _url_of(pool)
        self._statements = statements
        self._idle_seconds = idle_seconds
        self._loop = asyncio.get_running_loop()
        self._opening = asyncio.Lock()
        self._connection: PipelinedConnection | None = None
        self._used_at = 0.0
        self._watching: asyncio.TimerHandle | None = None

    async def current(self) -> PipelinedConnection:
        """The connection that is open; who comes first opens one. Raises `OperationalError`."""
        async with self._opening:
            self._used_at = self._loop.time()
            if self._connection is None or not self._connection.is_open:
                await asyncio.to_thread(self._look)
                self._connection = await open_pipeline(self._url, self._statements)
                self._watch(self._idle_seconds)
            return self._connection

    def _watch(self, seconds: float) -> None:
        if self._watching is None:
            self._watching = self._loop.call_later(seconds, self._close_when_idle)

    def _close_when_idle(self) -> None:
        """Close what was not asked for in a while; the next who comes opens another."""
        self._watching = None
        if self._connection is None or not self._connection.is_open:
            return
        left = self._used_at + self._idle_seconds - self._loop.time()
        if left <= 0 and self._connection.is_idle:
            self._connection.close()
        else:
            self._watch(max(left, self._idle_seconds / 2))

    def _look(self) -> None:
        """Have the pool try a connection, or make one: so another epoch is known of before anything
        is appended in it.
        """
        with self._pool.connection():
            pass

    def close(self) -> None:
        """Close the connection there is."""
        if self._watching is not None:
            self._watching.cancel()
        if self._connection is not None:
            self._connection.close()


@asynccontextmanager
async def gathered_appends(
    pool: Pool,
    schema: str,
    way: AppendWay,
    notices: AppendNotices,
    *,
    idle_seconds: float = IDLE_SECONDS,
) -> AsyncIterator[GatheredAppends]:
    """Appends for the tasks of the running loop; at the end of the block all taken are answered.

    `pool` tells where the database is; the connection is one of its own, made for who comes first,
    and closed when nobody came for `idle_seconds`.
    """
    statements = {
        function.name.encode(): SQL(function.called_by_number)
        .format(schema=Identifier(schema))
        .as_bytes(None)
        for function in way.functions
    }
    connections = _Connections(pool, statements, idle_seconds)
    appends = GatheredAppends(connections, way, notices)
    try:
        yield appends
    finally:
        await appends.finish()


def _url_of(pool: Pool) -> str:
    """Where and how the pool connects, autocommit left out, which is psycopg's and not libpq's."""
    if callable(pool.conninfo) or callable(pool.kwargs):
        raise TypeError("the pool connects to one place")
    options = {name: value for name, value in (pool.kwargs or {}).items() if name != "autocommit"}
    return make_conninfo(pool.conninfo, **options)
