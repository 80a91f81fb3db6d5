"""A pipelined connection that is lost while answers are awaited: whoever waits is told."""

from __future__ import annotations

import asyncio
import select
import time
from collections.abc import Callable

import pytest
import uvloop
from psycopg import OperationalError

from adapters.postgres.pipeline import PipelinedConnection, open_pipeline
from tests.event_loops import run_apart
from tests.integration.conftest import Partition
from tests.integration.sessions import application_session

STATEMENTS = {
    b"who": b"SELECT pg_backend_pid()",
    b"sleep": b"SELECT pg_sleep(60)",
    b"length": b"SELECT length($1)",
}
TOLD_WITHIN_SECONDS = 5.0
MORE_THAN_IS_READ_AHEAD = b"x" * 20_000

NewLoop = Callable[[], asyncio.AbstractEventLoop]


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def new_loop(request: pytest.FixtureRequest) -> NewLoop:
    """The loop of Python itself, and the one that serves."""
    made: NewLoop = request.param
    return made


def wait_for_error(connection: PipelinedConnection) -> None:
    """Hold the loop until the system has an error of the socket: before that it is a mere end."""
    socket = select.poll()
    socket.register(connection._socket, select.POLLERR)
    deadline = time.monotonic() + TOLD_WITHIN_SECONDS
    while not any(said & select.POLLERR for _, said in socket.poll(0)):
        assert time.monotonic() < deadline
        time.sleep(0.001)


async def assert_all_are_told_when_it_ends(
    connection: PipelinedConnection, database: Partition
) -> None:
    """What was sent and not read makes that the system reports an error, and no mere end."""
    told = await connection.send(b"who", [])
    pid = int.from_bytes(told.get_value(0, 0) or b"", "big")
    asleep = connection.send(b"sleep", [])
    behind = [connection.send(b"length", [MORE_THAN_IS_READ_AHEAD]) for _ in range(3)]
    with application_session(database) as killer:
        assert killer.execute("SELECT pg_terminate_backend(%s)", (pid,)).fetchone() == (True,)
    wait_for_error(connection)
    async with asyncio.timeout(TOLD_WITHIN_SECONDS):
        answers = await asyncio.gather(asleep, *behind, return_exceptions=True)
    assert [isinstance(answer, OperationalError) for answer in answers] == [True] * 4
    assert not connection.is_open


class TestASessionThatEnds:
    def test_with_statements_behind_the_one_it_carries_out_fails_each_of_them(
        self, database: Partition, new_loop: NewLoop
    ) -> None:
        async def story() -> None:
            await assert_all_are_told_when_it_ends(
                await open_pipeline(database.app_url, STATEMENTS), database
            )

        run_apart(story(), new_loop)

    def test_leaves_the_next_connection_in_its_place_in_order(
        self, database: Partition, new_loop: NewLoop
    ) -> None:
        async def story() -> None:
            await assert_all_are_told_when_it_ends(
                await open_pipeline(database.app_url, STATEMENTS), database
            )
            connection = await open_pipeline(database.app_url, STATEMENTS)
            assert (await connection.send(b"who", [])).ntuples == 1
            connection.close()

        run_apart(story(), new_loop)
