"""Moves one projection by one batch: the guard first, then what the entries change, all or nothing.

An entry that cannot be loaded or applied stops the projection there, visibly in its tracking row.
It is tried again once a minute, so that the projection goes on by itself when what was in the way
is mended; where that takes another release of the software, the new process tries at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from psycopg import InterfaceError, OperationalError
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout, TooManyRequests

from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.pool import Pool
from adapters.postgres.projection_tables import ProjectionStore
from adapters.postgres.replay import without_collecting
from adapters.postgres.tracking import Overtaken, Tracked, Tracking
from application.log import LogUnavailable
from projections.entry import Entry

RETRY_SECONDS = 60.0
PASSING = (
    *(OperationalError, InterfaceError, ReadOnlySqlTransaction),
    *(PoolTimeout, TooManyRequests, LogUnavailable),
)
"""Failures of the world and not of an entry: to be tried again."""

_journal = logging.getLogger("wijkkas.projector")


class Advancing:
    """Moves the projections of one partition, as far as their entries let it."""

    def __init__(
        self, pool: Pool, tracking: Tracking, *, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        self._pool = pool
        self._tracking = tracking
        self._retry_seconds = retry_seconds
        self._stands_still: dict[str, tuple[int, int, float]] = {}

    def advance(self, store: ProjectionStore, tracked: Tracked, reading: EntryReading) -> bool:
        """Apply the next batch; whether the projection moved, by this or by another projector.

        Raises what is in `PASSING`.
        """
        if self._is_not_to_be_tried_yet(tracked):
            return False
        if tracked.version != store.version:
            other = f"made by version {tracked.version}, this is version {store.version}: rebuild"
            self._stop(tracked, tracked.position + 1, other)
            return False
        batch = reading.batch_after(tracked.position, store.subjects)
        if batch is None:
            return False
        moved = tracked
        try:
            if batch.position > tracked.position:
                moved = self._apply_or_isolate(store, tracked, batch.entries, batch.position)
        except Overtaken:
            return True
        if batch.failure is not None and moved.position == batch.position:
            self._stop(moved, batch.position + 1, batch.failure)
        return moved != tracked

    def _is_not_to_be_tried_yet(self, tracked: Tracked) -> bool:
        generation, position, tried_at = self._stands_still.get(tracked.name, (-1, -1, 0.0))
        if (generation, position) != (tracked.generation, tracked.position):
            return False
        return time.monotonic() - tried_at < self._retry_seconds

    def _apply_or_isolate(
        self, store: ProjectionStore, tracked: Tracked, entries: Sequence[Entry], position: int
    ) -> Tracked:
        """The projection after the batch; or after the entries before the one that it refuses."""
        try:
            return self._apply(store, tracked, entries, position)
        except (Overtaken, *PASSING):
            raise
        except Exception as problem:
            if len(entries) <= 1:
                self._stop(tracked, entries[0].position if entries else position, repr(problem))
                return tracked
        for entry in entries:
            moved = self._apply_or_isolate(store, tracked, [entry], entry.position)
            if moved == tracked:
                return tracked
            tracked = moved
        return tracked

    def _apply(
        self, store: ProjectionStore, tracked: Tracked, entries: Sequence[Entry], position: int
    ) -> Tracked:
        with without_collecting(), self._pool.connection() as session, session.transaction():
            self._tracking.move(session, tracked, position)
            # What is lost in a crash is projected again; only the log has to wait for the disk.
            session.execute("SET LOCAL synchronous_commit TO off")
            if entries:
                store.apply(session, tracked.generation, entries)
        return replace(tracked, position=position)

    def _stop(self, tracked: Tracked, position: int, failure: str) -> None:
        now = time.monotonic()
        self._stands_still[tracked.name] = (tracked.generation, tracked.position, now)
        # Why is in its row: the text of a failure may repeat what an entry holds.
        _journal.error("projection %s stands still at %d", tracked.name, position)
        with self._pool.connection() as session:
            self._tracking.fail(session, tracked, position, failure)
