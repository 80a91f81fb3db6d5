"""What one municipality does, however long it takes, is not in the way of another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.postgres.embedded import Database
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import CONNECTIONS_MAX, open_pool
from tests.integration.conftest import Partition
from tests.integration.logs import logs_of
from tests.integration.projecting import a_year_in_town, copied, log_of, projector_of, views_of
from tests.integration.sessions import application_session, owner_session
from tests.integration.submissions import ballot, command, events, open_round
from tests.scenarios.town import LIENDERT, YEAR

NewPartition = Callable[[], Partition]
APPENDS = 300
"""Each leaves two old versions of the head row; 185 of them fill a page."""


@pytest.fixture
def busy(database: Partition) -> Partition:
    """The municipality that does something long: a year has passed there."""
    log = log_of(database)
    copied(a_year_in_town(), log)
    projector_of(database, log).catch_up()
    return database


@pytest.fixture
def other(new_partition: NewPartition) -> Partition:
    """Its neighbour in the same database."""
    return new_partition()


def lives_on(partition: Partition) -> bool:
    """Whether a municipality can do all it does: append to both logs, project, answer, rebuild."""
    logs, town = logs_of(partition), a_year_in_town()
    if logs.main.next_position() == 0:
        copied(town, logs.main)
        logs.main.append([open_round()])
    logs.ballots.append([ballot(f"pass:{logs.ballots.next_position()}")])
    projector = projector_of(partition, logs.main)
    projector.catch_up()
    granted = views_of(partition).state(YEAR, LIENDERT).granted_cents
    return granted == 5_500_00 and projector.rebuild().identical


def locked_by(partition: Partition, postgres: Database) -> set[str]:
    """The schemas in which sessions of a partition's role hold or want a lock."""
    with psycopg.connect(superuser_of(postgres)) as session:
        rows = session.execute(
            """SELECT DISTINCT space.nspname::text
               FROM pg_locks locked
               JOIN pg_stat_activity session USING (pid)
               JOIN pg_class relation ON relation.oid = locked.relation
               JOIN pg_namespace space ON space.oid = relation.relnamespace
               WHERE session.usename = %s AND session.datname = current_database()
                   AND locked.database = (
                       SELECT oid FROM pg_database WHERE datname = current_database())""",
            (partition.role,),
        )
        return {name for (name,) in rows} - {"pg_catalog", "pg_toast"}


def superuser_of(postgres: Database) -> str:
    """Who sees the locks of everybody."""
    return postgres.owner_url.replace("wijkkas_owner", "postgres")


class TestWhileOneRebuilds:
    def test_it_locks_its_own_tables_alone_and_the_other_lives_on(
        self, busy: Partition, other: Partition, postgres: Database
    ) -> None:
        seen: list[set[str]] = []
        lived: list[bool] = []

        def meanwhile(done: int, of: int) -> None:
            del done, of
            seen.append(locked_by(busy, postgres))
            lived.append(lives_on(other))

        report = projector_of(busy, log_of(busy)).rebuild((), meanwhile)
        assert report.identical
        assert set().union(*seen) == {busy.schema}
        assert lived == [True] * len(seen)


class TestWhileOneIsHeldUp:
    def test_by_its_own_lock_and_without_a_connection_left_the_other_lives_on(
        self, busy: Partition, other: Partition
    ) -> None:
        with owner_session(busy, autocommit=False) as holder, ExitStack() as taken:
            for head in ("main_head", "ballot_head"):
                table = Identifier(head)
                holder.execute(SQL("UPDATE {} SET next_position = next_position").format(table))
            for _ in range(CONNECTIONS_MAX):
                taken.enter_context(busy.pool.connection())
            assert lives_on(other)

    def test_the_same_lock_does_hold_up_its_own_which_shows_that_it_is_one(
        self, busy: Partition
    ) -> None:
        with (
            owner_session(busy, autocommit=False) as holder,
            application_session(busy) as waiting,
        ):
            holder.execute("UPDATE ballot_head SET next_position = next_position")
            waiting.execute("SET lock_timeout = '100ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                waiting.execute("SELECT shut_fence('round:1')")


class TestWhileOneReadsInOneLongTransaction:
    """PostgreSQL keeps what such a reader might still see, in the whole of its database. So the old
    versions of every head row there stay, and appending looks at more of them each time.
    """

    def test_a_municipality_in_another_database_does_not_notice(
        self, busy: Partition, postgres: Database
    ) -> None:
        with psycopg.connect(superuser_of(postgres), autocommit=True) as superuser:
            superuser.execute("CREATE DATABASE wijkkas_gm8001 OWNER wijkkas_owner")
        apart = moved(postgres, "wijkkas_gm8001", "gm8001")
        with application_session(busy, autocommit=False) as reader:
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reader.execute("SELECT count(*) FROM main_log")
            append_often(apart)
        assert pages_of_the_head(apart) == 1
        apart.pool.close()

    def test_one_in_the_same_database_does_notice_which_is_the_limit_of_sharing_one(
        self, busy: Partition, other: Partition
    ) -> None:
        with application_session(busy, autocommit=False) as reader:
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reader.execute("SELECT count(*) FROM main_log")
            append_often(other)
        assert pages_of_the_head(other) > 1

    def test_a_reader_of_the_log_page_by_page_is_no_such_reader(
        self, busy: Partition, other: Partition
    ) -> None:
        pages = log_of(busy)
        for _ in range(3):
            assert pages.read(0, 10)
            append_often(other, APPENDS // 3)
        assert pages_of_the_head(other) == 1


def append_often(partition: Partition, times: int = APPENDS) -> None:
    """As many transactions on the main log."""
    log = logs_of(partition).main
    for number in range(times):
        log.append([command(*events(f"often:{log.next_position()}:{number}", 0))])


def pages_of_the_head(partition: Partition) -> int:
    """How many pages an append looks through for the one row of the head."""
    with owner_session(partition) as owner:
        row = owner.execute("SELECT pg_relation_size('main_head') / 8192").fetchone()
    assert row is not None
    return int(row[0])


def moved(postgres: Database, database: str, schema: str) -> Partition:
    """A partition in another database of the same cluster."""
    owner_url = postgres.owner_url.replace("/wijkkas?", f"/{database}?")
    migrate(owner_url, schema, f"{schema}_app")
    app_url = postgres.app_url.replace("/wijkkas?", f"/{database}?")
    app_url = app_url.replace("wijkkas_app", f"{schema}_app")
    return Partition(owner_url, app_url, schema, open_pool(app_url, schema))
