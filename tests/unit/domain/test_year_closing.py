"""Closing a year: the remainder is carried over under a council act, or released."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.border_carrying import BordersNotRecorded
from domain.budget import Budget
from domain.budget_events import MoneyCarriedIn, MoneyCarriedOut, RemainderReleased
from domain.budget_year import (
    BudgetYear,
    BudgetYearClosed,
    BudgetYearIsClosed,
    BudgetYearUnknown,
    CouncilAct,
    Remainder,
)
from domain.event import Event
from domain.year_closing import (
    CloseBudgetYear,
    CouncilActMissing,
    NextYearNotOpened,
    ReservationsOutstanding,
    YearNotOver,
    close_year,
)
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    command,
    day,
    euros,
    refused,
)

ACT = CouncilAct(number="RB-2027-9", decided_on=day(12, 16))
OPEN = BudgetYear(YEAR, division_id=DIVISION, ceiling=euros(1000))
NEXT = BudgetYear(YEAR + 1, division_id=DIVISION, ceiling=euros(1000))
BUDGETS = {
    LIENDERT: Budget(DIVISION, LIENDERT, YEAR, allocated=euros(100), granted={"pond": euros(60)}),
    SOESTERKWARTIER: Budget(DIVISION, SOESTERKWARTIER, YEAR, allocated=euros(70)),
}
LAST_DAY = datetime(YEAR, 12, 31, 9, 0, tzinfo=UTC)
Closing = tuple[Event, dict[str, list[Event]], dict[str, list[Event]]]


def closing(
    remainder: Remainder, act: CouncilAct | None = ACT, at: datetime = LAST_DAY, **changed: Any
) -> Closing:
    """Closing the year on its last day with 40 and 70 euros left, unless told otherwise."""
    given: dict[str, Any] = {"year": OPEN, "next_year": NEXT, "budgets": BUDGETS} | changed
    asked = command(CloseBudgetYear, at=at, year=YEAR, remainder=remainder, council_act=act)
    return close_year(asked, **given)


class TestCarryingOver:
    """The council decided that the remainder stays with the wijken."""

    def test_each_wijk_takes_its_own_remainder_into_the_next_year(self) -> None:
        closed, here, there = closing(Remainder.CARRY_OVER)
        assert isinstance(closed, BudgetYearClosed)
        assert here.keys() == there.keys() == {LIENDERT, SOESTERKWARTIER}
        for wijk, amount in {LIENDERT: euros(40), SOESTERKWARTIER: euros(70)}.items():
            (out,), (into,) = here[wijk], there[wijk]
            assert isinstance(out, MoneyCarriedOut)
            assert isinstance(into, MoneyCarriedIn)
            assert out.amount_cents == into.amount_cents == amount

    def test_it_cites_an_act_of_the_council(self) -> None:
        with refused(CouncilActMissing):
            closing(Remainder.CARRY_OVER, None)

    @pytest.mark.parametrize(
        "next_year",
        [
            None,
            BudgetYear(YEAR + 1),
            replace(NEXT, closed=True),
        ],
        ids=["unknown", "not opened", "closed"],
    )
    def test_the_next_year_is_open(self, next_year: BudgetYear | None) -> None:
        with refused(NextYearNotOpened) as caught:
            closing(Remainder.CARRY_OVER, next_year=next_year)
        assert str(YEAR + 1) in caught.value.text()

    def test_on_another_division_it_is_on_record_where_the_wijken_went(self) -> None:
        elsewhere = replace(NEXT, division_id="GM0307-2028")
        with refused(BordersNotRecorded) as caught:
            closing(Remainder.CARRY_OVER, next_year=elsewhere)
        assert "GM0307-2028" in caught.value.text()


class TestReleasing:
    """The remainder goes back to the city's general means."""

    def test_the_remainder_of_every_wijk_is_released(self) -> None:
        _, here, there = closing(Remainder.RELEASE, None)
        assert there == {}
        released = {wijk: event for wijk, (event,) in here.items()}
        assert all(isinstance(event, RemainderReleased) for event in released.values())

    def test_it_needs_no_next_year(self) -> None:
        assert closing(Remainder.RELEASE, None, next_year=None)

    def test_without_an_act_of_the_council_no_earlier_than_its_last_day_in_the_netherlands(
        self,
    ) -> None:
        eve = datetime(YEAR, 12, 30, 22, 59, tzinfo=UTC)
        with refused(YearNotOver):
            closing(Remainder.RELEASE, None, eve)
        assert closing(Remainder.RELEASE, None, eve + timedelta(minutes=1))
        assert closing(Remainder.RELEASE, ACT, eve)


@pytest.mark.parametrize("remainder", Remainder)
class TestEitherWay:
    """What holds whatever happens to the remainder."""

    def test_a_wijk_with_nothing_left_is_left_alone(self, remainder: Remainder) -> None:
        spent = replace(BUDGETS[LIENDERT], granted={"pond": euros(100)})
        _, here, there = closing(remainder, budgets=BUDGETS | {LIENDERT: spent})
        assert LIENDERT not in here
        assert LIENDERT not in there

    def test_granted_money_stays_bound_to_its_grants(self, remainder: Remainder) -> None:
        _, here, _ = closing(remainder)
        (event,) = here[LIENDERT]
        assert isinstance(event, MoneyCarriedOut | RemainderReleased)
        assert event.amount_cents == euros(40)

    def test_who_waits_for_a_decision_keeps_the_money_reserved(self, remainder: Remainder) -> None:
        waiting = replace(BUDGETS[LIENDERT], reserved={"garden": euros(1)})
        with refused(ReservationsOutstanding):
            closing(remainder, budgets=BUDGETS | {LIENDERT: waiting})

    def test_a_year_that_was_not_opened_is_not_closed(self, remainder: Remainder) -> None:
        with refused(BudgetYearUnknown):
            closing(remainder, year=None)

    def test_a_year_is_closed_once(self, remainder: Remainder) -> None:
        with refused(BudgetYearIsClosed):
            closing(remainder, year=replace(OPEN, closed=True))
