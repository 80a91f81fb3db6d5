"""The picture of one proposal of a result: money against its price. Geometry only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from domain.money import Money
from domain.tally.election import Amount
from domain.tally.outcome import Loss, WhyLost, Win
from domain.tally.payments.money_trail import MoneyTrail

WIDTH = 1_000
"""Pictures are drawn in a coordinate space this wide and scaled by the page."""


class Whose(StrEnum):
    """Whose money the picture is about: what supporters had when it counted, what was left of the
    round, or the part of the round's money that supporters had from the start.
    """

    SUPPORTERS = "supporters"
    ROUND = "round"
    PART = "part"


@dataclass(frozen=True, slots=True)
class MoneyPicture:
    """What there was, what had gone to other winners before, and the price, each with its place.

    `had` is drawn from the left, `elsewhere` after it, and the price is a line at `price_x`.
    """

    whose: Whose
    had: Money
    elsewhere: Money
    price: Money
    had_width: int
    elsewhere_width: int
    price_x: int


def picture_of_winner(win: Win, step: int, trail: MoneyTrail | None) -> MoneyPicture | None:
    """What its supporters had before they paid, in the paid step with this number (from 0)."""
    if trail is not None and win.payments:
        names = {project_id for project_id, _ in trail.went}
        before = _spent_before(trail, win.project_id) if names else Fraction(0)
        return _picture(Whose.SUPPORTERS, trail.behind[step], before, win.price)
    if win.budget_left is not None:
        return _picture(Whose.ROUND, win.budget_left, 0, win.price)
    return None


def picture_of_loser(loss: Loss, trail: MoneyTrail | None) -> MoneyPicture | None:
    """What its supporters had left in the end, or what was left of the round's money."""
    if loss.reason is WhyLost.COUNT_ENDED and trail is not None:
        return _picture(Whose.SUPPORTERS, loss.money_left, trail.spent, loss.price)
    if loss.reason is WhyLost.SUPPORTERS_MONEY_SPENT and trail is not None:
        return _picture(Whose.SUPPORTERS, trail.unspent, trail.spent, loss.price)
    if loss.reason is WhyLost.DID_NOT_FIT:
        return _picture(Whose.ROUND, loss.money_left, 0, loss.price)
    return None


def picture_of_part(found: Win | Loss, first_share: Fraction) -> MoneyPicture:
    """The first shares of its supporters together, where raised shares are no real money."""
    return _picture(Whose.PART, found.votes * first_share, 0, found.price)


def cents(amount: Amount) -> Money:
    """An amount of a count, in whole cents and never rounded up."""
    return Money(floor(amount))


def _spent_before(trail: MoneyTrail, project_id: str) -> Fraction:
    """What its supporters had paid when their own turn came."""
    spent = Fraction(0)
    for winner, amount in trail.went:
        if winner == project_id:
            break
        spent += amount
    return spent


def _picture(whose: Whose, had: Amount, elsewhere: Amount, price: Amount) -> MoneyPicture:
    whole = max(had + elsewhere, price, 1)
    return MoneyPicture(
        whose=whose,
        had=cents(had),
        elsewhere=cents(elsewhere),
        price=cents(price),
        had_width=floor(had * WIDTH / whole),
        elsewhere_width=floor(elsewhere * WIDTH / whole),
        price_x=floor(price * WIDTH / whole),
    )
