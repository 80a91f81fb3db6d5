"""Where a neighbourhood board stands: seats, meetings, interests, and what it advised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.board_events import (
    AdviceGiven,
    BoardEvent,
    BoardMeetingRecorded,
    InterestDeclared,
    MemberAppointed,
    SeatEnded,
)
from domain.event import Event
from domain.money import Money
from domain.regulation_parts import SeatKind
from domain.validity import Period


class AdviceStatus(StrEnum):
    """Whether an advice stands; it lapses when somebody who gave it declares an interest."""

    STANDING = "standing"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits, for whom, and when."""

    member_id: str
    kind: SeatKind
    party_ids: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class BoardMeeting:
    """When the board met, who was there, how many had to be, and who put it on record."""

    met_on: date
    present: frozenset[str]
    quorum: int
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What stands as advice on one activity, or on a whole proposal."""

    proposal_version: int
    favourable: bool
    advised: Money
    advisers: frozenset[str]
    status: AdviceStatus = AdviceStatus.STANDING


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one wijk. Interests by proposal; advice by proposal and activity.

    The activity of an advice on a whole proposal is None.
    """

    seats: Mapping[str, Seat] = field(default_factory=dict)
    meetings: Mapping[str, BoardMeeting] = field(default_factory=dict)
    interests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    advice: Mapping[str, Mapping[str | None, Advice]] = field(default_factory=dict)

    def seat_of(self, member_id: str, day: date) -> Seat | None:
        """The seat that a member has on a day."""
        seats = (each for each in self.seats.values() if each.member_id == member_id)
        return next((each for each in seats if each.period.holds(day)), None)

    def standing_on(self, proposal_id: str) -> dict[str | None, Advice]:
        """The advice on a proposal that did not lapse, by activity."""
        given = self.advice.get(proposal_id, {})
        return {name: each for name, each in given.items() if each.status is AdviceStatus.STANDING}


def stream_of(wijk: str) -> str:
    """The stream of one wijk's board; it goes on from year to year."""
    return f"board:{wijk}"


def evolve(board: Board | None, event: Event) -> Board | None:
    """The board after one more event."""
    if not isinstance(event, BoardEvent):
        return board
    board = board or Board()
    match event:
        case MemberAppointed():
            return replace(board, seats={**board.seats, event.seat_id: _seat(event)})
        case SeatEnded() if event.seat_id in board.seats:
            seat = board.seats[event.seat_id]
            seat = replace(seat, period=Period(seat.period.first, event.last_day))
            return replace(board, seats={**board.seats, event.seat_id: seat})
        case BoardMeetingRecorded():
            met = BoardMeeting(
                event.met_on, frozenset(event.present_ids), event.quorum, event.by.id
            )
            return replace(board, meetings={**board.meetings, event.meeting_id: met})
        case InterestDeclared():
            return _with_interest(board, event)
        case AdviceGiven():
            given = {**board.advice.get(event.proposal_id, {}), event.activity_id: _advice(event)}
            return replace(board, advice={**board.advice, event.proposal_id: given})
        case _:
            return board


def _seat(event: MemberAppointed) -> Seat:
    term = Period(event.valid_from, event.valid_until)
    return Seat(event.member_id, event.kind, event.party_ids, term)


def _advice(event: AdviceGiven) -> Advice:
    return Advice(
        event.proposal_version,
        event.favourable,
        event.advised_cents,
        frozenset(event.adviser_ids),
    )


def _with_interest(board: Board, event: InterestDeclared) -> Board:
    """An interest is kept, and what its holder advised on the proposal lapses."""
    declared = board.interests.get(event.proposal_id, frozenset()) | {event.by.id}
    advice = {
        name: replace(each, status=AdviceStatus.LAPSED) if event.by.id in each.advisers else each
        for name, each in board.advice.get(event.proposal_id, {}).items()
    }
    return replace(
        board,
        interests={**board.interests, event.proposal_id: declared},
        advice={**board.advice, event.proposal_id: advice} if advice else board.advice,
    )
