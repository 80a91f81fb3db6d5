"""Reserving money for a proposal, and releasing a reservation."""

from __future__ import annotations

from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import budget, grant
from domain.budget import guard_allocated
from domain.budget_year import guard_year_is_open
from domain.decision import guard_not_decided
from domain.grant import ReleaseGrant, ReserveGrant
from domain.proposal import ProposalStatus, guard_proposal_exists, guard_status
from domain.proposal_activities import guard_whole_activities
from domain.regulation_contents import NO_RULES


def reserve_grant(command: ReserveGrant, read: Reading) -> list[StreamEvents]:
    """Set money of the wijk apart; in the same command, so never a cent too much."""
    found = read.grant(command.proposal_id)
    proposal = guard_status(
        read.proposal(command.proposal_id).state, command.proposal_id, ProposalStatus.IN_HANDLING
    )
    guard_year_is_open(read.budget_year(proposal.year).state, proposal.year)
    tallied = read.voting_round(proposal.round_id).state if proposal.round_id else None
    rules = rules_under(read, tallied.regulation) if tallied else NO_RULES
    reserved = grant.reserve(command, found.state, proposal, tallied, rules)
    guard_whole_activities(proposal, command.amount_cents)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    money = read.budget(proposal.year, proposal.wijk)
    available = guard_allocated(money.state, proposal.year, proposal.wijk)
    moved = budget.reserve(command, available, command.proposal_id, command.amount_cents)
    return [found.gets(reserved), money.gets(moved)]


def release_grant(command: ReleaseGrant, read: Reading) -> list[StreamEvents]:
    """Give a reservation up; its money is available again."""
    found = read.grant(command.proposal_id)
    released = grant.release(command, found.state)
    proposal = guard_proposal_exists(read.proposal(command.proposal_id).state, command.proposal_id)
    money = read.budget(proposal.year, proposal.wijk)
    reserved = guard_allocated(money.state, proposal.year, proposal.wijk)
    moved = budget.release_reservation(command, reserved, command.proposal_id)
    return [found.gets(released), money.gets(moved)]
