"""The neighbourhood board of a wijk: seats by kind with a term, and meetings with a quorum.

Where a regulation has a board it says how many seats there are for each kind, and how many members
make the board able to advise. The network is another thing: it is open, and has no seats. What the
board advises is in `board_advice`; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from domain.board_events import (
    MEMBERS_MAX,
    BoardMeetingRecorded,
    MemberAppointed,
    Parties,
    SeatEnded,
)
from domain.board_state import Board, BoardMeeting, Seat
from domain.calendar import dutch_day
from domain.command import ActorCommand, ActorId
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, WijkCode, Year
from domain.regulation_parts import SeatKind
from domain.regulation_procedure import BoardRule
from domain.validity import Period


class NoBoardInRegulation(Refusal):
    code = "board.not_in_regulation"
    dutch = "De regels van deze wijk kennen geen wijkbestuur."
    english = "The rules of this wijk have no neighbourhood board."


class BoardUnknown(Refusal):
    code = "board.unknown"
    status = NOT_FOUND
    dutch = "Wijk {wijk} heeft geen wijkbestuur gehad."
    english = "Wijk {wijk} has had no neighbourhood board."


class SeatAlreadyTaken(Refusal):
    code = "board.seat_already_taken"
    dutch = "Zetel {seat} is al vergeven."
    english = "Seat {seat} has already been given."


class SeatUnknown(Refusal):
    code = "board.seat_unknown"
    status = NOT_FOUND
    dutch = "Zetel {seat} is in deze wijk niet bekend."
    english = "Seat {seat} is not known in this wijk."


class SeatTermEmpty(Refusal):
    code = "board.seat_term_empty"
    dutch = "De termijn eindigt voordat zij begint."
    english = "The term ends before it begins."


class SeatsAllTaken(Refusal):
    code = "board.seats_all_taken"
    dutch = "Artikel {article} heeft {seats} zetels voor {kind}; in die tijd is er geen vrij."
    english = "Article {article} has {seats} seats for {kind}; none is free in that time."


class MemberAlreadySeated(Refusal):
    code = "board.already_seated"
    dutch = "Dit lid heeft in die tijd al een zetel."
    english = "This member has a seat in that time already."


class OwnSeat(Refusal):
    code = "board.own_seat"
    status = FORBIDDEN
    dutch = "U benoemt uzelf niet; laat dit over aan een collega."
    english = "You do not appoint yourself; leave this to a colleague."


class SeatOver(Refusal):
    code = "board.seat_over"
    dutch = "Zetel {seat} loopt niet verder dan {day}."
    english = "Seat {seat} goes on no longer than {day}."


class SeatEndedBackwards(Refusal):
    code = "board.seat_ended_backwards"
    dutch = "Een zetel eindigt op zijn vroegst vandaag, en niet voordat zij begint."
    english = "A seat ends today at the earliest, and not before it begins."


class BoardMeetingAlreadyRecorded(Refusal):
    code = "board.meeting_already_recorded"
    dutch = "Vergadering {meeting} is al vastgelegd."
    english = "Meeting {meeting} has already been recorded."


class BoardMeetingUnknown(Refusal):
    code = "board.meeting_unknown"
    status = NOT_FOUND
    dutch = "Vergadering {meeting} van dit wijkbestuur is niet vastgelegd."
    english = "Meeting {meeting} of this board is not on record."


class BoardMeetingToCome(Refusal):
    code = "board.meeting_to_come"
    dutch = "De vergadering is pas op {day}; leg daarna vast wie er was."
    english = "The meeting is not until {day}; record who was there after that."


class NotSeated(Refusal):
    code = "board.not_seated"
    status = FORBIDDEN
    dutch = "{member} heeft op {day} geen zetel in dit wijkbestuur."
    english = "{member} has no seat in this board on {day}."


class QuorumMissing(Refusal):
    code = "board.quorum_missing"
    dutch = "Er tellen {found} leden mee; artikel {article} vraagt er {quorum}."
    english = "{found} members count; article {article} asks for {quorum}."


class NotPresent(Refusal):
    code = "board.not_present"
    status = FORBIDDEN
    dutch = "Alleen wie op vergadering {meeting} was, legt vast wat daar is geadviseerd."
    english = "Only those who were at meeting {meeting} record what was advised there."


class RecordedBySamePerson(Refusal):
    code = "board.recorded_by_same_person"
    status = FORBIDDEN
    dutch = "U legde vergadering {meeting} vast. Wat daar is gezegd, legt een ander lid vast."
    english = "You recorded meeting {meeting}. Another member records what was said there."


class AppointMember(ActorCommand):
    """Give somebody a seat for a term. `party_ids` are organisations they work or speak for."""

    wijk: WijkCode
    seat_id: Identifier
    member_id: ActorId
    kind: SeatKind
    valid_from: Day
    valid_until: Day
    name: Commitment | None = None
    party_ids: Parties = ()


class EndSeat(ActorCommand):
    """Let a seat end before its term."""

    wijk: WijkCode
    seat_id: Identifier
    last_day: Day


class RecordBoardMeeting(ActorCommand):
    """Record a meeting that was held, and which members were there."""

    wijk: WijkCode
    year: Year
    meeting_id: Identifier
    met_on: Day
    present_ids: tuple[ActorId, ...] = Field(min_length=1, max_length=MEMBERS_MAX)


def appoint_member(
    command: AppointMember, board: Board | None, rule: BoardRule | None
) -> list[Event]:
    """A seat of a kind that is free for the whole term, for somebody without another."""
    known = board or Board()
    rule = guard_has_board(rule)
    if command.seat_id in known.seats:
        raise SeatAlreadyTaken(seat=command.seat_id)
    if command.member_id == command.by.id:
        raise OwnSeat()
    if command.valid_until < command.valid_from:
        raise SeatTermEmpty()
    term = Period(command.valid_from, command.valid_until)
    at_the_time = [each for each in known.seats.values() if each.period.meets(term)]
    if any(each.member_id == command.member_id for each in at_the_time):
        raise MemberAlreadySeated()
    guard_seat_free(rule, command.kind, term, at_the_time)
    return [MemberAppointed.following(command)]


def guard_has_board(rule: BoardRule | None) -> BoardRule:
    """There are seats where the regulation has them."""
    if rule is None:
        raise NoBoardInRegulation()
    return rule


def guard_seat_free(rule: BoardRule, kind: SeatKind, term: Period, others: Iterable[Seat]) -> None:
    """No kind has more seats at once than its share."""
    seats = next((share.seats for share in rule.shares if share.kind is kind), 0)
    same = [each.period for each in others if each.kind is kind]
    days = filter(term.holds, {term.first, *(each.first for each in same)})
    if any(sum(each.holds(day) for each in same) >= seats for day in days):
        raise SeatsAllTaken(article=rule.article, seats=seats, kind=kind.value)


def end_seat(command: EndSeat, board: Board | None) -> list[Event]:
    """A seat ends on a day that is not past, within its term."""
    seat = (board or Board()).seats.get(command.seat_id)
    if seat is None:
        raise SeatUnknown(seat=command.seat_id)
    if command.last_day >= seat.period.last:
        raise SeatOver(seat=command.seat_id, day=seat.period.last.isoformat())
    if command.last_day < max(dutch_day(command.at), seat.period.first):
        raise SeatEndedBackwards()
    return [SeatEnded.following(command)]


def record_meeting(
    command: RecordBoardMeeting, board: Board | None, rule: BoardRule | None
) -> list[Event]:
    """A meeting is recorded once, when it has been, with enough members who sat on that day."""
    known = board or Board()
    rule = guard_has_board(rule)
    if command.meeting_id in known.meetings:
        raise BoardMeetingAlreadyRecorded(meeting=command.meeting_id)
    if command.met_on > dutch_day(command.at):
        raise BoardMeetingToCome(day=command.met_on.isoformat())
    for member_id in command.present_ids:
        guard_seated(known, member_id, command.met_on)
    guard_quorum(len(set(command.present_ids)), rule.quorum, rule.article)
    return [
        BoardMeetingRecorded.following(
            command, present_ids=tuple(sorted(set(command.present_ids))), quorum=rule.quorum
        )
    ]


def guard_seated(board: Board, member_id: str, day: date) -> None:
    """Only who has a seat on the day counts."""
    if board.seat_of(member_id, day) is None:
        raise NotSeated(member=member_id, day=day.isoformat())


def guard_quorum(found: int, quorum: int, article: str) -> None:
    """The board is able to advise with enough members."""
    if found < quorum:
        raise QuorumMissing(found=found, article=article, quorum=quorum)


def guard_meeting_recorded(board: Board, meeting_id: str) -> BoardMeeting:
    """What the board says, it says in a meeting that is on record."""
    meeting = board.meetings.get(meeting_id)
    if meeting is None:
        raise BoardMeetingUnknown(meeting=meeting_id)
    return meeting


def guard_took_part(command: ActorCommand, board: Board, meeting_id: str) -> BoardMeeting:
    """Who says what the board found was at its meeting, and still has a seat.

    That the board met is for somebody else to say: no member speaks alone for all of them.
    """
    guard_seated(board, command.by.id, dutch_day(command.at))
    meeting = guard_meeting_recorded(board, meeting_id)
    if command.by.id not in meeting.present:
        raise NotPresent(meeting=meeting_id)
    if command.by.id == meeting.recorded_by:
        raise RecordedBySamePerson(meeting=meeting_id)
    return meeting
