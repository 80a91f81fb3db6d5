"""The network of a wijk: its meetings, and how many came."""

from __future__ import annotations

from application.coordinator import guard_coordinates
from application.streams import Reading, StreamEvents
from application.wijkplan import guard_wijk_of_open_year
from domain import network
from domain.network import AnnounceMeeting, RecordAttendance


def announce_meeting(command: AnnounceMeeting, read: Reading) -> list[StreamEvents]:
    """When and where the network of a wijk meets. A wijk is one of the year that is open then."""
    guard_coordinates(command, read)
    guard_wijk_of_open_year(read, command.year, command.wijk)
    found = read.network(command.wijk)
    return [found.gets(network.announce_meeting(command, found.state))]


def record_attendance(command: RecordAttendance, read: Reading) -> list[StreamEvents]:
    """How many came, of whom how many for the first time."""
    guard_coordinates(command, read)
    found = read.network(command.wijk)
    return [found.gets(network.record_attendance(command, found.state))]
