"""The audit trail from its tables is that of the pure fold, filtered and paged."""

from __future__ import annotations

import pytest

from adapters.postgres.views import PostgresViews
from application.log import Log
from projections.audit_trail import trail
from projections.entry import Entry
from projections.questions import AuditFilter
from tests.integration.conftest import Partition
from tests.integration.projecting import (
    a_year_in_town,
    copied,
    entries_as_stored,
    log_of,
    projector_of,
    views_of,
)
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR


@pytest.fixture(scope="module")
def log(shared_partition: Partition) -> Log:
    """A year in town, in the partition's own log, so that its times are the database's."""
    log = log_of(shared_partition)
    copied(a_year_in_town(), log)
    return log


@pytest.fixture(scope="module")
def entries(log: Log) -> list[Entry]:
    return entries_as_stored(a_year_in_town(), log)


@pytest.fixture(scope="module")
def views(shared_partition: Partition, log: Log) -> PostgresViews:
    projector_of(shared_partition, log).catch_up()
    return views_of(shared_partition)


class TestTheAuditTrail:
    def test_unfiltered_is_the_whole_log_newest_first(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        assert views.audit_trail(AuditFilter()) == trail(entries, {})[0][::-1]

    def test_is_the_same_in_small_batches(self, database: Partition) -> None:
        log = log_of(database)
        copied(a_year_in_town(), log)
        entries = entries_as_stored(a_year_in_town(), log)
        projector_of(database, log, batch_entries=1).catch_up()
        assert views_of(database).audit_trail(AuditFilter(after=-1)) == trail(entries, {})[0]

    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            (AuditFilter(proposal_id="oven"), 3),
            (AuditFilter(round_id="round-1"), 8),
            (AuditFilter(event="payout"), 4),
            (AuditFilter(event="payout.paid.v1"), 1),
            (AuditFilter(event="pay"), 0),
            (AuditFilter(actor_id="person-griffier", event="decision"), 1),
            (AuditFilter(year=YEAR, wijk=SOESTERKWARTIER), 0),
            (AuditFilter(wijk=LIENDERT, event="grant"), 2),
        ],
        ids=str,
    )
    def test_filters_leave_in_what_was_asked_for(
        self, views: PostgresViews, wanted: AuditFilter, expected: int
    ) -> None:
        assert len(views.audit_trail(wanted)) == expected

    def test_pages_go_both_ways(self, views: PostgresViews, entries: list[Entry]) -> None:
        oldest = views.audit_trail(AuditFilter(after=-1), limit=3)
        assert [line.position for line in oldest] == [0, 1, 2]
        newest = views.audit_trail(AuditFilter(before=len(entries) - 1), limit=2)
        assert [line.position for line in newest] == [len(entries) - 2, len(entries) - 3]

    def test_a_period_is_by_the_logs_own_time(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        first, last = entries[4].appended_at, entries[8].appended_at
        lines = views.audit_trail(AuditFilter(since=first, until=last, after=-1))
        expected = [e.position for e in entries if first <= e.appended_at <= last]
        assert [line.position for line in lines] == expected
