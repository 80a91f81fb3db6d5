"""Determining a grant with the decision that gives it: where the regulation asks no account of so
much, there is nothing to wait for, and all of it can be paid (Awb 4:42).

What is claimed in a term after it was made is told in an account, whatever its amount: where the
regulation has such a term, a grant is determined after it. One can object to the decision, of which
the determination is a part; whatever the decision comes to, the determination does too.
"""

from __future__ import annotations

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import OBJECTION, RECOVERY, IsHoliday, last_day, no_holiday
from domain.determination import account_form
from domain.determination_events import DeterminationGround, GrantDetermined
from domain.event import Commitment
from domain.money import ZERO, Money
from domain.regulation_contents import Regulation
from domain.regulation_parts import AccountForm


def is_determined_at_once(rules: Regulation, granted: Money) -> bool:
    """Whether a grant of so much is accounted for in no way."""
    is_asked = account_form(rules, granted) is not AccountForm.NONE
    return bool(granted) and not is_asked and rules.claims is None


def determined_with_grant(
    command: ActorCommand,
    proposal_id: str,
    granted: Money,
    *,
    mandate_id: str | None,
    reason: Commitment,
    is_holiday: IsHoliday = no_holiday,
) -> GrantDetermined:
    """The determination as a part of the decision, with its mandate, reason and day."""
    today = dutch_day(command.at)
    return GrantDetermined.following(
        command,
        proposal_id=proposal_id,
        mandate_id=mandate_id,
        granted_cents=granted,
        amount_cents=granted,
        claimed_back_cents=ZERO,
        ground=DeterminationGround.AS_GRANTED,
        reason=reason,
        determined_on=today,
        objection_until=last_day(today, OBJECTION, is_holiday),
        recovery_until=last_day(today, RECOVERY),
        pay_back_by=None,
        with_grant=True,
    )
