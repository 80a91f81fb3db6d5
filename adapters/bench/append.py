"""`wijkkas bench append`: single-event commands beside what the library, COPY and one commit take.

All on one server, in rounds: each baseline and ours run for a moment each, one after the other, and
a goal is the median over the rounds of the ratio within a round.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import uuid4

from adapters.bench.append_baselines import Baselines, baselines
from adapters.bench.appending_load import (
    FENCE,
    FINGERPRINT,
    Load,
    at_once,
    ballot,
    command,
)
from adapters.bench.bench_server import BenchServer, bench_server
from adapters.bench.paced_load import at_rate
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.bench.spread import at_share, median_ratio
from adapters.long_lived import keep_what_is_loaded
from adapters.postgres.log import PostgresBallotLog, PostgresLog
from adapters.postgres.pool import open_pool
from application.log import Fence, NewEvent, Submission

SCHEMA = "bench"
CALLERS = 256
FILES_READY = 100
"""Of 16 MB each: more than is written between two checkpoints at these rates."""
SHARE_OF_RATE = 0.7
"""The latency is measured at this share of the rate that was just found."""
LOWER_SHARES = (0.1, 0.25, 0.5)
"""And at these, which are no goal: they say from where on commands wait for each other."""
ROUNDS, ROUNDS_QUICKLY = 7, 3
SECONDS, SECONDS_QUICKLY = 3.0, 1.5
"""Of each measurement in a round."""


@dataclass(slots=True)
class Rounds:
    """What each round found; the same place in each list is the same round."""

    library: list[float] = field(default_factory=list)
    copied: list[float] = field(default_factory=list)
    commits: list[list[float]] = field(default_factory=list)
    commands: list[Load] = field(default_factory=list)
    paced: list[Load] = field(default_factory=list)
    slower: list[Mapping[float, Load]] = field(default_factory=list)
    ballots: list[Load] = field(default_factory=list)
    server_seconds: list[float] = field(default_factory=list)
    """Processor time of the server per command, in each round."""

    def rates(self) -> list[float]:
        """Commands per second."""
        return [load.rate for load in self.commands]

    def ballot_rates(self) -> list[float]:
        """Ballots per second."""
        return [load.rate for load in self.ballots]

    def waits_p99(self) -> list[float]:
        """Of commands at 70% of the rate, in seconds."""
        return [at_share(load.waits_seconds, 0.99) for load in self.paced]

    def commits_at(self, share: float) -> list[float]:
        """Of single commits, in seconds."""
        return [at_share(waits, share) for waits in self.commits]


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench. Raises `AppendRefused`, and what keeps a server from starting."""
    rounds, seconds = (ROUNDS_QUICKLY, SECONDS_QUICKLY) if quick else (ROUNDS, SECONDS)
    found = Rounds()
    keep_what_is_loaded()  # as what serves does
    with _furnished() as bench:
        say(f"PostgreSQL {bench.server.version}")
        for number in range(1, rounds + 1):
            bench.run(found, seconds)
            say(f"round {number} of {rounds}: {_said(found)}")
    return report(found)


@dataclass(frozen=True, slots=True)
class _Bench:
    """Both logs of a partition with a round that is open, and the baselines, on one server."""

    server: BenchServer
    others: Baselines
    main: PostgresLog
    ballots: PostgresBallotLog

    def run(self, found: Rounds, seconds: float) -> None:
        """One round."""
        found.library.append(self.others.library_rate(seconds))
        found.copied.append(self.others.copy_rate(seconds / 2))
        asyncio.run(self._commands(found, seconds))
        found.commits.append(self.others.commit_seconds(seconds / 2))
        asyncio.run(self._ballots(found, seconds))

    async def _commands(self, found: Rounds, seconds: float) -> None:
        async with self.main.gathered() as appends:
            await appends.append(command())  # connected before the clock starts
            busy = self.server.processor_seconds()
            load = await at_once(appends, command, CALLERS, seconds)
            found.server_seconds.append((self.server.processor_seconds() - busy) / load.commands)
            found.commands.append(load)
            found.paced.append(await at_rate(appends, command, SHARE_OF_RATE * load.rate, seconds))
            found.slower.append(
                {
                    share: await at_rate(appends, command, share * load.rate, seconds / 3)
                    for share in LOWER_SHARES
                }
            )

    async def _ballots(self, found: Rounds, seconds: float) -> None:
        async with self.ballots.gathered() as appends:
            await appends.append(ballot())
            found.ballots.append(await at_once(appends, ballot, CALLERS, seconds))


