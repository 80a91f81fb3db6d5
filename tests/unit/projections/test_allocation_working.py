"""The working of an allocation, worked out again from what was published."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from projections.allocation_working import worked
from projections.document import fold
from projections.years import YearDocument, YearsProjection
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, Town
from tests.unit.projections.entries import entries_of

CENTS = st.integers(1, 10_000)
WEIGHTS = st.integers(0, 50)


@given(CENTS, WEIGHTS, st.integers(1, 50))
def test_every_line_is_rounded_down_or_gets_one_cent_that_was_left(
    whole: int, one: int, other: int
) -> None:
    town = Town()
    town.adopt_division()
    town.open_year()
    town.allocate({LIENDERT: one, SOESTERKWARTIER: other}, whole)
    year = fold(YearsProjection(), entries_of(town))["2027"]
    assert isinstance(year, YearDocument)
    (part,) = worked(year.allocations[0])
    for line in part.lines:
        exact = Fraction(whole * line.weight, line.weights_sum)
        assert line.amount == Money(int(exact) + line.rounded_up)
    assert part.left_over_cents == sum(line.rounded_up for line in part.lines) <= 1
    assert part.line_of("WK030799") is None
