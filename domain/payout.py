"""A payout on a grant: requested by one person, approved by a second, then paid.

Two natural persons stand behind every payment; no role and no setting takes that away. Until a
grant is determined (vaststelling), what is paid on it is an advance (voorschot, Awb 4:95).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, PublicEvent
from domain.grant import Grant, guard_granted
from domain.money import ZERO, Money, PositiveMoney, total
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import guard_advance


class PayoutUnknown(Refusal):
    code = "payout.unknown"
    status = NOT_FOUND
    dutch = "Betaling {payout} is niet aangevraagd."
    english = "Payout {payout} was not requested."


class PayoutAlreadyRequested(Refusal):
    code = "payout.already_requested"
    dutch = "Betaling {payout} is al aangevraagd."
    english = "Payout {payout} has already been requested."


class PayoutAboveGrant(Refusal):
    code = "payout.above_grant"
    dutch = "Er kan nog {left} worden betaald op deze subsidie; gevraagd is {asked}."
    english = "{left} can still be paid on this grant; {asked} was asked."


class PayoutInWrongState(Refusal):
    code = "payout.wrong_state"
    dutch = "Dit kan niet bij een betaling met de status '{status}'."
    english = "This is not possible for a payout whose status is '{status}'."


class PaymentDayDoesNotFit(Refusal):
    code = "payout.day_does_not_fit"
    dutch = "De bank betaalt niet voor de goedkeuring ({day}) en niet na vandaag."
    english = "The bank pays neither before the approval ({day}) nor after today."


class SamePersonApproves(Refusal):
    code = "payout.same_person"
    status = FORBIDDEN
    dutch = "Wie een betaling aanvraagt, keurt haar niet zelf goed; vraag een collega."
    english = "Who requests a payout does not approve it; ask a colleague."


class RequestPayout(ActorCommand):
    """Ask for a payment on a grant."""

    proposal_id: Identifier
    payout_id: Identifier
    amount_cents: PositiveMoney


class ApprovePayout(ActorCommand):
    """Approve as the second person."""

    proposal_id: Identifier
    payout_id: Identifier


class RejectPayout(ActorCommand):
    """Reject as the second person, with a reason, until it is paid; the amount can be requested
    again.
    """

    proposal_id: Identifier
    payout_id: Identifier
    reason: Commitment


class RecordPayment(ActorCommand):
    """Record that the bank paid, under the bank's reference; today, unless another day is told."""

    proposal_id: Identifier
    payout_id: Identifier
    reference: Identifier
    paid_on: Day | None = None


class PayoutEvent(PublicEvent):
    """Something that happened to one payout."""

    proposal_id: Identifier
    payout_id: Identifier


class PayoutRequested(PayoutEvent):
    """One person asks for a payment."""

    TOPIC: ClassVar[str] = "payout.requested.v1"

    amount_cents: PositiveMoney


class PayoutApproved(PayoutEvent):
    """A second person agrees."""

    TOPIC: ClassVar[str] = "payout.approved.v1"


class PayoutRejected(PayoutEvent):
    """A second person does not agree, for a reason."""

    TOPIC: ClassVar[str] = "payout.rejected.v1"

    reason: Commitment


class PayoutPaid(PayoutEvent):
    """The money is with the applicant."""

    TOPIC: ClassVar[str] = "payout.paid.v1"

    amount_cents: PositiveMoney
    reference: Identifier
    paid_on: Day | None = Field(
        default=None, description="the day of the bank; null where only the recording is known"
    )


