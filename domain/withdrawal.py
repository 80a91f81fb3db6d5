"""Withdrawing a grant, or changing it to the detriment of who has it (Awb 4:48, 4:49, 4:50).

A case officer announces what is intended, on a ground of the law; the applicant has a term to say
what they think of it. Somebody else then decides: the college, or under a mandate. What was paid
above what is left is claimed back (Awb 4:57), after a determination within five years of it, or
of the breach of an obligation that went on (`withdrawal_breach.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from domain.activity import Granted, GrantedActivities
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import OBJECTION, IsHoliday, last_day, no_holiday
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.mandate import Mandate, guard_college_or_mandate
from domain.money import Money, MoneyOrNothing
from domain.objection_term import ObjectionTerm
from domain.past_day import PastDayIfAny
from domain.proposal import Proposal
from domain.withdrawal_ahead import guard_compensated, guard_still_ahead, guard_term
from domain.withdrawal_breach import guard_breach
from domain.withdrawal_events import (
    GrantWithdrawn,
    ViewsGiven,
    WithdrawalAnnounced,
    WithdrawalRejected,
)
from domain.withdrawal_ground import WithdrawalGround, guard_withdrawal_ground

VIEWS_TERM_MIN = timedelta(days=14)
"""A reasonable term to say what one thinks of it; the law leaves its length to the body."""


class NoLessThanNow(Refusal):
    code = "withdrawal.not_lower"
    dutch = "Intrekken of wijzigen kan alleen naar minder dan {amount}."
    english = "To withdraw or change is to less than {amount} only."


class ViewsTermTooShort(Refusal):
    code = "withdrawal.term_too_short"
    dutch = "Geef de indiener ten minste tot en met {day} om te reageren."
    english = "Give the applicant until {day} at least to react."


class WithdrawalNotAnnounced(Refusal):
    code = "withdrawal.not_announced"
    dutch = "Er is niet aangekondigd dat deze subsidie wordt ingetrokken of gewijzigd."
    english = "It was not announced that this grant would be withdrawn or changed."


class ViewsAwaited(Refusal):
    code = "withdrawal.views_awaited"
    dutch = "Nog niet elke indiener heeft gereageerd; dat kan tot en met {day}."
    english = "Not every applicant has reacted yet; they can until {day}."


class ViewsNotAsked(Refusal):
    code = "withdrawal.views_not_asked"
    dutch = "Uw reactie is niet gevraagd, of de termijn daarvoor is voorbij."
    english = "Your views were not asked for, or the term for them is over."


class AnnouncementReplaced(Refusal):
    code = "withdrawal.announcement_replaced"
    dutch = "De aankondiging is intussen vervangen. Lees de nieuwe en beslis daarover."
    english = "The announcement was replaced meanwhile. Read the new one and decide on that."


class SamePersonAnnouncedAndWithdraws(Refusal):
    code = "withdrawal.same_person"
    status = FORBIDDEN
    dutch = "Wie de intrekking aankondigde, beslist er niet zelf over."
    english = "Who announced the withdrawal does not decide on it."


class AnnounceWithdrawal(ActorCommand):
    """Say what is intended: to which amount, on which ground, and until when to react to it; and
    what is left for each activity, where the regulation grants per activity. From which day, where
    the ground asks a term (Awb 4:50); on which day an obligation was not met, where that is it.
    """

    proposal_id: Identifier
    amount_cents: MoneyOrNothing
    activities: GrantedActivities = ()
    ground: WithdrawalGround
    reason: Commitment
    views_until: Day
    effective_on: Day | None = None
    breached_on: PastDayIfAny = None


class GiveViews(ActorCommand):
    """Say, as an applicant, what one thinks of the announcement."""

    proposal_id: Identifier
    note: Commitment


class WithdrawGrant(ActorCommand):
    """Withdraw or change the grant as it was announced.

    `announced_reason` is the commitment to the reason of the announcement that was read. What is
    made up for of damage, and why, where the ground asks that (Awb 4:50). Until when what was paid
    too much is paid back, where that is later than the law has it (Awb 4:87).
    """

    proposal_id: Identifier
    announced_reason: Commitment
    compensation_cents: MoneyOrNothing | None = None
    compensation_reason: Commitment | None = None
    pay_back_by: Day | None = None
    mandate_id: Identifier | None = None


class RejectWithdrawal(ActorCommand):
    """Decide that the grant stays as it is."""

    proposal_id: Identifier
    reason: Commitment
    mandate_id: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was announced and not decided yet; and the last decision with what stood before it.

    `prepared_by` is who announced what was decided, by when that was.
    """

    announced: WithdrawalAnnounced | None = None
    views_given_by: frozenset[str] = frozenset()
    former: Granted | None = None
    objection_term: ObjectionTerm | None = None
    prepared_by: Mapping[datetime, str] = field(default_factory=dict)
    breached_on: date | None = None


