"""Appends of an event loop: many at once, at several servers, and through lost connections."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

import psycopg
import pytest

from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.gathered_appends import INTO_MAIN, gathered_appends
from adapters.postgres.log import PostgresBallotLog, PostgresLog
from adapters.postgres.pool import open_pool
from adapters.postgres.projection_tables import qualified
from application.log import VERSION_TAKEN, Accepted, Outcome, Refused, Submission
from tests.event_loops import run_apart
from tests.integration.conftest import Partition
from tests.integration.sessions import application_session
from tests.integration.submissions import ballot, command, events, open_round

KILL_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = current_user AND pid <> pg_backend_pid()"""
SESSIONS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE usename = current_user AND pid <> pg_backend_pid() AND query LIKE %s"""
HOLD = "UPDATE {schema}.main_head SET last_time = last_time"
SERVERS = 4


def main_log(database: Partition) -> PostgresLog:
    return PostgresLog(database.pool, database.schema)


def ballot_log(database: Partition) -> PostgresBallotLog:
    return PostgresBallotLog(database.pool, database.schema)


async def at_several_servers(
    log: PostgresLog | PostgresBallotLog, submissions: Sequence[Submission]
) -> list[Outcome]:
    """Each server has a connection and groups of its own; all of them at once, in turns."""
    async with log.gathered() as a, log.gathered() as b, log.gathered() as c, log.gathered() as d:
        servers = (a, b, c, d)
        return await asyncio.gather(
            *(servers[at % SERVERS].append(each) for at, each in enumerate(submissions))
        )


class TestInAStorm:
    def test_of_a_thousand_first_ballots_of_one_pass_one_counts(self, database: Partition) -> None:
        main_log(database).append([open_round()])
        log = ballot_log(database)
        casts = [ballot("pass:1") for _ in range(1_000)]
        outcomes = Counter(run_apart(at_several_servers(log, casts)))
        assert outcomes == {Accepted(0, 0): 1, Refused(VERSION_TAKEN): 999}
        assert log.next_position() == len(log.read()) == 1

    def test_a_command_that_is_sent_a_thousand_times_gets_one_answer(
        self, database: Partition
    ) -> None:
        sent = [command(*events("a", 0, 2))] * 1_000
        outcomes = Counter(run_apart(at_several_servers(main_log(database), sent)))
        assert outcomes == {Accepted(0, 1): 1, Accepted(0, 1, repeated=True): 999}

    def test_each_command_has_its_own_place_and_positions_stay_dense(
        self, database: Partition
    ) -> None:
        log = main_log(database)
        sent = [command(*events(f"own:{number}", 0)) for number in range(2_000)]
        outcomes = run_apart(at_several_servers(log, sent))
        stored = log.read(limit=3_000)
        assert [entry.position for entry in stored] == list(range(2_000))
        for submission, outcome in zip(sent, outcomes, strict=True):
            assert isinstance(outcome, Accepted)
            assert stored[outcome.first_position].stream == submission.events[0].stream


class TestWhenNobodyComes:
    def test_the_connection_is_closed_and_the_next_who_comes_opens_one(
        self, database: Partition
    ) -> None:
        outcomes: list[Outcome] = []

        async def story() -> None:
            notices = AppendNotices()
            async with gathered_appends(
                database.pool, database.schema, INTO_MAIN, notices, idle_seconds=0.1
            ) as appends:
                outcomes.append(await appends.append(command(*events("before", 0))))
                assert await sessions_appending(database, 1)
                assert await sessions_appending(database, 0)
                outcomes.append(await appends.append(command(*events("after", 0))))

        run_apart(story())
        assert outcomes == [Accepted(0, 0), Accepted(1, 1)]

    def test_it_stays_while_somebody_waits_for_an_answer(self, database: Partition) -> None:
        async def story() -> Outcome:
            async with gathered_appends(
                database.pool, database.schema, INTO_MAIN, AppendNotices(), idle_seconds=0.05
            ) as appends:
                with psycopg.connect(database.owner_url) as holder:
                    holder.execute(qualified(HOLD, database.schema))
                    waiting = asyncio.create_task(appends.append(command(*events("held", 0))))
                    await asyncio.sleep(0.5)
                    assert not waiting.done()
                    assert await sessions_appending(database, 1)
                return await waiting

        assert run_apart(story()) == Accepted(0, 0)


async def sessions_appending(database: Partition, number: int) -> bool:
    """Whether so many sessions have called, or are calling, what appends; within some seconds."""
    asked = [f'%"{database.schema}".append_main_singles($1%']
    for _ in range(100):
        with database.pool.connection() as session:
            rows = session.execute(SESSIONS, asked).fetchall()
        if rows == [(number,)]:
            return True
        await asyncio.sleep(0.05)
    return False


class TestWhenConnectionsAreLost:
    def test_nothing_is_lost_or_doubled_and_each_has_its_answer(self, database: Partition) -> None:
        log = main_log(database)
        sent = [command(*events(f"own:{number}", 0)) for number in range(3_000)]

        async def story() -> list[Outcome]:
            over = asyncio.Event()
            killing = asyncio.create_task(kill_now_and_then(over))
            async with log.gathered() as appends:
                outcomes: list[Outcome] = []
                for begin in range(0, len(sent), 100):
                    group = sent[begin : begin + 100]
                    outcomes += await asyncio.gather(*map(appends.append, group))
            over.set()
            assert await killing > 0
            return outcomes

        async def kill_now_and_then(over: asyncio.Event) -> int:
            killed, seconds = 0, 0.05
            with application_session(database) as killer:
                while not over.is_set():
                    killed += len(killer.execute(KILL_ALL).fetchall())
                    await asyncio.sleep(seconds)
                    seconds *= 1.2  # where a connection takes longer to make than it lives
            return killed

        outcomes = run_apart(story())
        stored = log.read(limit=5_000)
        assert [entry.position for entry in stored] == list(range(3_000))
        assert sorted(entry.stream for entry in stored) == sorted(
            submission.events[0].stream for submission in sent
        )
        for submission, outcome in zip(sent, outcomes, strict=True):
            assert isinstance(outcome, Accepted)
            assert stored[outcome.first_position].stream == submission.events[0].stream

    def test_the_pool_has_looked_before_anything_is_appended_anew(
        self, database: Partition
    ) -> None:
        seen: list[str] = []

        async def story() -> None:
            with open_pool(
                database.app_url, database.schema, when_connected=lambda _: seen.append("looked")
            ) as pool:
                async with PostgresLog(pool, database.schema).gathered() as appends:
                    await appends.append(command(*events("before", 0)))
                    with application_session(database) as killer:
                        killer.execute(KILL_ALL)
                    seen.clear()
                    await appends.append(command(*events("after", 0)))
                    seen.append("appended")

        run_apart(story())
        assert seen[0] == "looked"
        assert seen[-1] == "appended"

    def test_a_large_group_is_sent_while_answers_are_read(self, database: Partition) -> None:
        sent = [
            command(*events(f"own:{number}", 0, payload=b"x" * 50_000)) for number in range(400)
        ]
        outcomes = run_apart(at_several_servers(main_log(database), sent))
        assert sum(isinstance(outcome, Accepted) for outcome in outcomes) == 400

    def test_what_is_beyond_the_bounds_is_refused_before_anything_is_sent(
        self, database: Partition
    ) -> None:
        async def story() -> None:
            async with ballot_log(database).gathered() as appends:
                with pytest.raises(ValueError, match="a ballot keeps no actor"):
                    await appends.append(command(*events("a", 0)))

        run_apart(story())
