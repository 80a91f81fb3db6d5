"""By how much a project won or lost: the price and the votes at which it would be just enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from domain.tally.election import Amount
from domain.tally.equal_shares import Utility
from domain.tally.task import Task


@dataclass(frozen=True, slots=True)
class HighestPrice:
    """Prices up to here win. The very price `at` wins too when it is `included`.

    It is not where the project would stand equal there with one that the order for ties prefers.
    """

    at: Fraction
    included: bool = True

    @property
    def whole(self) -> int:
        """The highest whole number that wins as a price; 0 where none does."""
        return max(floor(self.at) if self.included else ceil(self.at) - 1, 0)

    def up_to(self, most: Amount) -> HighestPrice:
        """No higher than another amount, which itself is allowed."""
        return HighestPrice(Fraction(most)) if most < self.at else self


def highest(prices: Iterable[HighestPrice | None]) -> HighestPrice | None:
    """The highest of these above zero, if there is any."""
    above_zero = [price for price in prices if price is not None and price.at > 0]
    return max(above_zero, key=lambda price: (price.at, price.included), default=None)


@dataclass(frozen=True, slots=True)
class Margin:
    """What would just be enough for one project, everything else as it was.

    `highest_price` is the highest price at which it wins: below its own where it lost, not below it
    where it won; `None`: no price helps, or it is not offered. `fewest_votes` is the lowest number
    of votes (points, under a greedy rule that goes by them) with which it wins; `None`: no number
    helps, or it is not offered. `effective_support` is only of account where voters pay from equal
    shares, see `margin_of_equal_shares`.
    """

    project_id: str
    won: bool
    highest_price: HighestPrice | None
    fewest_votes: int | None
    effective_support: Fraction | None = None


def within_thresholds(task: Task, project_id: str, needed: int) -> int | None:
    """As many votes (or points, where the count goes by them) as are needed to take part as well.

    `None` where ballots give points and more of what is counted does not reach the other threshold.
    """
    election, parameters = task.election, task.parameters
    if not election.has_points:
        return max(needed, parameters.minimum_votes, parameters.minimum_points)
    if task.utility is Utility.POINTS:
        enough = election.votes[project_id] >= parameters.minimum_votes
        return max(needed, parameters.minimum_points) if enough else None
    enough = election.points[project_id] >= parameters.minimum_points
    return max(needed, parameters.minimum_votes) if enough else None
