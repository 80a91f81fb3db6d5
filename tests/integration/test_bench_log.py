"""The log that benches fill: entries that load, fold and add up, as if they had been lived."""

from __future__ import annotations

from itertools import pairwise

from adapters.bench.bench_database import BenchLog, BenchPartition
from adapters.bench.generated_log import SHARE_CENTS, WIJKEN, YEARS
from adapters.bench.project import PAGE_ENTRIES, followed_in
from adapters.bench.replay import works_on
from adapters.postgres.embedded import Database
from adapters.postgres.ledger_tables import LedgerStore
from adapters.postgres.projector import Projector
from tests.integration.conftest import Partition
from tests.integration.projecting import log_of, projector_of, views_of

ENTRIES = 3_000


def filled(partition: Partition) -> Projector:
    """A partition with a generated log, in two steps, and everything projected."""
    bench = BenchPartition(
        partition.pool, Database(partition.app_url, partition.owner_url), partition.schema
    )
    log = BenchLog(bench, 40_000, say=lambda _: None)
    log.fill(1_000)
    log.fill(ENTRIES)
    projector = projector_of(partition, log_of(partition))
    projector.catch_up()
    return projector


def test_a_generated_log_is_projected_to_its_end_and_rebuilt_the_same(
    database: Partition,
) -> None:
    projector = filled(database)
    assert {(lag.behind, lag.failure) for lag in projector.lag()} == {(0, None)}
    assert projector.rebuild().identical


def test_its_money_adds_up_and_is_spent(database: Partition) -> None:
    filled(database)
    states = views_of(database).states(YEARS[0])
    assert [state.wijk for state in states] == list(WIJKEN)
    assert all(state.adds_up and state.allocated_cents == SHARE_CENTS for state in states)
    assert sum(state.paid_cents for state in states) > 0


def test_its_times_never_go_back_and_later_commands_follow_on_it(database: Partition) -> None:
    filled(database)
    entries = log_of(database).read(0, ENTRIES + 1)
    times = [entry.appended_at for entry in entries if entry.appended_at is not None]
    assert len(times) == ENTRIES
    assert all(one <= other for one, other in pairwise(times))
    assert log_of(database).next_position() == ENTRIES


def test_every_way_of_reading_that_is_compared_reads_all_of_it(database: Partition) -> None:
    filled(database)
    works = works_on(log_of(database), database.schema, ENTRIES)
    assert "ours" in works
    with database.pool.connection() as session:
        assert {name: work(session) for name, work in works.items()} == dict.fromkeys(
            works, ENTRIES
        )


def test_what_the_ledger_follows_is_counted_over_the_whole_log(database: Partition) -> None:
    """In the first part of it money moves less often than later on."""
    filled(database)
    log, ledger = log_of(database), LedgerStore(database.schema)
    followed = [each.position for each in followed_in(log, [ledger])]
    booked = [each.position for each in log.read(0, ENTRIES) if each.name.startswith("budget.")]
    assert followed == booked
    assert followed[-1] > PAGE_ENTRIES


def test_throwing_all_projections_away_gives_the_same_answers_again(database: Partition) -> None:
    """Nothing that is kept beside the log is needed: states and documents can go at any time."""
    projector = filled(database)
    before = answers(database)
    with database.pool.connection() as session:
        for table in (b"budget_states", b"ledger_lines", b"documents", b"audit_lines"):
            session.execute(b"DELETE FROM " + table)
        session.execute(b"DELETE FROM audit_places")
        session.execute(b"UPDATE projections SET position = -1")
    projector.catch_up()
    assert answers(database) == before


def answers(partition: Partition) -> list[object]:
    """A state now and in the past, why, a dossier, and the last of the audit trail."""
    views, log = views_of(partition), log_of(partition)
    (past,) = log.read(ENTRIES // 2, 1)
    return [
        views.states(YEARS[0]),
        views.states(YEARS[0], as_of=past.appended_at),
        views.why(YEARS[0], WIJKEN[0], "granted", at=ENTRIES // 2),
        views.proposal("proposal-0000007"),
        views.proposals(YEARS[0], limit=100),
    ]
