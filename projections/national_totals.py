"""National totals: the money of many municipalities added up, each at a position of its own log.

Logs of different municipalities share no clock and no order. So a total holds at a vector: a
position per partition. The same vector gives the same total for ever, since no log changes below a
position. A total over less than all that were asked is no total, and is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import Refusal
from projections.budget_state import FIGURES, BudgetState


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The money of one budget year, added up over wijken: cents by the name of each figure.

    `wijken` is how many have money in that year.
    """

    year: int
    wijken: int
    cents: Mapping[str, int]

    @property
    def adds_up(self) -> bool:
        """Whether every euro that came in is somewhere."""
        came_from = ("allocated", "carried_over", "pooled", "excess")
        came_in = sum(self.cents[figure] for figure in came_from)
        free = ("available", "institution", "coordination")
        stands = (*free, "voted_on", "subsidised", "reserved", "granted", "released")
        return came_in == sum(self.cents[figure] for figure in stands)


@dataclass(frozen=True, slots=True)
class PartitionTotals:
    """The money of one municipality per year, as it stood at a position of its main log."""

    partition: str
    position: int
    years: tuple[YearTotals, ...]


@dataclass(frozen=True, slots=True)
class PartitionMissing:
    """A municipality that gave no totals, and why not."""

    partition: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class NationalTotals:
    """What each municipality that was asked said, in order of code, and what they are together."""

    partitions: tuple[PartitionTotals, ...]
    missing: tuple[PartitionMissing, ...]

    @property
    def vector(self) -> dict[str, int]:
        """The position per partition at which this holds; -1: before the first event."""
        return {each.partition: each.position for each in self.partitions}

    @property
    def total(self) -> tuple[YearTotals, ...] | None:
        """All municipalities together, per year. None when one is missing: it would be too low."""
        if self.missing:
            return None
        return together(each.years for each in self.partitions)


def totals_at(partition: str, position: int, states: Iterable[BudgetState]) -> PartitionTotals:
    """The totals of a municipality from the states of its wijken: one per wijk and year."""
    years: dict[int, YearTotals] = {}
    for state in states:
        alone = YearTotals(state.year, 1, {name: state.cents(name) for name in FIGURES})
        before = years.get(state.year)
        years[state.year] = alone if before is None else _plus(before, alone)
    return PartitionTotals(partition, position, tuple(years[year] for year in sorted(years)))


def together(totals: Iterable[Sequence[YearTotals]]) -> tuple[YearTotals, ...]:
    """Totals per year added up, oldest year first."""
    years: dict[int, YearTotals] = {}
    for each in (year for several in totals for year in several):
        before = years.get(each.year)
        years[each.year] = each if before is None else _plus(before, each)
    return tuple(years[year] for year in sorted(years))


def national_totals(answers: Iterable[PartitionTotals | PartitionMissing]) -> NationalTotals:
    """What all municipalities said, in whatever order it came."""
    in_order = sorted(answers, key=lambda answer: answer.partition)
    return NationalTotals(
        tuple(each for each in in_order if isinstance(each, PartitionTotals)),
        tuple(each for each in in_order if isinstance(each, PartitionMissing)),
    )


def _plus(one: YearTotals, other: YearTotals) -> YearTotals:
    cents = {name: one.cents[name] + other.cents[name] for name in FIGURES}
    return YearTotals(one.year, one.wijken + other.wijken, cents)
