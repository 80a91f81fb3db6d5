"""The life of an appointment of a coordinator."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.command import Actor, ActorCommand, Role
from domain.coordinator import CoordinatorParty
from domain.grant import ReserveGrant
from domain.money import Money
from domain.proposal import TakeInHandling
from domain.proposal_completion import RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import YEAR, sealed
from tests.scenarios.town import Town
from tests.unit.lives.board import a_night, there
from tests.unit.lives.life import LifeCycle, Step
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


def asked_for_two_things() -> Town:
    """A town in which coordinating is kept apart from assessing, and two proposals."""
    town = Boardroom().with_rules()
    town.submit("garden", 4_000_00)
    town.submit("pond", 4_000_00)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="pond")
    return town


def as_sanne(kind: type[ActorCommand], proposal_id: str, **fields: Any) -> Step:
    """A step that Sanne takes as a case officer."""
    sanne = Actor(id="person-sanne", role=Role.CASE_OFFICER)
    return lambda town: town.do(kind, sanne, proposal_id=proposal_id, **fields)


ASSESSING = LifeCycle(
    name="assessing",
    begin=asked_for_two_things,
    states={
        "nobody": (),
        "herself": (APPOINT,),
        "others": (there(others),),
        "ended": (APPOINT, END, a_night),
    },
    commands={
        "RequestCompletion": as_sanne(
            RequestCompletion, "garden", reason=sealed("more"), answer_by=date(YEAR, 2, 1)
        ),
        "MarkDuplicate": as_sanne(
            MarkDuplicate, "garden", duplicate_of="pond", reason=sealed("the same")
        ),
        "TakeInHandling": as_sanne(TakeInHandling, "garden"),
        "ReserveGrant": as_sanne(ReserveGrant, "pond", amount_cents=Money(4_000_00)),
    },
    table="""
        RequestCompletion
            proposal.completion_requested: nobody others ended
            coordinator.may_not_assess: herself
        MarkDuplicate
            proposal.duplicate_marked: nobody others ended
            coordinator.may_not_assess: herself
        TakeInHandling
            proposal.taken_in_handling: nobody others ended
            coordinator.may_not_assess: herself
        ReserveGrant
            grant.reserved: nobody others ended
            coordinator.may_not_assess: herself
    """,
)


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
