"""Who has an interest in a proposal, beyond what the proposal itself tells (Awb 2:4)."""

from __future__ import annotations

from application.proposal_standing import existing_proposal
from application.streams import Reading
from domain.board_state import Board
from domain.command import ActorCommand
from domain.proposal import OwnInterest, Proposal, guard_no_own_interest


def guard_no_interest(command: ActorCommand, proposal: Proposal, read: Reading) -> None:
    """Nobody handles or decides on what they asked for or helped with, nor on what they declared an
    interest in as a member of a board; also not on what came of it. Raises `OwnInterest`.
    """
    guard_no_own_interest(command, proposal)
    board = read.board(proposal.wijk).state or Board()
    for each in (proposal, *former_of(read, proposal)):
        if command.by.id in each.interested | board.interests.get(each.proposal_id, frozenset()):
            raise OwnInterest()


def former_of(read: Reading, proposal: Proposal) -> tuple[Proposal, ...]:
    """Everything that a proposal was merged or split from, however long ago."""
    found: dict[str, Proposal] = {}
    pending = list(proposal.came_from)
    while pending:
        former = existing_proposal(read, pending.pop())
        if former.proposal_id not in found:
            found[former.proposal_id] = former
            pending += former.came_from
    return tuple(found.values())
