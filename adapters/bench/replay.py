"""`wijkkas bench replay`: the main log with its events loaded, beside COPY that nobody parses.

Both read the same log over one connection to the same server, in turns. The baseline is `COPY … TO
STDOUT` without options (text), each row taken from the connection and thrown away; the same in
binary stands among the details. Ours yields every entry with its event as the domain knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter, process_time

from adapters.bench.bench_database import BenchLog, BenchPartition, bench_partition
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.bench.spread import median_ratio
from adapters.long_lived import keep_what_is_loaded
from adapters.postgres.log import PostgresLog
from adapters.postgres.projection_tables import Session
from adapters.postgres.replay import replayed
from domain.event_catalogue import event_from

ENTRIES, ENTRIES_QUICKLY = 500_000, 50_000
ROUNDS, ROUNDS_QUICKLY = 7, 3
PAGE_ENTRIES = 2_000
RATIO_MUST, RATIO_AIM = 40.0, 70.0

Work = Callable[[Session], int]
"""Reads all of the log, and says how many entries that were."""


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench."""
    entries = ENTRIES_QUICKLY if quick else ENTRIES
    with bench_partition() as partition:
        say(f"filling a log of {entries} entries{' (quick)' if quick else ''}")
        BenchLog(partition, entries, say).fill(entries)
        keep_what_is_loaded()  # as a projector and a rebuild do
        log = PostgresLog(partition.pool, partition.schema)
        works = works_on(log, partition.schema, entries)
        found = _in_turns(partition, works, ROUNDS_QUICKLY if quick else ROUNDS, say)
    ours, baseline = found["ours"], found["COPY, text"]
    ratio = median_ratio(baseline.seconds, ours.seconds) * 100
    return BenchReport(
        name="replay",
        ours=entries / ours.median,
        baseline=entries / baseline.median,
        ratio=ratio / 100,
        unit="entries per second",
        goals=(
            Goal(
                "typed replay as a part of COPY out",
                ratio,
                must=RATIO_MUST,
                aim=RATIO_AIM,
                unit="%",
                direction="at least",
            ),
        ),
        details=[
            {
                "reading": name,
                "entries": entries,
                "entries_per_second": rounded(entries / each.median),
                "own_processor_microseconds": rounded(each.processor / entries * 1e6),
                "rounds": len(each.seconds),
            }
            for name, each in found.items()
        ],
    )


class Rounds:
    """The seconds of each round, and the least processor time of this process in one."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.processor = float("inf")

    @property
    def median(self) -> float:
        """The seconds of the round in the middle."""
        return median(self.seconds)


def _in_turns(
    partition: BenchPartition, works: Mapping[str, Work], rounds: int, say: Say
) -> dict[str, Rounds]:
    """Each work once per round, so that whatever else the machine does meets all of them."""
    found = {name: Rounds() for name in works}
    with partition.pool.connection() as session:
        for number in range(-1, rounds):
            for name, work in works.items():
                began, own = perf_counter(), process_time()
                read = work(session)
                seconds, own = perf_counter() - began, process_time() - own
                if number >= 0:  # the first round fills the caches
                    found[name].seconds.append(seconds)
                    found[name].processor = min(found[name].processor, own)
                say(f"{name}: {read / seconds:,.0f} entries per second")
    return found


def works_on(log: PostgresLog, schema: str, entries: int) -> dict[str, Work]:
    """The ways of reading a log of so many entries that are compared, by name."""
    return {
        "ours": lambda session: sum(
            len(batch.entries) for batch in replayed(session, schema, -1, entries - 1)
        ),
        "COPY, text": lambda session: _copied(session, b"COPY main_log TO STDOUT"),
        "COPY, binary": lambda session: _copied(
            session, b"COPY main_log TO STDOUT (FORMAT binary)", ends_with=1
        ),
        "pages, every event validated": lambda _: _page_by_page(log),
    }


def _copied(session: Session, statement: bytes, *, ends_with: int = 0) -> int:
    """The rows that came, less what the format adds at the end."""
    with session.cursor() as cursor, cursor.copy(statement) as copy:
        return sum(1 for _ in copy) - ends_with


def _page_by_page(log: PostgresLog) -> int:
    """As it was before: entries by pages, and each event through all checks of its model."""
    position = 0
    while page := log.read(position, PAGE_ENTRIES):
        for recorded in page:
            event_from(recorded.name, recorded.payload)
        position = page[-1].position + 1
    return position
