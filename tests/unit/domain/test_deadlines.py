"""When a term ends: on a working day, where the general extension of terms act says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.dutch_holidays import holidays_of, is_dutch_holiday
from domain.deadlines import (
    DECISION,
    OBJECTION,
    PAYMENT,
    RECOVERY,
    Term,
    TermSource,
    last_day,
    next_working_day,
    no_holiday,
    stood_still,
)

DAYS = st.dates(date(2016, 1, 1), date(2060, 12, 31))


class TestATermOfTheLaw:
    """Six weeks from a day end on the same day of the week, or on the next working day."""

    @pytest.mark.parametrize(
        ("begin", "end", "why"),
        [
            (date(2027, 3, 1), date(2027, 4, 12), "a Monday"),
            (date(2027, 3, 6), date(2027, 4, 19), "a Saturday goes on to Monday"),
            (date(2027, 3, 7), date(2027, 4, 19), "and so does a Sunday"),
            (date(2027, 3, 16), date(2027, 4, 28), "King's Day"),
            (date(2027, 3, 24), date(2027, 5, 7), "the fifth of May, and Ascension Day after it"),
            (date(2027, 2, 12), date(2027, 3, 30), "Good Friday, the weekend and Easter Monday"),
            (date(2027, 11, 13), date(2027, 12, 27), "Christmas Day on a Saturday"),
            (date(2026, 11, 20), date(2027, 1, 4), "New Year's Day on a Friday"),
        ],
    )
    def test_ends_on_a_working_day(self, begin: date, end: date, why: str) -> None:
        assert last_day(begin, OBJECTION, is_dutch_holiday) == end, why

    @given(DAYS, st.sampled_from([DECISION, OBJECTION, PAYMENT]))
    def test_is_never_shorter_and_at_most_five_days_longer(self, begin: date, term: Term) -> None:
        end = last_day(begin, term, is_dutch_holiday)
        longer = end - (begin + timedelta(weeks=term.weeks))
        assert timedelta(0) <= longer <= timedelta(days=5)
        assert end.weekday() < 5
        assert not is_dutch_holiday(end)


class TestWhileCompletionIsAsked:
    """The term for a decision stands still from the day after (Awb 4:15)."""

    ASKED_ON = date(2027, 1, 11)

    @pytest.mark.parametrize(
        ("again_on", "days"),
        [
            (date(2027, 1, 11), 0),
            (date(2027, 1, 12), 0),
            (date(2027, 1, 13), 1),
            (date(2027, 1, 21), 9),
        ],
    )
    def test_until_the_day_on_which_it_runs_again(self, again_on: date, days: int) -> None:
        assert stood_still(self.ASKED_ON, again_on) == timedelta(days=days)

    def test_what_is_longer_by_that_ends_on_a_working_day_too(self) -> None:
        begin = date(2027, 1, 4)
        assert last_day(begin, DECISION, is_dutch_holiday, timedelta(days=5)) == date(2027, 3, 8)
        assert last_day(begin, DECISION, is_dutch_holiday, timedelta(days=8)) == date(2027, 3, 9)

    def test_a_term_of_the_city_itself_goes_on_from_there(self) -> None:
        term = Term("9", weeks=8, source=TermSource.BY_LAW)
        still = timedelta(days=5)
        assert last_day(date(2027, 1, 4), term, is_dutch_holiday, still) == date(2027, 3, 6)


class TestTermsThatAreNotExtended:
    """Longer ones, those that are counted backwards, and those of the city itself."""

    SATURDAY = date(2027, 3, 6)

    @pytest.mark.parametrize(
        ("term", "weeks"),
        [
            (Term("4.1", weeks=6, source=TermSource.BY_LAW), 6),
            (Term("Awb 4:56", weeks=13), 13),
            (Term("counted backwards", weeks=-2), -2),
        ],
    )
    def test_they_end_where_they_end(self, term: Term, weeks: int) -> None:
        end = self.SATURDAY + timedelta(weeks=weeks)
        assert last_day(self.SATURDAY, term, is_dutch_holiday) == end

    def test_twelve_weeks_are_extended_still(self) -> None:
        end = last_day(self.SATURDAY, Term("any law", weeks=12), is_dutch_holiday)
        assert end == self.SATURDAY + timedelta(weeks=12, days=2)

    def test_a_term_in_years_ends_on_its_day(self) -> None:
        assert last_day(date(2028, 2, 29), RECOVERY, is_dutch_holiday) == date(2033, 2, 28)
        assert last_day(date(2027, 3, 6), RECOVERY, is_dutch_holiday) == date(2032, 3, 6)


class TestPublicHolidays:
    """As the act lists them, in any year."""

    @pytest.mark.parametrize("year", range(2020, 2041))
    def test_there_are_nine_besides_sundays_and_the_list_of_the_library_holds_them(
        self, year: int
    ) -> None:
        kings_day = date(year, 4, 27)
        if kings_day.weekday() == 6:
            kings_day = date(year, 4, 26)
        fixed = {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25)}
        fixed |= {date(year, 12, 26)}
        easter = _easter(year)
        moving = {easter + timedelta(days=days) for days in (-2, 1, 39, 50)}
        assert {day for day in holidays_of(year) if day.weekday() != 6} == {
            day for day in fixed | moving if day.weekday() != 6
        }

    def test_without_a_calendar_only_weekends_count(self) -> None:
        assert next_working_day(date(2027, 4, 27), no_holiday) == date(2027, 4, 27)
        assert next_working_day(date(2027, 4, 24), no_holiday) == date(2027, 4, 26)


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher), worked out here once more."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
