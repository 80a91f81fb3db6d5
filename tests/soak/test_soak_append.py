"""Ten million events by six writers, with one reader behind them, and kills all the while.

Database, sessions, writers and projector are killed at random. `WIJKKAS_SOAK_EVENTS` sets how
many events, `WIJKKAS_SOAK_MINUTES` ends the writing before that, `WIJKKAS_SOAK_KILL_SECONDS` is the
time from one kill to the next.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from adapters.partition_directory import as_role, role_of
from adapters.postgres.cluster import APPLICATION, OWNER
from adapters.postgres.log import PostgresLog
from adapters.postgres.log_check import check_log
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import open_pool
from adapters.postgres.projector import Projector
from application.log import LogUnavailable, Recorded
from tests.faults.serving import Command
from tests.integration.tailing import Tail
from tests.nodes import Node
from tests.waiting import soon

EVENTS = int(os.environ.get("WIJKKAS_SOAK_EVENTS", "10_000_000"))
MINUTES = float(os.environ.get("WIJKKAS_SOAK_MINUTES", "720"))
KILL_EVERY_SECONDS = float(os.environ.get("WIJKKAS_SOAK_KILL_SECONDS", "10"))
WRITERS = 6
SCHEMA = "gm_soak"
ROOT = Path(__file__).parents[2]
AWAY_SECONDS_MAX = 300.0
PROJECTING_SECONDS_MAX = 24 * 3600.0


@dataclass
class Writer:
    """A writer's process, and how far it is by what it said."""

    number: int
    arguments: list[str]
    stop: Path
    done: int = 0
    events: int = 0
    process: subprocess.Popen[str] | None = None

    def work(self) -> None:
        """Run it, and run it again when it was killed, until it ends by itself."""
        while True:
            command = [sys.executable, "-m", "tests.soak.writer", *self.arguments]
            command += [str(self.number), str(EVENTS // WRITERS), str(self.done), str(self.stop)]
            with self.stop.with_name("writers.journal").open("ab") as journal:
                self.process = subprocess.Popen(
                    command, stdout=subprocess.PIPE, stderr=journal, text=True, cwd=ROOT
                )
            assert self.process.stdout is not None
            for line in self.process.stdout:
                if line.endswith("\n"):
                    self.done, self.events = map(int, line.split())
            if self.process.wait() == 0:
                return
            assert self.process.returncode < 0, "a writer was refused"

    def kill(self) -> None:
        """`kill -9`."""
        if self.process is not None:
            self.process.kill()


class WaitsForItsLog:
    """The log, for a reader that has patience."""

    def __init__(self, log: PostgresLog) -> None:
        self._log = log

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """As the log does, once it can."""
        give_up_at = time.monotonic() + AWAY_SECONDS_MAX
        while True:
            try:
                return self._log.read(from_position, limit)
            except LogUnavailable:
                if time.monotonic() > give_up_at:
                    raise


@dataclass
class Killer:
    """Kills something every few seconds, and starts again what does not start by itself."""

    database: Node
    writers: list[Writer]
    projector: Command
    killed: Counter[str] = field(default_factory=Counter)

    def work(self, over: threading.Event) -> None:
        """Until it is over."""
        luck = Random()  # noqa: S311 - when and what, not a secret
        kinds: dict[str, Callable[[], object]] = {
            "database": self._kill_database,
            "session": lambda: self.database.kill_one_session(luck.randrange(100)),
            "writer": lambda: luck.choice(self.writers).kill(),
            "projector": self._kill_projector,
        }
        while not over.wait(KILL_EVERY_SECONDS):
            kind = luck.choice(list(kinds))
            kinds[kind]()
            self.killed[kind] += 1
            self.database.start()

    def _kill_database(self) -> None:
        self.database.kill()
        self.database.start()

    def _kill_projector(self) -> None:
        self.projector.kill()
        self.projector.start()


@pytest.fixture
def database(new_node: Callable[[str], Node]) -> Node:
    """A server with an empty partition."""
    node = new_node("soak")
    node.create({"max_wal_size": "1GB", "shared_buffers": "256MB"})
    migrate(node.url(OWNER), SCHEMA, role_of(SCHEMA))
    return node


def test_nothing_is_missed_or_doubled_whatever_is_killed(database: Node, scratch: Path) -> None:
    url = as_role(database.url(APPLICATION), role_of(SCHEMA))
    stop, over, began = scratch / "stop", threading.Event(), time.monotonic()
    environment = {"DATABASE_URL": url, "WIJKKAS_PARTITION": SCHEMA}
    projector = Command("project", environment, scratch / "journal")
    writers = [Writer(number, [url, SCHEMA], stop) for number in range(WRITERS)]
    killer, tail = Killer(database, writers, projector), Tail()
    projector.start()
    with open_pool(url, SCHEMA) as pool:
        log = PostgresLog(pool, SCHEMA)
        writing = [threading.Thread(target=writer.work) for writer in writers]
        others = [
            threading.Thread(target=lambda: killer.work(over)),
            threading.Thread(target=lambda: stop_in_time(stop, over)),
        ]
        for thread in (*writing, *others):
            thread.start()
        try:
            tail.follow(WaitsForItsLog(log), lambda: not any(each.is_alive() for each in writing))
        finally:
            stop.touch()
            over.set()
            for thread in (*writing, *others):
                thread.join()
        seconds = time.monotonic() - began
        say(f"{tail.position} events in {seconds:.0f} s; killed {dict(killer.killed)}")
        assert (tail.missed_or_doubled, tail.out_of_order) == (0, 0)
        expected = sum(writer.events for writer in writers)
        assert tail.position == expected == log.next_position()
        assert check_log(pool, SCHEMA).broken == ()
        lag = Projector(pool, SCHEMA, log)
        assert soon(lambda: all(each.behind == 0 for each in lag.lag()), PROJECTING_SECONDS_MAX)
        assert [each.failure for each in lag.lag() if each.failure] == []
        projector.kill()
        report = lag.rebuild(["proposals"])
        say(f"projected after {time.monotonic() - began:.0f} s; {report.differing} rows differ")
        assert report.identical


def stop_in_time(stop: Path, over: threading.Event) -> None:
    """Tell the writers to stop when it was long enough."""
    if not over.wait(MINUTES * 60):
        stop.touch()


def say(text: str) -> None:
    """The result."""
    print(text, flush=True)  # noqa: T201 - the result
