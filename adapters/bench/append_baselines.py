"""What appending is measured against: the `eventsourcing` library, COPY, and a commit by itself.

All of them run on the server that ours runs on, over TCP, with the same durability.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from struct import pack
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Connection
from psycopg.rows import TupleRow

from adapters.bench.appending_load import PAYLOAD
from adapters.bench.bench_server import HERE, BenchServer
from adapters.postgres.cluster import DATABASE, OWNER

LIBRARY_THREADS = 16
COPY_ROWS = 1_000
"""Rows of one COPY, which is one transaction."""
COPIES_PREBUILT = 200

_COPY_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + pack("!ii", 0, 0)
_COPY_END = pack("!h", -1)
_TABLES = """
    CREATE SCHEMA baselines;
    CREATE TABLE baselines.copied (
        position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, version integer NOT NULL,
        name text NOT NULL, payload bytea NOT NULL, UNIQUE (stream, version));
    CREATE TABLE baselines.committed (position bigint PRIMARY KEY, payload bytea NOT NULL);
"""


class Baselines:
    """Each measured for so many seconds at a time."""

    def __init__(
        self, recorder: PostgresApplicationRecorder, connection: Connection[TupleRow]
    ) -> None:
        self._recorder = recorder
        self._connection = connection
        self._positions = count()
        self._copies = iter(list(self._prebuilt()))

    def library_rate(self, seconds: float) -> float:
        """Events per second of the library's default path: one event per call, from 16 threads."""
        done = [0] * LIBRARY_THREADS
        end = time.perf_counter() + seconds

        def write(thread: int) -> None:
            while time.perf_counter() < end:
                self._recorder.insert_events([StoredEvent(uuid4(), 1, "thing.happened", PAYLOAD)])
                done[thread] += 1

        threads = [threading.Thread(target=write, args=(each,)) for each in range(LIBRARY_THREADS)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(done) / (time.perf_counter() - began)

    def copy_rate(self, seconds: float) -> float:
        """Rows per second of COPY in binary, made before, into a table with two indexes."""
        began, rows = time.perf_counter(), 0
        with suppress(StopIteration):
            while time.perf_counter() - began < seconds:
                prebuilt = next(self._copies)
                with (
                    self._connection.cursor() as cursor,
                    cursor.copy("COPY baselines.copied FROM STDIN (FORMAT binary)") as copy,
                ):
                    copy.write(prebuilt)
                rows += COPY_ROWS
        took = time.perf_counter() - began
        if not rows:
            self._copies = iter(list(self._prebuilt()))
            return self.copy_rate(seconds)
        return rows / took

    def commit_seconds(self, seconds: float) -> list[float]:
        """How long it takes to insert a row as large as an entry and have it committed, each."""
        found: list[float] = []
        end = time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            self._connection.execute(
                "INSERT INTO baselines.committed VALUES (%b, %b)",
                (next(self._positions), PAYLOAD),
                prepare=True,
            )
            found.append(time.perf_counter() - began)
        return found

    def _prebuilt(self) -> Iterator[bytes]:
        for _ in range(COPIES_PREBUILT):
            rows = (_copied_row(next(self._positions)) for _ in range(COPY_ROWS))
            yield _COPY_SIGNATURE + b"".join(rows) + _COPY_END


def _copied_row(position: int) -> bytes:
    fields = (
        pack("!q", position),
        f"thing:{uuid4().hex}".encode(),
        pack("!i", 0),
        b"thing.happened.v1",
        PAYLOAD,
    )
    return pack("!h", len(fields)) + b"".join(pack("!i", len(each)) + each for each in fields)


@contextmanager
def baselines(server: BenchServer) -> Iterator[Baselines]:
    """Tables for the baselines, and connections to them."""
    with psycopg.connect(server.owner_url, autocommit=True) as connection:
        connection.execute(_TABLES)
        datastore = PostgresDatastore(
            dbname=DATABASE,
            host=HERE,
            port=server.port,
            user=OWNER,
            password=server.password,
            pool_size=LIBRARY_THREADS,
            max_overflow=0,
            schema="baselines",
        )
        with datastore:
            recorder = PostgresApplicationRecorder(datastore, events_table_name="library_events")
            recorder.create_table()
            yield Baselines(recorder, connection)