@contextmanager
def _furnished() -> Iterator[_Bench]:
    with bench_server(files_ready=FILES_READY) as server, baselines(server) as others:
        server.partition(SCHEMA)
        with open_pool(server.app_url, SCHEMA, purpose="wijkkas bench") as pool:
            main = PostgresLog(pool, SCHEMA)
            opened = NewEvent(FENCE, 0, "voting_round.opened.v2", b"{}")
            fence = Fence(FENCE, datetime.now(UTC) - timedelta(hours=1), None)
            main.append([Submission(uuid4(), FINGERPRINT, (opened,), opens=fence)])
            yield _Bench(server, others, main, PostgresBallotLog(pool, SCHEMA))


def _said(found: Rounds) -> str:
    return (
        f"{found.rates()[-1]:.0f} commands/s, {found.ballot_rates()[-1]:.0f} ballots/s, "
        f"library {found.library[-1]:.0f}, COPY {found.copied[-1]:.0f}, "
        f"p99 {found.waits_p99()[-1] * 1_000:.1f} ms, "
        f"a commit {found.commits_at(0.5)[-1] * 1_000:.2f} ms"
    )


def report(found: Rounds) -> BenchReport:
    """The goals, from what the rounds found."""
    by_library = median_ratio(found.rates(), found.library)
    return BenchReport(
        name="append",
        ours=median(found.rates()),
        baseline=median(found.library),
        ratio=by_library,
        unit="commands per second",
        goals=(
            _times("commands ÷ the library", by_library, 16, 32),
            _times(
                "ballots ÷ the library", median_ratio(found.ballot_rates(), found.library), 16, 32
            ),
            _percent("commands ÷ COPY", median_ratio(found.rates(), found.copied)),
            _percent("ballots ÷ COPY", median_ratio(found.ballot_rates(), found.copied)),
            Goal(
                "p99 at 70% of that rate ÷ one commit",
                median_ratio(found.waits_p99(), found.commits_at(0.5)),
                must=4,
                aim=2.5,
                unit="times as long",
                direction="at most",
            ),
        ),
        details=[_detail(found, number) for number in range(len(found.commands))],
    )


def _times(name: str, value: float, must: float, aim: float) -> Goal:
    return Goal(name, value, must, aim, unit="times as many", direction="at least")


def _percent(name: str, value: float) -> Goal:
    return Goal(name, 100 * value, must=12, aim=25, unit="%", direction="at least")


def _detail(found: Rounds, number: int) -> dict[str, object]:
    commands, ballots = found.commands[number], found.ballots[number]
    client = commands.client_seconds / commands.commands
    return {
        "commands_per_second": rounded(commands.rate),
        "ballots_per_second": rounded(ballots.rate),
        "library_per_second": rounded(found.library[number]),
        "copied_per_second": rounded(found.copied[number]),
        "client_microseconds_per_command": rounded(1e6 * client),
        "server_microseconds_per_command": rounded(1e6 * found.server_seconds[number]),
        "at_once_ms": _shares(commands.waits_seconds),
        "paced_per_second": rounded(found.paced[number].rate),
        "paced_ms": _shares(found.paced[number].waits_seconds),
        "paced_slower_ms": {
            f"{share:.0%}": _shares(load.waits_seconds)
            for share, load in found.slower[number].items()
        },
        "commit_ms": _shares(found.commits[number]),
    }


def _shares(seconds: Sequence[float]) -> dict[str, float | None]:
    """In milliseconds."""
    shares = (50, 90, 99)
    return {f"p{share}": rounded(1_000 * at_share(seconds, share / 100)) for share in shares}
