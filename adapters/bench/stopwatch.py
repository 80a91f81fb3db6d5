"""How a measurement is taken: warm, several times, the median, and within a bound."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
Prepared = TypeVar("Prepared")


REPEATED_AFTER_SECONDS = 0.1


class _TimeIsUpError(Exception):
    """The measurement took longer than it was given."""


@dataclass(frozen=True, slots=True)
class Measured(Generic[Answer]):
    """The last answer, and the seconds of each run: on the clock, and of a processor.

    On a machine that does other work, too, the latter say what a quiet one would take.
    """

    answer: Answer
    seconds: tuple[float, ...]
    processor_seconds: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The seconds of the run in the middle."""
        return median(self.seconds)

    @property
    def processor_median(self) -> float:
        """The same of a processor."""
        return median(self.processor_seconds)


def measure(
    prepare: Callable[[], Prepared],
    work: Callable[[Prepared], Answer],
    *,
    runs: int,
    seconds_max: float,
) -> Measured[Answer] | None:
    """Do the work once unmeasured, then so many times; only the work is on the clock.

    What `prepare` gives is new for each run. After `seconds_max` in all the runs so far are taken;
    `None` when there is none. Garbage is collected before the runs and not during them: collecting
    goes through all of memory, and a short count would start with empty caches.
    """
    seconds: list[float] = []
    of_processor: list[float] = []
    answers: list[Answer] = []
    try:
        with _without_collecting(), _at_most(seconds_max):
            work(prepare())
            while len(seconds) < runs:
                prepared = prepare()
                started, before = perf_counter(), process_time()
                answer = work(prepared)
                seconds.append(perf_counter() - started)
                of_processor.append(process_time() - before)
                answers[:] = [answer]
    except _TimeIsUpError:
        pass
    return Measured(answers[0], tuple(seconds), tuple(of_processor)) if answers else None


@contextmanager
def _without_collecting() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Interrupt the block by an alarm; compiled loops end first.

    It goes off again and again: what it raises is lost where Python is tidying up at that moment.
    """

    def time_is_up(*_: object) -> None:
        raise _TimeIsUpError

    before = signal.signal(signal.SIGALRM, time_is_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, REPEATED_AFTER_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
