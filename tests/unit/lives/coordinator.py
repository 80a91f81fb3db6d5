"""The life of an appointment of a coordinator."""

from __future__ import annotations

from domain.coordinator import CoordinatorParty
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.town import Town
from tests.unit.lives.board import a_night, there
from tests.unit.lives.life import LifeCycle
from tests.unit.lives.wijkplan import adopt as adopt_plan
from tests.unit.lives.wijkplan import record_need, set_priority

APPOINT = there(Boardroom.appoint_coordinator)
END = there(Boardroom.end_appointment)

LIFE = LifeCycle(
    name="coordinator",
    begin=Boardroom,
    states={
        "nobody": (),
        "appointed": (APPOINT,),
        "another": (there(lambda town: town.appoint_coordinator("tender-0")),),
        "ended": (APPOINT, END),
    },
    commands={"AppointCoordinator": APPOINT, "EndAppointment": END},
    table="""
        AppointCoordinator
            coordinator.appointed: nobody
            coordinator.already_appointed: appointed ended
            coordinator.overlap: another
        EndAppointment
            coordinator.appointment_unknown: nobody another
            coordinator.appointment_ended: appointed
            coordinator.appointment_over: ended
    """,
)


def a_plan_is_under_way() -> Town:
    """A need and a priority, and a meeting of today, of before anybody was appointed."""
    town = Boardroom().with_rules()
    town.record_indicator()
    town.announce_meeting()
    record_need(town)
    set_priority(town)
    return town


def others(town: Boardroom) -> object:
    """Somebody else than who coordinates in the town."""
    return town.appoint_coordinator(parties=(CoordinatorParty(party_id="bridge"),))


def another_need(town: Town) -> None:
    """A need that is not on record yet."""
    record_need(town, "need-2")


COORDINATING = LifeCycle(
    name="coordinating",
    begin=a_plan_is_under_way,
    states={
        "nobody": (),
        "herself": (APPOINT,),
        "others": (there(others),),
        "ended": (there(others), END, a_night),
    },
    commands={
        "RecordNeed": another_need,
        "SetPriority": set_priority,
        "ChooseExecutor": Town.choose_executor,
        "AdoptWijkplan": adopt_plan,
        "AnnounceMeeting": lambda town: town.announce_meeting("meeting-2"),
        "RecordAttendance": Town.record_attendance,
        "SummariseQuickscan": Town.summarise_quickscan,
    },
    table="""
        RecordNeed
            wijkplan.need_recorded: nobody herself ended
            coordinator.not_appointed_here: others
        SetPriority
            wijkplan.priority_set: nobody herself ended
            coordinator.not_appointed_here: others
        ChooseExecutor
            wijkplan.executor_chosen: nobody herself ended
            coordinator.not_appointed_here: others
        AdoptWijkplan
            wijkplan.adopted: nobody herself ended
            coordinator.not_appointed_here: others
        AnnounceMeeting
            network.meeting_announced: nobody herself ended
            coordinator.not_appointed_here: others
        RecordAttendance
            network.attendance_recorded: nobody herself ended
            coordinator.not_appointed_here: others
        SummariseQuickscan
            quickscan.summarised: nobody herself ended
            coordinator.not_appointed_here: others
    """,
)
