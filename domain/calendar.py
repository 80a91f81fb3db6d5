"""Days as people in the Netherlands count them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


def dutch_day(moment: datetime) -> date:
    """The day it is in the Netherlands: what is decided just after midnight is of the new day."""
    return moment.astimezone(DUTCH_TIME).date()
