"""Withdrawing or changing a grant: announced, reacted to, decided; with what follows for money."""

from __future__ import annotations

from datetime import date

from application.amount_change import (
    WantedAmount,
    amount_changes,
    granted_now,
)
from application.closure import reopened
from application.granting import guard_activities_left
from application.interest import guard_no_interest
from application.proposal_standing import existing_proposal
from application.streams import Reading, StreamEvents
from domain import suspension, withdrawal
from domain.activity import Granted
from domain.deadlines import IsHoliday, no_holiday
from domain.grant import guard_granted
from domain.objection_events import DecisionKind
from domain.recovery import guard_in_time
from domain.withdrawal import (
    AnnounceWithdrawal,
    GiveViews,
    RejectWithdrawal,
    WithdrawGrant,
    guard_announced,
)
from domain.withdrawal_events import GrantWithdrawn, WithdrawalRejected
from domain.withdrawal_ground import WithdrawalGround


def announce_withdrawal(command: AnnounceWithdrawal, read: Reading) -> list[StreamEvents]:
    """A case officer says what is intended."""
    guard_no_interest(command, read)
    found = read.withdrawal(command.proposal_id)
    now, determined_on = _standing(read, command.proposal_id)
    announced = withdrawal.announce(command, now, determined_on)
    proposal = existing_proposal(read, command.proposal_id)
    intended = Granted(command.amount_cents, command.activities)
    guard_activities_left(read, proposal, now, intended)
    return [found.gets(announced), *reopened(command, read, command.proposal_id)]


def give_views(command: GiveViews, read: Reading) -> list[StreamEvents]:
    """An applicant reacts."""
    found = read.withdrawal(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    return [found.gets(withdrawal.give_views(command, found.state, proposal))]


def withdraw_grant(
    command: WithdrawGrant, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """The college or a mandate holder decides; what was paid above it is claimed back."""
    guard_no_interest(command, read)
    found = read.withdrawal(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    now, determined_on = _standing(read, command.proposal_id)
    mandate = read.mandate_named(command.mandate_id)
    decided = withdrawal.withdraw(
        command,
        found.state,
        proposal,
        now,
        mandate,
        is_determined=determined_on is not None,
        is_holiday=is_holiday,
    )
    guard_in_time(decided.breached_on or determined_on, decided.decided_on)
    left = Granted(decided.amount_cents, decided.activities)
    guard_activities_left(read, proposal, now, left)
    wanted = WantedAmount(
        left,
        DecisionKind.WITHDRAWAL,
        pay_back_by=command.pay_back_by,
        breached_on=decided.breached_on,
    )
    return [
        found.gets([decided]),
        *amount_changes(command, read, proposal, wanted, is_holiday),
        *_suspension_ends(command, read, decided, decided.ground),
    ]


def reject_withdrawal(command: RejectWithdrawal, read: Reading) -> list[StreamEvents]:
    """The grant stays as it is."""
    guard_no_interest(command, read)
    found = read.withdrawal(command.proposal_id)
    now, _ = _standing(read, command.proposal_id)
    mandate = read.mandate_named(command.mandate_id)
    rejected = withdrawal.reject(command, found.state, now.amount, mandate)
    ground = guard_announced(found.state).ground
    return [found.gets([rejected]), *_suspension_ends(command, read, rejected, ground)]


def _standing(read: Reading, proposal_id: str) -> tuple[Granted, date | None]:
    """What the grant comes to, and the day on which it was determined, if it was."""
    guard_granted(read.grant(proposal_id).state, proposal_id)
    settled = read.determination(proposal_id).state
    if settled is None or settled.amount is None:
        return granted_now(read, proposal_id), None
    return Granted(settled.amount), settled.determined_on


def _suspension_ends(
    command: WithdrawGrant | RejectWithdrawal,
    read: Reading,
    decided: GrantWithdrawn | WithdrawalRejected,
    ground: WithdrawalGround,
) -> list[StreamEvents]:
    """With the decision on what was suspected, whichever it is, payments go on (Awb 4:56)."""
    found = read.suspension(command.proposal_id)
    ended = suspension.end_with_decision(command, found.state, decided, ground)
    return [found.gets(ended)] if ended else []
