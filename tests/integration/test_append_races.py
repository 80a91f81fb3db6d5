"""What holds when many write at once, and when a session dies on the way."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import psycopg
import pytest
import stamina
from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool

from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import BoundedConnection
from application.log import (
    FENCE_CLOSED,
    VERSION_TAKEN,
    Accepted,
    Conflict,
    Log,
    LogUnavailable,
    Outcome,
    Refused,
    StreamVersion,
    Submission,
)
from tests.integration.conftest import Partition
from tests.integration.logs import Logs, logs_of, logs_of_many_servers
from tests.integration.sessions import application_session, owner_session, wait_until_blocked
from tests.integration.submissions import ROUND, ballot, command, events, open_round
from tests.integration.tailing import write_and_tail

Item = TypeVar("Item")
Answer = TypeVar("Answer")
STORM = 1_000
THREADS = 24


@pytest.fixture(params=[logs_of, logs_of_many_servers], ids=["one server", "many servers"])
def logs(database: Partition, request: pytest.FixtureRequest) -> Logs:
    """The logs of a partition on PostgreSQL, as one server or as many write to them."""
    made: Logs = request.param(database)
    return made


def at_once(work: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """Do the work on all items, as many at a time as there are threads."""
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(work, items))


def append_alone(log: Log) -> Callable[[Submission], Outcome]:
    """Appends one command per call."""
    return lambda submission: log.append([submission])[0]


class TestInAStorm:
    def test_of_a_thousand_first_ballots_of_one_pass_one_counts(self, logs: Logs) -> None:
        logs.main.append([open_round()])
        casts = [ballot("pass:1") for _ in range(STORM)]
        outcomes = Counter(at_once(append_alone(logs.ballots), casts))
        assert outcomes == {Accepted(0, 0): 1, Refused(VERSION_TAKEN): STORM - 1}
        assert logs.ballots.next_position() == len(logs.ballots.read()) == 1

    def test_a_ballot_that_is_sent_a_thousand_times_gets_one_answer(self, logs: Logs) -> None:
        logs.main.append([open_round()])
        outcomes = Counter(at_once(append_alone(logs.ballots), [ballot("pass:1")] * STORM))
        assert outcomes == {Accepted(0, 0): 1, Accepted(0, 0, repeated=True): STORM - 1}

    def test_a_command_that_is_sent_a_thousand_times_gets_one_answer(self, logs: Logs) -> None:
        once = command(*events("a", 0, 2))
        outcomes = Counter(at_once(append_alone(logs.main), [once] * STORM))
        assert outcomes == {Accepted(0, 1): 1, Accepted(0, 1, repeated=True): STORM - 1}

    def test_commands_are_stored_whole_and_positions_stay_dense(self, logs: Logs) -> None:
        contested = [
            command(*events(f"shared:{number % 50}", 0), *events(f"own:{number}", 0))
            for number in range(400)
        ]
        outcomes = at_once(append_alone(logs.main), contested)
        assert sum(isinstance(outcome, Accepted) for outcome in outcomes) == 50
        assert outcomes.count(Conflict()) == 350
        stored = logs.main.read()
        assert [entry.position for entry in stored] == list(range(100))
        owned = sorted(entry.position for entry in stored if entry.stream.startswith("own:"))
        assert owned == list(range(1, 100, 2))

    def test_after_a_round_is_shut_no_ballot_counts(self, logs: Logs) -> None:
        logs.main.append([open_round()])
        counted: list[int] = []

        def cast_until_shut(voter: int) -> list[Outcome]:
            outcomes: list[Outcome] = []
            while Refused(FENCE_CLOSED) not in outcomes and len(outcomes) < 10_000:
                casts = [ballot(f"pass:{voter}:{len(outcomes) + i}") for i in range(5)]
                outcomes += logs.ballots.append(casts)
            return outcomes

        def shut_midway() -> None:
            while logs.ballots.next_position() < 300:
                time.sleep(0.001)
            logs.ballots.shut_fence(ROUND)
            counted.append(logs.ballots.next_position())

        closing = threading.Thread(target=shut_midway)
        closing.start()
        outcomes = [one for batch in at_once(cast_until_shut, range(THREADS)) for one in batch]
        closing.join()
        accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
        assert counted == [len(accepted)] == [logs.ballots.next_position()]
        assert len(accepted) >= 300
        assert outcomes.count(Refused(FENCE_CLOSED)) == 5 * THREADS

    def test_after_a_mandate_is_withdrawn_nothing_rests_on_it(self, logs: Logs) -> None:
        logs.main.append([command(*events("mandate", 0))])
        grants = [
            command(*events(f"grant:{i}", 0), read=(StreamVersion("mandate", 0),))
            for i in range(400)
        ]
        storm = [*grants[:200], command(*events("mandate", 1)), *grants[200:]]
        outcomes = at_once(append_alone(logs.main), storm)
        withdrawal = outcomes.pop(200)
        assert isinstance(withdrawal, Accepted)
        positions = [one.first_position for one in outcomes if isinstance(one, Accepted)]
        assert max(positions) < withdrawal.first_position
        assert outcomes.count(Conflict()) == 400 - len(positions) > 0

    def test_a_tailing_reader_misses_and_doubles_nothing(self, logs: Logs) -> None:
        total = 99_996
        tail = write_and_tail(logs.main, writers=6, events_total=total)
        assert (tail.position, tail.missed_or_doubled, tail.out_of_order) == (total, 0, 0)
        assert logs.main.next_position() == total


class LosesItsFirstAnswer(psycopg.Cursor[TupleRow]):
    """Reads from a server that did and committed what it was asked, and whose answer got lost."""

    lost = 0

    def fetchall(self) -> list[TupleRow]:
        if LosesItsFirstAnswer.lost == 0:
            LosesItsFirstAnswer.lost += 1
            self.connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return super().fetchall()


@contextmanager
def head_locked(database: Partition, head: str) -> Iterator[Connection[TupleRow]]:
    """Hold a log's lock as its owner until the block ends."""
    with owner_session(database, autocommit=False) as holder:
        holder.execute(SQL("SELECT * FROM {} FOR UPDATE").format(Identifier(head)))
        yield holder


