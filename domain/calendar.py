"""Days as people in the Netherlands count them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


def dutch_day(moment: datetime) -> date:
    """The day it is in the Netherlands: what is decided just after midnight is of the new day."""
    return moment.astimezone(DUTCH_TIME).date()


def years_after(day: date, years: int) -> date:
    """The same day years later; the day before where the year has no such day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=day.day - 1)
