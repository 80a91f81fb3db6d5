"""The `eventsourcing` library's own tests of a recorder, run on ours over both logs.

What of them does not apply, and why:

* `AggregateRecorderTestCase` expects `insert_events` to return nothing. Ours returns notification
  ids, as its `ApplicationRecorderTestCase` demands; the rest of it is repeated below.
* `ProcessRecorderTestCase` and `TrackingRecorderTestCase`: tracking belongs to the projections,
  whose tables are their own, and not to a log.
* `SnapshotRecorderTestCase` and the tests of the library's infrastructure factory and connection
  pool: snapshots are not entries of a log, and the connections are psycopg's own pool.

`INITIAL_VERSION` is 0, a number that those tests leave to the recorder: streams count from 0.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, ProgrammingError, StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from adapters.eventsourcing_recorder import LogRecorder
from tests.integration.conftest import Partition
from tests.integration.logs import logs_in_memory, logs_of
from tests.integration.submissions import ROUND, open_round


class LibraryTests:
    """What the library's test case needs, whatever the log."""

    INITIAL_VERSION = 0
    recorder: LogRecorder

    def create_recorder(self) -> LogRecorder:
        """The recorder that the test's fixture made."""
        return self.recorder

    def test_insert_subscribe(self) -> None:
        """Optional in the library: for recorders with subscriptions, as ours."""
        run: Any = self
        run.optional_test_insert_subscribe()


class TestOnTheMainLog(LibraryTests, ApplicationRecorderTestCase[LogRecorder]):
    @pytest.fixture(autouse=True)
    def _recorder(self, database: Partition) -> None:
        self.recorder = LogRecorder(logs_of(database).main)


class TestOnTheBallotLog(LibraryTests, ApplicationRecorderTestCase[LogRecorder]):
    @pytest.fixture(autouse=True)
    def _recorder(self, database: Partition) -> None:
        logs = logs_of(database)
        logs.main.append([open_round()])
        self.recorder = LogRecorder(logs.ballots, inside=ROUND)


class TestInMemory(LibraryTests, ApplicationRecorderTestCase[LogRecorder]):
    @pytest.fixture(autouse=True)
    def _recorder(self) -> None:
        self.recorder = LogRecorder(logs_in_memory().main)


def stored(originator_id: str, version: int) -> StoredEvent:
    return StoredEvent(originator_id, version, f"topic{version}", b"state")


class TestWhatTheAggregateTestCaseAsksBesides:
    @pytest.fixture
    def recorder(self, database: Partition) -> LogRecorder:
        return LogRecorder(logs_of(database).main)

    def test_events_are_stored_together_or_not_at_all(self, recorder: LogRecorder) -> None:
        assert recorder.insert_events([]) is None
        one, two, three = (stored("a", version) for version in range(3))
        recorder.insert_events([one])
        for refused in ([one], [one, two], [two, two], [three]):
            with pytest.raises(IntegrityError):
                recorder.insert_events(refused)
        assert recorder.select_events("a") == [one]

    def test_events_are_selected_between_versions_and_backwards(
        self, recorder: LogRecorder
    ) -> None:
        one, two, three = (stored("a", version) for version in range(3))
        recorder.insert_events([one, two, three])
        assert recorder.select_events("a", desc=True, limit=1) == [three]
        assert recorder.select_events("a", lte=1, desc=True, limit=1) == [two]
        assert recorder.select_events("a", gt=0, lte=1) == [two]
        assert recorder.select_events("b", desc=True, limit=1) == []

    def test_an_id_that_is_a_uuid_comes_back_as_one(self, recorder: LogRecorder) -> None:
        originator_id = uuid4()
        recorder.insert_events([StoredEvent(originator_id, 0, "topic", b"state"), stored("a", 0)])
        identities = [one.originator_id for one in recorder.select_notifications(None, 10)]
        assert identities == [originator_id, "a"]

    def test_what_a_log_cannot_hold_is_an_error_of_programming(self, recorder: LogRecorder) -> None:
        with pytest.raises(ProgrammingError):
            recorder.insert_events([StoredEvent("a", 0, "topic", bytes(60_001))])
        with pytest.raises(ProgrammingError):
            recorder.insert_events([stored("a", 0)], tracking="elsewhere")
