"""The pool hands out connections of the application's role, as many as agreed and no more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from psycopg_pool import PoolTimeout, TooManyRequests

from adapters.postgres.pool import CONNECTIONS_MAX, Pool, open_pool
from tests.integration.conftest import Partition
from tests.waiting import soon

AT_ONCE_SECONDS = 0.9


class TestAConnection:
    def test_finds_the_partitions_tables_by_name_as_the_application(
        self, database: Partition
    ) -> None:
        with database.pool.connection() as connection:
            row = connection.execute(
                "SELECT partition, current_user::text FROM installation"
            ).fetchone()
        assert row == (database.schema, database.role)

    def test_says_in_the_list_of_sessions_what_it_is_for(self, database: Partition) -> None:
        with (
            open_pool(database.app_url, database.schema, purpose="wijkkas projector") as pool,
            pool.connection() as connection,
        ):
            name = connection.execute("SHOW application_name").fetchone()
        assert name == ("wijkkas projector",)

    def test_is_replaced_when_the_server_had_closed_it(self, database: Partition) -> None:
        with database.pool.connection() as connection:
            closed = connection.info.backend_pid
        with superuser(database) as session:
            session.execute("SELECT pg_terminate_backend(%s, 5000)", (closed,))
        with database.pool.connection() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert connection.info.backend_pid != closed


class TestAPoolThatLostItsServer:
    def test_serves_at_once_when_all_its_idle_connections_are_lost(
        self, database: Partition
    ) -> None:
        with open_pool(database.app_url, database.schema, purpose="all lost") as pool:
            with ExitStack() as all_in_use:
                for _ in range(CONNECTIONS_MAX):
                    all_in_use.enter_context(pool.connection())
            with superuser(database) as session:
                ended = session.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE application_name = 'all lost'"
                )
                assert ended.rowcount == CONNECTIONS_MAX
            asked_at = time.monotonic()
            assert _use(pool)
            assert time.monotonic() - asked_at < AT_ONCE_SECONDS


class TestAPoolThatIsAllInUse:
    def test_lets_callers_wait_for_a_bounded_time(self, database: Partition) -> None:
        with (
            open_pool(database.app_url, database.schema, connections_max=1) as pool,
            pool.connection(),
            pytest.raises(PoolTimeout),
            pool.connection(timeout=0.05),
        ):
            pass

    def test_turns_callers_away_when_too_many_wait(self, database: Partition) -> None:
        one_and_one_more = open_pool(
            database.app_url, database.schema, connections_max=1, waiting_max=1
        )
        with one_and_one_more as pool, ThreadPoolExecutor(1) as other, pool.connection():
            waiting = other.submit(_use, pool)
            assert soon(lambda: pool.get_stats().get("requests_waiting") == 1)
            with pytest.raises(TooManyRequests), pool.connection():
                pass
        assert waiting.result()


@contextmanager
def superuser(database: Partition) -> Iterator[psycopg.Connection]:
    """A session that may end those of others."""
    url = database.owner_url.replace("wijkkas_owner", "postgres")
    with psycopg.connect(url, autocommit=True) as session:
        yield session


def _use(pool: Pool) -> bool:
    with pool.connection() as connection:
        return connection.execute("SELECT true").fetchone() == (True,)
