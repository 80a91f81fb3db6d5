"""Commands for a log, as many at once as there are callers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from application.command_ids import new_ballot_command_id, new_command_id
from application.log import Accepted, NewEvent, Outcome, Submission
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


def command() -> Submission:
    """A command of one event, in a stream of its own after those there are, as proposals have."""
    command_id = new_command_id()
    event = NewEvent(f"thing:{command_id.hex}", 0, "thing.happened.v1", PAYLOAD)
    return Submission(command_id, FINGERPRINT, (event,), actor="somebody", command="do.thing")


def ballot() -> Submission:
    """The first ballot of a pass, which is random, and so is the id."""
    command_id = new_ballot_command_id()
    event = NewEvent(f"ballot:bench:{command_id.hex}", 0, "ballot.cast.v2", PAYLOAD)
    return Submission(command_id, FINGERPRINT, (event,), inside=FENCE)


async def at_once(
    appends: Appends, make: Callable[[], Submission], callers: int, seconds: float
) -> Load:
    """So many callers, each of whom sends the next command when the last one was answered."""
    waits: list[float] = []
    end = time.perf_counter() + seconds

    async def caller() -> None:
        while (began := time.perf_counter()) < end:
            outcome = await appends.append(make())
            waits.append(time.perf_counter() - began)
            guard_accepted(outcome)

    return await measured(waits, lambda: asyncio.gather(*(caller() for _ in range(callers))))


async def measured(waits: list[float], work: Callable[[], Awaitable[object]]) -> Load:
    """The load that some work was, which fills `waits`, in seconds."""
    began, busy = time.perf_counter(), time.process_time()
    await work()
    seconds, client = time.perf_counter() - began, time.process_time() - busy
    return Load(len(waits), seconds, waits, client)


def guard_accepted(outcome: object) -> None:
    """Raise `AppendRefused` for a command that was not stored."""
    if not isinstance(outcome, Accepted):
        raise AppendRefused(outcome=outcome)
