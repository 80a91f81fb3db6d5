"""A database of its own for a bench: embedded, in a temporary folder, gone afterwards."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from adapters.bench.generated_log import GeneratedLog, Made
from adapters.bench.report import Say
from adapters.postgres.cluster import APPLICATION
from adapters.postgres.embedded import LOCK_FILE, Database, embedded_database
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import Pool, open_pool
from adapters.postgres.projection_tables import qualified

SCHEMA = "gm0307"
ROWS_PER_WRITE = 2_000
TOLD_EVERY = 1_000_000
STOP_SECONDS_MAX = 120.0
POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class BenchPartition:
    """A migrated partition: a pool as the application, and the owner's connection string."""

    pool: Pool
    database: Database
    schema: str = SCHEMA


@contextmanager
def bench_partition() -> Iterator[BenchPartition]:
    """A partition with empty logs, for the length of the block."""
    folder = Path(tempfile.mkdtemp(prefix="wijkkas-bench-"))
    folder.chmod(0o711)  # another account passes through, where root runs the server
    try:
        with embedded_database(folder / "data", grace_seconds=0.0) as database:
            migrate(database.owner_url, SCHEMA, APPLICATION)
            with open_pool(database.app_url, SCHEMA) as pool:
                yield BenchPartition(pool, database)
    finally:
        _wait_until_stopped(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_stopped(data: Path) -> None:
    """Until the server is gone, which would write on in a folder that is being removed.

    Its supervisor holds a lock as long as it is there.
    """
    deadline = time.monotonic() + STOP_SECONDS_MAX
    with (data / LOCK_FILE).open("ab") as lock:
        while time.monotonic() < deadline:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(POLL_SECONDS)


class BenchLog:
    """Fills the main log of a partition with generated entries, as its owner, by COPY."""

    def __init__(self, partition: BenchPartition, length: int, say: Say) -> None:
        self._partition = partition
        self._log = GeneratedLog(length)
        self._entries = iter(self._log)
        self._say = say
        self.filled = 0

    def fill(self, until: int) -> None:
        """Add entries up to this length, with two commands for every three of them."""
        first, schema = self.filled, self._partition.schema
        with psycopg.connect(self._partition.database.owner_url) as owner:
            with (
                owner.cursor() as cursor,
                cursor.copy(qualified(_FILL, schema)) as copy,
            ):
                while self.filled < until:
                    copy.write(b"".join(self._rows(min(ROWS_PER_WRITE, until - self.filled))))
                    if self.filled % TOLD_EVERY == 0:
                        self._say(f"{self.filled} of {until} entries are in the log")
            owner.execute(qualified(_COMMANDS, schema), [first])
            owner.execute(qualified(_HEAD, schema), [until, self._log.appended_at(until - 1)])
        with psycopg.connect(self._partition.database.owner_url, autocommit=True) as owner:
            for table in _TABLES:
                owner.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(schema, table)))

    def _rows(self, number: int) -> Iterator[bytes]:
        for _ in range(number):
            yield _row(self.filled, next(self._entries), self._log)
            self.filled += 1


_TABLES = ("main_log", "main_commands")
_FILL = "COPY {schema}.main_log FROM STDIN"
_COMMANDS = """
    INSERT INTO {schema}.main_commands (command_id, fingerprint, first_position, event_count,
        actor, command, recorded_at)
    SELECT (lpad(to_hex((extract(epoch FROM appended_at) * 1000)::bigint), 12, '0') || '7'
            || substr(gen_random_uuid()::text, 1, 3) || '8'
            || substr(replace(gen_random_uuid()::text, '-', ''), 1, 15))::uuid,
        sha256(payload), position, 1, 'person-officer', 'Made', appended_at
    FROM {schema}.main_log WHERE position >= %s AND position %% 3 < 2"""
_HEAD = "UPDATE {schema}.main_head SET next_position = %s, last_time = %s"


def _row(position: int, made: Made, log: GeneratedLog) -> bytes:
    """A row in COPY's text format."""
    return b"%d\t%b\t%d\t%b\t\\\\x%b\t%b\n" % (
        position,
        made.stream.encode(),
        made.version,
        made.name.encode(),
        made.payload.hex().encode(),
        log.appended_at(position).isoformat().encode(),
    )
