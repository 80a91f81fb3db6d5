"""Growth or fall of what is for residents' initiatives, year by year: in cents, and as a part.

Years are held beside each other by what allocations and acts put on the line for initiatives. What
came along from another year is not counted: it was counted there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.budget_events import BudgetLine
from domain.money import Money, total
from projections.budget_lines import LinesDocument


@dataclass(frozen=True, slots=True)
class YearOfGrowth:
    """What a year has for initiatives, and how it differs from the year before.

    `change` is None where there is no year before; `percent` also where that had nothing.
    """

    year: int
    amount: Money
    change: Money | None = None
    percent: Fraction | None = None


def growth(amounts: Mapping[int, Money]) -> list[YearOfGrowth]:
    """A line per year, the first first; each is held beside the calendar year before it."""
    return [_beside(year, amounts[year], amounts.get(year - 1)) for year in sorted(amounts)]


def _beside(year: int, amount: Money, before: Money | None) -> YearOfGrowth:
    if before is None:
        return YearOfGrowth(year, amount)
    change = amount - before
    percent = Fraction(100 * change.cents, before.cents) if before.cents > 0 else None
    return YearOfGrowth(year, amount, change, percent)


def initiatives_by_year(lines: Iterable[LinesDocument]) -> dict[int, Money]:
    """What all these lines put together have for initiatives, by year."""
    by_year: dict[int, list[Money]] = {}
    for each in lines:
        by_year.setdefault(each.year, []).append(each.put_on(BudgetLine.INITIATIVE))
    return {year: total(amounts) for year, amounts in by_year.items()}
