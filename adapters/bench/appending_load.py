"""Commands for a log: as many at once as there are callers, or so many a second whoever waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid4

from application.log import Accepted, LogCrowded, NewEvent, Outcome, Submission
from domain.errors import Refusal

PAYLOAD = b"x" * 440
"""With stream, name and the rest of a row an entry has about 539 bytes."""
FINGERPRINT = b"f" * 32
FENCE = "round:bench"


class Appends(Protocol):
    """Takes one command at a time, and many of them at once."""

    async def append(self, submission: Submission) -> Outcome:
        """Store it."""


class AppendRefused(Refusal):
    code = "bench.append_refused"
    dutch = "Het log nam een opdracht van de meting niet aan: {outcome}."
    english = "The log did not take a command of the measurement: {outcome}."


@dataclass(frozen=True, slots=True)
class Load:
    """How many commands in how many seconds, how long each waited, and whose processor time."""

    commands: int
    seconds: float
    waits_seconds: list[float]
    client_seconds: float

    @property
    def rate(self) -> float:
        """Commands per second."""
        return self.commands / self.seconds


def command(command_id: UUID) -> Submission:
    """A command of one event, in a stream of its own."""
    event = NewEvent(f"thing:{command_id.hex}", 0, "thing.happened.v1", PAYLOAD)
    return Submission(command_id, FINGERPRINT, (event,), actor="somebody", command="do.thing")


def ballot(command_id: UUID) -> Submission:
    """The first ballot of a pass."""
    event = NewEvent(f"ballot:bench:{command_id.hex}", 0, "ballot.cast.v2", PAYLOAD)
    return Submission(command_id, FINGERPRINT, (event,), inside=FENCE)


async def at_once(
    appends: Appends, make: Callable[[UUID], Submission], callers: int, seconds: float
) -> Load:
    """So many callers, each of whom sends the next command when the last one was answered."""
    waits: list[float] = []
    end = time.perf_counter() + seconds

    async def caller() -> None:
        while (began := time.perf_counter()) < end:
            outcome = await appends.append(make(uuid4()))
            waits.append(time.perf_counter() - began)
            _guard_accepted(outcome)

    return await _measured(waits, lambda: asyncio.gather(*(caller() for _ in range(callers))))


async def at_rate(
    appends: Appends, make: Callable[[UUID], Submission], rate: float, seconds: float
) -> Load:
    """So many commands a second, whoever waits; the wait counts from when a command was due.

    All are due at their own moment, and are sent in the first turn of the loop after it: between
    them the loop turns without sleeping, since a sleep of a millisecond is longer than most waits.
    One that the log sends away, since too many wait, counts as having waited for all of these
    seconds.
    """
    waits: list[float] = []
    began = time.perf_counter()
    under_way: set[asyncio.Task[None]] = set()

    async def send(due: float) -> None:
        try:
            _guard_accepted(await appends.append(make(uuid4())))
        except LogCrowded:
            waits.append(seconds)
        else:
            waits.append(time.perf_counter() - due)

    async def send_all() -> None:
        for due in _moments(began, rate, seconds):
            while time.perf_counter() < due:
                await asyncio.sleep(0)
            task = asyncio.create_task(send(due))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)

    return await _measured(waits, send_all)


def _moments(began: float, rate: float, seconds: float) -> Iterator[float]:
    return (began + number / rate for number in range(int(rate * seconds)))


async def _measured(waits: list[float], work: Callable[[], Awaitable[object]]) -> Load:
    began, busy = time.perf_counter(), time.process_time()
    await work()
    seconds, client = time.perf_counter() - began, time.process_time() - busy
    return Load(len(waits), seconds, waits, client)


def _guard_accepted(outcome: object) -> None:
    if not isinstance(outcome, Accepted):
        raise AppendRefused(outcome=outcome)
