"""`wijkkas` as a process of a fault run; where asked, in a build that forgets the ids of commands.

That build is the negative control: it is right in everything but one thing. Each time that it sends
something to a log it does so under an id that nobody used, and it never asks what became of one. So
after a lost answer it cannot know that the first attempt was stored.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg_pool.pool

from adapters.postgres import log
from adapters.postgres.append_columns import BALLOT_FUNCTIONS, MAIN_FUNCTIONS, AppendFunction
from adapters.postgres.attempts import attempt
from application.log import Submission

FORGETFUL = "WIJKKAS_TEST_FORGETFUL"
APPENDS = [function.called for function in (*MAIN_FUNCTIONS, *BALLOT_FUNCTIONS)]


def forget_ids() -> None:
    """Take the retry by command id out of both logs of this process."""

    def rows(self: Any, statement: Any, parameters: list[Any]) -> Any:
        query = self._statements[statement]

        def once(connection: Any) -> Any:
            given = parameters
            if statement in APPENDS:
                given = [[uuid4() for _ in parameters[0]], *parameters[1:]]
            return connection.execute(query, given, prepare=True, binary=True).fetchall()

        return attempt(self._pool, once)

    binary = AppendFunction.binary

    def gathered(self: AppendFunction, submissions: Sequence[Submission]) -> list[bytes]:
        return binary(self, [replace(each, command_id=uuid4()) for each in submissions])

    functions: Any = AppendFunction
    functions.binary = gathered
    entries: Any = log._PostgresEntries
    entries._rows = rows
    entries.outcome = lambda *_: None


def sleep_beside_a_faked_clock() -> None:
    """libfaketime 0.9.10 fails `time.sleep` (EINVAL), which sleeps until a time of the monotonic
    clock; waiting for what never happens takes as long, and works.
    """
    if "LD_PRELOAD" in os.environ:
        time.sleep = _wait
        waiting: Any = psycopg_pool.pool  # which took hold of it before
        waiting.sleep = _wait


def _wait(seconds: Any) -> None:
    threading.Event().wait(seconds)


class Command:
    """A command of `wijkkas` that runs until it is killed, and can be started again."""

    def __init__(self, name: str, environment: Mapping[str, str], journal: Path) -> None:
        self._name = name
        self._environment = {**os.environ, **environment}
        self._journal = journal
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it; what it writes down goes to its journal."""
        with self._journal.open("ab") as journal:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.serving", self._name],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                cwd=Path(__file__).parents[2],
            )

    def keep_running(self) -> None:
        """Start it again if it has ended: as whoever supervises services does."""
        if self._process is None or self._process.poll() is not None:
            self.start()

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


if __name__ == "__main__":
    from adapters.command_line.start import run
    from tests.faults.residents import let_residents_in

    sleep_beside_a_faked_clock()
    let_residents_in()
    if os.environ.get(FORGETFUL):
        forget_ids()
    run()
