"""Forgetting in time what is kept of fetched voting passes, also where nobody fetches any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from adapters.journal import journal
from application.pass_watch import PassWatch

EVERY_SECONDS = 600.0
"""What is over is kept for so much longer at most, while a server runs."""


@contextmanager
def forgetting(
    watch: PassWatch, now: Callable[[], datetime], every_seconds: float = EVERY_SECONDS
) -> Iterator[None]:
    """Have the watch forget now and then, in a thread of this process, for the length of the
    block. No failure ends it: what is in the way may be repaired meanwhile.
    """
    stopping = Event()

    def run() -> None:
        while not stopping.wait(every_seconds):
            try:
                watch.forget(now())
            except Exception as problem:
                journal(__name__).warning("forgetting.failed", failure=type(problem).__name__)

    thread = Thread(target=run, name="wijkkas-forgetting", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
