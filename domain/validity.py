"""From which day to which something holds, and in which wijken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last

    def meets(self, other: Period) -> bool:
        """Whether there is a day of both."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Validity:
    """A period, in these wijken; in the whole city where none is named."""

    period: Period
    wijken: frozenset[str]

    def holds(self, wijk: str, day: date) -> bool:
        """Whether it is so in a wijk on a day."""
        return (not self.wijken or wijk in self.wijken) and self.period.holds(day)

    def meets(self, other: Validity) -> bool:
        """Whether there is a wijk and a day of both."""
        same_place = not self.wijken or not other.wijken or bool(self.wijken & other.wijken)
        return same_place and self.period.meets(other.period)

    def ended(self, last: date) -> Validity:
        """The same, and no longer than to this day."""
        return Validity(Period(self.period.first, min(last, self.period.last)), self.wijken)