def stream_of(proposal_id: str) -> str:
    """The stream of the withdrawals of the grant to one proposal."""
    return f"withdrawal:{proposal_id}"


def evolve(withdrawal: Withdrawal | None, event: Event) -> Withdrawal | None:
    """The withdrawal after one more event."""
    known = withdrawal or Withdrawal()
    match event:
        case WithdrawalAnnounced():
            return replace(known, announced=event, views_given_by=frozenset())
        case ViewsGiven():
            return replace(known, views_given_by=known.views_given_by | {event.by.id})
        case WithdrawalRejected():
            return replace(known, announced=None, views_given_by=frozenset())
        case GrantWithdrawn():
            term = ObjectionTerm(event.objection_until, event.by.id, event.at, event.mandate_id)
            former = Granted(event.former_cents, event.former_activities)
            return Withdrawal(
                former=former,
                objection_term=term,
                prepared_by={**known.prepared_by, event.at: event.announced_by},
                breached_on=event.breached_on,
            )
        case _:
            return withdrawal


def announce(command: AnnounceWithdrawal, now: Granted, determined_on: date | None) -> list[Event]:
    """Announce less than it comes to now, with time to react."""
    guard_withdrawal_ground(command.ground, is_determined=determined_on is not None)
    guard_breach(command.ground, command.breached_on, determined_on)
    if command.amount_cents >= now.amount:
        raise NoLessThanNow(amount=now.amount)
    first = dutch_day(command.at) + VIEWS_TERM_MIN
    if command.views_until < first:
        raise ViewsTermTooShort(day=first.isoformat())
    guard_term(command.ground, command.effective_on, command.views_until)
    former = {"former_cents": now.amount, "former_activities": now.activities}
    return [WithdrawalAnnounced.following(command, **former)]


def give_views(
    command: GiveViews, withdrawal: Withdrawal | None, proposal: Proposal
) -> list[Event]:
    """React, as an applicant, within the term."""
    announced = withdrawal.announced if withdrawal else None
    is_asked = announced is not None and dutch_day(command.at) <= announced.views_until
    if not is_asked or command.by.id not in proposal.applicants:
        raise ViewsNotAsked()
    return [ViewsGiven.following(command)]


def withdraw(
    command: WithdrawGrant,
    withdrawal: Withdrawal | None,
    proposal: Proposal,
    now: Granted,
    mandate: Mandate | None,
    *,
    is_determined: bool,
    is_holiday: IsHoliday = no_holiday,
) -> GrantWithdrawn:
    """Decide as it was announced, by another person, once every applicant could react."""
    announced = guard_announced(withdrawal)
    if announced.reason != command.announced_reason:
        raise AnnouncementReplaced()
    if announced.by.id == command.by.id:
        raise SamePersonAnnouncedAndWithdraws()
    today = dutch_day(command.at)
    guard_reacted(withdrawal, proposal, announced.views_until, today)
    guard_withdrawal_ground(announced.ground, is_determined=is_determined)
    guard_still_ahead(announced.effective_on, today)
    compensation = guard_compensated(
        announced.ground, command.compensation_cents, command.compensation_reason
    )
    if announced.amount_cents >= now.amount:
        raise NoLessThanNow(amount=now.amount)
    most = max(now.amount, compensation)
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, most)
    return GrantWithdrawn.following(
        command,
        former_cents=now.amount,
        former_activities=now.activities,
        amount_cents=announced.amount_cents,
        activities=announced.activities,
        ground=announced.ground,
        reason=announced.reason,
        mandate_id=under,
        announced_by=announced.by.id,
        effective_on=announced.effective_on,
        breached_on=announced.breached_on,
        compensation_cents=compensation,
        decided_on=today,
        objection_until=last_day(today, OBJECTION, is_holiday),
    )


def guard_reacted(
    withdrawal: Withdrawal | None, proposal: Proposal, views_until: date, today: date
) -> None:
    """Every applicant could say what they think of it."""
    reacted = withdrawal.views_given_by if withdrawal else frozenset()
    if today <= views_until and not proposal.applicants <= reacted:
        raise ViewsAwaited(day=views_until.isoformat())


def reject(
    command: RejectWithdrawal,
    withdrawal: Withdrawal | None,
    amount: Money,
    mandate: Mandate | None,
) -> WithdrawalRejected:
    """Decide that it stays as it is, by whoever could have withdrawn it."""
    guard_announced(withdrawal)
    today = dutch_day(command.at)
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, amount)
    return WithdrawalRejected.following(command, mandate_id=under, former_cents=amount)


def guard_announced(withdrawal: Withdrawal | None) -> WithdrawalAnnounced:
    """Nothing is withdrawn that was not announced."""
    if withdrawal is None or withdrawal.announced is None:
        raise WithdrawalNotAnnounced()
    return withdrawal.announced
