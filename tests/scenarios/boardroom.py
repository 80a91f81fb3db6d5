"""A town with a neighbourhood board: three residents and two professionals, of whom three decide
that they are enough.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from application.command_desk import Receipt
from application.streams import Reading
from domain.board import AppointMember, EndSeat, RecordBoardMeeting
from domain.board_advice import DeclareInterest, GiveAdvice, RankNeeds
from domain.board_events import AdviceGiven, CriterionPoints
from domain.board_state import Board
from domain.calendar import dutch_day
from domain.command import Actor, Role
from domain.coordinator import (
    AppointCoordinator,
    AppointmentProcedure,
    CoordinatorParty,
    EndAppointment,
)
from domain.money import Money
from domain.proposal_amendment import AmendProposal
from domain.regulation_contents import Regulation
from domain.regulation_parts import SeatKind
from tests.scenarios.people import LIENDERT, PEOPLE, YEAR, sealed
from tests.scenarios.quarter import Quarter

GEERT, HANNA, IRIS, JAN, KEES = MEMBERS = tuple(
    Actor(id=f"person-{name}", role=Role.BOARD_MEMBER)
    for name in ("geert", "hanna", "iris", "jan", "kees")
)
KINDS = (*(SeatKind.RESIDENT,) * 3, *(SeatKind.PROFESSIONAL,) * 2)
MOSAIC = "mosaic"
"""The party that coordinates, where somebody does; Sanne acts for it, and who coordinates in the
town.
"""
COORDINATING = ("person-sanne", PEOPLE[Role.COORDINATOR].id)

RULES: dict[str, Any] = {
    "board": {
        "article": "7",
        "shares": [{"kind": "resident", "seats": 3}, {"kind": "professional", "seats": 2}],
        "quorum": 3,
    },
    "ranking": {
        "article": "8",
        "criteria": [
            {"criterion": "goals-of-the-wijk", "weight": 2},
            {"criterion": "reach", "weight": 1},
        ],
    },
    "separation": {"article": "9"},
}


class Boardroom(Quarter):
    """Commands of and about the board of Liendert, and about its coordinator."""

    def with_rules(self, **changed: Any) -> Boardroom:
        """Money, and a regulation with a board; a rule that is None is left out."""
        self.with_money()
        held = {name: rule for name, rule in (RULES | changed).items() if rule is not None}
        self.adopt_regulation(Regulation.model_validate(held))
        return self

    def seated(self, **changed: Any) -> Boardroom:
        """With everybody in a seat."""
        self.with_rules(**changed)
        for number, (member, kind) in enumerate(zip(MEMBERS, KINDS, strict=True), start=1):
            self.appoint(f"seat-{number}", member, kind)
        return self

    def ready(self, **changed: Any) -> Boardroom:
        """With a plan, a proposal in handling, and a meeting of everybody."""
        self.seated(**changed)
        self.adopt_plan()
        self.give_mandate()
        self.admit("garden", 4_000_00)
        self.meet()
        return self

    def board(self) -> Board:
        """The board as it stands, which must have had a seat."""
        state = Reading(self.streams).board(LIENDERT).state
        assert state is not None
        return state

    def appoint(
        self,
        seat_id: str,
        member: Actor,
        kind: SeatKind = SeatKind.RESIDENT,
        by: Role | Actor = Role.CASE_OFFICER,
        **changed: Any,
    ) -> Receipt:
        """A seat for this year and the next."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "name": sealed(member.id),
            "valid_from": date(YEAR, 1, 1),
            "valid_until": date(YEAR + 1, 12, 31),
        }
        return self.do(
            AppointMember,
            by,
            seat_id=seat_id,
            member_id=member.id,
            kind=kind,
            **(fields | changed),
        )

    def end_seat(self, seat_id: str = "seat-1", **changed: Any) -> Receipt:
        """A seat ends today."""
        fields: dict[str, Any] = {"wijk": LIENDERT, "last_day": dutch_day(self.now)}
        return self.do(EndSeat, Role.CASE_OFFICER, seat_id=seat_id, **(fields | changed))

    def meet(
        self,
        *members: Actor,
        meeting_id: str = "board-1",
        by: Role | Actor = Role.CASE_OFFICER,
        **changed: Any,
    ) -> Receipt:
        """The board met today; everybody was there unless said otherwise."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "met_on": dutch_day(self.now),
            "present_ids": tuple(member.id for member in members or MEMBERS),
        }
        return self.do(RecordBoardMeeting, by, meeting_id=meeting_id, **(fields | changed))

    def declare(self, member: Actor, proposal_id: str = "garden", **changed: Any) -> Receipt:
        """A member has an interest."""
        fields: dict[str, Any] = {"wijk": LIENDERT}
        return self.do(DeclareInterest, member, proposal_id=proposal_id, **(fields | changed))

    def rank_needs(self, member: Actor = GEERT, **changed: Any) -> Receipt:
        """The one need of the plan comes first."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "meeting_id": "board-1",
            "need_ids": ("need-1",),
            "reason": sealed("most people named it"),
        }
        return self.do(RankNeeds, member, **(fields | changed))

    def advise(self, member: Actor = GEERT, **changed: Any) -> Receipt:
        """The board is in favour, with 2 × 8 + 1 × 5 points of 30."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "meeting_id": "board-1",
            "proposal_id": "garden",
            "priority_id": "priority-1",
            "favourable": True,
            "points": (
                CriterionPoints(criterion="goals-of-the-wijk", points=8),
                CriterionPoints(criterion="reach", points=5),
            ),
            "reason": sealed("it brings people together"),
        }
        return self.do(GiveAdvice, member, **(fields | changed))

    def amend(self, proposal_id: str = "garden") -> Receipt:
        """The applicant asks as much for something else."""
        return self.do(
            AmendProposal,
            Role.RESIDENT,
            proposal_id=proposal_id,
            title=sealed("another garden"),
            description=sealed("twice as large"),
            amount_cents=Money(4_000_00),
        )

    def appoint_coordinator(self, appointment_id: str = "tender-1", **changed: Any) -> Receipt:
        """A consortium of two, after an open tender; Sanne acts for one of them."""
        fields: dict[str, Any] = {
            "procedure": AppointmentProcedure.OPEN_TENDER,
            "act": "B-2026-7",
            "decided_on": date(YEAR - 1, 11, 1),
            "name": sealed("Mosaic and Bridge"),
            "parties": (
                CoordinatorParty(party_id=MOSAIC, actor_ids=COORDINATING),
                CoordinatorParty(party_id="bridge"),
            ),
            "valid_from": date(YEAR, 1, 1),
            "valid_until": date(YEAR + 2, 12, 31),
        }
        return self.do(
            AppointCoordinator,
            Role.COLLEGE,
            appointment_id=appointment_id,
            **(fields | changed),
        )

    def end_appointment(self, appointment_id: str = "tender-1", **changed: Any) -> Receipt:
        """They stop today."""
        fields: dict[str, Any] = {"last_day": dutch_day(self.now)}
        return self.do(
            EndAppointment, Role.COLLEGE, appointment_id=appointment_id, **(fields | changed)
        )


def last_advice(town: Boardroom) -> AdviceGiven:
    """What was advised last."""
    (event,) = town.events()[-1:]
    assert isinstance(event, AdviceGiven)
    return event
