"""Determining a grant: the account of the applicant, what the grant comes to, and what comes back.

The applicant accounts for what was done (Awb 4:45). The grant is then determined: as it was
granted, or lower on a ground that the law names (Awb 4:46). What was paid above it is claimed back
within five years (Awb 4:57). Where the regulation asks no account of so small an amount, the grant
is determined at once. The amounts themselves move in the budget of the wijk (`settlement.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import OBJECTION, RECOVERY, IsHoliday, last_day, no_holiday
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Day, Event, Identifier, PublicEvent
from domain.grant import Grant, guard_granted
from domain.mandate import Mandate, guard_under_mandate
from domain.money import ZERO, Money, MoneyOrNothing, PositiveMoney, total
from domain.payout import UNDER_WAY, Payouts, PayoutStatus
from domain.proposal import Proposal, guard_no_own_interest
from domain.regulation_contents import Regulation
from domain.regulation_parts import AccountForm, band_of


class AccountNotYours(Refusal):
    code = "account.not_yours"
    status = FORBIDDEN
    dutch = "Alleen de indiener kan over deze subsidie verantwoording afleggen."
    english = "Only the applicant can account for this grant."


class GrantAlreadyDetermined(Refusal):
    code = "determination.already_determined"
    dutch = "De subsidie voor voorstel {proposal} is al vastgesteld."
    english = "The grant for proposal {proposal} has already been determined."


class GrantNotDetermined(Refusal):
    code = "determination.not_determined"
    dutch = "De subsidie voor voorstel {proposal} is nog niet vastgesteld."
    english = "The grant for proposal {proposal} has not been determined yet."


class AccountMissing(Refusal):
    code = "determination.account_missing"
    dutch = "De indiener heeft nog geen verantwoording afgelegd; vaststellen kan daarna."
    english = "The applicant has not accounted for the grant yet; determining comes after that."


class DeterminedAboveGrant(Refusal):
    code = "determination.above_grant"
    dutch = "Vaststellen kan op ten hoogste {granted}, het bedrag dat is verleend."
    english = "A grant is determined at {granted} at most, the amount that was granted."


class DeterminationGroundDoesNotFit(Refusal):
    code = "determination.ground_does_not_fit"
    dutch = "Deze grond past niet bij het bedrag: lager vaststellen vraagt een grond uit de wet."
    english = "This ground does not fit the amount: to determine lower takes a ground of the law."


class PayoutsOutstanding(Refusal):
    code = "determination.payouts_outstanding"
    dutch = "Er staan nog betalingen open. Rond die eerst af, of keur ze af."
    english = "There are payouts under way. Complete them first, or reject them."


class RecoveryAlreadyRecorded(Refusal):
    code = "recovery.already_recorded"
    dutch = "Terugbetaling {recovery} is al vastgelegd."
    english = "Recovery {recovery} has already been recorded."


class RecoveryAboveClaim(Refusal):
    code = "recovery.above_claim"
    dutch = "Er is nog {left} terug te betalen; vastgelegd zou worden {received}."
    english = "{left} is still to be paid back; {received} would be recorded."


class RecoveryTooLate(Refusal):
    code = "recovery.too_late"
    dutch = "Terugvorderen kon tot en met {day}: vijf jaar na de vaststelling."
    english = "Recovery was possible until {day}: five years after the determination."


class DeterminationGround(StrEnum):
    """Why the grant comes to this amount: as granted, or lower (Awb 4:46, second paragraph)."""

    AS_GRANTED = "as_granted"
    NOT_CARRIED_OUT = "not_carried_out"
    OBLIGATIONS_NOT_MET = "obligations_not_met"
    WRONG_INFORMATION = "wrong_information"
    GRANTED_IN_ERROR = "granted_in_error"


class RenderAccount(ActorCommand):
    """Account for a grant: what was spent, and what was done with it."""

    proposal_id: Identifier
    costs_cents: MoneyOrNothing
    report: Commitment


class DetermineGrant(ActorCommand):
    """Decide what a grant comes to, under a mandate."""

    proposal_id: Identifier
    mandate_id: Identifier
    amount_cents: MoneyOrNothing
    ground: DeterminationGround
    reason: Commitment


class RecordRecovery(ActorCommand):
    """Record that money was received back, under the bank's reference."""

    proposal_id: Identifier
    recovery_id: Identifier
    amount_cents: PositiveMoney
    reference: Identifier


class AccountRendered(PublicEvent):
    """What the applicant says was spent and done."""

    TOPIC: ClassVar[str] = "account.rendered.v1"

    proposal_id: Identifier
    costs_cents: Money
    report: Commitment


class GrantDetermined(PublicEvent):
    """What the grant comes to (vaststelling); from now on it gives a right to payment."""

    TOPIC: ClassVar[str] = "grant.determined.v1"

    proposal_id: Identifier
    mandate_id: Identifier
    granted_cents: PositiveMoney
    amount_cents: Money
    claimed_back_cents: Money
    ground: DeterminationGround
    reason: Commitment
    determined_on: Day
    objection_until: Day = Field(description="the last day for an objection")
    recovery_until: Day = Field(description="the last day on which money can be claimed back")


