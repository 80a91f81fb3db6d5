"""One well-formed example of every command of a board, and about a coordinator."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.board import AppointMember, EndSeat, RecordBoardMeeting
from domain.board_advice import DeclareInterest, GiveAdvice, RankNeeds
from domain.command import ActorCommand
from domain.coordinator import (
    AppointCoordinator,
    AppointmentProcedure,
    CoordinatorParty,
    EndAppointment,
)
from domain.regulation_parts import SeatKind

TODAY = date(2027, 3, 1)
TEXT = "c0" * 32
_PLACE = {"wijk": "WK030710", "year": 2027}

EXAMPLES_OF_BOARDS: dict[type[ActorCommand], dict[str, Any]] = {
    AppointCoordinator: {
        "appointment_id": "tender-1",
        "procedure": AppointmentProcedure.OPEN_TENDER,
        "act": "B-1",
        "decided_on": TODAY,
        "name": TEXT,
        "parties": (CoordinatorParty(party_id="mosaic"),),
        "valid_from": TODAY,
        "valid_until": TODAY,
    },
    EndAppointment: {"appointment_id": "tender-1", "last_day": TODAY},
    AppointMember: {
        "wijk": "WK030710",
        "seat_id": "seat-1",
        "member_id": "person-geert",
        "kind": SeatKind.RESIDENT,
        "valid_from": TODAY,
        "valid_until": TODAY,
    },
    EndSeat: {"wijk": "WK030710", "seat_id": "seat-1", "last_day": TODAY},
    RecordBoardMeeting: _PLACE
    | {"meeting_id": "board-1", "met_on": TODAY, "present_ids": ("person-geert",)},
    DeclareInterest: {"wijk": "WK030710", "proposal_id": "garden"},
    RankNeeds: _PLACE | {"meeting_id": "board-1", "need_ids": ("need-1",), "reason": TEXT},
    GiveAdvice: {
        "wijk": "WK030710",
        "meeting_id": "board-1",
        "proposal_id": "garden",
        "favourable": True,
        "reason": TEXT,
    },
}
