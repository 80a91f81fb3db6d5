"""The networks of wijken: their meetings, and how many came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.event import Commitment
from domain.network import AttendanceRecorded, MeetingAnnounced, MeetingKind
from projections.document import Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry


class Attended(Part):
    """How many came; newcomers are among the residents."""

    residents: int
    newcomers: int
    professionals: int
    recorded: Deed


class MeetingLine(Part):
    """A meeting, and who came once that was counted."""

    meeting_id: str
    year: int
    kind: MeetingKind
    planned_on: date
    place: Commitment
    announced: Deed
    attended: Attended | None = None


class NetworkDocument(Document):
    """The network of one wijk; meetings in order of their days."""

    wijk: str
    meetings: tuple[MeetingLine, ...] = ()

    @property
    def path(self) -> str:
        return self.wijk

    def meeting(self, meeting_id: str | None) -> MeetingLine | None:
        """A meeting by its id."""
        return next((each for each in self.meetings if each.meeting_id == meeting_id), None)

    def of_year(self, year: int) -> tuple[MeetingLine, ...]:
        """The meetings about one year."""
        return tuple(each for each in self.meetings if each.year == year)


class NetworksProjection:
    """One document per wijk, under its code."""

    name = "networks"
    version = 1
    subjects: frozenset[str] | None = frozenset({"network"})
    kinds: Mapping[str, type[Document]] = {"": NetworkDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The network that the event is about."""
        event = entry.event
        return (event.wijk,) if isinstance(event, MeetingAnnounced | AttendanceRecorded) else ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The network after the event."""
        event = entry.event
        if not isinstance(event, MeetingAnnounced | AttendanceRecorded):
            return {}
        network = documents.find(event.wijk, NetworkDocument) or NetworkDocument(
            position=entry.position, wijk=event.wijk
        )
        changes = {"position": entry.position, "meetings": _meetings(entry, event, network)}
        return {event.wijk: altered(network, changes)}


def _meetings(
    entry: Entry, event: MeetingAnnounced | AttendanceRecorded, network: NetworkDocument
) -> tuple[MeetingLine, ...]:
    match event:
        case MeetingAnnounced():
            line = as_told(MeetingLine, event, announced=deed(entry, event))
            return tuple(sorted((*network.meetings, line), key=lambda each: each.planned_on))
        case AttendanceRecorded():
            attended = as_told(Attended, event, recorded=deed(entry, event))
            return tuple(
                altered(each, {"attended": attended})
                if each.meeting_id == event.meeting_id
                else each
                for each in network.meetings
            )
