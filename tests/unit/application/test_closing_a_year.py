"""Closing a year empties every purse of it, however the money came there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.budget_year import TooManyMovements, guard_fits
from domain.budget_events import BudgetLine
from domain.budget_year import CouncilAct, Remainder
from domain.command import Role
from domain.grant import ReserveGrant
from domain.money import ZERO, Money
from domain.proposal import SubmitProposal, TakeInHandling
from domain.subsidy_money import SubsidiesNotBound
from domain.wijk_division import MAX_WIJKEN
from domain.year_closing import ReservationsOutstanding
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town, sealed

NEXT = YEAR + 1
ACT = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))


def carried_into_a_wijk_that_the_next_year_allocates_nothing() -> Town:
    """A hundred euro of Liendert in the next year, which divides its own over another wijk."""
    town = Town().with_money(100_00)
    town.open_year(year=NEXT)
    town.allocate({SOESTERKWARTIER: 1}, 50_00, year=NEXT)
    town.close_year(Remainder.CARRY_OVER, ACT)
    assert town.budget(LIENDERT, NEXT).available == Money(100_00)
    return town


def close_next(town: Town) -> None:
    """The next year ends too, and its remainder goes back."""
    town.close_year(Remainder.RELEASE, year=NEXT)


def test_what_was_carried_into_a_wijk_without_an_allocation_is_released_too() -> None:
    town = carried_into_a_wijk_that_the_next_year_allocates_nothing()
    close_next(town)
    assert town.budget(LIENDERT, NEXT).released == Money(100_00)
    assert town.budget(LIENDERT, NEXT).available == ZERO


@pytest.mark.parametrize("remainder", list(Remainder))
def test_what_is_left_on_other_lines_goes_where_all_that_is_left_goes(
    remainder: Remainder,
) -> None:
    town = Town().with_money(100_00)
    town.open_year(year=NEXT)
    town.divide_money(LIENDERT)
    town.close_year(remainder, ACT)
    closed = town.budget()
    assert closed.available == ZERO
    assert not closed.lines
    if remainder is Remainder.RELEASE:
        assert closed.released == Money(100_00)
    else:
        assert closed.carried_out == Money(100_00)
        assert town.budget(LIENDERT, NEXT).available == Money(100_00)


class TestWhileASubsidyRuns:
    """Its money is not taken by closing the year (Awb 4:51)."""

    @staticmethod
    def town_with(subsidy: int) -> Town:
        """Fifty euro of a hundred is on the line for institutions."""
        town = Town().with_money(100_00)
        town.divide_money(LIENDERT, initiative=1, institution=1)
        town.record_subsidy(subsidy)
        return town

    def test_what_is_not_bound_yet_is_bound_first(self) -> None:
        town = self.town_with(30_00)
        with pytest.raises(SubsidiesNotBound) as caught:
            town.close_year(Remainder.RELEASE)
        assert "€ 30,00" in caught.value.text()
        town.bind_subsidy()
        town.close_year(Remainder.RELEASE)
        assert town.budget().bound == {"welfare": Money(30_00)}
        assert town.budget().released == Money(70_00)

    def test_a_line_that_is_short_of_it_gives_what_it_has(self) -> None:
        town = self.town_with(80_00)
        with pytest.raises(SubsidiesNotBound):
            town.close_year(Remainder.RELEASE)
        town.bind_subsidy()
        town.close_year(Remainder.RELEASE)
        assert town.budget().bound == {"welfare": Money(50_00)}

    def test_a_year_after_its_last_day_waits_for_nothing(self) -> None:
        town = self.town_with(30_00)
        town.open_year(year=NEXT)
        town.allocate({LIENDERT: 1}, 50_00, year=NEXT)
        town.divide_money(LIENDERT, year=NEXT, institution=1)
        town.announce_ending(18)
        town.end_subsidy(NEXT)
        close_next(town)
        assert town.budget(LIENDERT, NEXT).released == Money(50_00)


def test_more_movements_than_the_log_takes_at_once_are_refused() -> None:
    wijken: dict[str, list[Any]] = {f"WK{place:06}": [object()] * 4 for place in range(MAX_WIJKEN)}
    with pytest.raises(TooManyMovements):
        guard_fits(wijken, {})
    guard_fits({code: four[:2] for code, four in wijken.items()}, {})


def test_money_of_other_lines_can_be_brought_back_as_that_refusal_says() -> None:
    town = Town().with_money(100_00)
    town.divide_money(LIENDERT)
    town.record_subsidy(20_00)
    town.bind_subsidy()
    for line in (BudgetLine.INSTITUTION, BudgetLine.COORDINATION):
        town.move_money(town.budget().free_on(line).cents, line)
    assert not town.budget().lines


def test_a_reservation_of_carried_money_keeps_the_year_open_too() -> None:
    town = carried_into_a_wijk_that_the_next_year_allocates_nothing()
    town.do(
        SubmitProposal,
        Role.RESIDENT,
        proposal_id="garden",
        wijk=LIENDERT,
        year=NEXT,
        title=sealed("garden"),
        description=sealed("about the garden"),
        amount_cents=Money(10_00),
    )
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
    town.do(ReserveGrant, Role.CASE_OFFICER, proposal_id="garden", amount_cents=Money(10_00))
    with pytest.raises(ReservationsOutstanding):
        close_next(town)
