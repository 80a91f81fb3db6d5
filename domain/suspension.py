"""Suspending the payments on a grant, upon a written notice of serious suspicion (Awb 4:56).

It begins on the day of the notice, and ends thirteen weeks later or when the body decides: the day
itself is the last on which nothing is paid. The notice names a ground on which the grant could be
withdrawn or changed. For one suspicion there is one suspension: to suspend again takes another
ground.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import SUSPENSION, last_day
from domain.errors import Refusal
from domain.event import Commitment, Day, Event, Identifier, PublicEvent
from domain.grant import Grant, guard_granted
from domain.mandate import Mandate, guard_college_or_mandate
from domain.money import PositiveMoney
from domain.withdrawal import RejectWithdrawal, WithdrawGrant
from domain.withdrawal_events import GrantWithdrawn, WithdrawalRejected
from domain.withdrawal_ground import (
    SUSPICIONS,
    WithdrawalGround,
    guard_suspicion,
    guard_withdrawal_ground,
)


class PaymentsAreSuspended(Refusal):
    code = "suspension.payments_are_suspended"
    dutch = "De betalingen op deze subsidie zijn opgeschort tot en met {day}."
    english = "The payments on this grant are suspended until {day}."


class SuspicionUsedBefore(Refusal):
    code = "suspension.suspicion_used_before"
    dutch = "Op deze grond zijn de betalingen al eens opgeschort; langer dan één keer kan niet."
    english = "Payments were suspended on this ground before; that cannot be done twice."


class PaymentsNotSuspended(Refusal):
    code = "suspension.not_suspended"
    dutch = "De betalingen op deze subsidie zijn niet opgeschort."
    english = "The payments on this grant are not suspended."


class SuspendPayments(ActorCommand):
    """Give notice of a serious suspicion, which suspends what is to be paid."""

    proposal_id: Identifier
    ground: WithdrawalGround
    reason: Commitment
    mandate_id: Identifier | None = None


class LiftSuspension(ActorCommand):
    """Decide not to withdraw or change the grant, so that payments go on."""

    proposal_id: Identifier
    reason: Commitment
    mandate_id: Identifier | None = None


class PaymentsSuspended(PublicEvent):
    """The notice: on which ground something is suspected, and until when nothing is paid."""

    TOPIC: ClassVar[str] = "grant.payments_suspended.v1"

    proposal_id: Identifier
    ground: WithdrawalGround
    reason: Commitment
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )
    granted_cents: PositiveMoney
    notified_on: Day
    suspended_until: Day = Field(description="the last day, unless the body decides before it")


class SuspensionLifted(PublicEvent):
    """The body decided not to withdraw or change the grant: payments go on."""

    TOPIC: ClassVar[str] = "grant.suspension_lifted.v1"

    proposal_id: Identifier
    reason: Commitment
    mandate_id: Identifier | None
    granted_cents: PositiveMoney


@dataclass(frozen=True, slots=True)
class Suspension:
    """Since and until when payments are suspended, None where they are not; and every ground.

    `notice` is the reason of the last notice, by which a case knows its own.
    """

    since: date | None = None
    until: date | None = None
    grounds: frozenset[WithdrawalGround] = frozenset()
    notice: str | None = None

    def runs_on(self, day: date) -> bool:
        """Whether nothing is paid on this day."""
        return self.until is not None and day <= self.until


def stream_of(proposal_id: str) -> str:
    """The stream of the suspensions of the grant to one proposal."""
    return f"suspension:{proposal_id}"


def evolve(suspension: Suspension | None, event: Event) -> Suspension | None:
    """The suspension after one more event."""
    match event:
        case PaymentsSuspended():
            known = suspension or Suspension()
            grounds = known.grounds | {event.ground}
            return Suspension(event.notified_on, event.suspended_until, grounds, event.reason)
        case SuspensionLifted() if suspension:
            return replace(suspension, since=None, until=None, notice=None)
        case _:
            return suspension


def suspend(
    command: SuspendPayments,
    suspension: Suspension | None,
    grant: Grant | None,
    mandate: Mandate | None,
    *,
    is_determined: bool,
) -> list[Event]:
    """Suspend what was granted, once for each suspicion, by whoever could withdraw it."""
    granted = guard_granted(grant, command.proposal_id)
    guard_suspicion(command.ground)
    guard_withdrawal_ground(command.ground, is_determined=is_determined)
    known = suspension or Suspension()
    today = dutch_day(command.at)
    guard_not_suspended(known, today)
    if command.ground in known.grounds:
        raise SuspicionUsedBefore()
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, granted.amount)
    return [
        PaymentsSuspended.following(
            command,
            mandate_id=under,
            granted_cents=granted.amount,
            notified_on=today,
            suspended_until=last_day(today, SUSPENSION),
        )
    ]


def lift(
    command: LiftSuspension,
    suspension: Suspension | None,
    grant: Grant | None,
    mandate: Mandate | None,
) -> list[Event]:
    """End a suspension that runs, by whoever could have withdrawn the grant."""
    today = dutch_day(command.at)
    if suspension is None or not suspension.runs_on(today):
        raise PaymentsNotSuspended()
    granted = guard_granted(grant, command.proposal_id)
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, granted.amount)
    return [
        SuspensionLifted.following(
            command,
            mandate_id=under,
            granted_cents=granted.amount,
        )
    ]


def end_with_decision(
    command: WithdrawGrant | RejectWithdrawal,
    suspension: Suspension | None,
    decided: GrantWithdrawn | WithdrawalRejected,
    ground: WithdrawalGround,
) -> list[Event]:
    """What follows from either decision on a withdrawal for a suspension that runs (Awb 4:56). What
    is withdrawn for the time ahead is not what was suspected, but may leave nothing to suspend.
    """
    if suspension is None or not suspension.runs_on(dutch_day(command.at)):
        return []
    leaves_nothing = isinstance(decided, GrantWithdrawn) and not decided.amount_cents
    if ground not in SUSPICIONS and not leaves_nothing:
        return []
    return [
        SuspensionLifted.following(
            command,
            reason=decided.reason,
            mandate_id=decided.mandate_id,
            granted_cents=decided.former_cents,
        )
    ]


def lift_with_case(
    command: ActorCommand, suspension: Suspension | None, grant: Grant | None, proposal_id: str
) -> list[Event]:
    """End a suspension with the decision of the college in the case in which it began; the reason
    is that of the decision.
    """
    fields = command.model_dump(include={"command_id", "at", "reason"})
    lifting = LiftSuspension(by=command.by, proposal_id=proposal_id, **fields)
    return lift(lifting, suspension, grant, None)


def guard_not_suspended(suspension: Suspension | None, day: date) -> None:
    """While it runs nothing is asked, approved or paid (Awb 4:56)."""
    if suspension is not None and suspension.until is not None and day <= suspension.until:
        raise PaymentsAreSuspended(day=suspension.until.isoformat())


def guard_paid_outside(suspension: Suspension | None, paid_on: date) -> None:
    """What the bank paid before the notice, or on its day, is a fact that is recorded later too."""
    if suspension is not None and suspension.since is not None and paid_on > suspension.since:
        guard_not_suspended(suspension, paid_on)
