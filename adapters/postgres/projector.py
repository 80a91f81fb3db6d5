"""The projector: follows the main log and keeps every projection up to date.

Each projection moves in transactions of its own, many entries at a time, guarded by its tracking
row (`tracking.py`): exactly once in effect, with as many projectors as there are processes. An
entry that one projection cannot take stops that one, visibly, and not the others.

Polling by position is the truth; `hint` only makes the next poll come sooner.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Event, Thread

from adapters.postgres.advancing import Advancing
from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.pool import Pool
from adapters.postgres.projection_stores import stores_of
from adapters.postgres.projection_tables import ProjectionStore
from adapters.postgres.rebuild import Progress, Rebuild, RebuildReport
from adapters.postgres.tracking import ProjectionStopped, Tracked, Tracking
from application.log import Log

BATCH_ENTRIES = 2_000
POLL_SECONDS = 0.1
PAUSE_SECONDS_MAX = 5.0
WAIT_SECONDS = 2.0
WAIT_POLL_SECONDS = 0.02
BEHIND_MAX = 10_000
"""More entries than this to go, and a projection does not count as up to date."""
BEHIND_SECONDS_MAX = 60.0
_DOUBLINGS_MAX = 10

_journal = logging.getLogger("wijkkas.projector")


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a projection is: the last position in it, and how many entries are still to come.

    With `failure` it stands still at `failure_position`, for that reason. `seconds` is how long the
    first of the entries to come has been in the log.
    """

    name: str
    position: int
    behind: int
    failure_position: int | None
    failure: str | None
    seconds: float = 0.0


class Projector:
    """Projects the main log of one partition. `pool` connects as the application's role."""

    def __init__(
        self,
        pool: Pool,
        schema: str,
        log: Log,
        *,
        stores: Sequence[ProjectionStore] | None = None,
        batch_entries: int = BATCH_ENTRIES,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._pool = pool
        self._log = log
        self._stores = tuple(stores) if stores is not None else stores_of(schema)
        self._tracking = Tracking(schema)
        self._advancing = Advancing(pool, self._tracking)
        self._rebuild = Rebuild(pool, schema, log, self._stores)
        self._batch_entries = batch_entries
        self._poll_seconds = poll_seconds
        self._stopping = Event()
        self._wake = Event()
        self._moved = Condition()
        self._seen: Mapping[str, Tracked] = {}
        self._runs_here = False

    def lag(self) -> list[Lag]:
        """Every projection, in the order of the registry: for readiness checks."""
        tracked, next_position = self._tracked(), self._log.next_position()
        with self._pool.connection() as session:
            seconds = self._tracking.seconds_behind(session)
        return [
            _lag(tracked[store.name], next_position, seconds.get(store.name, 0.0))
            for store in self._stores
        ]

    def wait_for(
        self, position: int, timeout: float = WAIT_SECONDS, *, names: Iterable[str] = ()
    ) -> bool:
        """Wait until what happened at `position` can be read; False when it takes too long.

        Waits for all projections, or for those named; never for one that stands still.
        """
        awaited = frozenset(names)
        deadline = time.monotonic() + timeout
        self.hint()
        while not _reached(self._last_seen(), position, awaited):
            if time.monotonic() >= deadline:
                return False
            with self._moved:
                self._moved.wait(WAIT_POLL_SECONDS)
        return True

    def hint(self) -> None:
        """There may be something new: poll now."""
        self._wake.set()

    def catch_up(self, *names: str) -> None:
        """Apply all that is in the log now.

        Raises `ProjectionStopped` when one of those named stands still before the end of it.
        """
        last = self._log.next_position() - 1
        self.step()
        while not _reached(tracked := self._tracked(), last):
            self.step()
        for stopped in (tracked[name] for name in names if tracked[name].failure is not None):
            raise ProjectionStopped(
                name=stopped.name, position=stopped.failure_position, failure=stopped.failure
            )

    def step(self) -> bool:
        """One batch for every projection that is behind; whether any of them moved.

        What fails for one of them is raised when the others have nothing left to do.
        """
        tracked, reading = self._tracked(), EntryReading(self._log, self._batch_entries)
        moved, failed = False, None
        for store in self._stores:
            try:
                moved |= self._advancing.advance(store, tracked[store.name], reading)
            except Exception as problem:
                failed = problem
                kind = type(problem).__name__
                _journal.warning("projection %s was interrupted: %s", store.name, kind)
        if failed is not None and not moved:
            raise failed
        return moved

    def rebuild(
        self, names: Collection[str] = (), progress: Progress | None = None
    ) -> RebuildReport:
        """Rebuild those named, or all, beside the live ones, compare and swap (`rebuild.py`)."""
        return self._rebuild.run(names, progress)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep projecting in a thread of this process, for the length of the block."""
        thread = Thread(target=self.run, name="wijkkas-projector", daemon=True)
        self._stopping.clear()
        thread.start()
        try:
            yield
        finally:
            self.stop()
            thread.join()

    def stop(self) -> None:
        """End `run` after the batch that is being applied."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Keep projecting in this thread, until `stop` is called."""
        self._runs_here = True
        failures = 0
        while not self._stopping.is_set():
            self._wake.clear()
            failures = self._step_or_pause(failures)
        self._runs_here = False

    def _step_or_pause(self, failures: int) -> int:
        """One step; a pause when there was nothing to do, longer with every failure in a row.

        No failure ends the projector: what keeps it from working may be repaired meanwhile.
        """
        try:
            moved = self.step()
            failures = 0
        except Exception as problem:
            moved, failures = False, failures + 1
            kind = type(problem).__name__
            _journal.warning("projecting was interrupted (%d): %s", failures, kind)
        if not moved:
            doubled = self._poll_seconds * 2 ** min(failures, _DOUBLINGS_MAX)
            self._wake.wait(min(doubled, PAUSE_SECONDS_MAX))
        return failures

    def _tracked(self) -> Mapping[str, Tracked]:
        with self._pool.connection() as session:
            read = self._tracking.read(session)
            if any(store.name not in read for store in self._stores):
                # Never projected; or a backup was restored of before it was.
                self._tracking.register(session, self._stores)
                read = self._tracking.read(session)
        with self._moved:
            self._seen = {store.name: read[store.name] for store in self._stores}
            self._moved.notify_all()
            return self._seen

    def _last_seen(self) -> Mapping[str, Tracked]:
        """Where the projections are, without asking the database where this process moves them."""
        return self._seen if self._runs_here and self._seen else self._tracked()


def are_up_to_date(lags: Iterable[Lag]) -> bool:
    """Whether no projection stands still, has more than `BEHIND_MAX` entries to go, or let one wait
    for more than `BEHIND_SECONDS_MAX`, as happens when nothing projects.
    """
    return all(
        lag.failure is None and lag.behind <= BEHIND_MAX and lag.seconds <= BEHIND_SECONDS_MAX
        for lag in lags
    )


def _reached(
    tracked: Mapping[str, Tracked], position: int, names: frozenset[str] = frozenset()
) -> bool:
    return all(
        each.position >= position or each.failure is not None
        for name, each in tracked.items()
        if not names or name in names
    )


def _lag(tracked: Tracked, next_position: int, seconds: float) -> Lag:
    return Lag(
        name=tracked.name,
        position=tracked.position,
        behind=max(0, next_position - 1 - tracked.position),
        failure_position=tracked.failure_position,
        failure=tracked.failure,
        seconds=seconds,
    )
