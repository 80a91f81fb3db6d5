"""A projection that meets an entry it cannot take: alone, visibly, and going on after mending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg
import pytest

from adapters.postgres.advancing import Advancing
from adapters.postgres.document_tables import DocumentStore
from adapters.postgres.entry_loading import EntryReading
from adapters.postgres.projection_tables import Session, qualified
from adapters.postgres.projector import Projector
from adapters.postgres.tracking import ProjectionStopped, Tracking
from application.log import Log, NewEvent
from domain.event_catalogue import payload_of
from domain.money import Money
from projections.entry import Entry
from projections.proposals import ProposalsProjection
from tests.integration.conftest import Partition
from tests.integration.projecting import (
    a_year_in_town,
    append,
    copied,
    garden,
    log_of,
    projector_of,
    views_of,
)
from tests.scenarios.town import LIENDERT, YEAR
from tests.unit.projections.entries import entries_of

TAKE_OUT = "DELETE FROM {schema}.main_log WHERE position = %s"


def has_failed(projector: Projector) -> dict[str, int | None]:
    """The projections that stand still, and where."""
    return {lag.name: lag.failure_position for lag in projector.lag() if lag.failure}


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

    def test_ends_a_rebuild_with_where_and_why_and_nothing_has_changed(
        self, database: Partition
    ) -> None:
        town = a_year_in_town()
        store = Refusing(database.schema, ProposalsProjection())
        projector = Projector(database.pool, database.schema, log_of(database), stores=[store])
        copied(town, log_of(database))
        store.faults.clear()
        projector.catch_up()
        store.faults.append("a fault")
        with pytest.raises(ProjectionStopped) as stopped:
            projector.rebuild()
        told = stopped.value.text("en")
        assert told.startswith("Projection proposals stands still at position ")
        assert "ZeroDivisionError('a fault')" in told
        assert views_of(database).proposal("garden") == garden(town)
        store.faults.clear()
        assert projector.rebuild().identical

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
        followed = ("ledger", "budget_lines", "subsidies", "audit_trail")
        assert has_failed(projector) == dict.fromkeys(followed, bad)

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


class TestAnEntryThatWasTakenOutOfTheLog:
    @pytest.mark.parametrize("place", [0, 7])
    def test_stops_every_projection_before_it(self, database: Partition, place: int) -> None:
        projector = with_an_entry_taken_out(database, place)
        projector.catch_up()
        lags = projector.lag()
        assert {(lag.position, lag.failure_position) for lag in lags} == {(place - 1, place)}
        assert all(f"no entry at {place}" in (lag.failure or "") for lag in lags)

    def test_ends_a_rebuild_with_where_it_is(self, database: Partition) -> None:
        projector = with_an_entry_taken_out(database, 7, after_projecting=True)
        with pytest.raises(ProjectionStopped) as stopped:
            projector.rebuild()
        assert "hole" in stopped.value.text("en")


def with_an_entry_taken_out(
    partition: Partition, place: int, *, after_projecting: bool = False
) -> Projector:
    """A year of which somebody who may do everything took out one entry."""
    log = log_of(partition)
    copied(a_year_in_town(), log)
    projector = projector_of(partition, log)
    if after_projecting:
        projector.catch_up()
    with psycopg.connect(partition.owner_url, autocommit=True) as owner:
        owner.execute(qualified(TAKE_OUT, partition.schema), [place])
    return projector
