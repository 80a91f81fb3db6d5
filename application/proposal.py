"""Handling a proposal: submitted, admitted or left out, withdrawn."""

from __future__ import annotations

from application.log import Log
from application.regulation import regulation_in_force
from application.streams import Reading, StreamEvents
from application.wijkplan import guard_wijk_of_open_year
from domain import proposal, proposal_number
from domain.calendar import dutch_day
from domain.decision import guard_not_decided
from domain.event_catalogue import event_from
from domain.proposal import (
    LeaveOutOfHandling,
    ProposalSubmitted,
    SubmitProposal,
    TakeInHandling,
    WithdrawProposal,
)


def submit_proposal(command: SubmitProposal, read: Reading) -> list[StreamEvents]:
    """A resident proposes an initiative for a wijk of an open year.

    Two at the same moment find the same number free; the log takes one of them, and the other is
    decided again and gets the next.
    """
    guard_wijk_of_open_year(read, command.year, command.wijk)
    proposal_id = command.proposal_id or _next_id(command, read)
    found = read.proposal(proposal_id)
    regulation = regulation_in_force(read, command.wijk, dutch_day(command.at))
    return [found.gets(proposal.submit(command, proposal_id, found.state, regulation))]


def _next_id(command: SubmitProposal, read: Reading) -> str:
    def id_of(number: int) -> str:
        return proposal_number.numbered_id(command.year, command.wijk, number)

    def is_taken(number: int) -> bool:
        return read.proposal(id_of(number)).state is not None

    return id_of(proposal_number.next_number(is_taken))


def proposal_submitted_at(log: Log, position: int) -> str:
    """The id that a proposal got: what a submission answers is a position of the log.

    Raises `LookupError` where no proposal was submitted.
    """
    for entry in log.read(position, limit=1):
        event = event_from(entry.name, entry.payload)
        if isinstance(event, ProposalSubmitted):
            return event.proposal_id
    raise LookupError(f"no proposal was submitted at position {position}")


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
