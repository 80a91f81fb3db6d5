"""On what a decision rests: the grounds there are, and which of them bear which outcome."""

from __future__ import annotations

from enum import StrEnum

from domain.errors import Refusal
from domain.money import Money


class GroundDoesNotFit(Refusal):
    code = "decision.ground_does_not_fit"
    dutch = "Deze grond past niet bij wat er wordt besloten. Kies een andere grond."
    english = "This ground does not fit what is decided. Choose another ground."


class DecisionOutcome(StrEnum):
    """What is decided."""

    GRANT = "grant"
    REFUSE = "refuse"


class DecisionGround(StrEnum):
    """On what a decision rests; the last five are those of Awb 4:35."""

    ROUND_WON = "round_won"
    PLAN_PRIORITY = "plan_priority"
    ROUND_LOST = "round_lost"
    CEILING_REACHED = "ceiling_reached"
    NOT_IN_PLAN = "not_in_plan"
    SCHEME_NOT_MET = "scheme_not_met"
    ACTIVITIES_UNLIKELY = "activities_unlikely"
    OBLIGATIONS_UNLIKELY = "obligations_unlikely"
    ACCOUNT_UNLIKELY = "account_unlikely"
    FALSE_INFORMATION = "false_information"
    INSOLVENT = "insolvent"


GROUNDS_OF_A_GRANT = (DecisionGround.ROUND_WON, DecisionGround.PLAN_PRIORITY)
GROUNDS_AGAINST_A_WINNER = (
    DecisionGround.SCHEME_NOT_MET,
    DecisionGround.ACTIVITIES_UNLIKELY,
    DecisionGround.OBLIGATIONS_UNLIKELY,
    DecisionGround.ACCOUNT_UNLIKELY,
    DecisionGround.FALSE_INFORMATION,
    DecisionGround.INSOLVENT,
)
"""On these alone who won a round that binds is refused, or given less than it won."""


def guard_ground_fits(ground: DecisionGround, outcome: DecisionOutcome) -> None:
    """A ground bears a grant or a refusal, and never both (Awb 3:46)."""
    if (outcome is DecisionOutcome.GRANT) != (ground in GROUNDS_OF_A_GRANT):
        raise GroundDoesNotFit()


def reach_of(outcome: DecisionOutcome, amount: Money, asked: Money) -> Money:
    """Up to what a mandate must reach for a decision (Awb 10:5): a refusal is about all that was
    asked, a grant about what it grants.
    """
    return asked if outcome is DecisionOutcome.REFUSE else amount
