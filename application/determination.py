"""Settling a grant: the account, the determination with its money, and what comes back."""

from __future__ import annotations

from application.interest import guard_no_interest
from application.proposal_standing import existing_proposal, money_of
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from application.wijk_money import settled_movements
from domain import determination, recovery, settlement
from domain.deadlines import IsHoliday, no_holiday
from domain.determination import DetermineGrant, RenderAccount
from domain.grant import guard_granted
from domain.money import ZERO
from domain.recovery import RecordRecovery


def render_account(command: RenderAccount, read: Reading) -> list[StreamEvents]:
    """An applicant says what was spent and done."""
    found = read.determination(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    grant = read.grant(command.proposal_id).state
    rules = rules_under(read, proposal.regulation)
    rendered = determination.render_account(command, found.state, proposal, grant, rules)
    return [found.gets(rendered)]


def determine_grant(
    command: DetermineGrant, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """A mandate holder or the college decides what the grant comes to; its money moves along."""
    guard_no_interest(command, read)
    found = read.determination(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    grant = guard_granted(read.grant(command.proposal_id).state, command.proposal_id)
    payouts = read.payouts(command.proposal_id).state
    rules = rules_under(read, proposal.regulation)
    due = determination.account_due(rules, grant.amount, proposal.year, grant.granted_on)
    decided = determination.determine(
        command,
        found.state,
        grant,
        payouts,
        rules,
        mandate=read.mandate_named(command.mandate_id),
        due=due,
        is_holiday=is_holiday,
    )
    money, bound = money_of(read, proposal)
    stays = decided.amount_cents + decided.claimed_back_cents
    freed = bound.granted.get(command.proposal_id, ZERO) - stays
    events = settlement.settle(command, bound, command.proposal_id, decided.amount_cents, freed)
    after = settled_movements(command, bound, events, proposal, read)
    changes = [found.gets([decided])]
    return [*changes, money.gets(after)] if after else changes


def record_recovery(command: RecordRecovery, read: Reading) -> list[StreamEvents]:
    """Money came back; it is available again, or released where the year is closed."""
    guard_no_interest(command, read)
    found = read.determination(command.proposal_id)
    received = recovery.record_recovery(command, found.state)
    proposal = existing_proposal(read, command.proposal_id)
    money, bound = money_of(read, proposal)
    events = settlement.receive_back(command, bound, command.proposal_id, received.amount_cents)
    after = settled_movements(command, bound, events, proposal, read)
    return [found.gets([received]), money.gets(after)]
