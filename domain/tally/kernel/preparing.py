"""What the kernel wants to know about an election, worked out once and kept with the election."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.kernel.layout import UNITS_MAX, Supporters
from domain.tally.kernel.transposing import supporters_of
from domain.tally.kernel.units import Units

_KEPT_AS = "_prepared_for_kernel"


@dataclass(frozen=True, eq=False)
class Prepared:
    """The parts of a count that do not depend on shares or rules."""

    election: Election

    @cached_property
    def ids(self) -> list[str]:
        """Project ids in their listed order: the positions that the kernel works with."""
        return [project.project_id for project in self.election.projects]

    @cached_property
    def prices(self) -> list[int | Fraction]:
        """Prices in the election's unit."""
        return [project.price for project in self.election.projects]

    @cached_property
    def amounts_divide(self) -> int:
        """What the budget and each price are a whole number of when divided into."""
        fractions = [each.denominator for each in self.prices if type(each) is not int]
        return lcm(self.election.budget.denominator, *fractions)

    @cached_property
    def approvals(self) -> Supporters:
        """Who approves each project."""
        return supporters_of(self.election.columns, len(self.ids), by_points=False)

    @cached_property
    def points(self) -> Supporters:
        """Who gives points to each project, and how many."""
        return supporters_of(self.election.columns, len(self.ids), by_points=True)

    @cached_property
    def most_points(self) -> int:
        """The most points that a ballot gives a project."""
        points = self.election.columns.points
        return 1 if points is None or not len(points) else int(points.max())

    def supporters(self, utility: Utility) -> Supporters:
        """The supporters, with points where these are the utility and ballots give them."""
        by_points = utility is Utility.POINTS and self.election.has_points
        return self.points if by_points else self.approvals

    def prices_in(self, units: Units) -> list[int]:
        """Prices in units; what is above all the money there is, is put at `UNITS_MAX`."""
        found = (each * units.per_amount for each in self.prices)
        return [int(each) if each < UNITS_MAX else UNITS_MAX for each in found]


def prepared(election: Election) -> Prepared:
    """What was worked out before about this very election, or a new start."""
    kept: Prepared | None = vars(election).get(_KEPT_AS)
    if kept is None:
        kept = vars(election)[_KEPT_AS] = Prepared(election)
    return kept
