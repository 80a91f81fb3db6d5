"""Settling a grant: the account, the determination with its money, and what comes back."""

from __future__ import annotations

from application.proposal_standing import existing_proposal, money_of
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import determination, settlement
from domain.budget import Budget, release_remainder
from domain.command import ActorCommand
from domain.deadlines import IsHoliday, no_holiday
from domain.determination import DetermineGrant, RecordRecovery, RenderAccount
from domain.event import Event
from domain.grant import guard_granted
from domain.proposal import Proposal, guard_no_own_interest


def render_account(command: RenderAccount, read: Reading) -> list[StreamEvents]:
    """An applicant says what was spent and done."""
    found = read.determination(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    grant = read.grant(command.proposal_id).state
    return [found.gets(determination.render_account(command, found.state, proposal, grant))]


def determine_grant(
    command: DetermineGrant, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """A mandate holder decides what the grant comes to; its money moves in the same command."""
    found = read.determination(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    grant = guard_granted(read.grant(command.proposal_id).state, command.proposal_id)
    mandate = read.mandate(command.mandate_id).state
    determination.guard_may_determine(command, proposal, mandate, grant.amount)
    payouts = read.payouts(command.proposal_id).state
    rules = rules_under(read, proposal.regulation)
    decided = determination.determine(
        command, found.state, grant, payouts, rules, is_holiday=is_holiday
    )
    freed = grant.amount - decided.amount_cents - decided.claimed_back_cents
    money, bound = money_of(read, proposal)
    events = settlement.settle(command, bound, command.proposal_id, decided.amount_cents, freed)
    after = _released_if_closed(command, bound, events, proposal, read)
    changes = [found.gets([decided])]
    return [*changes, money.gets(after)] if after else changes


def record_recovery(command: RecordRecovery, read: Reading) -> list[StreamEvents]:
    """Money came back; it is available again, or released where the year is closed."""
    found = read.determination(command.proposal_id)
    received = determination.record_recovery(command, found.state)
    proposal = existing_proposal(read, command.proposal_id)
    guard_no_own_interest(command, proposal)
    money, bound = money_of(read, proposal)
    events = settlement.receive_back(command, bound, command.proposal_id, received.amount_cents)
    after = _released_if_closed(command, bound, events, proposal, read)
    return [found.gets([received]), money.gets(after)]


def _released_if_closed(
    command: ActorCommand, bound: Budget, events: list[Event], proposal: Proposal, read: Reading
) -> list[Event]:
    """In a closed year nothing can be spent any more: what becomes available is released."""
    year = read.budget_year(proposal.year).state
    if year is None or not year.closed:
        return events
    after = settlement.budget_after(bound, events)
    return [*events, *release_remainder(command, after)] if after.available else events
