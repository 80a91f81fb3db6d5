"""Pictures of figures: a wijk beside the others, and year after year. Tables say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from adapters.web.pictures import WIDTH, Column, columns
from domain.money import Money
from projections.budget_state import BudgetState
from projections.quickscans import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A figure of one wijk: a dot among the dots of the others; `middle` is the median."""

    indicator: Indicator
    value: int
    middle: int
    lowest: int
    highest: int
    others: tuple[int, ...]
    """Where the other wijken are drawn."""
    x: int
    x_middle: int


def indicator_lines(indicators: Sequence[Indicator], wijk: str) -> list[IndicatorLine]:
    """A line for each figure that a wijk has."""
    found: list[IndicatorLine] = []
    for indicator in indicators:
        if wijk not in indicator.values:
            continue
        values = sorted(indicator.values.values())
        lowest, highest = values[0], values[-1]
        middle = median_low(values)
        found.append(
            IndicatorLine(
                indicator=indicator,
                value=indicator.values[wijk],
                middle=middle,
                lowest=lowest,
                highest=highest,
                others=tuple(_place(value, lowest, highest) for value in values),
                x=_place(indicator.values[wijk], lowest, highest),
                x_middle=_place(middle, lowest, highest),
            )
        )
    return found


def _place(value: int, lowest: int, highest: int) -> int:
    """Where a value is drawn, with room at both ends for a dot."""
    room = WIDTH - 40
    return 20 + (room * (value - lowest) // (highest - lowest) if highest > lowest else room // 2)


def year_columns(states: Iterable[BudgetState]) -> list[Column]:
    """What came in, year after year, oldest first."""
    amounts = [(state.year, Money(state.came_in_cents)) for state in states]
    return columns(sorted(amounts, key=lambda each: each[0]))
