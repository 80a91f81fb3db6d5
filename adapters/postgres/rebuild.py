"""Rebuilds projections from the whole log beside the live ones, compares, and swaps.

The live rows are read as they stood at one position, in one snapshot that stays open while the
projector goes on. The rebuilt rows are the next generation in the same tables. Digests are compared
row by row; then, in one transaction, the rebuilt generation is brought to where the live one is by
now and takes its place. A live row that was changed by hand makes the comparison false, and is gone
with its generation.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from psycopg.errors import LockNotAvailable

from adapters.postgres.comparison import Comparison
from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.pool import Pool
from adapters.postgres.projection_tables import ProjectionStore, Session, qualified
from adapters.postgres.tracking import ProjectionStopped, Tracked, Tracking
from application.log import Log
from domain.errors import NOT_FOUND, Refusal

BATCH_ENTRIES = 2_000
CATCHING_UP_ROUNDS_MAX = 1_000

Progress = Callable[[int, int], None]
"""Told how many entries were replayed, of how many."""

_MAKE_LOCKS = """
    INSERT INTO {schema}.projection_rebuilds (name) SELECT unnest(%s::text[])
    ON CONFLICT (name) DO NOTHING"""
_LOCK = """
    SELECT name FROM {schema}.projection_rebuilds WHERE name = ANY (%s)
    ORDER BY name FOR UPDATE NOWAIT"""


class ProjectionUnknown(Refusal):
    code = "projection.unknown"
    status = NOT_FOUND
    dutch = "Overzicht '{name}' bestaat niet. Kies uit: {names}."
    english = "Projection '{name}' does not exist. Choose from: {names}."


class RebuildRunning(Refusal):
    code = "projection.rebuild_running"
    dutch = "Er wordt al een overzicht opnieuw opgebouwd. Probeer het daarna opnieuw."
    english = "A projection is being rebuilt already. Try again when that is done."


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What came of a rebuild: whether no row differed, after how many entries, in what time.

    `differing` counts rows; `named` are the first of them. `outdated` are projections that an
    older version of the software had made: those were replaced without comparing.
    """

    identical: bool
    events: int
    seconds: float
    differing: int
    named: tuple[str, ...]
    outdated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """A projection being rebuilt: where the live one stood in the snapshot, and its next rows."""

    store: ProjectionStore
    live: Tracked

    @property
    def generation(self) -> int:
        """The generation that is being made."""
        return self.live.generation + 1

    @property
    def is_outdated(self) -> bool:
        """Whether the live rows were made by another version of the fold."""
        return self.live.version != self.store.version


