"""A statement that the server does not answer in time, as a commit that waits for its replica.

Here it waits for a row that somebody holds; that ends, too, when it ends and not before.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from adapters.postgres import attempts
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import Pool, open_pool
from adapters.postgres.projection_tables import qualified
from application.log import Accepted, LogUnavailable
from tests.integration.conftest import Partition
from tests.integration.submissions import command, events
from tests.waiting import soon

HOLD = "UPDATE {schema}.main_head SET last_time = last_time"
BOUND_SECONDS = 0.5
PLACES = 2


@pytest.fixture
def pool(database: Partition, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """A pool with few places, of which a statement has half a second."""
    monkeypatch.setattr(attempts, "MAX_SECONDS", BOUND_SECONDS)
    with open_pool(database.app_url, database.schema, connections_max=PLACES) as found:
        yield found


@pytest.fixture
def held(database: Partition) -> Iterator[psycopg.Connection]:
    """Somebody who keeps every command waiting, until the rollback."""
    with psycopg.connect(database.owner_url) as holder:
        holder.execute(qualified(HOLD, database.schema))
        yield holder


def test_the_caller_is_told_so_in_time_and_the_command_may_be_carried_out_all_the_same(
    database: Partition, pool: Pool, held: psycopg.Connection
) -> None:
    log, sent = PostgresLog(pool, database.schema), command(*events("a", 0))
    began = time.monotonic()
    with pytest.raises(LogUnavailable):
        log.append([sent])
    assert time.monotonic() - began < BOUND_SECONDS + 5
    held.rollback()
    assert soon(lambda: log.next_position() == 1)
    assert log.append([sent]) == [Accepted(0, 0, repeated=True)]


def test_its_place_in_the_pool_is_kept_until_the_answer_so_that_no_more_sessions_wait(
    database: Partition, pool: Pool, held: psycopg.Connection
) -> None:
    def fails(number: int) -> bool:
        # One log each, since what meets at one log is one group, and waits on one connection.
        with pytest.raises(LogUnavailable):
            PostgresLog(pool, database.schema).append([command(*events(f"own:{number}", 0))])
        return True

    with ThreadPoolExecutor(PLACES + 3) as many:
        assert all(many.map(fails, range(PLACES + 3)))
    assert waiting_sessions(database) == PLACES
    assert pool.get_stats()["pool_available"] == 0
    held.rollback()
    assert soon(lambda: pool.get_stats()["pool_available"] > 0)
    log = PostgresLog(pool, database.schema)
    assert soon(lambda: log.next_position() == PLACES)
    assert log.append([command(*events("after", 0))]) == [Accepted(PLACES, PLACES)]


def test_a_connection_that_is_lost_while_it_waits_gives_its_place_back(
    database: Partition, pool: Pool, held: psycopg.Connection
) -> None:
    log = PostgresLog(pool, database.schema)
    with pytest.raises(LogUnavailable):
        log.append([command(*events("a", 0))])
    with database.pool.connection() as session:
        session.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE usename = current_user AND wait_event_type = 'Lock'"
        )
    assert soon(lambda: pool.get_stats()["pool_available"] > 0)
    held.rollback()
    assert log.next_position() == 0


def test_what_is_answered_in_time_is_not_disturbed(database: Partition, pool: Pool) -> None:
    log = PostgresLog(pool, database.schema)
    with psycopg.connect(database.owner_url) as holder, ThreadPoolExecutor(1) as one:
        holder.execute(qualified(HOLD, database.schema))
        answer = one.submit(log.append, [command(*events("a", 0))])
        time.sleep(BOUND_SECONDS / 4)
        holder.rollback()
        assert answer.result() == [Accepted(0, 0)]
    # The connection has no bound left from then.
    time.sleep(BOUND_SECONDS)
    with pool.connection() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def waiting_sessions(partition: Partition) -> int:
    """How many sessions of the application wait for a lock."""
    with partition.pool.connection() as session:
        rows = session.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE usename = current_user AND wait_event_type = 'Lock'"
        ).fetchall()
    return int(rows[0][0])
