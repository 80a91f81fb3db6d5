"""The unit of money of a count: small, so that bounds stay tight; large, so that sums fit 63 bits.

As many units go into one of the election's own as is possible, and their number has many divisors:
then most amounts are whole numbers of units, and are known exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

from domain.tally.kernel.layout import UNITS_MAX

_MANY_DIVISORS = tuple(accumulate(range(1, 42), lcm))
"""The least numbers that all of 1, 2, … divide."""


@dataclass(frozen=True, slots=True)
class Units:
    """`per_amount` units make one unit of the election's money. No share may reach `share_max`."""

    per_amount: int
    share_max: int

    def whole(self, amount: int | Fraction) -> int:
        """An amount in units; it has to be a whole number of them."""
        return int(amount * self.per_amount)


def units_for(
    prices_divide: int, share: Fraction, step: Fraction, most: Fraction, weight: int
) -> Units | None:
    """The smallest unit with which shares up to `most` can be counted; `None`: there is none.

    `prices_divide` is what each price is a whole number of when divided into; `weight` is the
    number of voters, or the most points of one project by one voter if that is more.
    """
    if most.numerator * prices_divide < most.denominator:
        most = Fraction(1, prices_divide)
    room, needed = UNITS_MAX // 2 * most.denominator, most.numerator * weight
    shares_divide = lcm(prices_divide, share.denominator, step.denominator)
    for divides in (shares_divide, prices_divide):
        times = room // (needed * divides)
        if times >= 1:
            many = _MANY_DIVISORS[bisect_right(_MANY_DIVISORS, times) - 1]
            per_amount = divides * many * (times // many)
            return Units(per_amount, UNITS_MAX // weight)
    return None
