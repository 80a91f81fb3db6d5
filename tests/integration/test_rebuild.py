"""Rebuilding beside the live rows finds what was changed by hand, and repairs it."""

from __future__ import annotations

import pytest

from adapters.postgres.log import PostgresLog
from adapters.postgres.projection_tables import Session, StoredTable
from adapters.postgres.projector import Projector
from adapters.postgres.rebuild import ProjectionUnknown, RebuildRunning
from projections.document import fold
from projections.proposals import ProposalsProjection
from tests.integration.conftest import Partition
from tests.integration.projecting import (
    a_year_in_town,
    copied,
    log_of,
    projector_of,
    views_of,
)
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.projections.entries import entries_of

TAMPERED = {
    "a booking of another amount": (
        "UPDATE ledger_lines SET cents = cents + 1 WHERE debit = 'granted'",
        "ledger_lines/2027/WK030710/",
    ),
    "a booking at another time": (
        "UPDATE ledger_lines SET appended_at = appended_at - interval '1 second'"
        " WHERE debit = 'granted'",
        "ledger_lines/2027/WK030710/",
    ),
    "a state with more available": (
        "UPDATE budget_states SET available_cents = available_cents + 1"
        " WHERE position = (SELECT max(position) FROM budget_states)",
        "budget_states/2027/WK030710/",
    ),
    "a state that is gone": (
        "DELETE FROM budget_states WHERE position = (SELECT max(position) FROM budget_states)",
        "budget_states/2027/WK030710/",
    ),
    "a booking too many": (
        "INSERT INTO ledger_lines SELECT generation, year, 'WK030711', position, event,"
        " division_id, debit, credit, cents, proposal_id, payout_id, council_act, appended_at"
        " FROM ledger_lines WHERE debit = 'granted'",
        "ledger_lines/2027/WK030711/",
    ),
    "another status in a dossier": (
        "UPDATE documents SET document = replace(document, 'in_handling', 'withdrawn')"
        " WHERE key = 'garden'",
        "documents/garden",
    ),
    "a document in another list": (
        "UPDATE documents SET path = '2027/WK030711/garden' WHERE key = 'garden'",
        "documents/garden",
    ),
    "another person in the audit trail": (
        "UPDATE audit_lines SET actor_id = 'nobody' WHERE position = 3",
        "audit_lines/3",
    ),
    "a place that moved": (
        "UPDATE audit_places SET wijk = 'WK030711' WHERE subject = 'proposal:oven'",
        "audit_places/proposal:oven",
    ),
}


def by_hand(partition: Partition, statement: str) -> int:
    """Change rows as someone with the application's role could; how many."""
    with partition.pool.connection() as session:
        return session.execute(statement.encode()).rowcount


def projected(partition: Partition) -> tuple[Town, PostgresLog, Projector]:
    """A year in town in the partition's own log, projected."""
    town, log = a_year_in_town(), log_of(partition)
    copied(town, log)
    projector = projector_of(partition, log)
    projector.catch_up()
    return town, log, projector


class TestWhenNothingWasChanged:
    def test_the_rebuilt_rows_are_the_same(self, database: Partition) -> None:
        _, log, projector = projected(database)
        report = projector.rebuild()
        assert (report.identical, report.differing, report.named) == (True, 0, ())
        assert report.events == log.next_position()

    def test_the_answers_are_those_of_the_new_rows_and_the_old_ones_are_gone(
        self, database: Partition
    ) -> None:
        town, _, projector = projected(database)
        before = views_of(database).proposal("garden")
        projector.rebuild()
        assert views_of(database).proposal("garden") == before
        assert before == fold(ProposalsProjection(), entries_of(town))["garden"]
        with database.pool.connection() as session:
            generations = session.execute(b"SELECT DISTINCT generation FROM documents").fetchall()
        assert generations == [(1,)]

    def test_the_projector_goes_on_with_the_new_rows(self, database: Partition) -> None:
        town, log, projector = projected(database)
        projector.rebuild()
        last = town.log.next_position()
        town.submit("late", 100)
        copied(town, log, last)
        projector.catch_up()
        assert views_of(database).proposal("late") is not None
        assert projector.rebuild().identical

    def test_one_projection_can_be_rebuilt_by_its_name(self, database: Partition) -> None:
        _, _, projector = projected(database)
        assert projector.rebuild(["ledger"]).identical
        assert views_of(database).state(YEAR, LIENDERT).granted_cents == 5_500_00

    def test_progress_is_told_up_to_the_last_entry(self, database: Partition) -> None:
        _, log, projector = projected(database)
        told: list[tuple[int, int]] = []
        projector.rebuild(progress=lambda done, of: told.append((done, of)))
        assert told[-1] == (log.next_position(), log.next_position())

    def test_an_empty_log_is_the_same_as_an_empty_log(self, database: Partition) -> None:
        report = projector_of(database, log_of(database)).rebuild()
        assert (report.identical, report.events) == (True, 0)


