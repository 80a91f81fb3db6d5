"""Paying a grant: requested, approved by a second person, paid."""

from __future__ import annotations

from application.coordinator import coordinator_in
from application.interest import guard_no_interest
from application.proposal_standing import existing_proposal, money_of
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from application.suspension import guard_payments_go_on
from domain import budget, payout, settlement
from domain.calendar import dutch_day
from domain.money import ZERO
from domain.payout import ApprovePayout, RecordPayment, RejectPayout, RequestPayout
from domain.proposal import Proposal
from domain.regulation_contents import Regulation
from domain.separation import guard_may_be_paid
from domain.suspension import guard_paid_outside


def request_payout(command: RequestPayout, read: Reading) -> list[StreamEvents]:
    """One person asks for a payment on a grant."""
    guard_no_interest(command, read)
    found = read.payouts(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    grant = read.grant(command.proposal_id).state
    rules = rules_under(read, proposal.regulation)
    settled = read.determination(command.proposal_id).state
    requested = payout.request(
        command,
        found.state,
        grant,
        rules,
        determined=settled.amount if settled else None,
        recovered=settled.recovered if settled else ZERO,
    )
    guard_payments_go_on(command, read, command.proposal_id)
    _guard_not_the_coordinator(proposal, rules, read)
    return [found.gets(requested)]


def _guard_not_the_coordinator(proposal: Proposal, rules: Regulation, read: Reading) -> None:
    """A grant of a time when the applicant coordinated is not paid; an earlier one is a right."""
    decided = read.decision(proposal.proposal_id).state
    if decided is not None and decided.taken_on is not None:
        coordinated = coordinator_in(read, proposal.wijk, decided.taken_on)
        guard_may_be_paid(rules, coordinated, proposal.applicants)


def approve_payout(command: ApprovePayout, read: Reading) -> list[StreamEvents]:
    """A second person agrees, who is not the applicant."""
    guard_no_interest(command, read)
    found = read.payouts(command.proposal_id)
    approved = payout.approve(command, found.state)
    guard_payments_go_on(command, read, command.proposal_id)
    return [found.gets(approved)]


def reject_payout(command: RejectPayout, read: Reading) -> list[StreamEvents]:
    """A second person does not agree."""
    guard_no_interest(command, read)
    found = read.payouts(command.proposal_id)
    return [found.gets(payout.reject(command, found.state))]


def record_payment(command: RecordPayment, read: Reading) -> list[StreamEvents]:
    """The bank paid; the money of the wijk moves in the same command."""
    guard_no_interest(command, read)
    found = read.payouts(command.proposal_id)
    paid = payout.record_payment(command, found.state)
    proposal = existing_proposal(read, command.proposal_id)
    suspended = read.suspension(command.proposal_id).state
    guard_paid_outside(suspended, paid.paid_on or dutch_day(command.at))
    money, granted = money_of(read, proposal)
    settled = read.determination(command.proposal_id).state
    book = settlement.pay_finally if settled and settled.amount is not None else budget.pay
    moved = book(command, granted, proposal.proposal_id, paid.payout_id, paid.amount_cents)
    return [found.gets([paid]), money.gets(moved)]
