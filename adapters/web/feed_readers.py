"""Who follows the feed at the moment: a bounded number, woken when there may be something new.

A wake-up is a hint, given after an append of this process. Readers poll besides, so that they see
what other processes append, and are right without any hint.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from adapters.postgres.append_notices import Appended
from application.refusals import RETRY_AFTER_SECONDS
from domain.errors import UNAVAILABLE, Refusal

READERS_MAX = 32


class FeedCrowded(Refusal):
    code = "feed.crowded"
    status = UNAVAILABLE
    dutch = "Te veel lezers volgen het logboek al. Probeer het over {seconds} seconden opnieuw."
    english = "Too many readers follow the log already. Try again in {seconds} seconds."


class FeedReaders:
    """The places for readers of one application. Hints come from any thread."""

    def __init__(self, readers_max: int = READERS_MAX) -> None:
        self._readers_max = readers_max
        self._lock = Lock()
        self._places: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self.has_ended = False

    def number(self) -> int:
        """How many follow now."""
        with self._lock:
            return len(self._places)

    @contextmanager
    def place(self) -> Iterator[asyncio.Event]:
        """A place for a reader, in its event loop; what it yields is set when to look again.

        Raises `FeedCrowded` when there is none, or the application is ending.
        """
        hint = asyncio.Event()
        with self._lock:
            if self.has_ended or len(self._places) >= self._readers_max:
                raise FeedCrowded(seconds=RETRY_AFTER_SECONDS)
            self._places[hint] = asyncio.get_running_loop()
        try:
            yield hint
        finally:
            with self._lock:
                del self._places[hint]

    def appended(self, _: Appended) -> None:
        """There may be something new."""
        self._wake()

    def crowded(self, _: str) -> None:
        """Nothing was appended."""

    def end(self) -> None:
        """Let every reader go, and no other come."""
        self.has_ended = True
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            places = list(self._places.items())
        for hint, loop in places:
            with suppress(RuntimeError):  # its loop was closed
                loop.call_soon_threadsafe(hint.set)