class TestWhenALiveRowWasChangedByHand:
    @pytest.mark.parametrize(("statement", "named"), TAMPERED.values(), ids=TAMPERED.keys())
    def test_it_is_found_and_named_and_repaired(
        self, database: Partition, statement: str, named: str
    ) -> None:
        _, _, projector = projected(database)
        assert by_hand(database, statement) > 0
        report = projector.rebuild()
        assert not report.identical
        assert report.named[0].startswith(named)
        assert projector.rebuild().identical

    def test_rebuilding_another_projection_does_not_notice(self, database: Partition) -> None:
        _, _, projector = projected(database)
        by_hand(database, TAMPERED["a booking of another amount"][0])
        assert projector.rebuild(["years", "proposals"]).identical
        assert not projector.rebuild(["ledger"]).identical


class TestWhileTheLogGrows:
    def test_what_arrives_meanwhile_is_in_the_rebuilt_rows_too(self, database: Partition) -> None:
        town, log, projector = projected(database)
        before = town.log.next_position()

        def meanwhile(done: int, of: int) -> None:
            if town.log.next_position() == before:
                town.submit("late", 100)
                copied(town, log, before)
                projector.catch_up()

        report = projector.rebuild(progress=meanwhile)
        assert (report.identical, report.events) == (True, before)
        assert views_of(database).proposal("late") is not None
        assert {lag.behind for lag in projector.lag()} == {0}
        assert projector.rebuild().identical

    def test_a_running_projector_and_a_rebuild_do_not_get_in_each_others_way(
        self, database: Partition
    ) -> None:
        town, log, projector = projected(database)
        with projector.running():
            for number in range(5):
                last = town.log.next_position()
                town.submit(f"late-{number}", 100)
                copied(town, log, last)
                assert projector.rebuild().identical
            assert projector.wait_for(log.next_position() - 1, 10.0)
        assert projector.rebuild().identical
        assert views_of(database).proposal("late-4") is not None


class TestTheRestOfItsLife:
    def test_two_rebuilds_at_once_are_refused(self, database: Partition) -> None:
        _, _, projector = projected(database)
        refused: list[RebuildRunning] = []

        def meanwhile(done: int, of: int) -> None:
            with pytest.raises(RebuildRunning) as raised:
                projector.rebuild(["ledger"])
            refused.append(raised.value)

        assert projector.rebuild(progress=meanwhile).identical
        assert refused

    def test_the_next_one_begins_when_the_replaced_rows_are_cleared_away(
        self, database: Partition, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, _, projector = projected(database)
        clear, refused = StoredTable.clear_all_but, list[RebuildRunning]()

        def meanwhile(table: StoredTable, session: Session, generation: int) -> None:
            if generation == 1 and not refused:
                with pytest.raises(RebuildRunning) as raised:
                    projector.rebuild(["ledger"])
                refused.append(raised.value)
            clear(table, session, generation)

        monkeypatch.setattr(StoredTable, "clear_all_but", meanwhile)
        assert projector.rebuild(["ledger"]).identical
        assert refused
        assert views_of(database).state(YEAR, LIENDERT).granted_cents == 5_500_00
        with database.pool.connection() as session:
            generations = session.execute(b"SELECT DISTINCT generation FROM ledger_lines")
            assert generations.fetchall() == [(1,)]

    def test_a_rebuild_that_was_cut_off_leaves_the_live_rows_and_the_next_one_cleans_up(
        self, database: Partition
    ) -> None:
        _, _, projector = projected(database)

        def meanwhile(done: int, of: int) -> None:
            raise ConnectionAbortedError

        with pytest.raises(ConnectionAbortedError):
            projector.rebuild(progress=meanwhile)
        assert views_of(database).proposal("garden") is not None
        assert projector.rebuild().identical

    def test_rows_of_an_older_version_stand_still_until_they_are_rebuilt(
        self, database: Partition
    ) -> None:
        town, log, _ = projected(database)
        by_hand(database, "UPDATE projections SET version = version - 1 WHERE name = 'proposals'")
        last = town.log.next_position()
        town.submit("late", 100)
        copied(town, log, last)
        projector = projector_of(database, log)
        projector.catch_up()
        assert [lag.name for lag in projector.lag() if lag.failure] == ["proposals"]
        assert projector.rebuild().outdated == ("proposals",)
        projector.catch_up("proposals")
        assert views_of(database).proposal("late") is not None

    def test_a_name_that_does_not_exist_is_refused(self, database: Partition) -> None:
        with pytest.raises(ProjectionUnknown):
            projector_of(database, log_of(database)).rebuild(["ledgers"])
