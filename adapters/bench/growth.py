"""`wijkkas bench growth`: appending and asking at ten million entries, beside the same at 100,000.

Two servers with the same settings hold the same generated log, one its first hundredth, the other
all of it. Both are measured in turns, so that whatever else the machine does meets both. Asked is
the state of a wijk and year as of a past date, each time another, and why a figure is what it is.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from statistics import median
from time import perf_counter

from adapters.bench.bench_database import BenchLog, BenchPartition, bench_partition
from adapters.bench.generated_log import WIJKEN, GeneratedLog
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.bench.spread import at_share, median_ratio
from adapters.postgres.ledger_tables import LedgerStore
from adapters.postgres.log import PostgresLog
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresViews
from application.command_ids import new_command_id
from application.log import Accepted, NewEvent, Submission

LARGE, LARGE_QUICKLY = 10_000_000, 30_000
SMALL, SMALL_QUICKLY = 100_000, 5_000
ROUNDS, ROUNDS_QUICKLY = 9, 3
GROUP_COMMANDS = 256
GROUPS_PER_ROUND, GROUPS_PER_ROUND_QUICKLY = 40, 8
QUESTIONS_PER_ROUND = 100
PROJECTED_AT_ONCE = 20_000
SEED = 20_270_104
_FRAMED = b"""
    SELECT year, max(position) FROM ledger_lines
    WHERE event = 'budget.money_allocated.v1' GROUP BY year"""


@dataclass
class Side:
    """One of the two logs, and what was measured on it: events per second, milliseconds."""

    entries: int
    partition: BenchPartition
    append_rates: list[float] = field(default_factory=list)
    state_milliseconds: list[float] = field(default_factory=list)
    why_milliseconds: list[float] = field(default_factory=list)
    projecting_seconds: float = 0.0
    framed: dict[int, int] = field(default_factory=dict)
    """By year: the position at which the last wijk has its money."""

    def as_detail(self) -> dict[str, object]:
        """For the report; the p95 is of single questions."""
        return {
            "entries": self.entries,
            "appended_per_second": rounded(median(self.append_rates)),
            "state_milliseconds": rounded(median(self.state_milliseconds)),
            "state_milliseconds_p95": rounded(at_share(self.state_milliseconds, 0.95)),
            "why_milliseconds": rounded(median(self.why_milliseconds)),
            "why_milliseconds_p95": rounded(at_share(self.why_milliseconds, 0.95)),
            "ledger_projected_per_second": rounded(self.entries / self.projecting_seconds),
        }


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench: minutes, and some twelve gigabytes in the temporary folder."""
    length = LARGE_QUICKLY if quick else LARGE
    rounds = ROUNDS_QUICKLY if quick else ROUNDS
    groups = GROUPS_PER_ROUND_QUICKLY if quick else GROUPS_PER_ROUND
    with bench_partition() as few, bench_partition() as many:
        small = _filled(few, SMALL_QUICKLY if quick else SMALL, length, say)
        large = _filled(many, length, length, say)
        chance = random.Random(SEED)  # noqa: S311 - the same questions every time, not a secret
        for number in range(-1, rounds):
            for side in (small, large):
                _measure(side, GeneratedLog(length), chance, groups, warm_up=number < 0)
            say(f"round {number + 1} of {rounds} is done")
    return _report(small, large)


def _filled(partition: BenchPartition, entries: int, length: int, say: Say) -> Side:
    side = Side(entries, partition)
    say(f"filling a log of {entries} entries")
    BenchLog(partition, length, say).fill(entries)
    say("projecting its ledger")
    began = perf_counter()
    Projector(
        partition.pool,
        partition.schema,
        PostgresLog(partition.pool, partition.schema),
        stores=[LedgerStore(partition.schema)],
        batch_entries=PROJECTED_AT_ONCE,
    ).catch_up("ledger")
    side.projecting_seconds = perf_counter() - began
    with partition.pool.connection() as session:
        side.framed = dict(session.execute(_FRAMED).fetchall())
    return side


def _measure(
    side: Side, log: GeneratedLog, chance: random.Random, groups: int, *, warm_up: bool
) -> None:
    views = PostgresViews(side.partition.pool, side.partition.schema)
    places = [_place(chance, log, side) for _ in range(QUESTIONS_PER_ROUND)]
    states = [
        _milliseconds(partial(views.state, year, wijk, as_of=moment))
        for year, wijk, moment in places
    ]
    whys = [
        _milliseconds(partial(views.why, year, wijk, "granted", as_of=moment))
        for year, wijk, moment in places
    ]
    rate = _append_rate(side.partition, groups)
    if not warm_up:
        side.state_milliseconds += states
        side.why_milliseconds += whys
        side.append_rates.append(rate)


def _place(chance: random.Random, log: GeneratedLog, side: Side) -> tuple[int, str, datetime]:
    """A year and wijk, and a moment after its money was allocated."""
    year = chance.choice(list(side.framed))
    position = chance.randrange(side.framed[year], side.entries)
    return year, chance.choice(WIJKEN), log.appended_at(position)


def _milliseconds(ask: Callable[[], object]) -> float:
    began = perf_counter()
    ask()
    return (perf_counter() - began) * 1_000


def _append_rate(partition: BenchPartition, groups: int) -> float:
    """Events per second: commands of one event each, so many per group, group after group."""
    log = PostgresLog(partition.pool, partition.schema)
    prepared = [[_submission() for _ in range(GROUP_COMMANDS)] for _ in range(groups)]
    began = perf_counter()
    for submissions in prepared:
        outcomes = log.append(submissions)
        if not all(isinstance(outcome, Accepted) for outcome in outcomes):
            raise AssertionError("the log refused a command of the bench")
    return groups * GROUP_COMMANDS / (perf_counter() - began)


def _submission() -> Submission:
    """A new proposal: a stream of its own, among those that are there."""
    command_id = new_command_id()
    event = NewEvent(f"proposal:{command_id}", 0, _PROPOSAL.name, _PROPOSAL.payload)
    fingerprint = hashlib.sha256(command_id.bytes).digest()
    return Submission(command_id, fingerprint, (event,), actor="person", command="SubmitProposal")


_PROPOSAL = next(each for each in GeneratedLog(LARGE) if each.name.startswith("proposal.submitted"))


def _report(small: Side, large: Side) -> BenchReport:
    appended = median_ratio(large.append_rates, small.append_rates)
    asked = median(small.state_milliseconds) / median(large.state_milliseconds)
    return BenchReport(
        name="growth",
        ours=median(large.append_rates),
        baseline=median(small.append_rates),
        ratio=appended,
        unit="events appended per second",
        goals=(
            Goal("append rate", appended, 0.8, 0.95, "of that in the small log", "at least"),
            Goal(
                "rate of state questions", asked, 0.8, 0.95, "of that in the small log", "at least"
            ),
            Goal(
                "state of a wijk and year as of a past date, p95",
                at_share(large.state_milliseconds, 0.95),
                must=50.0,
                aim=5.0,
                unit="ms",
                direction="at most",
            ),
        ),
        details=[small.as_detail(), large.as_detail()],
    )
