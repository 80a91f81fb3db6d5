"""Withdrawing for the time ahead, because the grant was wrong or circumstances changed (Awb 4:50).

The grant goes on for a reasonable term, to a day that is announced and from which less is left;
what is left has in it what the grant still gives until that day. How long the term is, is for the
body to weigh: it is not over before the views on it, nor before the decision. Damage from trust
in the grant is made up for, by an amount that is decided with a reason; it is no part of the
grant, nor of the money of a wijk.
"""

from __future__ import annotations

from datetime import date

from domain.errors import Refusal
from domain.event import Commitment
from domain.money import ZERO, Money
from domain.withdrawal_ground import AFTER_A_TERM, COMPENSATED, WithdrawalGround


class TermMissing(Refusal):
    code = "withdrawal.term_missing"
    dutch = "Op deze grond gaat het pas in na een redelijke termijn (Awb 4:50). Zeg op welke dag."
    english = "On this ground it takes effect after a reasonable term (Awb 4:50). Say on which day."


class NoTermOnThisGround(Refusal):
    code = "withdrawal.no_term_on_this_ground"
    dutch = "Bij deze grond hoort geen dag waarop het ingaat; die is er alleen bij Awb 4:50."
    english = "This ground has no day on which it takes effect; only Awb 4:50 has one."


class TermTooShort(Refusal):
    code = "withdrawal.effective_too_early"
    dutch = "Laat het ingaan na {day}: tot en met die dag kan de indiener reageren."
    english = "Let it take effect after {day}: until then the applicant can react."


class TermIsOver(Refusal):
    code = "withdrawal.term_is_over"
    dutch = "Het zou ingaan op {day}, en een besluit werkt niet terug. Kondig het opnieuw aan."
    english = "It was to take effect on {day}, and not before it is decided. Announce it anew."


class CompensationMissing(Refusal):
    code = "withdrawal.compensation_missing"
    dutch = (
        "Op deze grond vergoedt de gemeente schade door vertrouwen op de subsidie (Awb 4:50). "
        "Zeg hoeveel, en waarom; zonder schade 0."
    )
    english = (
        "On this ground the municipality makes up for damage from trust in the grant (Awb 4:50). "
        "Say how much, and why; 0 where there is none."
    )


class NoCompensationOnThisGround(Refusal):
    code = "withdrawal.no_compensation_on_this_ground"
    dutch = "Bij deze grond hoort geen vergoeding van schade volgens Awb 4:50."
    english = "This ground has no compensation by Awb 4:50."


def guard_term(ground: WithdrawalGround, effective_on: date | None, views_until: date) -> None:
    """On a ground of Awb 4:50 it takes effect on a later day, which comes after the views on it."""
    if ground not in AFTER_A_TERM:
        if effective_on is not None:
            raise NoTermOnThisGround()
        return
    if effective_on is None:
        raise TermMissing()
    if effective_on <= views_until:
        raise TermTooShort(day=views_until.isoformat())


def guard_still_ahead(effective_on: date | None, decided_on: date) -> None:
    """What was to begin before it is decided is announced anew, with another term."""
    if effective_on is not None and effective_on <= decided_on:
        raise TermIsOver(day=effective_on.isoformat())


def guard_compensated(
    ground: WithdrawalGround, compensation: Money | None, reason: Commitment | None
) -> Money:
    """What it costs who trusted in the grant is decided on those grounds, and on no other."""
    if ground in COMPENSATED:
        if compensation is None or reason is None:
            raise CompensationMissing()
        return compensation
    if compensation is not None or reason is not None:
        raise NoCompensationOnThisGround()
    return ZERO
