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
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

from psycopg.errors import LockNotAvailable

from adapters.postgres.advancing import PASSING
from adapters.postgres.comparison import Comparison
from adapters.postgres.entry_loading import Batch
from adapters.postgres.pool import Pool
from adapters.postgres.projection_tables import ProjectionStore, Session, qualified
from adapters.postgres.replay import HoleInLog, gathered, replayed, without_collecting
from adapters.postgres.tracking import ProjectionStopped, Tracked, Tracking
from application.log import Log
from domain.errors import NOT_FOUND, Refusal
from projections.document import follows

BATCH_ENTRIES = 5_000
AT_A_TIME = 2
"""So many projections are applied at the same moment, each over a connection of its own."""
CONNECTIONS = 3 + AT_A_TIME
"""A rebuild has so many at once: the snapshot, one that reads, one that compares, and those."""
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
    until: int

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
        cannot be loaded or applied, or is not there; nothing has changed then.
        """
        started = time.perf_counter()
        found = Comparison()
        stores = self._named(names)
        with self._snapshot(stores) as snapshot, self._pool.connection() as session:
            tracked = self._tracking.read(snapshot)
            works = [
                _Work(store.remembering(), live, live.position)
                for store in stores
                for live in [tracked[store.name]]
            ]
            self._clear_all_but_live(session, works)
            self._replay(works, progress or _untold)
            self._compare(snapshot, session, works, found)
            for work in works:
                self._swap(session, work)
            # Nobody begins the next one before this: it would lose its rows to it.
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

    def _replay(self, works: Sequence[_Work], progress: Progress) -> None:
        """Fold the log from its beginning, each projection to where it stood in the snapshot.

        Two at a time: while the server stores what one makes, another is folded here.
        """
        last = max(work.live.position for work in works)
        with self._pool.connection() as reader, ThreadPoolExecutor(AT_A_TIME) as threads:
            for batch in self._batches(reader, works, -1, last):
                with without_collecting():
                    done = [threads.submit(self._apply_in_turn, work, batch) for work in works]
                    for each in done:
                        each.result()
                progress(batch.position + 1, last + 1)
        progress(last + 1, last + 1)

    def _batches(
        self, reader: Session, works: Sequence[_Work], after: int, until: int
    ) -> Iterator[Batch]:
        """What these projections follow, in batches, over entries that none of them has to take.

        Raises `ProjectionStopped` for an entry that one of them has to and cannot.
        """
        while after < until:
            pages = replayed(reader, self._schema, after, until, _subjects_of(works))
            failure = None
            try:
                for batch in gathered(pages, BATCH_ENTRIES):
                    after, failure = batch.position, batch.failure
                    yield batch
            except HoleInLog as hole:
                name = works[0].store.name
                raise ProjectionStopped(name=name, position=after + 1, failure=str(hole)) from hole
            if failure is None:
                return
            after += 1
            self._refuse_unreadable(works, after, failure)

    def _refuse_unreadable(self, works: Sequence[_Work], position: int, failure: str) -> None:
        (entry,) = self._log.read(position, 1)
        for work in works:
            if position <= work.until and follows(work.store.subjects, entry.name):
                raise ProjectionStopped(name=work.store.name, position=position, failure=failure)

    def _apply_in_turn(self, work: _Work, batch: Batch) -> None:
        with self._pool.connection() as session:
            self._apply(session, work, batch)

    def _apply(self, session: Session, work: _Work, batch: Batch) -> None:
        """Apply to the rebuilt rows what the projection follows of a batch, up to its end.

        Raises `ProjectionStopped` at the first of those entries when one of them cannot be applied.
        """
        entries = [
            entry
            for entry in batch.entries
            if entry.position <= work.until and follows(work.store.subjects, entry.event.TOPIC)
        ]
        if entries:
            with session.transaction():
                session.execute("SET LOCAL synchronous_commit TO off")
                try:
                    work.store.apply(session, work.generation, entries)
                except PASSING:
                    raise
                except Exception as problem:
                    raise ProjectionStopped(
                        name=work.store.name,
                        position=entries[0].position,
                        failure=f"{problem!r} ({entries[0].position}–{entries[-1].position})",
                    ) from problem

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
            self._catch_up(session, work, reached, live)
            self._tracking.swap(session, work.live, work.generation, work.store.version)

    def _catch_up(self, session: Session, work: _Work, reached: int, until: int) -> int:
        following = replace(work, until=until)
        with self._pool.connection() as reader:
            for batch in self._batches(reader, [following], reached, until):
                self._apply(session, following, batch)
        return until


def _subjects_of(works: Sequence[_Work]) -> frozenset[str] | None:
    """What all of them together follow; None for everything."""
    followed: set[str] = set()
    for work in works:
        if work.store.subjects is None:
            return None
        followed |= work.store.subjects
    return frozenset(followed)


def _swapped(work: _Work) -> Tracked:
    return replace(work.live, generation=work.generation)


def _untold(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""
    del done, of