class RecoveryRecorded(PublicEvent):
    """Money came back."""

    TOPIC: ClassVar[str] = "recovery.recorded.v1"

    proposal_id: Identifier
    recovery_id: Identifier
    amount_cents: PositiveMoney
    reference: Identifier


@dataclass(frozen=True, slots=True)
class Determination:
    """Whether an account was rendered, what the grant came to, what was and is claimed back."""

    accounted: bool = False
    amount: Money | None = None
    claimed_back: Money = ZERO
    recovery_until: date | None = None
    recoveries: Mapping[str, Money] = field(default_factory=dict)
    references: frozenset[str] = frozenset()

    @property
    def to_recover(self) -> Money:
        """What is still to be paid back."""
        return self.claimed_back - total(self.recoveries.values())


def stream_of(proposal_id: str) -> str:
    """The stream of the determination of the grant to one proposal."""
    return f"determination:{proposal_id}"


def evolve(determination: Determination | None, event: Event) -> Determination | None:
    """The determination after one more event."""
    known = determination or Determination()
    match event:
        case AccountRendered():
            return replace(known, accounted=True)
        case GrantDetermined():
            return replace(
                known,
                amount=event.amount_cents,
                claimed_back=event.claimed_back_cents,
                recovery_until=event.recovery_until,
            )
        case RecoveryRecorded():
            received = {**known.recoveries, event.recovery_id: event.amount_cents}
            seen = known.references | {event.reference}
            return replace(known, recoveries=received, references=seen)
        case _:
            return determination


def render_account(
    command: RenderAccount,
    determination: Determination | None,
    proposal: Proposal,
    grant: Grant | None,
) -> list[Event]:
    """The applicant accounts for a grant until it is determined; the last account counts."""
    guard_granted(grant, command.proposal_id)
    if command.by.id != proposal.applicant_id:
        raise AccountNotYours()
    guard_not_determined(determination, command.proposal_id)
    return [AccountRendered.following(command)]


def determine(
    command: DetermineGrant,
    determination: Determination | None,
    grant: Grant,
    payouts: Payouts | None,
    rules: Regulation,
    *,
    is_holiday: IsHoliday = no_holiday,
) -> GrantDetermined:
    """Determine once, after the account where one is asked, at what was granted or lower."""
    guard_not_determined(determination, command.proposal_id)
    accounted = determination is not None and determination.accounted
    if not accounted and account_form(rules, grant.amount) is not AccountForm.NONE:
        raise AccountMissing()
    if command.amount_cents > grant.amount:
        raise DeterminedAboveGrant(granted=grant.amount)
    as_granted = command.ground is DeterminationGround.AS_GRANTED
    if as_granted is not (command.amount_cents == grant.amount):
        raise DeterminationGroundDoesNotFit()
    today = dutch_day(command.at)
    paid = paid_without_open_ones(payouts)
    return GrantDetermined.following(
        command,
        granted_cents=grant.amount,
        claimed_back_cents=max(ZERO, paid - command.amount_cents),
        determined_on=today,
        objection_until=last_day(today, OBJECTION, is_holiday),
        recovery_until=last_day(today, RECOVERY),
    )


def guard_may_determine(
    command: DetermineGrant, proposal: Proposal, mandate: Mandate | None, granted: Money
) -> None:
    """Who determines has a mandate that reaches the amount that was granted, and no interest."""
    guard_no_own_interest(command, proposal)
    guard_under_mandate(mandate, command.mandate_id, command.by, dutch_day(command.at), granted)


def record_recovery(
    command: RecordRecovery, determination: Determination | None
) -> RecoveryRecorded:
    """Record a receipt: once, no more than was claimed, within five years (Awb 4:57)."""
    if determination is None or determination.amount is None:
        raise GrantNotDetermined(proposal=command.proposal_id)
    if command.recovery_id in determination.recoveries:
        raise RecoveryAlreadyRecorded(recovery=command.recovery_id)
    if command.reference in determination.references:
        raise RecoveryAlreadyRecorded(recovery=command.reference)
    if command.amount_cents > determination.to_recover:
        raise RecoveryAboveClaim(left=determination.to_recover, received=command.amount_cents)
    last_day = determination.recovery_until
    if last_day is not None and dutch_day(command.at) > last_day:
        raise RecoveryTooLate(day=last_day.isoformat())
    return RecoveryRecorded.following(command)


def account_form(rules: Regulation, granted: Money) -> AccountForm:
    """How a grant is accounted for; by a report where no rule says less or more."""
    band = band_of(rules.accounts.bands, granted) if rules.accounts else None
    return band.form if band else AccountForm.REPORT


def paid_without_open_ones(payouts: Payouts | None) -> Money:
    """What was paid. Nothing may be under way: it would be paid on an amount that is no more."""
    every = payouts.by_id.values() if payouts else ()
    if any(each.status in UNDER_WAY for each in every):
        raise PayoutsOutstanding()
    return total(each.amount for each in every if each.status is PayoutStatus.PAID)


def guard_not_determined(determination: Determination | None, proposal_id: str) -> None:
    """A grant is determined once."""
    if determination is not None and determination.amount is not None:
        raise GrantAlreadyDetermined(proposal=proposal_id)
