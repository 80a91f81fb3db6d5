"""The epoch of a log: PostgreSQL's timeline, which goes up when a replica takes over or a backup is
restored.

Within one epoch a log only grows. In another it may have lost its end, if the replica was not
synchronous or the restore went back in time; then positions are dense again and tell nothing. So
whoever remembers what a log said asks for its epoch, and where that is another, looks again.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from psycopg import Connection
from psycopg.rows import TupleRow

from adapters.journal import journal

_EPOCH = """
    SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer
    WHERE NOT pg_is_in_recovery()"""

JOURNAL = "wijkkas.log"


class Epochs:
    """The epoch that the connections of this process are in, noted as each is made."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._when_new: list[Callable[[], None]] = []
        self.current: int | None = None
        """None before the first connection."""

    def when_new(self, forget: Callable[[], None]) -> None:
        """Have something called whenever another epoch begins."""
        self._when_new.append(forget)

    def note(self, connection: Connection[TupleRow]) -> None:
        """See which epoch a new connection is in; nothing is said of a replica."""
        row = connection.execute(_EPOCH).fetchone()
        if row is None:
            return
        with self._lock:
            before, self.current = self.current, row[0]
        if before not in (None, row[0]):
            journal(JOURNAL).warning("log.epoch_began", epoch=row[0])
            for forget in self._when_new:
                forget()
