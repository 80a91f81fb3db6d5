"""The kernel says what the plain count says, whatever election it is given."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from tests.properties.small_elections import LARGE, SMALL, elections
from tests.unit.tally.kernel.both import agrees, completion_agrees, within_the_kernel

UTILITIES = st.sampled_from(Utility)


@st.composite
def elections_with_points(draw: st.DrawFn) -> Election:
    """Up to four projects and six voters who give points: few different ones, or up to 1,000."""
    price = st.integers(min_value=1, max_value=9)
    prices = draw(st.dictionaries(st.sampled_from("abcd"), price, min_size=1))
    points = st.integers(min_value=0, max_value=draw(st.sampled_from([2, 5, 1_000])))
    ballot = st.dictionaries(st.sampled_from(sorted(prices)), points)
    ballots = draw(st.lists(ballot, max_size=6))
    return Election.of(draw(st.integers(min_value=0, max_value=30)), prices, ballots)


@settings(max_examples=400)
@given(election=elections(SMALL), utility=UTILITIES)
def test_one_count(election: Election, utility: Utility) -> None:
    agrees(election, utility)


@pytest.mark.parametrize("unit", [2**40, LARGE])
@settings(max_examples=300)
@given(data=st.data(), utility=UTILITIES)
def test_one_count_of_much_money(unit: int, data: st.DataObject, utility: Utility) -> None:
    election = data.draw(elections(unit))
    assume(within_the_kernel(election, utility))
    agrees(election, utility)


@settings(max_examples=400)
@given(election=elections_with_points(), utility=UTILITIES)
def test_one_count_with_points(election: Election, utility: Utility) -> None:
    agrees(election, utility)


@settings(max_examples=300)
@given(
    election=elections(),
    utility=UTILITIES,
    step=st.fractions(min_value=Fraction(1, 4), max_value=5, max_denominator=7),
    stop_at_exhaustive=st.booleans(),
)
def test_raising_shares(
    election: Election, utility: Utility, step: Fraction, stop_at_exhaustive: bool
) -> None:
    completion_agrees(election, step, stop_at_exhaustive, utility)


@settings(max_examples=200)
@given(election=elections_with_points(), step=st.sampled_from([1, Fraction(1, 3)]))
def test_raising_shares_with_points(election: Election, step: Fraction) -> None:
    completion_agrees(election, step, utility=Utility.POINTS)
