"""The neighbourhood board: seats, meetings, interests, needs in order, advice."""

from __future__ import annotations

from application.coordinator import coordinator_in, guard_assessor
from application.interest import former_of
from application.proposal_standing import existing_proposal
from application.regulation import rules_in_force, rules_under
from application.streams import Reading, StreamEvents
from application.wijkplan import guard_wijk_of_open_year
from domain import board, board_advice
from domain.board import AppointMember, EndSeat, RecordBoardMeeting
from domain.board_advice import AdviceFacts, DeclareInterest, GiveAdvice, RankNeeds
from domain.board_state import Board
from domain.calendar import dutch_day
from domain.decision import guard_not_decided
from domain.separation import barred_from_assessing, guard_may_assess


def appoint_member(command: AppointMember, read: Reading) -> list[StreamEvents]:
    """A case officer records who has a seat, by the regulation of the day on which it begins."""
    found = read.board(command.wijk)
    rules = rules_in_force(read, command.wijk, command.valid_from)
    appointed = board.appoint_member(command, found.state, rules.board)
    coordinates = coordinator_in(read, command.wijk, command.valid_from)
    guard_may_assess(rules, coordinates, (command.member_id, *command.party_ids))
    return [found.gets(appointed)]


def end_seat(command: EndSeat, read: Reading) -> list[StreamEvents]:
    """A seat ends before its term."""
    found = read.board(command.wijk)
    return [found.gets(board.end_seat(command, found.state))]


def record_board_meeting(command: RecordBoardMeeting, read: Reading) -> list[StreamEvents]:
    """The board met; how many had to be there is the regulation's of that day."""
    guard_wijk_of_open_year(read, command.year, command.wijk)
    found = read.board(command.wijk)
    rules = rules_in_force(read, command.wijk, command.met_on)
    return [found.gets(board.record_meeting(command, found.state, rules.board))]


def declare_interest(command: DeclareInterest, read: Reading) -> list[StreamEvents]:
    """A member has an interest in a proposal."""
    found = read.board(command.wijk)
    asked = read.proposal(command.proposal_id).state
    return [found.gets(board_advice.declare_interest(command, found.state, asked))]


def rank_needs(command: RankNeeds, read: Reading) -> list[StreamEvents]:
    """The board's part in the plan of a year: which needs come first."""
    guard_wijk_of_open_year(read, command.year, command.wijk)
    found = read.board(command.wijk)
    plan = read.wijkplan(command.year, command.wijk).state
    return [found.gets(board_advice.rank_needs(command, found.state, plan))]


def give_advice(command: GiveAdvice, read: Reading) -> list[StreamEvents]:
    """The board advises on an activity, before a decision is taken on its proposal."""
    found = read.board(command.wijk)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    about = _facts_of(command, read, found.state)
    advised = board_advice.give_advice(command, found.state, about)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    return [found.gets(advised)]


def _facts_of(command: GiveAdvice, read: Reading, known: Board | None) -> AdviceFacts:
    proposal = existing_proposal(read, command.proposal_id)
    rules = rules_under(read, proposal.regulation)
    today = dutch_day(command.at)
    coordinates = coordinator_in(read, proposal.wijk, today)
    meeting = known.meetings.get(command.meeting_id) if known else None
    met_on = meeting.met_on if meeting else today
    return AdviceFacts(
        proposal,
        rules.ranking,
        read.wijkplan(proposal.year, proposal.wijk).state,
        barred_from_assessing(rules, coordinates),
        former_of(read, proposal),
        rules_in_force(read, command.wijk, met_on).board,
    )