class Rebuild:
    """Rebuilds projections of one partition. `pool` connects as the application's role."""

    def __init__(
        self, pool: Pool, schema: str, log: Log, stores: Sequence[ProjectionStore]
    ) -> None:
        self._pool = pool
        self._schema = schema
        self._log = log
        self._stores = stores
        self._tracking = Tracking(schema)

    def run(self, names: Collection[str] = (), progress: Progress | None = None) -> RebuildReport:
        """Rebuild, compare and swap the projections with these names, or all of them.

        Raises `ProjectionUnknown`, `RebuildRunning`, and `ProjectionStopped` for an entry that
        cannot be loaded; nothing has changed then.
        """
        started = time.perf_counter()
        found = Comparison()
        stores = self._named(names)
        with self._snapshot(stores) as snapshot, self._pool.connection() as session:
            tracked = self._tracking.read(snapshot)
            works = [_Work(store, tracked[store.name]) for store in stores]
            self._clear_all_but_live(session, works)
            self._replay(session, works, progress or _untold)
            self._compare(snapshot, session, works, found)
            for work in works:
                self._swap(session, work)
        with self._pool.connection() as session:
            self._clear_all_but_live(
                session, [replace(work, live=_swapped(work)) for work in works]
            )
        return RebuildReport(
            identical=found.differing == 0,
            events=max(work.live.position for work in works) + 1,
            seconds=time.perf_counter() - started,
            differing=found.differing,
            named=tuple(found.named),
            outdated=tuple(work.store.name for work in works if work.is_outdated),
        )

    def _named(self, names: Collection[str]) -> list[ProjectionStore]:
        known = {store.name: store for store in self._stores}
        for name in names:
            if name not in known:
                raise ProjectionUnknown(name=name, names=", ".join(known))
        return [store for store in self._stores if not names or store.name in names]

    @contextmanager
    def _snapshot(self, stores: Sequence[ProjectionStore]) -> Iterator[Session]:
        """One moment of the database, with the locks that keep other rebuilds away."""
        names = [store.name for store in stores]
        with self._pool.connection() as session:
            self._tracking.register(session, self._stores)
            session.execute(qualified(_MAKE_LOCKS, self._schema), [names])
            session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            try:
                session.execute(qualified(_LOCK, self._schema), [names])
                yield session
            except LockNotAvailable as held:
                raise RebuildRunning() from held
            finally:
                session.rollback()

    def _clear_all_but_live(self, session: Session, works: Sequence[_Work]) -> None:
        """Remove what an interrupted rebuild left, or the generation that was replaced."""
        for work in works:
            for table in work.store.tables:
                table.clear_all_but(session, work.live.generation)

    def _replay(self, session: Session, works: Sequence[_Work], progress: Progress) -> None:
        """Fold the log from its beginning, each projection to where it stood in the snapshot."""
        last = max(work.live.position for work in works)
        reached = -1
        while reached < last:
            reading = EntryReading(self._log, BATCH_ENTRIES)
            ends = [
                self._apply(session, work, reading, reached, work.live.position)
                for work in works
                if work.live.position > reached
            ]
            reached = max(ends)
            progress(reached + 1, last + 1)

    def _apply(
        self, session: Session, work: _Work, reading: EntryReading, after: int, until: int
    ) -> int:
        """Apply one batch to the rebuilt rows; the position that was reached."""
        batch = reading.batch_after(after, work.store.subjects, until)
        if batch is None:
            raise LookupError(f"the log has no entry {after + 1}")
        if batch.failure is not None:
            raise ProjectionStopped(
                name=work.store.name, position=batch.position + 1, failure=batch.failure
            )
        if batch.entries:
            with session.transaction():
                session.execute("SET LOCAL synchronous_commit TO off")
                work.store.apply(session, work.generation, batch.entries)
        return batch.position

    def _compare(
        self, snapshot: Session, session: Session, works: Sequence[_Work], found: Comparison
    ) -> None:
        for work in works:
            if work.is_outdated:
                continue
            for table in work.store.tables:
                with session.transaction():
                    live = table.digests(snapshot, work.live.generation)
                    rebuilt = table.digests(session, work.generation)
                    found.hold(table.name, live, rebuilt)

    def _swap(self, session: Session, work: _Work) -> None:
        """Bring the rebuilt rows to where the live ones are, and let them take their place."""
        reached = work.live.position
        for _ in range(CATCHING_UP_ROUNDS_MAX):
            live = self._tracking.read(session)[work.store.name].position
            if live - reached <= BATCH_ENTRIES:
                break
            reached = self._catch_up(session, work, reached, live)
        with session.transaction():
            # From here the projector waits, and then finds the new generation.
            live = self._tracking.hold(session, work.live)
            while reached < live:
                reached = self._catch_up(session, work, reached, live)
            self._tracking.swap(session, work.live, work.generation, work.store.version)

    def _catch_up(self, session: Session, work: _Work, reached: int, until: int) -> int:
        reading = EntryReading(self._log, BATCH_ENTRIES)
        return self._apply(session, work, reading, reached, until)


def _swapped(work: _Work) -> Tracked:
    return replace(work.live, generation=work.generation)


def _untold(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""
    del done, of
