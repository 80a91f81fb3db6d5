"""Sessions of one's own on a partition, to decide in a test who waits for whom."""

from __future__ import annotations

import time

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tests.integration.conftest import Partition

WAIT_SECONDS_MAX = 10.0


def application_session(partition: Partition, *, autocommit: bool = True) -> Connection[TupleRow]:
    """A connection as the application's role."""
    return _session(partition, partition.app_url, autocommit)


def owner_session(partition: Partition, *, autocommit: bool = True) -> Connection[TupleRow]:
    """A connection as the owner of the tables."""
    return _session(partition, partition.owner_url, autocommit)


def _session(partition: Partition, url: str, autocommit: bool) -> Connection[TupleRow]:
    options = f"-c search_path={partition.schema},pg_temp"
    return psycopg.connect(url, autocommit=autocommit, options=options)


def wait_until_blocked(partition: Partition, blocker: Connection[TupleRow]) -> int:
    """Wait until a session waits for a lock that `blocker` holds, and return its process id."""
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    with owner_session(partition) as onlooker:
        while time.monotonic() < deadline:
            waiting = onlooker.execute(
                "SELECT pid FROM pg_locks WHERE NOT granted AND %s = ANY (pg_blocking_pids(pid))",
                (blocker.info.backend_pid,),
            ).fetchone()
            if waiting is not None:
                return int(waiting[0])
            time.sleep(0.005)
    raise AssertionError(f"nobody waited for the lock within {WAIT_SECONDS_MAX} seconds")
