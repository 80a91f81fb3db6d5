"""The network of a wijk: announced beforehand, open to all, counted afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from domain.mandate import MandateWithdrawn
from domain.network import (
    AnnounceMeeting,
    AttendanceAlreadyRecorded,
    AttendanceRecorded,
    MeetingAlreadyAnnounced,
    MeetingAnnounced,
    MeetingInThePast,
    MeetingKind,
    MeetingNotYetHeld,
    MeetingUnknown,
    NewcomersAboveResidents,
    RecordAttendance,
    announce_meeting,
    evolve,
    guard_meeting_held,
    record_attendance,
    stream_of,
)
from tests.unit.domain.given import (
    LIENDERT,
    NOON,
    TODAY,
    YEAR,
    after,
    command,
    day,
    happened,
    refused,
    sealed,
)

FIELDS: dict[str, Any] = {
    "wijk": LIENDERT,
    "year": YEAR,
    "meeting_id": "meeting-1",
    "kind": MeetingKind.NEEDS,
    "planned_on": TODAY,
    "place": sealed("the old school"),
}
ANNOUNCED = happened(MeetingAnnounced, **FIELDS)
CAME: dict[str, Any] = {
    "wijk": LIENDERT,
    "meeting_id": "meeting-1",
    "residents": 12,
    "newcomers": 3,
    "professionals": 4,
}
HELD = happened(AttendanceRecorded, **CAME)


class TestBeforeAMeetingIsAnnounced:
    """Nobody can know of it."""

    def test_it_is_announced_with_day_place_and_purpose(self) -> None:
        (event,) = announce_meeting(command(AnnounceMeeting, **FIELDS), None)
        assert isinstance(event, MeetingAnnounced)
        assert (event.planned_on, event.kind) == (TODAY, MeetingKind.NEEDS)

    def test_it_is_announced_beforehand(self) -> None:
        yesterday = FIELDS | {"planned_on": day(2, 28)}
        with refused(MeetingInThePast):
            announce_meeting(command(AnnounceMeeting, **yesterday), None)

    def test_a_day_begins_at_midnight_in_the_netherlands(self) -> None:
        just_after = NOON.replace(day=1, hour=23, minute=30)
        with refused(MeetingInThePast):
            announce_meeting(command(AnnounceMeeting, at=just_after, **FIELDS), None)

    def test_nobody_came_to_it(self) -> None:
        for network in (None, after(evolve, ANNOUNCED)):
            with refused(MeetingUnknown):
                record_attendance(
                    command(RecordAttendance, **(CAME | {"meeting_id": "other"})), network
                )


class TestAMeetingThatWasAnnounced:
    """It is held on its day."""

    def test_who_came_is_counted_afterwards(self) -> None:
        (event,) = record_attendance(command(RecordAttendance, **CAME), after(evolve, ANNOUNCED))
        assert isinstance(event, AttendanceRecorded)
        assert (event.residents, event.newcomers, event.professionals) == (12, 3, 4)

    def test_nobody_is_counted_before_the_day(self) -> None:
        tomorrow = happened(MeetingAnnounced, **(FIELDS | {"planned_on": day(3, 2)}))
        with refused(MeetingNotYetHeld):
            record_attendance(command(RecordAttendance, **CAME), after(evolve, tomorrow))

    def test_newcomers_are_residents(self) -> None:
        all_new = CAME | {"newcomers": 12}
        assert record_attendance(command(RecordAttendance, **all_new), after(evolve, ANNOUNCED))
        with refused(NewcomersAboveResidents):
            too_many = command(RecordAttendance, **(CAME | {"newcomers": 13}))
            record_attendance(too_many, after(evolve, ANNOUNCED))

    def test_it_is_announced_once(self) -> None:
        with refused(MeetingAlreadyAnnounced):
            announce_meeting(command(AnnounceMeeting, **FIELDS), after(evolve, ANNOUNCED))

    def test_nothing_was_heard_in_it_yet(self) -> None:
        with refused(MeetingNotYetHeld):
            guard_meeting_held(after(evolve, ANNOUNCED), "meeting-1")


class TestAMeetingThatWasHeld:
    """What was heard in it can be recorded."""

    def test_needs_and_drafts_can_rest_on_it(self) -> None:
        guard_meeting_held(after(evolve, ANNOUNCED, HELD), "meeting-1")

    def test_who_came_is_counted_once(self) -> None:
        with refused(AttendanceAlreadyRecorded):
            record_attendance(command(RecordAttendance, **CAME), after(evolve, ANNOUNCED, HELD))

    def test_what_happens_elsewhere_does_not_change_it(self) -> None:
        network = after(evolve, ANNOUNCED, HELD)
        assert evolve(network, happened(MandateWithdrawn, mandate_id="mandate-1")) == network


class TestNetworks:
    """Each wijk has one, from year to year."""

    @pytest.mark.parametrize("wijk", [LIENDERT, "WK030703"])
    def test_each_has_a_stream_of_its_own(self, wijk: str) -> None:
        assert stream_of(wijk) == f"network:{wijk}"
