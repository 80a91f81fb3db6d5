"""What the watch over fetched passes keeps: no address, no resident, nothing that joins the two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from adapters.pass_watch import PostgresPassWatch, hashed_network
from adapters.voting_pass_register import PostgresVotingPassRegister
from domain.fetched_passes import PassSignal
from tests.integration.conftest import Partition
from tests.integration.fetching import (
    DAY,
    FEW,
    HOME,
    HOUR,
    LIBRARY,
    NOON,
    ROUND,
    RULE,
    a_burst,
    fetched,
    register_with_the_round_open,
)
from tests.integration.stored_rows import everything_in
from tests.waiting import soon


@pytest.fixture
def register(database: Partition) -> PostgresVotingPassRegister:
    return register_with_the_round_open(database)


@pytest.fixture
def kept(database: Partition, register: PostgresVotingPassRegister) -> PostgresPassWatch:
    """The watch that keeps rows, while the round is open."""
    return PostgresPassWatch(database.pool, database.schema)


class TestWhatIsKept:
    def test_is_neither_the_address_nor_the_resident_nor_the_pass(
        self, database: Partition, register: PostgresVotingPassRegister, kept: PostgresPassWatch
    ) -> None:
        resident = "resident-27f1"
        issued = register.issue(ROUND, resident)
        fetched(kept, a_burst())
        stored = everything_in(database, f"{database.schema}_register").lower()
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
        assert source in everything_in(database, f"{database.schema}_register")
        for schema in (database.schema, f"{database.schema}_vault"):
            stored = everything_in(database, schema)
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
            assert soon(lambda: waiting(database) == 1)
            closing = at_once.submit(register.close_round, ROUND)
            assert soon(lambda: waiting(database) == 2 or closing.done())
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


def count(database: Partition) -> int:
    """How many addresses something is kept of."""
    return len(rows_of(database, "SELECT source FROM {}.fetches"))
