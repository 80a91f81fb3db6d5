"""Handling a proposal: submitted, admitted or left out, withdrawn."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from application.wijkplan import guard_wijk_of_open_year
from domain import proposal
from domain.decision import guard_not_decided
from domain.proposal import LeaveOutOfHandling, SubmitProposal, TakeInHandling, WithdrawProposal


def submit_proposal(command: SubmitProposal, read: Reading) -> list[StreamEvents]:
    """A resident proposes an initiative for a wijk of an open year."""
    guard_wijk_of_open_year(read, command.year, command.wijk)
    found = read.proposal(command.proposal_id)
    return [found.gets(proposal.submit(command, found.state))]


def take_in_handling(command: TakeInHandling, read: Reading) -> list[StreamEvents]:
    """A case officer admits a proposal."""
    found = read.proposal(command.proposal_id)
    return [found.gets(proposal.take_in_handling(command, found.state))]


def leave_out_of_handling(command: LeaveOutOfHandling, read: Reading) -> list[StreamEvents]:
    """A case officer leaves a proposal out of handling, with ground and reason."""
    found = read.proposal(command.proposal_id)
    return [found.gets(proposal.leave_out_of_handling(command, found.state))]


def withdraw_proposal(command: WithdrawProposal, read: Reading) -> list[StreamEvents]:
    """An applicant takes a proposal back, until money is bound to it or it is decided on."""
    found = read.proposal(command.proposal_id)
    grant = read.grant(command.proposal_id).state
    has_money = grant is not None and grant.holds_money
    withdrawn = proposal.withdraw(command, found.state, has_money=has_money)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    return [found.gets(withdrawn)]
