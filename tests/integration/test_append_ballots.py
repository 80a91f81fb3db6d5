"""The rules of the ballot log, held against PostgreSQL and against the log in memory alike."""

from __future__ import annotations

import pytest

from application.log import (
    FENCE_CLOSED,
    ID_REUSED,
    VERSION_TAKEN,
    Accepted,
    Conflict,
    Fence,
    Refused,
)
from tests.integration.logs import KINDS, Logs, logs_for
from tests.integration.submissions import ROUND, ballot, command, events, extend_round, open_round


@pytest.fixture(params=KINDS)
def logs(request: pytest.FixtureRequest) -> Logs:
    """Two empty logs, of each kind there is."""
    return logs_for(request)


class TestInAnOpenRound:
    @pytest.fixture(autouse=True)
    def _open(self, logs: Logs) -> None:
        assert logs.main.append([open_round()]) == [Accepted(0, 0)]

    def test_a_ballot_enters_and_leaves_no_time(self, logs: Logs) -> None:
        assert logs.ballots.append([ballot("pass:1")]) == [Accepted(0, 0)]
        (entry,) = logs.ballots.read()
        assert entry.appended_at is None

    def test_a_second_first_ballot_of_a_pass_is_refused_and_stays_so(self, logs: Logs) -> None:
        second = ballot("pass:1")
        assert logs.ballots.append([ballot("pass:1"), second]) == [
            Accepted(0, 0),
            Refused(VERSION_TAKEN),
        ]
        assert logs.ballots.append([second]) == [Refused(VERSION_TAKEN, repeated=True)]

    def test_a_changed_ballot_follows_the_one_before(self, logs: Logs) -> None:
        batch = [ballot("pass:1", 1), ballot("pass:1", 0), ballot("pass:1", 1)]
        assert logs.ballots.append(batch) == [
            Refused(VERSION_TAKEN),
            Accepted(0, 0),
            Accepted(1, 1),
        ]

    def test_a_ballot_is_stored_whole_or_not_at_all(self, logs: Logs) -> None:
        batch = [ballot("pass:1"), ballot("pass:1", 0, count=2), ballot("pass:2", 0, count=2)]
        assert logs.ballots.append(batch) == [
            Accepted(0, 0),
            Refused(VERSION_TAKEN),
            Accepted(1, 2),
        ]

    def test_the_same_ballot_twice_gets_the_same_answer(self, logs: Logs) -> None:
        once = ballot("pass:1")
        assert logs.ballots.append([once, once]) == [Accepted(0, 0), Accepted(0, 0, True)]
        assert logs.ballots.append([once]) == [Accepted(0, 0, True)]
        other = ballot("pass:2", command_id=once.command_id, content=b"other")
        assert logs.ballots.append([other]) == [Refused(ID_REUSED)]

    def test_another_command_cannot_open_it_again(self, logs: Logs) -> None:
        again = command(*events("elsewhere", 0), opens=open_round().opens)
        assert logs.main.append([again]) == [Conflict()]

    def test_its_streams_are_listed_by_name_and_version(self, logs: Logs) -> None:
        logs.ballots.append([ballot("pass:b"), ballot("pass:a"), ballot("pass:é"), ballot("q")])
        logs.ballots.append([ballot("pass:a", 1), ballot("pass"), ballot("pass:Z")])
        listed = [(e.stream, e.version) for e in logs.ballots.streams_starting_with("pass:")]
        assert listed == [
            ("pass:Z", 0),
            ("pass:a", 0),
            ("pass:a", 1),
            ("pass:b", 0),
            ("pass:é", 0),
        ]


