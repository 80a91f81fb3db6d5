"""A database in trouble under a running process: a clear answer, nothing lost, and all is well
again by itself once the trouble is over.

What is found when a process starts is in `test_reaching.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.postgres import attempts
from adapters.postgres.log_check import check_log
from adapters.postgres.pool import open_pool
from application.refusals import LogUnreachable
from domain.ballot import CastBallot
from domain.command import ActorCommand
from tests.integration.conftest import Partition
from tests.integration.offices import Answer, a_first_ballot, a_proposal, answered, office, town_of
from tests.integration.test_pool import superuser

DONE, LATER = "", LogUnreachable.code
TROUBLES = {
    "read-only": "ALTER ROLE {role} SET default_transaction_read_only = on",
    "no sign-in": "ALTER ROLE {role} NOLOGIN",
    "out of connections": "ALTER ROLE {role} CONNECTION LIMIT 0",
}
OVER = (
    "ALTER ROLE {role} RESET ALL",
    "ALTER ROLE {role} LOGIN CONNECTION LIMIT -1",
)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits fifteen seconds here for what will not come."""
    monkeypatch.setattr(attempts, "MAX_SECONDS", 1.0)
    monkeypatch.setattr("adapters.postgres.pool.WAIT_SECONDS_MAX", 0.5)


@contextmanager
def trouble(partition: Partition, kind: str) -> Iterator[None]:
    """For the length of the block, for every session of the partition's role."""
    with superuser(partition) as session:
        _say(session, partition, TROUBLES[kind])
        try:
            yield
        finally:
            for statement in OVER:
                _say(session, partition, statement)


def _say(session: psycopg.Connection, partition: Partition, statement: str) -> None:
    session.execute(SQL(statement).format(role=Identifier(partition.role)))
    session.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s",
        (partition.role,),
    )


@pytest.mark.parametrize("kind", ["read-only", "no sign-in", "out of connections"])
@pytest.mark.parametrize("command", [a_proposal("late"), a_first_ballot(1)], ids=["main", "ballot"])
def test_a_command_is_to_be_sent_again_and_then_has_its_answer(
    database: Partition, kind: str, command: ActorCommand | CastBallot
) -> None:
    with open_pool(database.app_url, database.schema) as pool:
        working = office(database, pool=pool)
        town = town_of(working).with_money(1_000)
        town.admit("garden", 100)
        town.open_round(["garden"], budget=100)
        lengths = (working.log.next_position(), working.ballot_log.next_position())
        with trouble(database, kind):
            assert answered(working, command) == Answer(LATER)
        first = answered(working, command)
        assert (first.code, first) == (DONE, answered(working, command))
        after = (working.log.next_position(), working.ballot_log.next_position())
        assert sum(after) == sum(lengths) + 1, "once"
        assert check_log(pool, database.schema).broken == ()


def test_reading_goes_on_where_nothing_can_be_written(database: Partition) -> None:
    with open_pool(database.app_url, database.schema) as pool:
        working = office(database, pool=pool)
        town_of(working).with_money(1_000)
        length = working.log.next_position()
        with trouble(database, "read-only"):
            assert len(working.log.read()) == length
