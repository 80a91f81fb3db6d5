"""Residents support a proposal, and may take it back."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from domain import proposal_support
from domain.proposal_support import GiveSupport, WithdrawSupport


def give_support(command: GiveSupport, read: Reading) -> list[StreamEvents]:
    """A resident says that they want this proposal."""
    found = read.proposal_support(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    return [found.gets(proposal_support.give(command, found.state, listed))]


def withdraw_support(command: WithdrawSupport, read: Reading) -> list[StreamEvents]:
    """A resident takes it back."""
    found = read.proposal_support(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    return [found.gets(proposal_support.withdraw(command, found.state, listed))]
