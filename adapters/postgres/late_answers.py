"""Statements that are answered within a bound, or not waited for any longer.

A commit waits for its replica however long that is away, and nothing at the server ends that wait:
to cancel it would be to acknowledge what the replica lacks. So who asked is told that there is no
answer, and the connection keeps its place in the pool until the server has answered, so that there
are never more sessions that wait than the pool has places. Then it is closed.
"""

from __future__ import annotations

import selectors
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from psycopg import Connection, OperationalError, pq
from psycopg.rows import TupleRow

from adapters.postgres.pool import BoundedConnection, Pool

Answer = TypeVar("Answer")


class LateAnswer(Exception):  # noqa: N818 - says what happened to the caller
    """The server did not answer in time: whether it did what was asked is not known."""


def answered_by(
    moment: float, pool: Pool, work: Callable[[Connection[TupleRow]], Answer]
) -> Answer:
    """Do `work` over a connection of the pool, answered by this moment of `time.monotonic`.

    Raises `LateAnswer`, and whatever `work` and the pool raise.
    """
    connection = pool.getconn()
    connection.answer_by = moment
    try:
        answer = work(connection)
    except OperationalError as problem:
        if connection.pgconn.transaction_status != pq.TransactionStatus.ACTIVE:
            _give_back(pool, connection)
            raise
        waits = Thread(target=_wait_for, args=(pool, connection), name="late-answer", daemon=True)
        waits.start()
        raise LateAnswer() from problem
    except BaseException:
        _give_back(pool, connection)
        raise
    _give_back(pool, connection)
    return answer


def _give_back(pool: Pool, connection: BoundedConnection) -> None:
    connection.answer_by = None
    pool.putconn(connection)


def _wait_for(pool: Pool, connection: BoundedConnection) -> None:
    """Until the server answers, or the connection is lost. What psycopg knows of it is incomplete:
    so it is not used again.
    """
    server = connection.pgconn
    with suppress(OperationalError, OSError), selectors.DefaultSelector() as selector:
        selector.register(server.socket, selectors.EVENT_READ)
        while server.is_busy():
            selector.select()
            server.consume_input()
    connection.close()
    pool.putconn(connection)