class TestWhenASessionDies:
    @pytest.mark.parametrize("kind", ["main", "ballot"])
    def test_before_its_commit_the_command_is_stored_once(
        self, database: Partition, logs: Logs, kind: str
    ) -> None:
        logs.main.append([open_round()])
        log: Log = logs.main if kind == "main" else logs.ballots
        once = command(*events("a", 0)) if kind == "main" else ballot("a")
        with ThreadPoolExecutor(1) as threads, application_session(database) as killer:
            with head_locked(database, f"{kind}_head") as holder:
                answer = threads.submit(log.append, [once])
                victim = wait_until_blocked(database, holder)
                killer.execute("SELECT pg_terminate_backend(%s, 5000)", (victim,))
            (outcome,) = answer.result(timeout=20)
        assert isinstance(outcome, Accepted)
        assert not outcome.repeated
        assert len(log.stream("a")) == 1
        assert log.append([once])[0] == Accepted(
            outcome.first_position, outcome.last_position, repeated=True
        )

    def test_after_its_commit_the_command_gets_the_answer_it_missed(
        self, database: Partition
    ) -> None:
        LosesItsFirstAnswer.lost = 0
        losing = {"cursor_factory": LosesItsFirstAnswer, "autocommit": True}
        with ConnectionPool(
            database.app_url,
            connection_class=BoundedConnection,
            kwargs=losing,
            min_size=1,
            open=True,
        ) as pool:
            log = PostgresLog(pool, database.schema)
            once = command(*events("a", 0))
            assert log.append([once]) == [Accepted(0, 0, repeated=True)]
        assert LosesItsFirstAnswer.lost == 1
        assert log_length(database) == 1


class TestWhenTheLogCannotAnswer:
    def test_a_head_row_that_is_away_for_a_moment_is_waited_for(
        self, database: Partition, logs: Logs
    ) -> None:
        with owner_session(database) as owner, ThreadPoolExecutor(1) as threads:
            owner.execute("DELETE FROM main_head")
            answer = threads.submit(logs.main.append, [command(*events("a", 0))])
            time.sleep(0.1)
            assert not answer.done()
            owner.execute("INSERT INTO main_head VALUES (0, '-infinity')")
            assert answer.result(timeout=20) == [Accepted(0, 0)]

    def test_a_position_that_is_taken_is_an_error_and_never_a_quiet_refusal(
        self, database: Partition, logs: Logs
    ) -> None:
        with owner_session(database) as owner, stamina.set_testing(True, attempts=3):
            owner.execute("INSERT INTO main_log VALUES (0, 'x', 0, 'x', '', now())")
            with pytest.raises(LogUnavailable):
                logs.main.append([command(*events("a", 0))])

    def test_an_unreachable_server_is_said_within_the_bound(self, database: Partition) -> None:
        nowhere = "host=/nonexistent dbname=wijkkas"
        with (
            ConnectionPool(
                nowhere, connection_class=BoundedConnection, min_size=1, timeout=0.1, open=True
            ) as pool,
            stamina.set_testing(True, attempts=3),
            pytest.raises(LogUnavailable),
        ):
            PostgresLog(pool, database.schema).next_position()

    def test_another_isolation_than_read_committed_is_refused(self, database: Partition) -> None:
        with ConnectionPool(
            database.app_url + "&options=-c%20default_transaction_isolation%3Dserializable",
            connection_class=BoundedConnection,
            min_size=1,
            open=True,
        ) as pool:
            log = PostgresLog(pool, database.schema)
            with pytest.raises(psycopg.errors.InvalidTransactionState):
                log.append([command(*events("a", 0))])


def log_length(database: Partition) -> int:
    """The number of entries that really stand in the main log."""
    with application_session(database) as session:
        row = session.execute("SELECT count(*) FROM main_log").fetchone()
    assert row is not None
    return int(row[0])
