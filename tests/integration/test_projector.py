"""The projector on a real database: exactly once, through restarts, rivals and bad entries."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Timer

import pytest
from psycopg import OperationalError

from adapters.postgres.advancing import Advancing
from adapters.postgres.document_tables import DocumentStore
from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.projection_stores import stores_of
from adapters.postgres.projection_tables import Session
from adapters.postgres.projector import Projector
from adapters.postgres.tracking import ProjectionStopped, Tracked, Tracking
from application.log import Log, NewEvent
from domain.event_catalogue import payload_of
from domain.money import Money
from projections.document import fold
from projections.dossier import ProposalDossier
from projections.entry import Entry
from projections.proposals import ProposalsProjection
from projections.registry import PROJECTIONS
from tests.integration.conftest import Partition
from tests.integration.projecting import (
    a_year_in_town,
    append,
    copied,
    log_of,
    projector_of,
    views_of,
)
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.projections.entries import entries_of

WAIT_SECONDS = 10.0


def garden(town: Town) -> ProposalDossier:
    """The dossier as the pure fold gives it."""
    found = fold(ProposalsProjection(), entries_of(town))["garden"]
    assert isinstance(found, ProposalDossier)
    return found


def has_failed(projector: Projector) -> dict[str, int | None]:
    """The projections that stand still, and where."""
    return {lag.name: lag.failure_position for lag in projector.lag() if lag.failure}


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


@dataclass(frozen=True)
class Refusing(DocumentStore):
    """A store that cannot take payouts, as long as there is a fault."""

    faults: list[str] = field(default_factory=lambda: ["a fault"], kw_only=True)

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        if self.faults and any(e.event.TOPIC.startswith("payout.") for e in entries):
            raise ZeroDivisionError(self.faults[0])
        super().apply(session, generation, entries)


class TestAnEntryThatCannotBeTaken:
    def test_is_tried_again_and_the_projection_goes_on_after_mending(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        store, tracking = (
            Refusing(database.schema, ProposalsProjection()),
            Tracking(database.schema),
        )
        advancing = Advancing(database.pool, tracking, retry_seconds=0.0)
        first = next(e.position for e in town.log.read(0, 1_000) if e.name.startswith("payout."))
        for mended in (False, True):
            if mended:
                store.faults.clear()
            with database.pool.connection() as session:
                tracking.register(session, [store])
                tracked = tracking.read(session)["proposals"]
            assert tracked.failure_position == (first if mended else None)
            assert advancing.advance(store, tracked, EntryReading(town.log, 1_000))
        assert views_of(database).proposal("garden") == garden(town)

    def test_is_not_tried_again_at_once(self, database: Partition) -> None:
        town = a_year_in_town()
        store = Refusing(database.schema, ProposalsProjection())
        projector = Projector(database.pool, database.schema, town.log, stores=[store])
        projector.catch_up()
        store.faults.clear()
        assert not projector.step()
        assert has_failed(projector) == {"proposals": projector.lag()[0].position + 1}

    def bad(self, log: Log, name: str, stream: str) -> int:
        """Append an event whose payload does not fit its name; its position."""
        append(log, NewEvent(stream, 0, name, b'{"no": "such payload"}'))
        return log.next_position() - 1

    def test_stops_the_projections_that_follow_it_and_no_other(self, database: Partition) -> None:
        town = a_year_in_town()
        bad = self.bad(town.log, "mandate.given.v1", "mandate:bad")
        town.submit("late", 100)
        projector = projector_of(database, town.log)
        projector.catch_up()
        assert has_failed(projector) == {"mandates": bad, "proposals": bad, "audit_trail": bad}
        assert views_of(database).proposal("late") is None
        assert views_of(database).proposal("garden") == garden(a_year_in_town())
        assert views_of(database).state(YEAR, LIENDERT).position == town.log.next_position() - 1

    def test_whose_name_is_unknown_stops_those_that_follow_its_subject(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        bad = self.bad(town.log, "budget.money_granted.v9", "budget:2027:unknown")
        projector = projector_of(database, town.log)
        projector.catch_up()
        assert has_failed(projector) == {"ledger": bad, "audit_trail": bad}

    def test_is_told_to_whoever_needs_that_projection(self, database: Partition) -> None:
        town = a_year_in_town()
        self.bad(town.log, "budget.money_granted.v9", "budget:2027:unknown")
        projector = projector_of(database, town.log)
        with pytest.raises(ProjectionStopped):
            projector.catch_up("ledger")
        projector.catch_up("proposals")

    def test_that_the_tables_refuse_is_isolated_from_the_rest_of_its_batch(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        allocated = next(e for e in entries_of(town) if e.event.TOPIC.startswith("budget."))
        negative = allocated.event.model_copy(update={"amount_cents": Money(-1)})
        stream = "budget:2027:WK030710-b"
        append(town.log, NewEvent(stream, 0, negative.TOPIC, payload_of(negative)))
        bad = town.log.next_position() - 1
        projector = projector_of(database, town.log)
        projector.catch_up()
        assert has_failed(projector) == {"ledger": bad}
        assert views_of(database).state(YEAR, LIENDERT).granted_cents == 5_500_00

    def test_is_tried_again_by_a_later_process_that_can_read_it(self, database: Partition) -> None:
        town = a_year_in_town()
        store = Broken(database.schema, ProposalsProjection())
        broken = Projector(database.pool, database.schema, town.log, stores=[store])
        broken.catch_up()
        assert list(has_failed(broken)) == ["proposals"]
        repaired = projector_of(database, town.log)
        repaired.catch_up("proposals")
        assert has_failed(repaired) == {}
        assert views_of(database).proposal("garden") == garden(town)


class Broken(DocumentStore):
    """A store of a release that stumbles over the first payout."""

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        if any(entry.event.TOPIC.startswith("payout.") for entry in entries):
            raise KeyError("payout")
        super().apply(session, generation, entries)
