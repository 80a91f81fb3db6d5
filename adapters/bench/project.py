"""`wijkkas bench project`: our projector beside the `eventsourcing` library's projection runner.

Both apply entries of the same generated log by the same stores to the same tables, from an empty
start: the library one per transaction, ours a batch per transaction and projection. All projections
together, and the ledger alone; how fast everything is rebuilt stands among the details.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from adapters.bench import library_projection as library
from adapters.bench.bench_database import BenchLog, BenchPartition, bench_partition
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.postgres.ledger_tables import LedgerStore
from adapters.postgres.log import PostgresLog
from adapters.postgres.projection_stores import stores_of
from adapters.postgres.projection_tables import ProjectionStore
from adapters.postgres.projector import Projector
from application.log import Recorded
from projections.document import follows

ENTRIES, ENTRIES_QUICKLY = 200_000, 15_000
BASELINE_ENTRIES, BASELINE_ENTRIES_QUICKLY = 4_000, 400
"""Of those that are followed."""
PAGE_ENTRIES = 2_000
RATIO_MUST, RATIO_AIM = 16.0, 60.0


@dataclass(frozen=True, slots=True)
class Compared:
    """What was projected, and how many of the entries that it follows per second, by each."""

    name: str
    ours: float
    baseline: float

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.ours / self.baseline

    def as_goal(self) -> Goal:
        """The goal of this bench."""
        return Goal(
            self.name,
            self.ratio,
            must=RATIO_MUST,
            aim=RATIO_AIM,
            unit="times as fast",
            direction="at least",
        )


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench."""
    entries = ENTRIES_QUICKLY if quick else ENTRIES
    baseline_entries = BASELINE_ENTRIES_QUICKLY if quick else BASELINE_ENTRIES
    with bench_partition() as partition:
        say(f"filling a log of {entries} entries{' (quick)' if quick else ''}")
        BenchLog(partition, entries, say).fill(entries)
        ledger = (LedgerStore(partition.schema),)
        alone = _compared("the ledger alone", partition, ledger, baseline_entries, say)
        stores = stores_of(partition.schema)
        together = _compared("all projections together", partition, stores, baseline_entries, say)
        rebuilt = _rebuilt_per_second(partition, say)
    return BenchReport(
        name="project",
        ours=together.ours,
        baseline=together.baseline,
        ratio=together.ratio,
        unit="entries per second",
        goals=(together.as_goal(), alone.as_goal()),
        details=[
            *(
                {
                    "projected": each.name,
                    "ours": rounded(each.ours),
                    "baseline": rounded(each.baseline),
                    "entries": entries,
                    "baseline_entries": baseline_entries,
                }
                for each in (together, alone)
            ),
            {"rebuilt_entries_per_second": rounded(rebuilt), "entries": entries},
        ],
    )


def _compared(
    name: str,
    partition: BenchPartition,
    stores: Sequence[ProjectionStore],
    baseline_entries: int,
    say: Say,
) -> Compared:
    """The library on the first entries that these projections follow; ours on the whole log."""
    log = PostgresLog(partition.pool, partition.schema)
    followed = list(followed_in(log, stores))
    schema = f"library_{len(stores)}"
    baseline = library.events_per_second(
        partition.database.owner_url, followed[:baseline_entries], stores, schema
    )
    say(f"{name}: the library projects {baseline:,.0f} entries per second")
    ours = len(followed) / _seconds_of_ours(partition, log, stores)
    say(f"{name}: ours {ours:,.0f} entries per second, {ours / baseline:.1f} times")
    return Compared(name, ours, baseline)


def followed_in(log: PostgresLog, stores: Sequence[ProjectionStore]) -> Iterator[Recorded]:
    """The entries of the log that at least one of these projections follows, in order."""
    position = 0
    while page := log.read(position, PAGE_ENTRIES):
        for recorded in page:
            if any(follows(store.subjects, recorded.name) for store in stores):
                yield recorded
        position += len(page)


def _seconds_of_ours(
    partition: BenchPartition, log: PostgresLog, stores: Sequence[ProjectionStore]
) -> float:
    """How long the whole log takes from an empty start."""
    with partition.pool.connection() as session:
        session.execute(b"DELETE FROM projections")
        for table in {table.name: table for store in stores for table in store.tables}.values():
            table.clear_all_but(session, -1)
    projector = Projector(partition.pool, partition.schema, log, stores=stores)
    began = perf_counter()
    projector.catch_up(*(store.name for store in stores))
    return perf_counter() - began


def _rebuilt_per_second(partition: BenchPartition, say: Say) -> float:
    log = PostgresLog(partition.pool, partition.schema)
    report = Projector(partition.pool, partition.schema, log).rebuild()
    say(f"rebuilt and compared in {report.seconds:.1f} s, identical: {report.identical}")
    return report.events / report.seconds
