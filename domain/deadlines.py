"""When a term ends: in weeks from a day, moved to a working day where the law says so.

The general extension of terms act (Algemene termijnenwet): a term in a law that ends on a Saturday,
Sunday or public holiday goes on until the next day that is none of these (article 1). Not so for
terms that are counted backwards (article 1), for terms of more than twelve weeks or in years
(article 4), and for terms that are not in a law but in a by-law or regulation of the city.

Which days are public holidays is handed in: the domain keeps no calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import years_after

IsHoliday = Callable[[date], bool]
"""Whether a day is a public holiday, as the general extension of terms act lists them."""

LONGEST_EXTENDED_WEEKS = 12
SUNDAY_AND_SATURDAY = (5, 6)


class TermSource(StrEnum):
    """Where a term is set: in a law, or by the city itself."""

    LAW = "law"
    BY_LAW = "by_law"


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take: weeks, or years; below zero is counted backwards."""

    article: str
    weeks: int = 0
    years: int = 0
    source: TermSource = TermSource.LAW

    @property
    def is_extended(self) -> bool:
        """Whether the general extension of terms act moves its end."""
        short = not self.years and 0 < self.weeks <= LONGEST_EXTENDED_WEEKS
        return short and self.source is TermSource.LAW


DECISION = Term("Awb 4:13", weeks=8)
LEAVING_OUT = Term("Awb 4:5", weeks=4)
OBJECTION = Term("Awb 6:7", weeks=6)
PAYMENT = Term("Awb 4:87", weeks=6)
RECOVERY = Term("Awb 4:57", years=5)
SUSPENSION = Term("Awb 4:56", weeks=13)
ON_OBJECTION = Term("Awb 7:10", weeks=6)
ON_OBJECTION_WITH_COMMITTEE = Term("Awb 7:10", weeks=12)
POSTPONEMENT = Term("Awb 7:10", weeks=6)


def no_holiday(_: date) -> bool:
    """No day is a public holiday: for whoever counts weeks only."""
    return False


def last_day(
    begin: date,
    term: Term,
    is_holiday: IsHoliday = no_holiday,
    stood_still: timedelta = timedelta(),
) -> date:
    """The last day of a term that begins to run after a day, and stood still for so long."""
    end = years_after(begin, term.years) if term.years else begin + timedelta(weeks=term.weeks)
    end += stood_still
    return next_working_day(end, is_holiday) if term.is_extended else end


def stood_still(asked_on: date, again_on: date) -> timedelta:
    """For how long the term for a decision stood still (Awb 4:15, first paragraph): from the day
    after the applicant was asked to complete it, until the day on which it runs again. That is the
    one on which they did, or the day after the last one for it where that passed unused.
    """
    return max(timedelta(), again_on - asked_on - timedelta(days=1))


def stood_still_unanswered(asked_on: date, answer_by: date) -> timedelta:
    """For how long it stood still where the term for completing passes unused."""
    return stood_still(asked_on, answer_by + timedelta(days=1))


def next_working_day(day: date, is_holiday: IsHoliday) -> date:
    """The day itself, or the first after it that is no Saturday, Sunday or public holiday."""
    while day.weekday() in SUNDAY_AND_SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day
