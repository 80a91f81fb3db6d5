"""The public holidays of the Netherlands, as the general extension of terms act has them.

Article 3 of that act: New Year's Day, Good Friday, Easter Monday, Ascension Day, Pentecost Monday,
both days of Christmas, King's Day and the fifth of May. The library knows when they fall; Sundays
that it lists besides are days off anyway.
"""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays of a year."""
    # Two tenths of a second, which most commands can do without.
    from holidays import country_holidays  # noqa: PLC0415 - when first asked

    return frozenset(country_holidays("NL", categories=("public", "optional"), years=year))


def is_dutch_holiday(day: date) -> bool:
    """Whether a day is a public holiday."""
    return day in holidays_of(day.year)
