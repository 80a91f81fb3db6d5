"""Watching fetched passes: a burst is one signal, and what is kept joins nobody to anything."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from adapters.pass_watch import PostgresPassWatch, hashed_network
from adapters.postgres.pool import open_pool
from adapters.voting_pass_register import PostgresVotingPassRegister
from application.pass_watch import PassFetch, PassWatch
from domain.fetched_passes import PassSignal
from domain.regulation_procedure import IntegrityRule
from tests.fakes.pass_watch import FakePassWatch
from tests.integration.conftest import Partition
from tests.integration.test_voting_passes import _everything_in as everything_in

ROUND = "round-2026-noord"
HOME, LIBRARY = "203.0.113.7", "198.51.100.20"
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
"""The beginning of a period of an hour."""
FEW = 4
RULE = IntegrityRule(article="9", passes_from_one_address=FEW, within_minutes=60, kept_days=7)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def fetched(
    watch: PassWatch, moments: list[timedelta], network: str = HOME, round_id: str = ROUND
) -> None:
    """Passes that one network fetched, each so long after noon."""
    for after in moments:
        watch.note(PassFetch(round_id, network, RULE, NOON + after))


def a_burst(number: int = FEW, begin: timedelta = timedelta()) -> list[timedelta]:
    """So many passes, a minute after each other."""
    return [begin + timedelta(minutes=each) for each in range(number)]


@pytest.fixture
def register(database: Partition) -> PostgresVotingPassRegister:
    """The register, with the round open."""
    found = PostgresVotingPassRegister(database.pool, database.schema)
    found.open_round(ROUND)
    return found


@pytest.fixture(params=["fake", "postgres"])
def watch(request: pytest.FixtureRequest) -> PassWatch:
    """Each of the two watches in turn."""
    if request.param == "fake":
        return FakePassWatch()
    partition: Partition = request.getfixturevalue("database")
    request.getfixturevalue("register")
    return PostgresPassWatch(partition.pool, partition.schema)


@pytest.fixture
def kept(database: Partition, register: PostgresVotingPassRegister) -> PostgresPassWatch:
    """The watch that keeps rows, while the round is open."""
    return PostgresPassWatch(database.pool, database.schema)


class TestABurst:
    def test_from_one_address_is_one_signal_and_says_no_more_than_that(
        self, watch: PassWatch
    ) -> None:
        fetched(watch, a_burst(3 * FEW))
        assert watch.signals([ROUND]) == {ROUND: PassSignal(ROUND, 1, FEW, 60)}

    def test_of_one_less_is_none(self, watch: PassWatch) -> None:
        fetched(watch, a_burst(FEW - 1))
        assert watch.signals([ROUND]) == {}

    def test_across_the_border_of_two_periods_is_one_too(self, watch: PassWatch) -> None:
        fetched(watch, a_burst(begin=HOUR - timedelta(minutes=2)))
        assert watch.signals([ROUND])[ROUND].addresses == 1

    def test_that_goes_on_later_is_not_told_again(self, watch: PassWatch) -> None:
        fetched(watch, [*a_burst(FEW + 1), *a_burst(begin=3 * HOUR)])
        assert watch.signals([ROUND])[ROUND].addresses == 1

    def test_from_two_addresses_is_told_of_both(self, watch: PassWatch) -> None:
        fetched(watch, a_burst())
        fetched(watch, a_burst(), LIBRARY)
        assert watch.signals([ROUND])[ROUND].addresses == 2

    def test_in_one_round_says_nothing_of_another(self, watch: PassWatch) -> None:
        fetched(watch, a_burst())
        assert watch.signals(["round-2026-zuid"]) == {}


class TestSpreadFetches:
    def test_from_one_address_are_no_signal(self, watch: PassWatch) -> None:
        fetched(watch, [each * HOUR for each in range(0, 6 * FEW, 2)])
        assert watch.signals([ROUND]) == {}

    def test_from_many_addresses_are_no_signal(self, watch: PassWatch) -> None:
        for home in range(20):
            fetched(watch, a_burst(FEW - 1), f"203.0.113.{home}")
        assert watch.signals([ROUND]) == {}


class TestSeveralProcesses:
    def test_lose_no_fetch_and_tell_it_once(
        self, database: Partition, register: PostgresVotingPassRegister
    ) -> None:
        networks = [f"203.0.113.{home}" for home in range(6)]
        fetches = [PassFetch(ROUND, each, RULE, NOON) for each in networks for _ in range(FEW)]
        with open_pool(database.app_url, database.schema) as other_pool:
            watches = [PostgresPassWatch(p, database.schema) for p in (database.pool, other_pool)]
            with ThreadPoolExecutor(8) as both:
                turns = [watches[number % 2] for number in range(len(fetches))]
                list(both.map(lambda watch, fetch: watch.note(fetch), turns, fetches))
        assert watches[0].signals([ROUND])[ROUND].addresses == len(networks)

    def test_that_begin_anew_know_what_was_counted(
        self, database: Partition, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst(FEW - 1))
        with open_pool(database.app_url, database.schema) as pool:
            anew = PostgresPassWatch(pool, database.schema)
            fetched(anew, a_burst(1, begin=timedelta(minutes=30)))
            assert anew.signals([ROUND])[ROUND].addresses == 1
            fetched(anew, a_burst(FEW))
            assert kept.signals([ROUND])[ROUND].addresses == 1


class TestWhatIsKept:
    def test_is_neither_the_address_nor_the_resident_nor_the_pass(
        self, database: Partition, register: PostgresVotingPassRegister, kept: PostgresPassWatch
    ) -> None:
        resident = "resident-27f1"
        issued = register.issue(ROUND, resident)
        fetched(kept, a_burst())
        stored = everything_in(database).lower()
        assert ROUND in stored
        secrets = (HOME, HOME.encode().hex(), "cb007107", resident, resident.encode().hex())
        for secret in (*secrets, issued.pass_id, issued.signature):
            assert secret not in stored

    def test_is_in_no_other_schema(
        self, database: Partition, register: PostgresVotingPassRegister, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst())
        (row,) = rows_of(database, "SELECT encode(fetch_key, 'hex') FROM {}.fetch_keys")
        source = hashed_network(bytes.fromhex(str(row[0])), HOME).hex()
        assert source in everything_in(database)
        for schema in (database.schema, f"{database.schema}_vault"):
            stored = everything_of(database, schema)
            assert source not in stored
            assert HOME not in stored

    def test_has_nothing_by_which_a_fetch_and_a_resident_could_be_joined(
        self, database: Partition
    ) -> None:
        columns = {
            table: {
                name
                for (name,) in rows_of(
                    database,
                    """SELECT column_name::text FROM information_schema.columns
                       WHERE table_schema = {} AND table_name = %s""",
                    table,
                    as_text=True,
                )
            }
            for table in ("issued_passes", "fetches", "fetch_signals")
        }
        assert columns["issued_passes"] & columns["fetches"] == {"round_id"}
        assert columns["fetch_signals"] == {"round_id", "addresses", "passes", "minutes"}

    def test_is_another_hash_in_another_round(
        self, database: Partition, register: PostgresVotingPassRegister, kept: PostgresPassWatch
    ) -> None:
        register.open_round("round-2026-zuid")
        fetched(kept, a_burst(1))
        fetched(kept, a_burst(1), round_id="round-2026-zuid")
        sources = rows_of(database, "SELECT source FROM {}.fetches")
        assert len(sources) == len(set(sources)) == 2

    def test_is_forgotten_once_two_periods_are_over(
        self, database: Partition, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst(FEW - 1))
        fetched(kept, [2 * HOUR], LIBRARY)
        assert count(database) == 2, "the period of the first is the one before"
        fetched(kept, [2 * HOUR + timedelta(minutes=1)], LIBRARY)
        assert count(database) == 1

    def test_of_what_was_told_is_forgotten_after_the_days_of_the_regulation(
        self, database: Partition, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst())
        fetched(kept, [RULE.kept_days * DAY], LIBRARY)
        assert count(database) == 2
        fetched(kept, [RULE.kept_days * DAY + HOUR], LIBRARY)
        assert count(database) == 1
        assert kept.signals([ROUND])[ROUND].addresses == 1, "the number stays"

    def test_is_forgotten_in_time_also_where_nobody_fetches_any_more(
        self, database: Partition, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst())
        fetched(kept, a_burst(1), LIBRARY)
        kept.forget(NOON + 2 * HOUR)
        assert count(database) == 2
        kept.forget(NOON + 2 * HOUR + timedelta(minutes=1))
        assert count(database) == 1, "what was told is kept for the days of the regulation"
        kept.forget(NOON + RULE.kept_days * DAY + HOUR)
        assert count(database) == 0

    def test_is_gone_when_the_round_closes_and_its_key_with_it(
        self, database: Partition, register: PostgresVotingPassRegister, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst())
        register.close_round(ROUND)
        assert count(database) == 0
        assert rows_of(database, "SELECT fetch_key FROM {}.fetch_keys") == []
        fetched(kept, a_burst())
        assert count(database) == 0
        assert rows_of(database, "SELECT fetch_key FROM {}.fetch_keys") == []
        assert kept.signals([ROUND]) == {ROUND: PassSignal(ROUND, 1, FEW, 60)}

    def test_stays_gone_where_somebody_fetches_while_it_closes(
        self, database: Partition, register: PostgresVotingPassRegister, kept: PostgresPassWatch
    ) -> None:
        with (
            psycopg.connect(database.owner_url) as held_up,
            ThreadPoolExecutor(2) as at_once,
        ):
            keys = sql.Identifier(f"{database.schema}_register", "fetch_keys")
            half_made = sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(keys)
            held_up.execute(half_made, (ROUND, bytes(32)))
            fetching = at_once.submit(fetched, kept, a_burst(1))
            until(lambda: waiting(database) == 1)
            closing = at_once.submit(register.close_round, ROUND)
            until(lambda: waiting(database) == 2 or closing.done())
            held_up.rollback()
            fetching.result()
            closing.result()
        assert count(database) == 0
        assert rows_of(database, "SELECT fetch_key FROM {}.fetch_keys") == []

    def test_has_one_row_for_an_address_however_often_it_fetches(
        self, database: Partition, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst(50))
        assert count(database) == 1

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE {}.fetch_keys SET round_id = 'other'",
            "TRUNCATE {}.fetches",
            "DELETE FROM {}.fetch_signals",
            "TRUNCATE {}.fetch_signals",
        ],
    )
    def test_is_kept_from_the_application_where_it_does_not_need_it(
        self, database: Partition, statement: LiteralString
    ) -> None:
        register = sql.Identifier(f"{database.schema}_register")
        with (
            database.pool.connection() as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(sql.SQL(statement).format(register))


def rows_of(
    database: Partition, query: LiteralString, *values: str, as_text: bool = False
) -> list[tuple[object, ...]]:
    """Rows of the register, as its owner sees them."""
    name = f"{database.schema}_register"
    schema: sql.Composable = sql.Literal(name) if as_text else sql.Identifier(name)
    with psycopg.connect(database.owner_url) as owner:
        return owner.execute(sql.SQL(query).format(schema), values).fetchall()


def waiting(database: Partition) -> int:
    """How many wait for a lock."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        found = owner.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    assert found is not None
    return int(found[0])


def until(holds: Callable[[], bool]) -> None:
    """Wait for it, for ten seconds at most."""
    give_up = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def count(database: Partition) -> int:
    """How many addresses something is kept of."""
    return len(rows_of(database, "SELECT source FROM {}.fetches"))


def everything_of(database: Partition, schema: str) -> str:
    """Every row of every table of a schema, as PostgreSQL writes it out."""
    with psycopg.connect(database.owner_url) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))
        return "\n".join(
            str(row[0])
            for (table,) in tables.fetchall()
            for row in owner.execute(
                sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(schema, table))
            )
        )
