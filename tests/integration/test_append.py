"""The rules of the main log, held against PostgreSQL and against the log in memory alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from application.log import ID_REUSED, Accepted, Conflict, Refused, StreamVersion
from tests.integration.logs import KINDS, Logs, logs_for
from tests.integration.submissions import command, events


@pytest.fixture(params=KINDS)
def logs(request: pytest.FixtureRequest) -> Logs:
    """Two empty logs, of each kind there is."""
    return logs_for(request)


def test_streams_of_a_kind_are_listed_by_name_and_version(logs: Logs) -> None:
    logs.main.append([command(*events("mandate:b", 0)), command(*events("mandate:a", 0, 2))])
    logs.main.append([command(*events("mandate_holder:a", 0)), command(*events("mandate:b", 1))])
    listed = [(each.stream, each.version) for each in logs.main.streams_starting_with("mandate:")]
    assert listed == [("mandate:a", 0), ("mandate:a", 1), ("mandate:b", 0), ("mandate:b", 1)]


class TestOnAnEmptyLog:
    def test_nothing_is_read(self, logs: Logs) -> None:
        for log in (logs.main, logs.ballots):
            assert log.next_position() == 0
            assert log.read() == []
            assert log.stream("a") == []
            assert log.append([]) == []
        assert list(logs.ballots.streams_starting_with("")) == []

    def test_an_unknown_command_has_no_outcome(self, logs: Logs) -> None:
        assert logs.main.outcome(uuid4(), bytes(32)) is None
        assert logs.ballots.outcome(uuid4(), bytes(32)) is None

    def test_positions_count_from_zero_and_versions_with_their_stream(self, logs: Logs) -> None:
        outcomes = logs.main.append(
            [command(*events("a", 0, 2), *events("b", 0)), command(*events("a", 2))]
        )
        assert outcomes == [Accepted(0, 2), Accepted(3, 3)]
        assert [(e.position, e.stream, e.version) for e in logs.main.read()] == [
            (0, "a", 0),
            (1, "a", 1),
            (2, "b", 0),
            (3, "a", 2),
        ]

    def test_a_stream_starts_at_version_zero(self, logs: Logs) -> None:
        assert logs.main.append([command(*events("a", 1))]) == [Conflict()]

    def test_what_was_stored_is_read_as_it_was_given(self, logs: Logs) -> None:
        payload = bytes(range(256)) * 200
        given = command(*events("straße 🏡", 0, payload=payload))
        logs.main.append([given])
        (entry,) = logs.main.read()
        assert (entry.stream, entry.name, entry.payload) == (
            "straße 🏡",
            "thing.happened.v1",
            payload,
        )
        assert isinstance(entry.payload, bytes)


class TestReading:
    @pytest.fixture(autouse=True)
    def _ten_events(self, logs: Logs) -> None:
        logs.main.append([command(*events("a", 0, 5)), command(*events("b", 0, 5))])

    def test_from_a_position_on_and_at_most_the_limit(self, logs: Logs) -> None:
        assert [entry.position for entry in logs.main.read(3, 4)] == [3, 4, 5, 6]
        assert [entry.position for entry in logs.main.read(8)] == [8, 9]
        assert logs.main.read(10) == []

    def test_one_stream_after_a_version(self, logs: Logs) -> None:
        assert [entry.version for entry in logs.main.stream("b")] == [0, 1, 2, 3, 4]
        assert [entry.version for entry in logs.main.stream("b", after_version=2)] == [3, 4]
        assert logs.main.stream("b", after_version=4) == []

    def test_times_are_now_in_utc_and_never_go_back(self, logs: Logs) -> None:
        times = [entry.appended_at for entry in logs.main.read()]
        assert all(moment is not None and moment.tzinfo is UTC for moment in times)
        known = [moment for moment in times if moment is not None]
        assert all(earlier <= later for earlier, later in pairwise(known))
        assert abs(datetime.now(UTC) - known[-1]) < timedelta(minutes=1)


class TestOnAStreamThatMoved:
    @pytest.fixture(autouse=True)
    def _two_events(self, logs: Logs) -> None:
        logs.main.append([command(*events("a", 0, 2))])

    @pytest.mark.parametrize("version", [0, 1, 3])
    def test_only_the_next_version_is_accepted(self, logs: Logs, version: int) -> None:
        assert logs.main.append([command(*events("a", version))]) == [Conflict()]
        assert logs.main.append([command(*events("a", 2))]) == [Accepted(2, 2)]

    def test_a_command_is_stored_whole_or_not_at_all(self, logs: Logs) -> None:
        first_conflicts = command(*events("a", 1), *events("b", 0))
        last_conflicts = command(*events("c", 0, 3), *events("a", 1))
        fits = command(*events("b", 0), *events("c", 0))
        outcomes = logs.main.append([first_conflicts, last_conflicts, fits])
        assert outcomes == [Conflict(), Conflict(), Accepted(2, 3)]
        assert logs.main.next_position() == 4

    def test_a_conflict_is_decided_again_under_the_same_id(self, logs: Logs) -> None:
        command_id = uuid4()
        stale = command(*events("a", 1), command_id=command_id)
        assert logs.main.append([stale]) == [Conflict()]
        assert logs.main.outcome(command_id, stale.fingerprint) is None
        again = command(*events("a", 2), command_id=command_id)
        assert logs.main.append([again]) == [Accepted(2, 2)]

    def test_within_a_batch_the_first_to_arrive_is_accepted(self, logs: Logs) -> None:
        batch = [command(*events("a", 2)), command(*events("a", 2)), command(*events("a", 3))]
        assert logs.main.append(batch) == [Accepted(2, 2), Conflict(), Accepted(3, 3)]

    def test_what_a_conflicting_command_would_have_written_is_not_built_upon(
        self, logs: Logs
    ) -> None:
        batch = [command(*events("b", 0), *events("a", 0)), command(*events("b", 1))]
        assert logs.main.append(batch) == [Conflict(), Conflict()]


class TestOnAStreamThatWasReadAndNotWritten:
    @pytest.fixture(autouse=True)
    def _a_mandate(self, logs: Logs) -> None:
        logs.main.append([command(*events("mandate", 0))])

    def test_unchanged_it_holds(self, logs: Logs) -> None:
        decision = command(
            *events("grant", 0), read=(StreamVersion("mandate", 0), StreamVersion("none", -1))
        )
        assert logs.main.append([decision]) == [Accepted(1, 1)]

    def test_moved_it_makes_a_conflict(self, logs: Logs) -> None:
        logs.main.append([command(*events("mandate", 1))])
        decision = command(*events("grant", 0), read=(StreamVersion("mandate", 0),))
        assert logs.main.append([decision]) == [Conflict()]

    def test_moved_within_the_batch_it_makes_a_conflict(self, logs: Logs) -> None:
        decision = command(*events("grant", 0), read=(StreamVersion("mandate", 0),))
        withdrawal = command(*events("mandate", 1))
        assert logs.main.append([withdrawal, decision]) == [Accepted(1, 1), Conflict()]

    def test_a_refusal_that_rests_on_it_is_not_recorded_either(self, logs: Logs) -> None:
        refused = command(refusal="mandate.absent", read=(StreamVersion("mandate", -1),))
        assert logs.main.append([refused]) == [Conflict()]
        assert logs.main.outcome(refused.command_id, refused.fingerprint) is None


class TestOnACommandThatIsKnown:
    def test_it_gets_the_same_answer(self, logs: Logs) -> None:
        once = command(*events("a", 0, 3))
        assert logs.main.append([once]) == [Accepted(0, 2)]
        assert logs.main.append([once]) == [Accepted(0, 2, repeated=True)]
        assert logs.main.outcome(once.command_id, once.fingerprint) == Accepted(0, 2, True)
        assert logs.main.next_position() == 3

    def test_it_gets_the_same_answer_within_a_batch(self, logs: Logs) -> None:
        once = command(*events("a", 0))
        assert logs.main.append([once, once]) == [Accepted(0, 0), Accepted(0, 0, True)]

    def test_a_refusal_is_kept_as_well(self, logs: Logs) -> None:
        refused = command(refusal="budget.insufficient")
        assert logs.main.append([refused, refused]) == [
            Refused("budget.insufficient"),
            Refused("budget.insufficient", repeated=True),
        ]
        assert logs.main.append([refused]) == [Refused("budget.insufficient", repeated=True)]
        assert logs.main.next_position() == 0

    def test_the_same_id_with_other_content_is_refused(self, logs: Logs) -> None:
        once = command(*events("a", 0), content=b"this")
        other = command(*events("a", 1), command_id=once.command_id, content=b"that")
        assert logs.main.append([once, other]) == [Accepted(0, 0), Refused(ID_REUSED)]
        assert logs.main.append([other]) == [Refused(ID_REUSED)]
        assert logs.main.outcome(once.command_id, other.fingerprint) == Refused(ID_REUSED)
        assert logs.main.append([once]) == [Accepted(0, 0, repeated=True)]
