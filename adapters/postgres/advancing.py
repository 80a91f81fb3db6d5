"""Moves one projection by one batch: the guard first, then what the entries change, all or nothing.

An entry that cannot be loaded or applied stops the projection there, visibly in its tracking row. A
process tries such an entry once: another release of the software may know what to do with it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from psycopg import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout, TooManyRequests

from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.pool import Pool
from adapters.postgres.projection_tables import ProjectionStore
from adapters.postgres.tracking import Overtaken, Tracked, Tracking
from application.log import LogUnavailable
from projections.entry import Entry

PASSING = (OperationalError, InterfaceError, PoolTimeout, TooManyRequests, LogUnavailable)
"""Failures of the world and not of an entry: to be tried again."""

_journal = logging.getLogger("wijkkas.projector")


class Advancing:
    """Moves the projections of one partition, as far as their entries let it."""

    def __init__(self, pool: Pool, tracking: Tracking) -> None:
        self._pool = pool
        self._tracking = tracking
        self._stands_still: dict[str, tuple[int, int]] = {}

    def advance(self, store: ProjectionStore, tracked: Tracked, reading: EntryReading) -> bool:
        """Apply the next batch; whether the projection moved, by this or by another projector.

        Raises what is in `PASSING`.
        """
        if self._stands_still.get(store.name) == (tracked.generation, tracked.position):
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
        with self._pool.connection() as session, session.transaction():
            self._tracking.move(session, tracked, position)
            # What is lost in a crash is projected again; only the log has to wait for the disk.
            session.execute("SET LOCAL synchronous_commit TO off")
            if entries:
                store.apply(session, tracked.generation, entries)
        return replace(tracked, position=position)

    def _stop(self, tracked: Tracked, position: int, failure: str) -> None:
        self._stands_still[tracked.name] = (tracked.generation, tracked.position)
        _journal.error("projection %s stands still at %d: %s", tracked.name, position, failure)
        with self._pool.connection() as session:
            self._tracking.fail(session, tracked, position, failure)
