"""What comes back of a grant: money that was paid above what the grant comes to (Awb 4:57).

Until when it is claimed stands here; until when it is then paid back, in `paying_back.py`.
"""

from __future__ import annotations

from datetime import date

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import RECOVERY, IsHoliday, last_day, no_holiday
from domain.determination import Determination, GrantNotDetermined
from domain.determination_events import RecoveryClaimed, RecoveryRecorded
from domain.errors import Refusal
from domain.event import Identifier
from domain.money import ZERO, Money, PositiveMoney
from domain.paying_back import pay_back_day


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
    dutch = "Terugvorderen kon tot en met {day}: vijf jaar na de vaststelling of de overtreding."
    english = "Recovery was possible until {day}: five years after the determination or the breach."


class RecordRecovery(ActorCommand):
    """Record that money was received back, under the bank's reference."""

    proposal_id: Identifier
    recovery_id: Identifier
    amount_cents: PositiveMoney
    reference: Identifier


def record_recovery(
    command: RecordRecovery, determination: Determination | None
) -> RecoveryRecorded:
    """Record a receipt: once, and no more than was claimed. Five years are the term for claiming
    (Awb 4:57): what was claimed in time is booked whenever it comes.
    """
    if determination is None or (determination.amount is None and not determination.claimed_back):
        raise GrantNotDetermined(proposal=command.proposal_id)
    if command.recovery_id in determination.recoveries:
        raise RecoveryAlreadyRecorded(recovery=command.recovery_id)
    if command.reference in determination.references:
        raise RecoveryAlreadyRecorded(recovery=command.reference)
    if command.amount_cents > determination.to_recover:
        raise RecoveryAboveClaim(left=determination.to_recover, received=command.amount_cents)
    return RecoveryRecorded.following(command)


def recovery_until(begin: date | None, today: date) -> date:
    """The last day for claiming back: five years after the determination, whenever what it comes to
    changes, or after the breach of an obligation since (Awb 4:57, fourth paragraph); before there
    is a determination, from today.
    """
    return last_day(begin or today, RECOVERY)


def claim_after(known: Determination, above: Money, until: date, today: date) -> Money:
    """What is to be paid back once so much was paid above what it comes to: all of it, until the
    five years are over; from then on no more than was claimed in time (Awb 4:57).
    """
    return min(above, known.to_recover) if today > until else above


def claim_anew(
    command: ActorCommand,
    proposal_id: str,
    known: Determination,
    above: Money,
    *,
    named: date | None,
    breached_on: date | None = None,
    is_holiday: IsHoliday = no_holiday,
) -> list[RecoveryClaimed]:
    """What a decision changes of what is to be paid back, where so much was paid above what it
    leaves: more by the day that it names, or that of the law; what is left of less, by the day that
    was told before.
    """
    today = dutch_day(command.at)
    until = recovery_until(breached_on or known.determined_on, today)
    claim = claim_after(known, above, until, today)
    is_more = claim > known.to_recover
    by = pay_back_day(claim if is_more else ZERO, named, today, is_holiday)
    if claim == known.to_recover:
        return []
    return [
        RecoveryClaimed.following(
            command,
            proposal_id=proposal_id,
            amount_cents=claim,
            recovery_until=until,
            pay_back_by=by if is_more or not claim else known.pay_back_by,
        )
    ]


def guard_in_time(begin: date | None, today: date) -> None:
    """Five years after the determination, or the breach that it is about, nothing is withdrawn
    (Awb 4:49, third paragraph) or claimed back (Awb 4:57) any more.
    """
    until = recovery_until(begin, today)
    if today > until:
        raise RecoveryTooLate(day=until.isoformat())
