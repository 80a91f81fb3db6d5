"""The projector on a real database: exactly once, through restarts, rivals and bad entries."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Timer

import pytest
from psycopg import OperationalError
from psycopg.sql import SQL, Identifier

from adapters.postgres.advancing import Advancing
from adapters.postgres.document_tables import DocumentStore
from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.projection_stores import stores_of
from adapters.postgres.projection_tables import Session
from adapters.postgres.projector import Projector
from adapters.postgres.tracking import Tracked, Tracking
from application.log import Log
from projections.entry import Entry
from projections.proposals import ProposalsProjection
from projections.registry import PROJECTIONS
from tests.integration.conftest import Partition
from tests.integration.projecting import (
    a_year_in_town,
    copied,
    garden,
    log_of,
    projector_of,
    views_of,
)
from tests.scenarios.town import LIENDERT, YEAR

WAIT_SECONDS = 10.0


class TestExactlyOnce:
    def test_every_projection_reaches_the_end_of_the_log(self, database: Partition) -> None:
        town = a_year_in_town()
        projector = projector_of(database, town.log, batch_entries=7)
        projector.catch_up()
        assert [lag.name for lag in projector.lag()] == list(PROJECTIONS)
        assert {(lag.behind, lag.failure) for lag in projector.lag()} == {(0, None)}
        assert views_of(database).position() == town.log.next_position() - 1

    def test_two_projectors_at_once_apply_every_entry_once(self, database: Partition) -> None:
        town, log = a_year_in_town(), log_of(database)
        copied(town, log)
        rivals = [projector_of(database, log, batch_entries=2) for _ in range(2)]
        with ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(rival.catch_up) for rival in rivals]:
                done.result(WAIT_SECONDS)
        assert views_of(database).proposal("garden") == garden(town)
        assert rivals[0].rebuild().identical

    def test_a_batch_that_another_projector_applied_is_not_applied_again(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        self.apply_twice(database, town.log, Tracking(database.schema))
        assert views_of(database).proposal("garden") == garden(town)

    def test_without_the_guard_on_the_position_it_would_be(self, database: Partition) -> None:
        class Unguarded(Tracking):
            def move(self, session: Session, tracked: Tracked, position: int) -> None:
                """Let everybody through."""

        town = a_year_in_town()
        self.apply_twice(database, town.log, Unguarded(database.schema))
        doubled = views_of(database).proposal("garden")
        assert doubled is not None
        assert len(doubled.payouts) > len(garden(town).payouts)

    def apply_twice(self, partition: Partition, log: Log, tracking: Tracking) -> None:
        """Two projectors that both read that nothing of the payouts was applied yet."""
        store = DocumentStore(partition.schema, ProposalsProjection())
        advancing = Advancing(partition.pool, tracking)
        before = next(e.position for e in log.read(0, 1_000) if e.name.startswith("payout."))
        with partition.pool.connection() as session:
            tracking.register(session, [store])
            nothing = tracking.read(session)["proposals"]
        start = EntryReading(log, before)
        advancing.advance(store, nothing, start)
        with partition.pool.connection() as session:
            session.execute(b"UPDATE projections SET position = %s", [before - 1])
            halfway = tracking.read(session)["proposals"]
        for _ in range(2):
            assert advancing.advance(store, halfway, EntryReading(log, 1_000))


class TestStopsAndStarts:
    def test_a_new_projector_goes_on_where_another_was_stopped(self, database: Partition) -> None:
        town = a_year_in_town()
        first = projector_of(database, town.log, batch_entries=4)
        for _ in range(3):
            first.step()
        assert views_of(database).position() == 11
        projector_of(database, town.log, batch_entries=5).catch_up()
        assert views_of(database).proposal("garden") == garden(town)

    def test_a_running_process_begins_anew_where_a_backup_of_before_all_of_it_was_restored(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        projector = projector_of(database, town.log)
        projector.catch_up()
        with database.pool.connection() as session:
            for table in {"projections"} | {
                table.name for store in stores_of(database.schema) for table in store.tables
            }:
                session.execute(SQL("DELETE FROM {}").format(Identifier(table)))
        projector.catch_up()
        assert {(lag.behind, lag.failure) for lag in projector.lag()} == {(0, None)}
        assert views_of(database).proposal("garden") == garden(town)

    def test_a_batch_that_was_cut_off_leaves_nothing_behind(self, database: Partition) -> None:
        town = a_year_in_town()
        store = CutOff(database.schema, ProposalsProjection())
        projector = Projector(database.pool, database.schema, town.log, stores=[store])
        with pytest.raises(OperationalError):
            projector.step()
        assert projector.lag()[0].position == -1
        assert views_of(database).proposal("garden") is None
        projector.catch_up()
        assert views_of(database).proposal("garden") == garden(town)

    def test_a_running_projector_outlives_failures_that_pass(self, database: Partition) -> None:
        town = a_year_in_town()
        store = CutOff(database.schema, ProposalsProjection(), losses=["once", "twice", "thrice"])
        projector = Projector(
            database.pool, database.schema, town.log, stores=[store], poll_seconds=0.01
        )
        with projector.running():
            assert projector.wait_for(town.log.next_position() - 1, WAIT_SECONDS)
        assert views_of(database).proposal("garden") == garden(town)

    def test_a_store_that_cannot_be_reached_keeps_no_other_projection_waiting(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        away = CutOff(database.schema, ProposalsProjection(), losses=["away"] * 1_000)
        stores = [away, *stores_of(database.schema)[:2]]
        projector = Projector(database.pool, database.schema, town.log, stores=stores)
        with pytest.raises(OperationalError):
            projector.catch_up()
        last = town.log.next_position() - 1
        assert [lag.position for lag in projector.lag()] == [-1, last, last]


@dataclass(frozen=True)
class CutOff(DocumentStore):
    """A store whose connection is lost after it wrote, as often as there are `losses`."""

    losses: list[str] = field(default_factory=lambda: ["once"], kw_only=True)

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        super().apply(session, generation, entries)
        if self.losses:
            raise OperationalError(self.losses.pop())


class TestReadingYourOwnWrites:
    def test_waiting_ends_when_the_position_can_be_read(self, database: Partition) -> None:
        town, log = a_year_in_town(), log_of(database)
        projector = projector_of(database, log)
        with projector.running():
            copied(town, log)
            last = log.next_position() - 1
            assert projector.wait_for(last, WAIT_SECONDS)
            assert views_of(database).state(YEAR, LIENDERT).position == last

    def test_waiting_in_another_process_than_the_projector_works_too(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        elsewhere, here = (projector_of(database, town.log) for _ in range(2))
        later = Timer(0.05, elsewhere.catch_up)
        later.start()
        assert here.wait_for(town.log.next_position() - 1, WAIT_SECONDS)
        later.join()

    def test_waiting_gives_up_in_time(self, database: Partition) -> None:
        assert not projector_of(database, a_year_in_town().log).wait_for(0, timeout=0.05)

    def test_one_projection_can_be_waited_for(self, database: Partition) -> None:
        town = a_year_in_town()
        store = DocumentStore(database.schema, ProposalsProjection())
        Projector(database.pool, database.schema, town.log, stores=[store]).catch_up()
        everything = projector_of(database, town.log)
        last = town.log.next_position() - 1
        assert everything.wait_for(last, timeout=0.05, names=["proposals"])
        assert not everything.wait_for(last, timeout=0.05)
