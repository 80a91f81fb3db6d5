"""Costs are claimed within their term: day by day, and once claimed in time they stay so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cost_claim import (
    CostsClaimedTooLate,
    CostsDoNotAddUp,
    CostsInFuture,
    CostsOfDay,
    DaysOfCostsMissing,
    claimed_with,
    first_day_of_costs,
    guard_claimed_in_time,
    guard_days_told,
    last_day_to_claim,
)
from domain.money import ZERO, Money
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_rules import ClaimRule
from tests.unit.domain.given import day, refused

RULE = ClaimRule(article="7", within_weeks=3)
THREE_WEEKS = Regulation(claims=RULE)
TODAY = day(3, 1, 2027)
THE_FIRST = TODAY - timedelta(weeks=3)
AGES = st.integers(min_value=0, max_value=100)
CENTS = st.integers(min_value=1, max_value=1_000_00)


def spent(cents: int, made_on: date = TODAY) -> CostsOfDay:
    """So much on a day."""
    return CostsOfDay(made_on=made_on, amount_cents=Money(cents))


class TestTheTerm:
    """Weeks of the city, which nothing extends."""

    def test_three_weeks_after_the_day_is_the_last_one(self) -> None:
        assert last_day_to_claim(RULE, THE_FIRST) == TODAY
        assert first_day_of_costs(RULE, TODAY) == THE_FIRST

    def test_a_sunday_can_be_the_last(self) -> None:
        sunday = day(2, 28, 2027)
        assert last_day_to_claim(RULE, sunday - timedelta(weeks=3)) == sunday


class TestDays:
    """Of all costs, or where no term asks it of none."""

    def test_are_asked_where_there_is_a_term(self) -> None:
        with refused(DaysOfCostsMissing):
            guard_days_told(THREE_WEEKS, Money(1), ())
        guard_days_told(NO_RULES, Money(1), ())
        guard_days_told(THREE_WEEKS, ZERO, ())

    @pytest.mark.parametrize("rules", [NO_RULES, THREE_WEEKS])
    def test_are_of_all_that_it_cost(self, rules: Regulation) -> None:
        told = (spent(60_00), spent(40_00, THE_FIRST))
        guard_days_told(rules, Money(100_00), told)
        with refused(CostsDoNotAddUp):
            guard_days_told(rules, Money(100_01), told)

    @pytest.mark.parametrize("rules", [NO_RULES, THREE_WEEKS])
    def test_are_past_or_today(self, rules: Regulation) -> None:
        with refused(CostsInFuture):
            guard_claimed_in_time(rules, [spent(1, TODAY + timedelta(days=1))], {}, TODAY)


class TestClaiming:
    """In time, or no more than was claimed when it was."""

    def test_on_the_last_day_is_in_time_and_a_day_later_is_not(self) -> None:
        costs = [spent(50_00, THE_FIRST)]
        guard_claimed_in_time(THREE_WEEKS, costs, {}, TODAY)
        with refused(CostsClaimedTooLate):
            guard_claimed_in_time(THREE_WEEKS, costs, {}, TODAY + timedelta(days=1))
        guard_claimed_in_time(NO_RULES, costs, {}, TODAY + timedelta(days=1))

    def test_what_was_claimed_in_time_is_told_again_and_not_raised(self) -> None:
        claimed = claimed_with({}, [spent(30_00, THE_FIRST), spent(20_00, THE_FIRST)])
        later = TODAY + timedelta(weeks=8)
        guard_claimed_in_time(THREE_WEEKS, [spent(50_00, THE_FIRST)], claimed, later)
        parts = [spent(50_00, THE_FIRST), spent(1, THE_FIRST)]
        with refused(CostsClaimedTooLate):
            guard_claimed_in_time(THREE_WEEKS, parts, claimed, later)

    @given(AGES, AGES, CENTS)
    def test_once_in_time_is_always_in_time(self, age: int, wait: int, cents: int) -> None:
        costs = [spent(cents, TODAY - timedelta(days=age))]
        later = TODAY + timedelta(days=wait)
        if age <= 21:
            guard_claimed_in_time(THREE_WEEKS, costs, {}, TODAY)
            claimed = claimed_with(claimed_with({}, costs), [])
            guard_claimed_in_time(THREE_WEEKS, costs, claimed, later)
        else:
            with refused(CostsClaimedTooLate):
                guard_claimed_in_time(THREE_WEEKS, costs, {}, TODAY)
