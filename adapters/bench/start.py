"""`wijkkas bench start`: from starting the program to a first ballot on the disk, embedded.

Beside it the least there is to it: the same PostgreSQL started, and a row committed. Both with a
data directory that is there, and with its creation.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from subprocess import PIPE

import psycopg

from adapters.bench.first_ballot import STORED
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.bench.spread import median_ratio
from adapters.postgres.cluster import DATABASE, OWNER, Cluster, embedded_binaries
from adapters.postgres.server_account import server_account
from adapters.postgres.supervisor import DATA_FOLDER
from domain.errors import UNAVAILABLE, Refusal

ROUNDS, ROUNDS_QUICKLY = 7, 1
SECONDS_MAX = 60.0


class FirstBallotMissing(Refusal):
    code = "bench.first_ballot_missing"
    status = UNAVAILABLE
    dutch = "Er is geen stembiljet opgeslagen: {problem}."
    english = "No ballot was stored: {problem}."


@dataclass(slots=True)
class Rounds:
    """Seconds; the same place in each list is the same round."""

    created: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)
    bare_created: list[float] = field(default_factory=list)
    bare_there: list[float] = field(default_factory=list)


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench. Raises `FirstBallotMissing`, and what keeps a server from starting."""
    rounds = ROUNDS_QUICKLY if quick else ROUNDS
    found = Rounds()
    for number in range(1, rounds + 1):
        with _folder() as folder:
            seconds, ballot = first_ballot(folder)
            found.created.append(seconds)
            _wait_until_stopped(folder)
            found.there.append(first_ballot(folder, ballot)[0])
            _wait_until_stopped(folder)
        with _folder() as folder:
            found.bare_created.append(_bare_seconds(folder))
            found.bare_there.append(_bare_seconds(folder))
        say(
            f"round {number} of {rounds}: {found.there[-1]:.2f} s, with creation "
            f"{found.created[-1]:.2f} s; bare {found.bare_there[-1]:.2f} s and "
            f"{found.bare_created[-1]:.2f} s"
        )
    return report(found)


def first_ballot(folder: Path, ballot: str = "") -> tuple[float, str]:
    """Seconds from starting a process to a ballot stored, and a ballot for the next time."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "adapters.bench.cold_start", str(folder)],
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise FirstBallotMissing(problem="no pipes")
        process.stdin.write(ballot)
        process.stdin.close()
        said = process.stdout.readline().strip()
        seconds = time.perf_counter() - began
        next_time = process.stdout.readline().strip()
        if said != STORED:
            problem = process.stderr.read().strip().splitlines()[-1:]
            raise FirstBallotMissing(problem="".join(problem)[:200] or "-")
    return seconds, next_time


def _wait_until_stopped(folder: Path) -> None:
    """The server stays a moment after the last command left; then a start is a cold one."""
    deadline = time.monotonic() + SECONDS_MAX
    while (folder / DATA_FOLDER / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def _bare_seconds(folder: Path) -> float:
    """Start PostgreSQL, made where it is not there, and commit a row."""
    account, sockets = server_account(), folder / "sockets"
    sockets.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        account.own(sockets)
    cluster = Cluster(embedded_binaries(), folder / "data", sockets, folder / "log", account)
    began = time.perf_counter()
    try:
        cluster.start()
        with psycopg.connect(
            f"postgresql:///{DATABASE}?host={sockets}&user={OWNER}", autocommit=True
        ) as owner:
            owner.execute("CREATE TABLE IF NOT EXISTS public.rows (number integer)")
            owner.execute("INSERT INTO public.rows VALUES (1)")
        return time.perf_counter() - began
    finally:
        cluster.stop()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="wijkkas-bench-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report(found: Rounds) -> BenchReport:
    """The goals, from what the rounds found."""
    return BenchReport(
        name="start",
        ours=median(found.there),
        baseline=median(found.bare_there),
        ratio=median_ratio(found.there, found.bare_there),
        unit="seconds to a first row that is stored",
        goals=(
            _seconds("data directory there", found.there, 0.8, 0.4),
            _seconds("data directory created", found.created, 2.0, 1.2),
        ),
        details=[
            {
                "there_seconds": rounded(there),
                "created_seconds": rounded(created),
                "bare_there_seconds": rounded(bare_there),
                "bare_created_seconds": rounded(bare_created),
            }
            for there, created, bare_there, bare_created in zip(
                found.there, found.created, found.bare_there, found.bare_created, strict=True
            )
        ],
    )


def _seconds(name: str, values: list[float], must: float, aim: float) -> Goal:
    return Goal(name, median(values), must, aim, unit="seconds", direction="at most")