class PayoutStatus(StrEnum):
    """The life of a payout."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID = "paid"


UNDER_WAY = (PayoutStatus.REQUESTED, PayoutStatus.APPROVED)
"""From these a payout is still paid or rejected."""


@dataclass(frozen=True, slots=True)
class Payout:
    """One payout: how much, asked by whom, and where it stands."""

    amount: Money
    requested_by: str
    status: PayoutStatus = PayoutStatus.REQUESTED
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payouts:
    """All payouts on one grant, by id."""

    by_id: Mapping[str, Payout] = field(default_factory=dict)

    @property
    def claimed(self) -> Money:
        """What is paid, or may still be paid because it was asked and not rejected."""
        return self._sum(*UNDER_WAY, PayoutStatus.PAID)

    @property
    def paid(self) -> Money:
        """What was paid."""
        return self._sum(PayoutStatus.PAID)

    @property
    def are_under_way(self) -> bool:
        """Whether something was asked that is neither paid nor rejected."""
        return any(each.status in UNDER_WAY for each in self.by_id.values())

    def _sum(self, *statuses: PayoutStatus) -> Money:
        return total(each.amount for each in self.by_id.values() if each.status in statuses)


def stream_of(proposal_id: str) -> str:
    """The stream of the payouts on the grant to one proposal."""
    return f"payouts:{proposal_id}"


def evolve(payouts: Payouts | None, event: Event) -> Payouts | None:
    """The payouts after one more event."""
    if not isinstance(event, PayoutEvent):
        return payouts
    payouts = payouts or Payouts()
    match event:
        case PayoutRequested():
            asked = Payout(event.amount_cents, event.by.id)
            return Payouts({**payouts.by_id, event.payout_id: asked})
        case PayoutApproved() if event.payout_id in payouts.by_id:
            status, day = PayoutStatus.APPROVED, dutch_day(event.at)
            return _moved(payouts, event.payout_id, status=status, approved_on=day)
        case PayoutRejected() if event.payout_id in payouts.by_id:
            return _moved(payouts, event.payout_id, status=PayoutStatus.REJECTED)
        case PayoutPaid() if event.payout_id in payouts.by_id:
            return _moved(payouts, event.payout_id, status=PayoutStatus.PAID)
        case _:
            return payouts


def _moved(payouts: Payouts, payout_id: str, **changes: Any) -> Payouts:
    payout = replace(payouts.by_id[payout_id], **changes)
    return Payouts({**payouts.by_id, payout_id: payout})


def request(
    command: RequestPayout,
    payouts: Payouts | None,
    grant: Grant | None,
    rules: Regulation = NO_RULES,
    *,
    determined: Money | None = None,
    recovered: Money = ZERO,
) -> list[Event]:
    """All payouts together never exceed the grant; nor, until it is `determined`, what the
    regulation allows in advances, and afterwards what it was determined at. What was paid and came
    back (`recovered`) can be paid once more.
    """
    granted = guard_granted(grant, command.proposal_id)
    payouts = payouts or Payouts()
    if command.payout_id in payouts.by_id:
        raise PayoutAlreadyRequested(payout=command.payout_id)
    most = granted.amount if determined is None else determined
    claimed = payouts.claimed - recovered
    left = most - min(most, claimed)
    if command.amount_cents > left:
        raise PayoutAboveGrant(left=left, asked=command.amount_cents)
    if determined is None:
        guard_advance(rules, granted.amount, claimed + command.amount_cents)
    return [PayoutRequested.following(command)]


def approve(command: ApprovePayout, payouts: Payouts | None) -> list[Event]:
    """Approve what someone else requested."""
    guard_second_person(command, command.payout_id, payouts, PayoutStatus.REQUESTED)
    return [PayoutApproved.following(command)]


def reject(command: RejectPayout, payouts: Payouts | None) -> list[Event]:
    """Reject what someone else requested, also after it was approved: until it is paid."""
    guard_second_person(command, command.payout_id, payouts, *UNDER_WAY)
    return [PayoutRejected.following(command)]


def record_payment(command: RecordPayment, payouts: Payouts | None) -> PayoutPaid:
    """Only an approved payout is paid, and once, between the approval and today."""
    payout = guard_status(payouts, command.payout_id, PayoutStatus.APPROVED)
    today = dutch_day(command.at)
    paid_on, first = command.paid_on or today, payout.approved_on or today
    if not first <= paid_on <= today:
        raise PaymentDayDoesNotFit(day=first.isoformat())
    return PayoutPaid.following(command, amount_cents=payout.amount, paid_on=paid_on)


def guard_second_person(
    command: ActorCommand,
    payout_id: str,
    payouts: Payouts | None,
    *allowed: PayoutStatus,
) -> None:
    """Four eyes: the person who asked is never the person who agrees."""
    payout = guard_status(payouts, payout_id, *allowed)
    if command.by.id == payout.requested_by:
        raise SamePersonApproves()


def guard_status(payouts: Payouts | None, payout_id: str, *allowed: PayoutStatus) -> Payout:
    """Each step of a payout starts from the states that it can start from."""
    payout = payouts.by_id.get(payout_id) if payouts else None
    if payout is None:
        raise PayoutUnknown(payout=payout_id)
    if payout.status not in allowed:
        raise PayoutInWrongState(status=payout.status.value)
    return payout
