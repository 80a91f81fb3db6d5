"""However commands arrive, in batches or one by one, both kinds of log answer the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from adapters.postgres.log import PostgresBallotLog, PostgresLog
from application.log import Log, NewEvent, Outcome, StreamVersion, Submission
from tests.event_loops import run_apart
from tests.integration.conftest import Partition
from tests.integration.logs import Logs, logs_in_memory, logs_of
from tests.integration.sessions import owner_session
from tests.integration.submissions import ballot, command, open_round

# Few streams, versions and ids, so that commands get in each other's way all the time.
streams = some.sampled_from(["a", "b", "c"])
versions = some.integers(0, 4)
ids = some.integers(0, 30).map(lambda number: UUID(int=number))
contents = some.sampled_from([b"", b"", b"", b"other"])
happened = some.builds(NewEvent, streams, versions, some.just("thing.happened.v1"), some.just(b""))
consecutive = some.builds(
    lambda stream, version, count: tuple(
        NewEvent(stream, version + i, "thing.happened.v1", b"") for i in range(count)
    ),
    streams,
    versions,
    some.integers(1, 3),
)
writes = some.one_of(consecutive, some.lists(happened, min_size=1, max_size=4).map(tuple))
reads = some.lists(some.builds(StreamVersion, streams, some.integers(-1, 3)), max_size=1)
commands = some.one_of(
    some.builds(
        lambda written, read, command_id, content: command(
            *written, read=tuple(read), command_id=command_id, content=content
        ),
        writes,
        reads,
        ids,
        contents,
    ),
    some.builds(
        lambda read, command_id: command(
            refusal="rule.says_no", read=tuple(read), command_id=command_id
        ),
        reads,
        ids,
    ),
)
ballots = some.builds(
    lambda stream, version, count, inside, command_id, content: ballot(
        stream, version, count=count, inside=inside, command_id=command_id, content=content
    ),
    streams,
    versions,
    some.integers(1, 2),
    some.sampled_from(["open", "open", "open", "closed", "absent"]),
    ids,
    contents,
)
unhurried = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


EMPTY = """
    TRUNCATE main_log, main_commands, ballot_log, ballot_commands, fences;
    UPDATE main_head SET next_position = 0;
    UPDATE ballot_head SET next_position = 0
"""


@pytest.fixture
def new_logs_on_postgres(database: Partition) -> Iterator[Callable[[], Logs]]:
    """Makes empty logs on PostgreSQL, as its owner can: one partition serves all examples."""
    with owner_session(database) as owner:

        def empty() -> Logs:
            owner.execute(EMPTY)
            return logs_of(database)

        yield empty


def in_batches(log: Log, submissions: Sequence[Submission], size: int) -> list[Outcome]:
    return [
        outcome
        for start in range(0, len(submissions), size)
        for outcome in log.append(submissions[start : start + size])
    ]


def as_tasks(
    log: PostgresLog | PostgresBallotLog, submissions: Sequence[Submission]
) -> list[Outcome]:
    """Each by a task of its own, begun in this order."""

    async def append() -> list[Outcome]:
        async with log.gathered() as appends:
            return await asyncio.gather(*map(appends.append, submissions))

    return run_apart(append())


def stored(log: Log) -> list[tuple[int, str, int]]:
    return [(entry.position, entry.stream, entry.version) for entry in log.read()]


def opened(logs: Logs) -> Logs:
    logs.main.append([open_round("open"), open_round("closed", closes_in=-1.0)])
    return logs


@unhurried
@given(submissions=some.lists(commands, min_size=5, max_size=25), size=some.integers(1, 25))
def test_main_logs_answer_alike(
    new_logs_on_postgres: Callable[[], Logs], submissions: list[Submission], size: int
) -> None:
    expected, batched = logs_in_memory().main, new_logs_on_postgres().main
    answers = in_batches(expected, submissions, 1)
    assert in_batches(batched, submissions, size) == answers
    assert stored(batched) == stored(expected)


@unhurried
@given(submissions=some.lists(ballots, min_size=5, max_size=25), size=some.integers(1, 25))
def test_ballot_logs_answer_alike(
    new_logs_on_postgres: Callable[[], Logs], submissions: list[Submission], size: int
) -> None:
    expected, batched = opened(logs_in_memory()).ballots, opened(new_logs_on_postgres()).ballots
    answers = in_batches(expected, submissions, 1)
    assert in_batches(batched, submissions, size) == answers
    assert stored(batched) == stored(expected)


@unhurried
@given(submissions=some.lists(commands, min_size=5, max_size=25))
def test_the_main_log_answers_tasks_alike(
    new_logs_on_postgres: Callable[[], Logs], submissions: list[Submission]
) -> None:
    expected, gathered = logs_in_memory().main, new_logs_on_postgres().main
    assert isinstance(gathered, PostgresLog)
    assert as_tasks(gathered, submissions) == in_batches(expected, submissions, 1)
    assert stored(gathered) == stored(expected)


@unhurried
@given(submissions=some.lists(ballots, min_size=5, max_size=25))
def test_the_ballot_log_answers_tasks_alike(
    new_logs_on_postgres: Callable[[], Logs], submissions: list[Submission]
) -> None:
    expected, gathered = opened(logs_in_memory()).ballots, opened(new_logs_on_postgres()).ballots
    assert isinstance(gathered, PostgresBallotLog)
    assert as_tasks(gathered, submissions) == in_batches(expected, submissions, 1)
    assert stored(gathered) == stored(expected)
