"""The money of one wijk in one year: never more than there is, and always in balance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from domain import budget, year_closing
from domain.budget import Budget, NotAllocated, NotEnoughMoney, evolve, guard_allocated
from domain.budget_events import (
    BudgetEvent,
    MoneyAllocated,
    MoneyCarriedIn,
    MoneyCarriedOut,
    MoneyGranted,
    MoneyPaid,
    MoneyReserved,
    RemainderReleased,
    ReservationReleased,
)
from domain.budget_year import CouncilAct
from domain.event import Event
from domain.grant import ReserveGrant
from domain.mandate import MandateWithdrawn
from domain.money import ZERO, Money, total
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    YEAR,
    after,
    command,
    day,
    euros,
    happened,
    refused,
)

ACT = CouncilAct(number="RB-2027-9", decided_on=day(12, 16))
ASKING = command(ReserveGrant, proposal_id="garden", amount_cents=Money(1))
KEY: dict[str, Any] = {"division_id": DIVISION, "wijk": LIENDERT, "year": YEAR}


def moved(event: type[BudgetEvent], amount: Money, **more: Any) -> BudgetEvent:
    """A movement of the money of Liendert."""
    return happened(event, **KEY, amount_cents=amount, **more)


def for_garden(event: type[BudgetEvent], amount: Money) -> BudgetEvent:
    """A movement for the proposal of the garden."""
    return moved(event, amount, proposal_id="garden")


ALLOCATED = moved(MoneyAllocated, euros(100))
RESERVED = for_garden(MoneyReserved, euros(60))


def the_budget(*events: Event) -> Budget:
    """The budget after these events."""
    found = after(evolve, *events)
    assert_in_balance(found)
    return found


def assert_in_balance(found: Budget) -> None:
    """What came in is available, bound, or gone."""
    bound = total((*found.reserved.values(), *found.granted.values()))
    gone = found.carried_out + found.released
    assert found.allocated + found.carried_in == found.available + bound + gone


def amounts(events: Sequence[Event]) -> list[tuple[type[Event], Money]]:
    """What moved, and how much."""
    return [(type(e), e.amount_cents) for e in events if isinstance(e, BudgetEvent)]


class TestBeforeAnyAllocation:
    """A wijk to which nothing was allocated."""

    def test_it_has_nothing_to_spend(self) -> None:
        with refused(NotAllocated):
            guard_allocated(None, YEAR, LIENDERT)

    def test_what_happens_elsewhere_gives_it_no_money(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None


class TestWithMoneyAllocated:
    """A hundred euros, all available."""

    def test_all_of_it_can_be_reserved(self) -> None:
        (event,) = budget.reserve(ASKING, the_budget(ALLOCATED), "garden", euros(100))
        assert event == for_garden(MoneyReserved, euros(100))

    def test_not_a_cent_more_can_be_reserved(self) -> None:
        with refused(NotEnoughMoney):
            budget.reserve(ASKING, the_budget(ALLOCATED), "garden", euros(100) + Money(1))

    def test_nothing_is_released_where_nothing_is_reserved(self) -> None:
        assert budget.release_reservation(ASKING, the_budget(ALLOCATED), "garden") == []

    def test_a_second_allocation_adds_to_it(self) -> None:
        assert the_budget(ALLOCATED, ALLOCATED).available == euros(200)

    def test_money_carried_in_can_be_spent_like_any_other(self) -> None:
        arrived = moved(MoneyCarriedIn, euros(20), from_year=YEAR - 1, council_act=ACT, saved=())
        assert the_budget(ALLOCATED, arrived).available == euros(120)

    def test_nothing_can_be_granted_that_was_not_reserved(self) -> None:
        with refused(NotEnoughMoney):
            budget.grant_reserved(ASKING, the_budget(ALLOCATED), "garden", Money(1))


class TestWithMoneyReserved:
    """Sixty of a hundred euros are set apart for the garden."""

    @property
    def state(self) -> Budget:
        return the_budget(ALLOCATED, RESERVED)

    def test_the_rest_is_available_to_others(self) -> None:
        assert self.state.available == euros(40)
        assert budget.reserve(ASKING, self.state, "oven", euros(40))
        with refused(NotEnoughMoney):
            budget.reserve(ASKING, self.state, "oven", euros(41))

    def test_granting_all_of_it_leaves_nothing_reserved(self) -> None:
        events = budget.grant_reserved(ASKING, self.state, "garden", euros(60))
        assert amounts(events) == [(MoneyGranted, euros(60))]
        assert the_budget(ALLOCATED, RESERVED, *events).reserved == {}

    def test_what_a_grant_leaves_of_its_reservation_is_available_again(self) -> None:
        events = budget.grant_reserved(ASKING, self.state, "garden", euros(45))
        assert amounts(events) == [(MoneyGranted, euros(45)), (ReservationReleased, euros(15))]
        assert the_budget(ALLOCATED, RESERVED, *events).available == euros(55)

    def test_no_more_is_granted_than_was_reserved_even_if_it_is_available(self) -> None:
        with refused(NotEnoughMoney):
            budget.grant_reserved(ASKING, self.state, "garden", euros(61))

    def test_a_reservation_serves_its_own_proposal_only(self) -> None:
        with refused(NotEnoughMoney):
            budget.grant_reserved(ASKING, self.state, "oven", euros(1))

    def test_releasing_makes_all_of_it_available(self) -> None:
        events = budget.release_reservation(ASKING, self.state, "garden")
        assert amounts(events) == [(ReservationReleased, euros(60))]
        assert the_budget(ALLOCATED, RESERVED, *events).available == euros(100)


class TestWithMoneyGranted:
    """Sixty euros are bound by a decision."""

    @property
    def state(self) -> Budget:
        return the_budget(ALLOCATED, RESERVED, for_garden(MoneyGranted, euros(60)))

    def test_it_stays_spoken_for(self) -> None:
        assert self.state.granted == {"garden": euros(60)}
        assert self.state.available == euros(40)

    def test_paying_takes_nothing_from_what_is_available(self) -> None:
        (paid,) = budget.pay(ASKING, self.state, "garden", "payout-1", euros(20))
        assert isinstance(paid, MoneyPaid)
        found = evolve(self.state, paid)
        assert found is not None
        assert found == self.state


class TestAtTheEndOfTheYear:
    """Forty euros remain."""

    @property
    def state(self) -> Budget:
        return the_budget(ALLOCATED, RESERVED)

    def test_carrying_over_moves_the_whole_remainder_out_of_one_year_into_the_next(self) -> None:
        out, into = year_closing.carry_over(ASKING, self.state, ACT, self.state.left_by_year())
        assert isinstance(out, MoneyCarriedOut)
        assert isinstance(into, MoneyCarriedIn)
        assert (out.year, out.to_year, out.amount_cents) == (YEAR, YEAR + 1, euros(40))
        assert (into.year, into.from_year, into.amount_cents) == (YEAR + 1, YEAR, euros(40))
        assert out.council_act == into.council_act == ACT

    @pytest.mark.parametrize("way", ["carry over", "release"])
    def test_afterwards_nothing_is_available(self, way: str) -> None:
        out, _ = year_closing.carry_over(ASKING, self.state, ACT, self.state.left_by_year())
        (released,) = budget.release_remainder(ASKING, self.state)
        gone = the_budget(ALLOCATED, RESERVED, out if way == "carry over" else released)
        assert gone.available == ZERO
        assert gone.reserved == {"garden": euros(60)}

    def test_releasing_gives_the_remainder_back_to_the_city(self) -> None:
        assert amounts(budget.release_remainder(ASKING, self.state)) == [
            (RemainderReleased, euros(40))
        ]
