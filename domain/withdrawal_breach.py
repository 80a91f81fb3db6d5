"""Withdrawing a determination because obligations that go on after it were not met.

Where a grant was determined, what still binds who has it can be broken later (Awb 4:49, first
paragraph, c). The five years in which the determination is withdrawn and money claimed then run
from the day of the breach: when it was done, or when the obligation had to be met (Awb 4:49, third
paragraph, and 4:57, fourth paragraph).
"""

from __future__ import annotations

from datetime import date

from domain.errors import Refusal
from domain.withdrawal_ground import WithdrawalGround


class BreachDayMissing(Refusal):
    code = "withdrawal.breach_day_missing"
    dutch = "Zeg op welke dag niet aan de verplichting is voldaan: vanaf dan lopen de vijf jaren."
    english = "Say on which day the obligation was not met: the five years run from then."


class NoBreachOnThisGround(Refusal):
    code = "withdrawal.no_breach_on_this_ground"
    dutch = "Bij deze grond hoort geen dag waarop niet aan een verplichting is voldaan."
    english = "This ground has no day on which an obligation was not met."


class BreachBeforeDetermination(Refusal):
    code = "withdrawal.breach_before_determination"
    dutch = "De subsidie is vastgesteld op {day}; deze grond gaat over wat daarna gebeurde."
    english = "The grant was determined on {day}; this ground is about what happened afterwards."


def guard_breach(
    ground: WithdrawalGround, breached_on: date | None, determined_on: date | None
) -> None:
    """Which day it was is told on that ground, not of before the determination; on no other."""
    if ground is not WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS:
        if breached_on is not None:
            raise NoBreachOnThisGround()
        return
    if breached_on is None:
        raise BreachDayMissing()
    if determined_on is not None and breached_on < determined_on:
        raise BreachBeforeDetermination(day=determined_on.isoformat())
