"""What bounds cannot tell is worked out exactly: what was bought, once more, without rounding.

Amounts are whole numbers of a coin that is cut into more pieces whenever a payment needs that.
Voters with the same amount are one class, so there are far fewer amounts than ballots.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from domain.tally.equal_shares import Utility
from domain.tally.kernel.layout import Supporters


class ExactPurses:
    """The purses after what a count bought, exactly; `prices` are in the election's own unit."""

    def __init__(
        self,
        supporters: Supporters,
        groups: int,
        prices: Sequence[int | Fraction],
        share: Fraction,
        utility: Utility,
    ) -> None:
        self._supporters = supporters
        self._prices = prices
        self._utility = utility
        self._coins_per_amount = lcm(share.denominator, *(each.denominator for each in prices))
        self._class_of = np.zeros(groups, np.int64)
        self._coins = [int(share * self._coins_per_amount)]
        self._bought: list[int] = []

    def buy(self, projects: Sequence[int]) -> None:
        """Go on to where these, in this order, are bought: they begin with what is bought now."""
        for project in projects[len(self._bought) :]:
            self._pay(project)
            self._bought.append(project)

    def price_per_utility(self, project: int) -> Fraction | None:
        """What those who pay in full pay per utility; `None` if it is too expensive."""
        coins, payers = self._offer(project)
        if payers == 0:
            return None
        price = self._prices[project] if self._utility is Utility.COST else 1
        return Fraction(coins, payers) / (self._coins_per_amount * price)

    def purse(self, group: int) -> Fraction:
        """What each voter of a ballot group has left, in the election's unit."""
        return Fraction(self._coins[self._class_of[group]], self._coins_per_amount)

    def _members(self, project: int) -> slice:
        return slice(*self._supporters.starts[project : project + 2].tolist())

    def _classes(self, project: int) -> dict[tuple[int, int], int]:
        """The number of supporters by their class and the points they give."""
        members = self._members(project)
        classes = self._class_of[self._supporters.groups[members]]
        points = self._points(members)
        alike, place = np.unique(np.stack((classes, points)), axis=1, return_inverse=True)
        number = np.bincount(place.ravel(), self._supporters.voters[members])
        pairs = zip(*alike.tolist(), strict=True)
        return {pair: int(each) for pair, each in zip(pairs, number, strict=True)}

    def _points(self, members: slice) -> NDArray[np.int64]:
        points = self._supporters.points
        length = members.stop - members.start
        return points[members].astype(np.int64) if points.size else np.ones(length, np.int64)

    def _offer(self, project: int) -> tuple[int, int]:
        """What those who pay in full owe together, and their weight: 0 if it is too expensive."""
        classes = self._classes(project)
        owed = int(self._prices[project] * self._coins_per_amount)
        payers = sum(points * voters for (_, points), voters in classes.items())
        if owed > sum(self._coins[each] * voters for (each, _), voters in classes.items()):
            return owed, 0
        poorest_first = sorted(classes, key=lambda pair: Fraction(self._coins[pair[0]], pair[1]))
        for pair in poorest_first:
            coins, points = self._coins[pair[0]], pair[1]
            if coins * payers >= owed * points:
                break
            owed -= coins * classes[pair]
            payers -= points * classes[pair]
        return owed, payers

    def _pay(self, project: int) -> None:
        owed, payers = self._offer(project)
        each = Fraction(owed, payers)
        self._coins_per_amount *= each.denominator
        self._coins = [coins * each.denominator for coins in self._coins]
        members = self._members(project)
        groups = self._supporters.groups[members]
        points = self._points(members)
        alike, place = np.unique(
            np.stack((self._class_of[groups], points)), axis=1, return_inverse=True
        )
        known = {coins: number for number, coins in enumerate(self._coins)}
        following = []
        for number, times in zip(*alike.tolist(), strict=True):
            left = max(0, self._coins[number] - each.numerator * times)
            following.append(known.setdefault(left, len(known)))
            if known[left] == len(self._coins):
                self._coins.append(left)
        self._class_of[groups] = np.array(following)[place.ravel()]
