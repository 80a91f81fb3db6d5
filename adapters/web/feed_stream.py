"""The feed as server-sent events: one long answer, which a reader resumes where it was cut."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from anyio import CapacityLimiter, move_on_after
from anyio.to_thread import run_sync
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from adapters.web.feed import Feed
from adapters.web.feed_readers import FeedReaders
from application.log import LogUnavailable

EVENT_STREAM = "text/event-stream"
RETRY_MILLISECONDS = 3_000
THREADS_MAX = 4
"""Reading for all streams together takes no more of the threads that answer requests."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """In seconds: when to look without a hint, to show a sign of life, and to end a stream.

    An ended stream is taken up again by its reader, who is then asked anew who it is. One that does
    not read what was sent is cut off `patience` later.
    """

    poll: float = 1.0
    heartbeat: float = 15.0
    length_max: float = 900.0
    patience: float = 30.0

    def within(self, seconds: float) -> Rhythm:
        """The same, for a stream that ends after so many seconds at the latest."""
        return replace(self, length_max=max(0.0, min(self.length_max, seconds)))


class EventStream(StreamingResponse):
    """The events after a position, and those to come, until what is read is another history."""

    def __init__(
        self,
        feed: Feed,
        readers: FeedReaders,
        after: int,
        rhythm: Rhythm,
        limiter: CapacityLimiter,
        *,
        is_another_history: Callable[[], bool] = lambda: False,
    ) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "Vary": "Accept"}
        super().__init__(iter(()), media_type=EVENT_STREAM, headers=headers)
        self._feed, self._readers, self._after = feed, readers, after
        self._rhythm, self._limiter = rhythm, limiter
        self._is_another_history = is_another_history

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, in a place among the readers. Raises `FeedCrowded` when there is none."""
        with (
            self._readers.place() as hint,
            move_on_after(self._rhythm.length_max + self._rhythm.patience),
        ):
            self.body_iterator = self._lines(hint)
            await super().__call__(scope, receive, send)

    async def _lines(self, hint: asyncio.Event) -> AsyncIterator[bytes]:
        position, said_at = self._after, time.monotonic()
        ends_at = said_at + self._rhythm.length_max
        yield b"retry: %d\n\n" % RETRY_MILLISECONDS
        while not self._readers.has_ended and time.monotonic() < ends_at:
            hint.clear()
            events = await self._read(position)
            if self._is_another_history():
                return
            for position, event in events:
                yield b"id: %d\ndata: %b\n\n" % (position, event)
            if events:
                said_at = time.monotonic()
                continue
            if time.monotonic() - said_at >= self._rhythm.heartbeat:
                said_at = time.monotonic()
                yield b":\n\n"
            with move_on_after(min(self._rhythm.poll, ends_at - time.monotonic())):
                await hint.wait()

    async def _read(self, position: int) -> list[tuple[int, bytes]]:
        """What comes after a position; nothing for as long as the database is away."""
        try:
            return await run_sync(
                self._feed.read, position, abandon_on_cancel=True, limiter=self._limiter
            )
        except LogUnavailable:
            return []
