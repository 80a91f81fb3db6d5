"""Where and when two things hold meet exactly when there is a wijk and a day on which both hold."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.validity import Period, Validity

DAYS = [date(2027, 12, 28) + timedelta(days=each) for each in range(8)]
WIJKEN = ("WK030710", "WK030720", "WK030730")


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    first, last = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    return Validity(Period(first, last), draw(st.frozensets(st.sampled_from(WIJKEN))))


@given(validities(), validities())
def test_they_meet_exactly_when_both_hold_somewhere(one: Validity, other: Validity) -> None:
    both = any(one.holds(wijk, day) and other.holds(wijk, day) for wijk in WIJKEN for day in DAYS)
    assert one.meets(other) is other.meets(one) is both


@given(validities(), st.sampled_from(DAYS), st.sampled_from(WIJKEN), st.sampled_from(DAYS))
def test_once_ended_it_holds_as_before_and_not_beyond(
    one: Validity, last: date, wijk: str, day: date
) -> None:
    assert one.ended(last).holds(wijk, day) is (one.holds(wijk, day) and day <= last)
