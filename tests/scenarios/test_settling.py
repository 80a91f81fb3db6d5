"""From the account to the last cent: what a grant comes to, and where its money goes."""

from __future__ import annotations

from domain.budget_year import Remainder
from domain.determination import PayoutsOutstanding
from domain.determination_events import DeterminationGround
from domain.payout import PayoutAboveGrant
from projections.budget_state import BudgetState, states_after
from projections.ledger import booked
from projections.next_step import NextStep
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.domain.given import euros, refused
from tests.unit.projections.entries import dossier_of, entries_of, next_dates_in

LOWER = DeterminationGround.NOT_CARRIED_OUT


def a_town_that_paid(advance: int) -> Town:
    """Four thousand euros granted out of ten, and some of it paid as an advance."""
    town = Town().with_plan(10_000_00)
    town.granted("garden", 4_000_00)
    town.request_payout("garden", advance)
    town.approve_payout("garden")
    town.pay("garden")
    town.render_account("garden", 4_000_00)
    return town


def state_of(town: Town) -> BudgetState:
    """The figures of the wijk, which add up at every position."""
    lines = [line for entry in entries_of(town) if (line := booked(entry))]
    for length in range(1, len(lines) + 1):
        assert states_after(lines[:length])[YEAR, LIENDERT].adds_up
    return states_after(lines)[YEAR, LIENDERT]


class TestDeterminedAsGranted:
    """The rest is paid, as a final payment."""

    def test_the_rest_is_paid_and_booked_apart_from_the_advance(self) -> None:
        town = a_town_that_paid(1_000_00)
        assert dossier_of(town).next_step is NextStep.AWAITS_DETERMINATION
        town.determine("garden", 4_000_00)
        assert dossier_of(town).next_step is NextStep.AWAITS_FINAL_PAYOUT
        town.request_payout("garden", 3_000_00, payout_id="last")
        town.approve_payout("garden", payout_id="last")
        town.pay("garden", payout_id="last")
        state = state_of(town)
        assert (state.granted_cents, state.determined_cents) == (4_000_00, 4_000_00)
        assert (state.advanced_cents, state.paid_cents) == (1_000_00, 4_000_00)
        assert state.available_cents == 6_000_00
        found = dossier_of(town)
        assert found.next_step is NextStep.SETTLED
        assert found.determination is not None
        assert next_dates_in(town)[0].due == found.determination.objection_until


class TestDeterminedLower:
    """What was not paid is available at once; what was paid too much, when it is back."""

    def test_what_was_not_paid_is_available_at_once(self) -> None:
        town = a_town_that_paid(1_000_00)
        town.determine("garden", 2_500_00, LOWER)
        state = state_of(town)
        assert (state.granted_cents, state.determined_cents) == (2_500_00, 2_500_00)
        assert state.available_cents == 7_500_00
        with refused(PayoutAboveGrant):
            town.request_payout("garden", 1_500_01, payout_id="last")

    def test_what_was_paid_too_much_is_available_when_it_is_back(self) -> None:
        town = a_town_that_paid(3_000_00)
        town.determine("garden", 2_500_00, LOWER)
        assert state_of(town).available_cents == 7_000_00
        found = dossier_of(town)
        assert found.next_step is NextStep.AWAITS_RECOVERY
        assert found.determination is not None
        assert next_dates_in(town)[0].due == found.determination.pay_back_by
        town.recover("garden", 200_00)
        town.recover("garden", 300_00, "recovery-2")
        state = state_of(town)
        assert (state.recovered_cents, state.paid_cents) == (500_00, 3_000_00)
        assert (state.granted_cents, state.available_cents) == (2_500_00, 7_500_00)
        assert dossier_of(town).next_step is NextStep.SETTLED
        assert town.budget().available == euros(7_500)

    def test_at_nothing_all_of_it_comes_back(self) -> None:
        town = a_town_that_paid(3_000_00)
        town.determine("garden", 0, LOWER)
        town.recover("garden", 3_000_00)
        state = state_of(town)
        assert (state.granted_cents, state.determined_cents) == (0, 0)
        assert state.available_cents == 10_000_00


class TestAfterTheYearWasClosed:
    """What becomes available then can be spent no more: it is released."""

    def test_it_goes_back_to_the_city(self) -> None:
        town = a_town_that_paid(3_000_00)
        town.close_year(Remainder.RELEASE)
        town.determine("garden", 2_500_00, LOWER)
        town.recover("garden", 500_00)
        state = state_of(town)
        assert (state.available_cents, state.released_cents) == (0, 7_500_00)
        assert state.granted_cents == 2_500_00


class TestWhileAPayoutIsUnderWay:
    """It is completed or rejected first."""

    def test_the_grant_is_not_determined(self) -> None:
        town = a_town_that_paid(1_000_00)
        town.request_payout("garden", 500_00, payout_id="second")
        with refused(PayoutsOutstanding):
            town.determine("garden", 4_000_00)
