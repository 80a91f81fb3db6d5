"""The life of a meeting of the network: announced, held, counted."""

from __future__ import annotations

from datetime import timedelta

from tests.scenarios.town import Town
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle


def announce_for_tomorrow(town: Town) -> None:
    """A meeting that is not until tomorrow."""
    town.announce_meeting(planned_on=town.now.date() + timedelta(days=1))


LIFE = LifeCycle(
    name="meeting",
    begin=opened,
    states={
        "unknown": (),
        "announced": (announce_for_tomorrow,),
        "today": (Town.announce_meeting,),
        "held": (Town.announce_meeting, Town.record_attendance),
    },
    commands={
        "AnnounceMeeting": Town.announce_meeting,
        "RecordAttendance": Town.record_attendance,
    },
    table="""
        AnnounceMeeting
            network.meeting_announced: unknown
            network.meeting_already_announced: announced today held
        RecordAttendance
            network.meeting_unknown: unknown
            network.meeting_not_yet_held: announced
            network.attendance_recorded: today
            network.attendance_already_recorded: held
    """,
)
