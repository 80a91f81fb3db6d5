"""The network of a wijk: residents and professionals as equals, open to whoever comes.

It meets on days and in places that are announced beforehand. Who came is counted, never named:
residents, those who came for the first time, and professionals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, PublicEvent, WijkCode, Year

Attendance = Annotated[
    int, Field(strict=True, ge=0, le=100_000, description="people who came to a meeting")
]


class NetworkUnknown(Refusal):
    code = "network.unknown"
    status = NOT_FOUND
    dutch = "Het netwerk van wijk {wijk} heeft nog geen bijeenkomst aangekondigd."
    english = "The network of wijk {wijk} has not announced a meeting yet."


class MeetingAlreadyAnnounced(Refusal):
    code = "network.meeting_already_announced"
    dutch = "Bijeenkomst {meeting} is al aangekondigd."
    english = "Meeting {meeting} has already been announced."


class MeetingUnknown(Refusal):
    code = "network.meeting_unknown"
    status = NOT_FOUND
    dutch = "Bijeenkomst {meeting} is in deze wijk niet aangekondigd."
    english = "Meeting {meeting} has not been announced in this wijk."


class MeetingInThePast(Refusal):
    code = "network.meeting_in_the_past"
    dutch = "Kondig een bijeenkomst aan voordat zij begint; {day} is voorbij."
    english = "Announce a meeting before it begins; {day} has passed."


class MeetingNotYetHeld(Refusal):
    code = "network.meeting_not_yet_held"
    dutch = "De bijeenkomst is pas op {day}; tel daarna wie er was."
    english = "The meeting is not until {day}; count who came after that."


class AttendanceAlreadyRecorded(Refusal):
    code = "network.attendance_already_recorded"
    dutch = "Van bijeenkomst {meeting} is al geteld wie er was."
    english = "Attendance of meeting {meeting} has already been recorded."


class NewcomersAboveResidents(Refusal):
    code = "network.newcomers_above_residents"
    dutch = "Er kwamen niet meer mensen voor het eerst dan er bewoners waren."
    english = "No more people came for the first time than there were residents."


class MeetingKind(StrEnum):
    """What the network meets for."""

    NEEDS = "needs"
    PLAN = "plan"
    REVIEW = "review"


class AnnounceMeeting(ActorCommand):
    """Say beforehand when and where the network meets, and for the plan of which year."""

    wijk: WijkCode
    year: Year
    meeting_id: Identifier
    kind: MeetingKind
    planned_on: Day
    place: Commitment


class RecordAttendance(ActorCommand):
    """Count who came to a meeting."""

    wijk: WijkCode
    meeting_id: Identifier
    residents: Attendance
    newcomers: Attendance
    professionals: Attendance


class MeetingAnnounced(PublicEvent):
    """Everybody could know of the meeting."""

    TOPIC: ClassVar[str] = "network.meeting_announced.v1"

    wijk: WijkCode
    year: Year
    meeting_id: Identifier
    kind: MeetingKind
    planned_on: Day
    place: Commitment


class AttendanceRecorded(PublicEvent):
    """The meeting was held, and this many came; newcomers are among the residents."""

    TOPIC: ClassVar[str] = "network.attendance_recorded.v1"

    wijk: WijkCode
    meeting_id: Identifier
    residents: Attendance
    newcomers: Attendance
    professionals: Attendance


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    ANNOUNCED = "announced"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting by its day and status."""

    planned_on: date
    status: MeetingStatus = MeetingStatus.ANNOUNCED


@dataclass(frozen=True, slots=True)
class Network:
    """The meetings of one wijk, by id."""

    meetings: Mapping[str, Meeting] = field(default_factory=dict)


def stream_of(wijk: str) -> str:
    """The stream of one wijk's network; it goes on from year to year."""
    return f"network:{wijk}"


def evolve(network: Network | None, event: Event) -> Network | None:
    """The network after one more event."""
    known = network.meetings if network else {}
    match event:
        case MeetingAnnounced():
            return Network({**known, event.meeting_id: Meeting(event.planned_on)})
        case AttendanceRecorded() if event.meeting_id in known:
            held = replace(known[event.meeting_id], status=MeetingStatus.HELD)
            return Network({**known, event.meeting_id: held})
        case _:
            return network


def announce_meeting(command: AnnounceMeeting, network: Network | None) -> list[Event]:
    """A meeting is announced once, and beforehand."""
    if network is not None and command.meeting_id in network.meetings:
        raise MeetingAlreadyAnnounced(meeting=command.meeting_id)
    if command.planned_on < dutch_day(command.at):
        raise MeetingInThePast(day=command.planned_on)
    return [MeetingAnnounced.following(command)]


def record_attendance(command: RecordAttendance, network: Network | None) -> list[Event]:
    """Who came is counted once, when the meeting has been."""
    meeting = guard_meeting_announced(network, command.meeting_id)
    if meeting.status is MeetingStatus.HELD:
        raise AttendanceAlreadyRecorded(meeting=command.meeting_id)
    if dutch_day(command.at) < meeting.planned_on:
        raise MeetingNotYetHeld(day=meeting.planned_on)
    if command.newcomers > command.residents:
        raise NewcomersAboveResidents()
    return [AttendanceRecorded.following(command)]


def guard_meeting_announced(network: Network | None, meeting_id: str) -> Meeting:
    """What rests on a meeting names one that everybody could know of."""
    meeting = network.meetings.get(meeting_id) if network else None
    if meeting is None:
        raise MeetingUnknown(meeting=meeting_id)
    return meeting


def guard_meeting_held(network: Network | None, meeting_id: str) -> None:
    """What was heard or drafted in a meeting needs one that has been."""
    meeting = guard_meeting_announced(network, meeting_id)
    if meeting.status is not MeetingStatus.HELD:
        raise MeetingNotYetHeld(day=meeting.planned_on)
