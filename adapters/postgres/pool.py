"""Connections to one partition, as the application's role: bounded in number and in waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

CONNECTIONS_MAX = 16
"""Per process; PostgreSQL allows 100 in all unless told otherwise."""
WAIT_SECONDS_MAX = 5.0
WAITING_MAX = 500
CONNECT_SECONDS_MAX = 10
LIFETIME_SECONDS_MAX = 3_600.0
RECONNECT_SECONDS_MAX = 1.0
NOTICE_SILENCE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}
"""How a connection that fell silent is noticed in about a minute. A server that is slow, and still
there, is never cut off by it.
"""
"""Then a place in the pool is given up, and the next caller tries at once. A place that keeps on
trying pauses twice as long each time: after 20 seconds without a server, 8 seconds more.
"""


INTERRUPTED_SECONDS = 0.1
"""How often a wait looks whether somebody pressed Ctrl-C, as psycopg has it."""
Answer = TypeVar("Answer")


class BoundedConnection(Connection[TupleRow]):
    """A connection whose statements have to be answered by `answer_by`, if it is set."""

    answer_by: float | None = None
    """By the clock of `time.monotonic`."""

    def wait(
        self,
        gen: PQGen[Answer],
        interval: float = INTERRUPTED_SECONDS,
        timeout: float | None = None,
    ) -> Answer:
        """Wait as psycopg does, and no longer than that. Raises `OperationalError` then."""
        if timeout is None and self.answer_by is not None:
            timeout = max(0.0, self.answer_by - time.monotonic())
        return super().wait(gen, interval, timeout)


Pool = ConnectionPool[BoundedConnection]


def open_pool(
    app_url: str,
    schema: str,
    *,
    connections_max: int = CONNECTIONS_MAX,
    purpose: str = "wijkkas",
    waiting_max: int = WAITING_MAX,
    when_connected: Callable[[Connection[TupleRow]], None] | None = None,
) -> Pool:
    """A pool that is open; close it, or use it in a `with` block.

    Connections commit each statement by itself unless in `connection.transaction()`, and find the
    partition's tables by name. `purpose` shows in PostgreSQL's list of sessions. Each new one is
    shown to `when_connected`. Each is tried before it is handed out, so that a restart of the
    server goes unnoticed.

    Asking for a connection raises `psycopg_pool.PoolTimeout` after `WAIT_SECONDS_MAX`, and
    `psycopg_pool.TooManyRequests` when `waiting_max` callers wait already.
    """
    pool: Pool = ConnectionPool(
        app_url,
        connection_class=BoundedConnection,
        min_size=1,
        max_size=connections_max,
        timeout=WAIT_SECONDS_MAX,
        max_waiting=waiting_max,
        max_lifetime=LIFETIME_SECONDS_MAX,
        reconnect_timeout=RECONNECT_SECONDS_MAX,
        configure=when_connected,
        check=lambda connection: _check(pool, connection),
        kwargs={
            "autocommit": True,
            "application_name": purpose,
            "connect_timeout": CONNECT_SECONDS_MAX,
            **NOTICE_SILENCE,
            # The schema's name is a plain identifier: `migrate` refuses any other.
            "options": f"-c search_path={schema},pg_temp",
        },
        open=True,
        name=purpose,
    )
    return pool


def _check(pool: Pool, connection: Connection[TupleRow]) -> None:
    """Try a connection. Where one is lost, mostly all are, as after a restart of the server.

    So the idle ones are tried at once: the pool by itself would pause a second and more after each
    that it finds lost, and with sixteen of them a caller waited in vain for 15 seconds.
    """
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        pool.check()
        raise
