"""Money is booked twice, and the figures follow from the bookings."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from domain.budget_events import BudgetEvent, LineClosed, MoneyDivided, MoneyMoved
from domain.budget_year import CouncilAct, Remainder
from domain.command import Actor, Role
from domain.event_catalogue import EVENTS
from domain.money import Money
from projections.budget_state import FIGURES, BudgetState, effect, states_after
from projections.entry import Entry
from projections.ledger import (
    DEBIT_AND_CREDIT,
    Account,
    LedgerLine,
    MovementUnknown,
    booked,
)
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.projections.entries import entries_of


def lines_of(town: Town) -> list[LedgerLine]:
    return [line for entry in entries_of(town) if (line := booked(entry)) is not None]


def state_of(town: Town, wijk: str = LIENDERT, year: int = YEAR) -> BudgetState:
    return states_after(lines_of(town))[year, wijk]


def a_town_that_paid_an_advance() -> Town:
    town = Town().with_plan(10_000_00)
    town.admit("garden", 6_000_00)
    town.reserve("garden", 6_000_00)
    town.prepare("garden", 5_500_00)
    town.take("garden")
    town.request_payout("garden", 2_000_00)
    town.approve_payout("garden")
    town.pay("garden")
    return town


class TestTheBooksThemselves:
    def test_every_movement_in_the_catalogue_has_a_booking(self) -> None:
        movements = {event for event in EVENTS.values() if issubclass(event, BudgetEvent)}
        between_lines = {MoneyDivided, MoneyMoved, LineClosed}
        assert movements == set(DEBIT_AND_CREDIT) | between_lines
        assert not between_lines & set(DEBIT_AND_CREDIT)

    def test_a_booking_is_between_two_accounts(self) -> None:
        assert all(debit is not credit for debit, credit in DEBIT_AND_CREDIT.values())

    def test_a_movement_without_a_booking_stops_the_books_rather_than_vanish(self) -> None:
        class MoneyBurnt(BudgetEvent):
            TOPIC = "budget.money_burnt.v1"

        event = MoneyBurnt(
            by=Actor(id="someone", role=Role.FINANCE),
            at=datetime(2027, 1, 1, tzinfo=UTC),
            division_id="GM0307-2022",
            wijk=LIENDERT,
            year=YEAR,
            amount_cents=Money(1),
        )
        with pytest.raises(MovementUnknown):
            booked(Entry(0, "budget:2027:WK030710", 0, event, event.at))

    def test_an_event_that_moves_no_money_is_not_booked(self) -> None:
        town = Town()
        town.adopt_division()
        assert lines_of(town) == []


class TestAfterAnAllocation:
    def test_all_of_it_is_available(self) -> None:
        state = state_of(Town().with_money(10_000_00))
        assert state.allocated_cents == state.available_cents == 10_000_00

    def test_a_wijk_with_a_share_of_nothing_has_a_state_of_zeros(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year()
        town.allocate({LIENDERT: 1, SOESTERKWARTIER: 0}, 100)
        assert state_of(town, SOESTERKWARTIER).available_cents == 0


class TestAfterAGrantThatWasPaidInPart:
    def test_the_figures_say_where_every_euro_is(self) -> None:
        state = state_of(a_town_that_paid_an_advance())
        assert state.adds_up
        assert (state.granted_cents, state.reserved_cents) == (5_500_00, 0)
        assert (state.available_cents, state.released_cents) == (4_500_00, 0)

    def test_what_is_paid_before_the_determination_is_an_advance_and_stays_granted(self) -> None:
        state = state_of(a_town_that_paid_an_advance())
        assert state.advanced_cents == state.paid_cents == 2_000_00
        assert state.determined_cents == state.recovered_cents == 0

    def test_the_effects_of_all_lines_add_up_to_each_figure(self) -> None:
        town = a_town_that_paid_an_advance()
        sums = Counter(dict.fromkeys(FIGURES, 0))
        for line in lines_of(town):
            sums.update({name: effect(name, line) for name in FIGURES})
        assert dict(sums) == {name: state_of(town).cents(name) for name in FIGURES}

    def test_a_line_names_the_proposal_and_the_payout_it_rests_on(self) -> None:
        (paid,) = (
            line
            for line in lines_of(a_town_that_paid_an_advance())
            if line.debit is Account.ADVANCES_PAID
        )
        assert (paid.proposal_id, paid.payout_id) == ("garden", "payout-1")


class TestAfterTheYearIsClosed:
    ACT = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))

    def test_money_carried_over_leaves_one_year_and_arrives_in_the_next(self) -> None:
        town = a_town_that_paid_an_advance()
        town.open_year(year=YEAR + 1)
        town.allocate({LIENDERT: 1}, 1_00, year=YEAR + 1)
        town.close_year(Remainder.CARRY_OVER, self.ACT)
        this_year, next_year = state_of(town), state_of(town, year=YEAR + 1)
        assert this_year.carried_over_cents == -4_500_00
        assert next_year.carried_over_cents == 4_500_00
        assert this_year.available_cents == 0
        assert this_year.adds_up
        assert next_year.adds_up

    def test_a_line_that_carries_over_names_the_council_act(self) -> None:
        town = Town().with_money(1_00)
        town.open_year(year=YEAR + 1)
        town.close_year(Remainder.CARRY_OVER, self.ACT)
        assert [line.council_act for line in lines_of(town)] == [None, "RB-2027-9", "RB-2027-9"]

    def test_a_released_remainder_is_nobodys_any_more(self) -> None:
        town = a_town_that_paid_an_advance()
        town.close_year(Remainder.RELEASE)
        state = state_of(town)
        assert (state.released_cents, state.available_cents) == (4_500_00, 0)
        assert state.granted_cents == 5_500_00
        assert state.adds_up
