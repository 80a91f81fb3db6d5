"""Many writers and one reader that follows them: shared by the test under load and the soak."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from application.log import Accepted, Log, Recorded, Submission
from tests.integration.submissions import command, events

PAGE = 2_000
IDLE_SECONDS = 0.002
STALL_SECONDS_MAX = 60.0
STREAMS_PER_WRITER = 500


class Readable(Protocol):
    """What a reader needs of a log."""

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """Entries from a position on."""


@dataclass(slots=True)
class Tail:
    """What a reader saw that asked for the next position again and again."""

    expected: int = 0
    position: int = 0
    missed_or_doubled: int = 0
    out_of_order: int = 0
    versions: dict[str, int] = field(default_factory=dict)

    def follow(self, log: Readable, done: Callable[[], bool]) -> None:
        """Read until `done` and nothing is left."""
        moved = time.monotonic()
        while True:
            finished = done()
            page = log.read(self.position, PAGE)
            for entry in page:
                self.missed_or_doubled += entry.position != self.position
                self.out_of_order += entry.version != self.versions.get(entry.stream, -1) + 1
                self.versions[entry.stream] = entry.version
                self.position = entry.position + 1
            if page:
                moved = time.monotonic()
            elif finished:
                return
            else:
                assert time.monotonic() - moved < STALL_SECONDS_MAX, "the writers stand still"
                time.sleep(IDLE_SECONDS)


def write(log: Log, writer: int, count: int, enough: Callable[[], bool]) -> int:
    """Append `count` events to streams of this writer in batches of many sizes, or until enough."""
    sizes = random.Random(writer)  # noqa: S311 - the same sizes in every run, not a secret
    next_versions = [0] * STREAMS_PER_WRITER
    written = 0
    while written < count and not enough():
        batch: list[Submission] = []
        for _ in range(sizes.choice([1, 1, 3, 30, 200])):
            length = min(sizes.choice([1, 1, 2, 5]), count - written)
            if length:
                stream = sizes.randrange(STREAMS_PER_WRITER)
                batch.append(command(*events(f"{writer}:{stream}", next_versions[stream], length)))
                next_versions[stream] += length
                written += length
        outcomes = log.append(batch)
        assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    return written


def write_and_tail(
    log: Log, writers: int, events_total: int, enough: Callable[[], bool] = lambda: False
) -> Tail:
    """Let the writers write so many events together while one reader follows; what it saw.

    `enough` ends the writing before that.
    """
    tail = Tail()
    with ThreadPoolExecutor(writers + 1) as threads:
        writing: list[Future[int]] = [
            threads.submit(write, log, writer, events_total // writers, enough)
            for writer in range(writers)
        ]
        reading = threads.submit(tail.follow, log, lambda: all(done.done() for done in writing))
        tail.expected = sum(future.result() for future in writing)
        reading.result()
    return tail
