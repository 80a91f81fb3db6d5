"""`wijkkas bench http`: ballots over HTTP, beside a bare endpoint with the same body.

Both run in the server of `wijkkas serve`, each in a process of its own, and get the same requests
from a third process, one after the other, in rounds. The goal is the median over the rounds of the
ratio within a round; processor time is that of server and database together.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from subprocess import PIPE
from typing import Any

import psutil

from adapters.bench.bench_server import HERE, BenchServer, bench_server, free_port
from adapters.bench.http_serving import BARE, OURS
from adapters.bench.open_round import OpenRound, open_round
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.bench.spread import at_share, median_ratio
from adapters.bootstrap import open_house
from adapters.settings import Settings
from domain.errors import UNAVAILABLE, Refusal

SCHEMA = "bench"
CONNECTIONS = 256
ROUNDS, ROUNDS_QUICKLY = 7, 3
SECONDS, SECONDS_QUICKLY = 4.0, 2.0
"""Of each measurement in a round."""
RATE_MAX = 4_000
"""Ballots that are made for each second; whoever is faster stops earlier."""
WARM_BALLOTS = 500
START_SECONDS_MAX = 60.0


class BallotsNotTaken(Refusal):
    code = "bench.ballots_not_taken"
    dutch = "Niet elk stembiljet van de meting is aangenomen: {statuses}."
    english = "Not every ballot of the measurement was taken: {statuses}."


class ServingFailed(Refusal):
    code = "bench.serving_failed"
    status = UNAVAILABLE
    dutch = "De server die gemeten zou worden, is niet gestart: {problem}."
    english = "The server to be measured did not start: {problem}."


@dataclass(frozen=True, slots=True)
class Sent:
    """What a load found, and the processor time that it cost server and database."""

    seconds: float
    waits_seconds: Sequence[float]
    server_seconds: float
    database_seconds: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.waits_seconds) / self.seconds

    @property
    def processor_ms(self) -> float:
        """Of server and database, per request."""
        return 1_000 * (self.server_seconds + self.database_seconds) / len(self.waits_seconds)


@dataclass(slots=True)
class Rounds:
    """The same place in both lists is the same round."""

    bare: list[Sent] = field(default_factory=list)
    ours: list[Sent] = field(default_factory=list)


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench. Raises `BallotsNotTaken` and `ServingFailed`."""
    rounds, seconds = (ROUNDS_QUICKLY, SECONDS_QUICKLY) if quick else (ROUNDS, SECONDS)
    found = Rounds()
    with ExitStack() as stack:
        server = stack.enter_context(bench_server())
        voting = _round_in(server)
        bare = stack.enter_context(_served(server, BARE))
        ours = stack.enter_context(_served(server, OURS))
        for number in range(rounds + 1):
            ballots = int(RATE_MAX * seconds) if number else WARM_BALLOTS
            bodies = b"\n".join(voting.ballots(ballots, seed=number))
            first, second = (_sent(each, server, bodies, seconds) for each in (bare, ours))
            if number:
                found.bare.append(first)
                found.ours.append(second)
                say(
                    f"round {number} of {rounds}: {second.rate:.0f} ballots/s, bare "
                    f"{first.rate:.0f}, {second.processor_ms:.3f} ms of processor time each"
                )
    return report(found)


def _round_in(server: BenchServer) -> OpenRound:
    server.partition(SCHEMA)
    settings = Settings.model_validate({"DATABASE_URL": server.app_url, "partition": SCHEMA})
    with open_house(settings) as house:
        return open_round(house, server.owner_url)


@dataclass(frozen=True, slots=True)
class _Served:
    """A server that answers, and its process."""

    port: int
    process: psutil.Process

    def processor_seconds(self) -> float:
        times = self.process.cpu_times()
        return times.user + times.system


@contextmanager
def _served(server: BenchServer, name: str) -> Iterator[_Served]:
    """A server in a process of its own."""
    port = free_port()
    environment = {"DATABASE_URL": server.app_url, "WIJKKAS_PARTITION": SCHEMA}
    with subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "adapters.bench.http_serving", name, str(port)],
        env=os.environ | environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=PIPE,
    ) as process:
        try:
            _wait_until_it_answers(process, port)
            yield _Served(port, psutil.Process(process.pid))
        finally:
            process.terminate()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while True:
        connection = HTTPConnection(HERE, port, timeout=START_SECONDS_MAX)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError as problem:
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServingFailed(problem=problem) from problem
            time.sleep(0.05)
        finally:
            connection.close()


def _sent(served: _Served, server: BenchServer, bodies: bytes, seconds: float) -> Sent:
    """Send these bodies from a process of its own."""
    asked = (str(served.port), str(CONNECTIONS), str(seconds))
    busy, database_busy = served.processor_seconds(), server.processor_seconds()
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "adapters.bench.http_load", *asked],
        input=bodies,
        capture_output=True,
        check=True,
        timeout=START_SECONDS_MAX + seconds,
        cwd=Path(__file__).parents[2],
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    if set(answer["statuses"]) != {"200"}:
        raise BallotsNotTaken(statuses=answer["statuses"])
    return Sent(
        answer["seconds"],
        answer["waits_seconds"],
        served.processor_seconds() - busy,
        server.processor_seconds() - database_busy,
    )


def report(found: Rounds) -> BenchReport:
    """The goals, from what the rounds found."""
    ours, bare = ([sent.rate for sent in each] for each in (found.ours, found.bare))
    ratio = median_ratio(ours, bare)
    return BenchReport(
        name="http",
        ours=median(ours),
        baseline=median(bare),
        ratio=ratio,
        unit="ballots per second",
        goals=(
            Goal("ballots ÷ bare", 100 * ratio, 65, 80, unit="%", direction="at least"),
            Goal(
                "processor time per ballot, database included",
                median(sent.processor_ms for sent in found.ours),
                must=0.6,
                aim=0.4,
                unit="ms",
                direction="at most",
            ),
        ),
        details=[
            _detail(ours_then, bare_then)
            for ours_then, bare_then in zip(found.ours, found.bare, strict=True)
        ],
    )


def _detail(ours: Sent, bare: Sent) -> dict[str, object]:
    ballots = len(ours.waits_seconds)
    return {
        "ballots_per_second": rounded(ours.rate),
        "bare_per_second": rounded(bare.rate),
        "server_ms": rounded(1_000 * ours.server_seconds / ballots),
        "database_ms": rounded(1_000 * ours.database_seconds / ballots),
        "bare_ms": rounded(1_000 * bare.server_seconds / len(bare.waits_seconds)),
        "wait_ms_p50": rounded(1_000 * at_share(ours.waits_seconds, 0.5)),
        "wait_ms_p99": rounded(1_000 * at_share(ours.waits_seconds, 0.99)),
    }
