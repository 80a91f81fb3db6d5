"""Commands for a log, so many a second, whoever waits.

All are made before the clock starts, and the process sleeps until the next are due: to make them,
or to wait busily, is no part of how long they wait, and there may be but two cores for the log and
for who measures it.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Protocol

from adapters.bench.appending_load import Load, guard_accepted, measured
from adapters.long_lived import keep_what_is_loaded
from application.log import LogCrowded, Outcome, Submission

TICK_SECONDS = 0.0002
"""An event loop sleeps for whole milliseconds, which is longer than most waits."""

Ticks = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Has a function called by the running loop, again and again."""


class Submits(Protocol):
    """Takes one command at a time, and answers later."""

    def submit(self, submission: Submission) -> asyncio.Future[Outcome]:
        """Store it."""


@contextmanager
def alarms(call: Callable[[], None]) -> Iterator[None]:
    """By a clock of the system. For the main thread alone."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGALRM, call)
    signal.setitimer(signal.ITIMER_REAL, TICK_SECONDS, TICK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        loop.remove_signal_handler(signal.SIGALRM)


async def at_rate(
    submits: Submits,
    make: Callable[[], Submission],
    rate: float,
    seconds: float,
    ticks: Ticks = alarms,
) -> Load:
    """So many commands a second; the wait of each counts from its own moment, when it was due.

    One that the log sends away, since too many wait, counts as having waited for all of these
    seconds. Raises `AppendRefused`.
    """
    made = [make() for _ in range(int(rate * seconds))]
    keep_what_is_loaded()
    paced = _Paced(submits, made, rate, seconds)

    async def work() -> None:
        with ticks(paced.send_due):
            await paced.all_answered

    return await measured(paced.waits_seconds, work)


class _Paced:
    """Commands of which each has its moment, counted from when this is made."""

    def __init__(
        self, submits: Submits, made: Sequence[Submission], rate: float, seconds: float
    ) -> None:
        self._submits = submits
        self._made = made
        self._rate = rate
        self._seconds = seconds
        self._sent = 0
        self.waits_seconds: list[float] = []
        self.all_answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._began = time.perf_counter()

    def send_due(self) -> None:
        """Send those of which the moment has come."""
        passed = time.perf_counter() - self._began
        due = min(int(passed * self._rate) + 1, len(self._made))
        for number in range(self._sent, due):
            answered = partial(self._answered, self._began + number / self._rate)
            try:
                self._submits.submit(self._made[number]).add_done_callback(answered)
            except LogCrowded:
                self._waited(self._seconds)
        self._sent = due

    def _answered(self, due: float, answer: asyncio.Future[Outcome]) -> None:
        try:
            guard_accepted(answer.result())
        except Exception as wrong:
            if not self.all_answered.done():
                self.all_answered.set_exception(wrong)
        else:
            self._waited(time.perf_counter() - due)

    def _waited(self, seconds: float) -> None:
        self.waits_seconds.append(seconds)
        if len(self.waits_seconds) == len(self._made):
            self.all_answered.set_result(None)
