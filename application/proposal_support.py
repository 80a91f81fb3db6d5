"""Residents support a proposal, and may take it back, until it is decided on."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from domain import proposal_support
from domain.decision import guard_not_decided
from domain.proposal_support import GiveSupport, WithdrawSupport


def give_support(command: GiveSupport, read: Reading) -> list[StreamEvents]:
    """A resident says that they want this proposal."""
    found = read.proposal_support(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    given = proposal_support.give(command, found.state, listed)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    return [found.gets(given)]


def withdraw_support(command: WithdrawSupport, read: Reading) -> list[StreamEvents]:
    """A resident takes it back."""
    found = read.proposal_support(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    taken_back = proposal_support.withdraw(command, found.state, listed)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    return [found.gets(taken_back)]