class TestARoundThatIsExtended:
    """Its fence moves with the event that says so, or neither happens."""

    @pytest.fixture
    def fence(self, logs: Logs) -> Fence:
        """A round that is over for a minute."""
        opening = open_round(closes_in=-60.0)
        assert logs.main.append([opening]) == [Accepted(0, 0)]
        assert opening.opens is not None
        return opening.opens

    def test_lets_ballots_in_again(self, logs: Logs, fence: Fence) -> None:
        assert logs.ballots.append([ballot("pass:1")]) == [Refused(FENCE_CLOSED)]
        moving = extend_round(fence)
        assert logs.main.append([moving]) == [Accepted(1, 1)]
        assert logs.ballots.append([ballot("pass:2")]) == [Accepted(0, 0)]
        assert logs.main.append([moving]) == [Accepted(1, 1, repeated=True)]

    def test_moves_among_other_commands_of_a_batch(self, logs: Logs, fence: Fence) -> None:
        other = open_round("other", closes_in=-1.0)
        batch = [command(*events("a", 0)), other, extend_round(fence), command(*events("b", 0))]
        assert logs.main.append(batch) == [Accepted(place, place) for place in (1, 2, 3, 4)]
        cast = [ballot("a", inside="other"), ballot("b")]
        assert logs.ballots.append(cast) == [Refused(FENCE_CLOSED), Accepted(0, 0)]

    def test_stays_where_it_is_when_its_event_is_not_stored(self, logs: Logs, fence: Fence) -> None:
        assert logs.main.append([extend_round(fence, version=7)]) == [Conflict()]
        assert logs.ballots.append([ballot("pass:1")]) == [Refused(FENCE_CLOSED)]

    def test_is_not_moved_from_where_it_stands_no_longer(self, logs: Logs, fence: Fence) -> None:
        assert logs.main.append([extend_round(fence)]) == [Accepted(1, 1)]
        assert logs.main.append([extend_round(fence, version=2)]) == [Conflict()]
        both = [command(*events("a", 0)), extend_round(fence, version=2), command(*events("b", 0))]
        assert logs.main.append(both) == [Accepted(2, 2), Conflict(), Accepted(3, 3)]

    def test_is_not_moved_once_it_is_shut(self, logs: Logs, fence: Fence) -> None:
        assert logs.ballots.shut_fence(ROUND, fence.closes_at)
        assert logs.main.append([extend_round(fence)]) == [Conflict()]
        assert logs.ballots.append([ballot("pass:1")]) == [Refused(FENCE_CLOSED)]

    def test_is_not_shut_by_who_saw_it_close_before(self, logs: Logs, fence: Fence) -> None:
        logs.main.append([extend_round(fence)])
        assert not logs.ballots.shut_fence(ROUND, fence.closes_at)
        assert logs.ballots.append([ballot("pass:1")]) == [Accepted(0, 0)]
        with pytest.raises(LookupError):
            logs.ballots.shut_fence("nowhere", fence.closes_at)


class TestAroundARound:
    @pytest.mark.parametrize(
        ("opens_in", "closes_in"), [(60.0, None), (-60.0, -1.0)], ids=["before", "after"]
    )
    def test_no_ballot_enters_outside_its_time(
        self, logs: Logs, opens_in: float, closes_in: float | None
    ) -> None:
        logs.main.append([open_round(opens_in=opens_in, closes_in=closes_in)])
        late = ballot("pass:1")
        assert logs.ballots.append([late]) == [Refused(FENCE_CLOSED)]
        assert logs.ballots.append([late]) == [Refused(FENCE_CLOSED, repeated=True)]

    def test_a_ballot_enters_within_its_time(self, logs: Logs) -> None:
        logs.main.append([open_round(closes_in=60.0)])
        assert logs.ballots.append([ballot("pass:1")]) == [Accepted(0, 0)]

    def test_no_ballot_enters_a_round_that_was_never_opened(self, logs: Logs) -> None:
        assert logs.ballots.append([ballot("pass:1")]) == [Refused(FENCE_CLOSED)]

    def test_a_round_whose_opening_conflicts_stays_closed(self, logs: Logs) -> None:
        logs.main.append([command(*events(f"round:{ROUND}", 0))])
        assert logs.main.append([open_round()]) == [Conflict()]
        assert logs.ballots.append([ballot("pass:1")]) == [Refused(FENCE_CLOSED)]

    def test_one_round_is_open_beside_one_that_is_shut(self, logs: Logs) -> None:
        logs.main.append([open_round("one"), open_round("two")])
        logs.ballots.shut_fence("one")
        batch = [ballot("a", inside="one"), ballot("a", inside="two")]
        assert logs.ballots.append(batch) == [Refused(FENCE_CLOSED), Accepted(0, 0)]

    def test_shut_it_stays_shut_and_what_entered_before_counts(self, logs: Logs) -> None:
        logs.main.append([open_round()])
        before = ballot("pass:1")
        logs.ballots.append([before])
        logs.ballots.shut_fence(ROUND)
        logs.ballots.shut_fence(ROUND)
        assert logs.ballots.append([ballot("pass:2")]) == [Refused(FENCE_CLOSED)]
        assert logs.ballots.append([before]) == [Accepted(0, 0, repeated=True)]

    def test_a_round_that_was_never_opened_cannot_be_shut(self, logs: Logs) -> None:
        with pytest.raises(LookupError):
            logs.ballots.shut_fence("nowhere")
