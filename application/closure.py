"""Closing the dossier of a grant."""

from __future__ import annotations

from datetime import date

from application.amount_change import determined_amount
from application.interest import guard_no_interest
from application.streams import Reading, StreamEvents
from domain import closure
from domain.closure import CloseGrant, Settling
from domain.command import ActorCommand
from domain.determination import Determination
from domain.grant import GrantStatus, GrantUnknown
from domain.money import ZERO
from domain.objection_state import OPEN, Objections, ObjectionStatus
from domain.payout import Payouts
from domain.withdrawal import Withdrawal


def close_grant(command: CloseGrant, read: Reading) -> list[StreamEvents]:
    """A case officer closes what is settled."""
    guard_no_interest(command, read)
    found = read.closure(command.proposal_id)
    return [found.gets(closure.close(command, found.state, _settling(read, command.proposal_id)))]


def reopened(command: ActorCommand, read: Reading, proposal_id: str) -> list[StreamEvents]:
    """The dossier is open again, where it was closed."""
    found = read.closure(proposal_id)
    events = closure.reopen(command, found.state, proposal_id)
    return [found.gets(events)] if events else []


def _settling(read: Reading, proposal_id: str) -> Settling:
    grant = read.grant(proposal_id).state
    if grant is None or grant.status not in (GrantStatus.GRANTED, GrantStatus.WITHDRAWN):
        raise GrantUnknown(proposal=proposal_id)
    payouts = read.payouts(proposal_id).state or Payouts()
    settled = read.determination(proposal_id).state or Determination()
    withdrawal = read.withdrawal(proposal_id).state or Withdrawal()
    objections = read.objections(proposal_id).state or Objections()
    pending = (*OPEN, ObjectionStatus.UNDER_APPEAL)
    gone = grant.status is GrantStatus.WITHDRAWN
    return Settling(
        amount=ZERO if gone else determined_amount(read, proposal_id),
        paid=payouts.paid,
        recovered=settled.recovered,
        payouts_under_way=payouts.are_under_way,
        announced=withdrawal.announced is not None,
        pending=any(each.status in pending for each in objections.by_id.values()),
        last_term=_last_term(read, proposal_id, objections),
    )


def _last_term(read: Reading, proposal_id: str, objections: Objections) -> date:
    """The last day on which somebody can object or appeal."""
    terms = [
        state.objection_term
        for state in (
            read.decision(proposal_id).state,
            read.determination(proposal_id).state,
            read.withdrawal(proposal_id).state,
        )
        if state is not None
    ]
    appeals = [each.appeal_until for each in objections.by_id.values()]
    return max(day for day in [*(term.until for term in terms if term), *appeals] if day)
