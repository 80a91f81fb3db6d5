"""A server that is told to stop: what it answered is stored, what it refused is not."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Semaphore
from typing import Any
from uuid import uuid4

import httpx
import pytest

from adapters.web.feed_stream import EVENT_STREAM
from tests.integration.web.conftest import KEY, SCHEMA, City
from tests.integration.web.following import FEED
from tests.integration.web.served import SECONDS_MAX, Served
from tests.integration.web.test_crowding import on_the_ballot

WRITERS = 8
COMMANDS = 12
ANSWERED = 16
STREAM_ENDS_SECONDS = 5.0


@dataclass(frozen=True)
class Sent:
    """What was sent, and the answer; None where the line was cut."""

    path: str
    body: dict[str, Any]
    answer: httpx.Response | None


@pytest.fixture
def served(city: City, scratch: Path) -> Iterator[Served]:
    """A server over the example city, in a process of its own."""
    with Served(city.app_url, SCHEMA, KEY, scratch) as server:
        yield server


def sent(client: httpx.Client, path: str, body: dict[str, Any]) -> Sent:
    """Send something, and what came back."""
    try:
        return Sent(path, body, client.post(path, json=body))
    except httpx.TransportError:
        return Sent(path, body, None)


def needs(client: httpx.Client, city: City, answered: Semaphore) -> list[Sent]:
    """Record needs one after another until the server does not answer; tell of each answer."""
    found: list[Sent] = []
    for _ in range(COMMANDS):
        body = {
            "command_id": str(uuid4()),
            "wijk": "WK030710",
            "year": city.year,
            "need_id": f"need-{uuid4().hex[:12]}",
            "source": "letter",
            "description": "Meer licht op het pad",
        }
        found.append(sent(client, "/api/v1/commands/record-need", body))
        if found[-1].answer is None:
            break
        answered.release()
    return found


def ballots(client: httpx.Client, city: City, passes: list[dict[str, Any]]) -> list[Sent]:
    """Cast ballots with these passes, one after another, until the server does not answer."""
    found: list[Sent] = []
    for voting_pass in passes:
        body = {
            "command_id": str(uuid4()),
            "round_id": city.round_id,
            "voting_pass": voting_pass,
            "choices": [on_the_ballot(city)],
        }
        found.append(sent(client, "/api/v1/ballots", body))
        if found[-1].answer is None:
            break
    return found


def sent_while_it_stops(
    served: Served, city: City, passes: list[dict[str, Any]]
) -> tuple[list[Sent], list[Sent]]:
    """Commands and ballots of many at once, in the middle of which the server is told to stop."""
    client: Any = served.visitor("sanne").client
    answered = Semaphore(0)
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writers = [pool.submit(needs, client, city, answered) for _ in range(WRITERS)]
        voter: Future[list[Sent]] = pool.submit(ballots, client, city, passes)
        for _ in range(ANSWERED):
            assert answered.acquire(timeout=SECONDS_MAX)
        served.tell_to_stop()
        commands = [each for writer in writers for each in writer.result()]
        return commands, voter.result()


def is_stored(city: City, command: Sent) -> bool:
    """Whether the event of a need is in the log."""
    wanted = command.body["need_id"].encode()
    return any(wanted in entry.payload for entry in city.house.log.read(0, 100_000))


def test_what_was_answered_is_stored_and_the_rest_can_be_sent_again(
    served: Served, city: City, scratch: Path
) -> None:
    passes = [city.house.passes.issue(city.round_id, f"voter-{uuid4()}") for _ in range(10)]
    commands, votes = sent_while_it_stops(served, city, [each.model_dump() for each in passes])
    assert served.exit_code() == 0
    assert any(each.answer is None for each in commands), "it was stopped too late to tell"
    for each in commands:
        if each.answer is not None:
            assert is_stored(city, each) is (each.answer.status_code == 200)
    with Served(city.app_url, SCHEMA, KEY, scratch) as again:
        client: Any = again.visitor("sanne").client
        for each in commands:
            second, third = (client.post(each.path, json=each.body).json() for _ in range(2))
            assert third == second | {"repeated": True}
            if each.answer is not None and each.answer.status_code == 200:
                assert second == each.answer.json() | {"repeated": True}
        for each in votes:
            assert client.post(each.path, json=each.body).json() == {"version": 0}
    cast = [
        city.house.ballot_log.stream(f"ballot:{city.round_id}:{each.pass_id}") for each in passes
    ]
    assert [len(stream) for stream in cast if stream] == [1] * len(votes)
    told = served.journal.read_text()
    assert "/commands/record-need" in told
    assert_tells_nothing_of(told, [each.pass_id for each in passes])


def assert_tells_nothing_of(journal: str, passes: list[str]) -> None:
    """Lines of JSON without a person, an address, a text, a pass, or anything about a ballot."""
    for line in journal.splitlines():
        assert {"event", "level", "timestamp"} <= json.loads(line).keys()
    for secret in ("example:", "Sanne", "127.0.0.1", "licht", "ballot", "stembiljet", *passes):
        assert secret not in journal


def test_a_stream_of_events_ends_at_once_and_as_it_should(served: Served, city: City) -> None:
    client: Any = served.visitor("esra").client
    last = city.house.log.next_position() - 1
    with client.stream("GET", f"{FEED}?after={last}", headers={"Accept": EVENT_STREAM}) as answer:
        chunks = answer.iter_bytes()
        assert next(chunks).startswith(b"retry")
        told_at = time.monotonic()
        served.tell_to_stop()
        assert b"".join(chunks) == b""  # raises where the answer is cut off in the middle
    assert time.monotonic() - told_at < STREAM_ENDS_SECONDS
    assert served.exit_code() == 0


def test_without_its_own_way_to_stop_a_server_ends_by_the_signal() -> None:
    script = (
        "import os, signal, threading, uvicorn\n"
        "async def app(scope, receive, send): pass\n"
        "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()\n"
        "uvicorn.run(app, port=0, lifespan='off', log_level='critical')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == -signal.SIGTERM
