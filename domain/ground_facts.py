"""Whether the ground of a decision is true, held against the round and the money as they stand.

A decision rests on a sound motivation (Awb 3:46). The outcome of a round that binds is how the
ceiling is distributed (Awb 4:26): who won it is refused, or given less than it won, only because
the scheme is not met, or on a ground of the law about the applicant (Awb 4:35).
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.decision_ground import (
    GROUNDS_AGAINST_A_WINNER,
    DecisionGround,
    DecisionOutcome,
    guard_ground_fits,
)
from domain.errors import Refusal
from domain.money import ZERO, Money


class DidNotWin(Refusal):
    code = "decision.did_not_win"
    dutch = "Dit voorstel won geen stemronde. Kies een andere grond."
    english = "This proposal won no round. Choose another ground."


class DidNotLose(Refusal):
    code = "decision.did_not_lose"
    dutch = "Dit voorstel verloor geen stemronde. Kies een andere grond."
    english = "This proposal lost no round. Choose another ground."


class CeilingNotReached(Refusal):
    code = "decision.ceiling_not_reached"
    dutch = "Gevraagd is {asked}, en er is nog {room}: het plafond is niet bereikt."
    english = "{asked} was asked, and there is {room}: the ceiling has not been reached."


class WinnerRefused(Refusal):
    code = "decision.winner_refused"
    dutch = (
        "Dit voorstel won een stemronde die bindt. Afwijzen, of minder geven dan het won, kan "
        "alleen als het niet aan de regeling voldoet, of op een grond van artikel 4:35 van de Awb."
    )
    english = (
        "This proposal won a round that binds. It is refused, or given less than it won, only "
        "where it does not meet the scheme, or on a ground of article 4:35 of the Awb."
    )


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """What a proposal asks, and what there is for it; what it won in a round that was counted, zero
    where it lost, None where there was no round or no outcome; and whether that binds.
    """

    asked: Money
    room: Money
    won: Money | None = None
    binds: bool = False


def takes_what_was_won(amount: Money, facts: GroundFacts) -> bool:
    """Whether less is given than was won in a round that binds: a refusal of all of it, or of a
    part.
    """
    return facts.binds and facts.won is not None and amount < facts.won


def guard_ground_is_true(
    ground: DecisionGround, outcome: DecisionOutcome, amount: Money, facts: GroundFacts
) -> None:
    """A ground bears what is decided, and what that says of the round and of the ceiling is so."""
    if not takes_what_was_won(amount, facts):
        guard_ground_fits(ground, outcome)
    elif ground not in GROUNDS_AGAINST_A_WINNER:
        raise WinnerRefused()
    match ground:
        case DecisionGround.ROUND_WON if not facts.won:
            raise DidNotWin()
        case DecisionGround.ROUND_LOST if facts.won != ZERO:
            raise DidNotLose()
        case DecisionGround.CEILING_REACHED if facts.asked <= facts.room:
            raise CeilingNotReached(asked=facts.asked, room=facts.room)
