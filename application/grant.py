"""Reserving money for a proposal, and releasing a reservation."""

from __future__ import annotations

from application.proposal_standing import existing_proposal, money_of, round_and_rules
from application.streams import Reading, StreamEvents
from domain import budget, grant
from domain.budget_year import guard_year_is_open
from domain.decision import guard_not_decided
from domain.grant import ReleaseGrant, ReserveGrant
from domain.proposal import ProposalStatus, guard_status
from domain.proposal_activities import guard_whole_activities


def reserve_grant(command: ReserveGrant, read: Reading) -> list[StreamEvents]:
    """Set money of the wijk apart; in the same command, so never a cent too much."""
    found = read.grant(command.proposal_id)
    proposal = guard_status(
        read.proposal(command.proposal_id).state, command.proposal_id, ProposalStatus.IN_HANDLING
    )
    guard_year_is_open(read.budget_year(proposal.year).state, proposal.year)
    tallied, rules = round_and_rules(read, proposal)
    reserved = grant.reserve(command, found.state, proposal, tallied, rules)
    guard_whole_activities(proposal, command.amount_cents)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    money, available = money_of(read, proposal)
    moved = budget.reserve(command, available, command.proposal_id, command.amount_cents)
    return [found.gets(reserved), money.gets(moved)]


def release_grant(command: ReleaseGrant, read: Reading) -> list[StreamEvents]:
    """Give a reservation up; its money is available again."""
    found = read.grant(command.proposal_id)
    released = grant.release(command, found.state)
    money, reserved = money_of(read, existing_proposal(read, command.proposal_id))
    moved = budget.release_reservation(command, reserved, command.proposal_id)
    return [found.gets(released), money.gets(moved)]
