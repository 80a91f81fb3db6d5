"""Who has an interest in a proposal, beyond what the proposal itself tells (Awb 2:4)."""

from __future__ import annotations

from typing import Protocol

from application.proposal_standing import existing_proposal
from application.streams import Reading
from domain.board_state import Board
from domain.command import Actor
from domain.proposal import OwnInterest, Proposal


class AboutProposal(Protocol):
    """A command that somebody gives about one proposal."""

    @property
    def by(self) -> Actor:
        """Who gives it."""

    @property
    def proposal_id(self) -> str:
        """Which proposal it is about."""


def guard_no_interest(command: AboutProposal, read: Reading) -> None:
    """Who works for the city handles and decides without an interest; asked before all else.
    Raises `ProposalUnknown` and `OwnInterest`.
    """
    guard_has_none(command.by, existing_proposal(read, command.proposal_id), read)


def guard_has_none(actor: Actor, proposal: Proposal, read: Reading) -> None:
    """Nobody handles or decides on what they asked for or helped with, nor on what they declared an
    interest in as a member of a board; also not on what came of it. Raises `OwnInterest`.
    """
    board = read.board(proposal.wijk).state or Board()
    for each in (proposal, *former_of(read, proposal)):
        if actor.id in each.interested | board.interests.get(each.proposal_id, frozenset()):
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
