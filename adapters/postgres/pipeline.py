"""A connection on which a statement is sent while earlier ones are still being carried out.

Each statement is a transaction of its own; they are carried out, and answered, in the order in
which they were sent. It belongs to one event loop and needs no thread.

While an answer is awaited the socket is looked at now and then, also when the loop says nothing of
it: uvloop gives up a socket of which the system reports an error, which is what a session that was
killed leaves behind, without telling who reads from it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence

from psycopg import OperationalError, pq
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGconn, PGresult

BINARY = 1
LOOK_SECONDS = 0.25
"""Longer than nearly every answer takes, and shorter than anybody notices."""


class PipelinedConnection:
    """Made by `open_pipeline`."""

    def __init__(self, connection: PGconn) -> None:
        self._loop = asyncio.get_running_loop()
        self._connection = connection
        self._socket = connection.socket
        self._sent: deque[asyncio.Future[PGresult]] = deque()
        self._result: PGresult | None = None
        self._loop.add_reader(self._socket, self._read)
        self._looks_soon = False
        self.is_open = True

    def send(self, statement: bytes, values: Sequence[bytes]) -> asyncio.Future[PGresult]:
        """Send a prepared statement with binary values; its rows will be in the future.

        The future raises what PostgreSQL says, and `OperationalError` when the connection is lost.
        """
        answer: asyncio.Future[PGresult] = self._loop.create_future()
        self._sent.append(answer)
        try:
            self._connection.send_query_prepared(
                statement, values, param_formats=[BINARY] * len(values), result_format=BINARY
            )
            self._connection.pipeline_sync()
            self._write()
        except OperationalError as lost:
            self._end(lost)
        self._look_soon()
        return answer

    @property
    def is_idle(self) -> bool:
        """Whether no answer is awaited."""
        return not self._sent

    def close(self) -> None:
        """Close it; what was sent and not answered has an unknown outcome."""
        self._end(OperationalError("the connection was closed"))

    def _write(self) -> None:
        """Send what fits; the rest when there is room, while answers are read."""
        try:
            if self._connection.flush():
                self._loop.add_writer(self._socket, self._write)
            else:
                self._loop.remove_writer(self._socket)
        except OperationalError as lost:
            self._end(lost)

    def _look_soon(self) -> None:
        if not self._looks_soon:
            self._looks_soon = True
            self._loop.call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """Read whether or not there is something to read, as long as an answer is awaited."""
        self._looks_soon = False
        if self._sent:
            self._read()
        if self._sent:
            self._look_soon()

    def _read(self) -> None:
        try:
            self._connection.consume_input()
            while self._sent and not self._connection.is_busy():
                _guard_open(self._connection)
                self._take(self._connection.get_result())
        except OperationalError as lost:
            self._end(lost)

    def _take(self, result: PGresult | None) -> None:
        """Between the results of a statement and the next stands None; after both, a mark."""
        if result is None:
            return
        if result.status != pq.ExecStatus.PIPELINE_SYNC:
            self._result = result
            return
        answer, found, self._result = self._sent.popleft(), self._result, None
        if answer.done():
            return
        if found is not None and found.status == pq.ExecStatus.TUPLES_OK:
            answer.set_result(found)
        elif found is not None:
            answer.set_exception(error_from_result(found))

    def _end(self, failure: OperationalError) -> None:
        if not self.is_open:
            return
        self.is_open = False
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._connection.finish()
        while self._sent:
            answer = self._sent.popleft()
            if not answer.done():
                answer.set_exception(failure)


async def open_pipeline(url: str, statements: Mapping[bytes, bytes]) -> PipelinedConnection:
    """A connection with these statements prepared, by name. Raises `OperationalError`."""
    return PipelinedConnection(await asyncio.to_thread(_connect, url.encode(), statements))


def _connect(url: bytes, statements: Mapping[bytes, bytes]) -> PGconn:
    connection = pq.PGconn.connect(url)
    _guard_open(connection)
    for name, statement in statements.items():
        prepared = connection.prepare(name, statement)
        _guard_open(connection)
        if prepared.status != pq.ExecStatus.COMMAND_OK:
            raise error_from_result(prepared)
    connection.nonblocking = 1
    connection.enter_pipeline_mode()
    return connection


def _guard_open(connection: PGconn) -> None:
    """Raise `OperationalError` for a connection that is lost, which may be tried again."""
    if connection.status != pq.ConnStatus.OK:
        raise OperationalError(connection.get_error_message())
