"""Decisions that are looked at again, by an objection, a court or the body; and their money."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from application.streams import Reading
from domain.amount_change import GrantBelowDetermined
from domain.budget import NotEnoughMoney
from domain.budget_year import Remainder
from domain.command import Actor, Role
from domain.determination import PayoutsOutstanding
from domain.determination_events import DeterminationGround
from domain.excess import CoverMissing
from domain.objection_events import DecisionKind
from domain.payout import PayoutAboveGrant
from domain.plan_priority import PlanPriorityMissing
from projections.budget_state import BudgetState
from tests.scenarios.court import COVER
from tests.scenarios.test_settling import state_of
from tests.scenarios.town import YEAR, Town
from tests.unit.domain.given import euros, refused

NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)
LOWER = DeterminationGround.NOT_CARRIED_OUT


def a_town(total: int = 10_000_00) -> Town:
    """Money, a plan and a mandate."""
    return Town().with_plan(total)


def a_neighbour_objects(
    town: Town, objection_id: str = "objection-1", by: Actor = NEIGHBOUR, **changed: Any
) -> None:
    """Somebody else than the applicant objects to the grant, and is heard."""
    town.lodge("garden", objection_id, by=by, interest="a" * 64, **changed)
    town.register_objection("garden", objection_id=objection_id)
    town.hear("garden", objection_id)


def paid(town: Town, proposal_id: str, cents: int, payout_id: str = "payout-1") -> None:
    """A payment on a grant."""
    town.request_payout(proposal_id, cents, payout_id=payout_id)
    town.approve_payout(proposal_id, payout_id=payout_id)
    town.pay(proposal_id, payout_id=payout_id)


def figures(state: BudgetState) -> tuple[int, ...]:
    """Excess, available and granted, in whole euros."""
    return tuple(
        cents // 100 for cents in (state.excess_cents, state.available_cents, state.granted_cents)
    )


class TestARefusalThatIsObjectedTo:
    """It is granted after all."""

    def test_within_what_is_left_it_is_granted_out_of_that(self) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        town.objects_and_wins("garden", 3_000_00)
        assert figures(state_of(town)) == (0, 7_000, 3_000)
        paid(town, "garden", 3_000_00)
        assert state_of(town).paid_cents == 3_000_00

    def test_where_others_have_the_money_now_the_excess_is_booked_apart_with_its_cover(
        self,
    ) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        town.granted("pond", 9_000_00)
        with refused(CoverMissing):
            town.objects_and_wins("garden", 4_000_00)
        town.decide_objection("garden", 4_000_00, cover=COVER)
        assert figures(state_of(town)) == (3_000, 0, 13_000)
        assert town.budget().excess == {"garden": euros(3_000)}

    def test_what_was_above_the_ceiling_at_the_first_decision_stays_above_it(self) -> None:
        town = a_town()
        town.granted("pond", 9_000_00)
        town.refused("garden", 4_000_00)
        with refused(NotEnoughMoney):
            town.objects_and_wins("garden", 4_000_00, cover=COVER)

    def test_it_rests_on_a_priority_as_any_grant_does(self) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        with refused(PlanPriorityMissing):
            town.objects_and_wins("garden", 4_000_00, priority_id=None)

    def test_what_it_needs_no_more_of_the_excess_goes_back(self) -> None:
        town = a_town()
        town.refused("garden", 4_000_00)
        town.granted("pond", 9_000_00)
        town.objects_and_wins("garden", 4_000_00, cover=COVER)
        town.render_account("garden", 500_00)
        town.determine("garden", 500_00, LOWER)
        assert figures(state_of(town)) == (0, 500, 9_500)

    def test_after_the_year_was_closed_all_of_it_is_excess_and_goes_back_as_such(self) -> None:
        town = a_town()
        town.now = datetime(YEAR, 12, 20, 9, 0, tzinfo=UTC)
        town.refused("garden", 4_000_00)
        town.close_year(Remainder.RELEASE)
        town.objects_and_wins("garden", 4_000_00, cover=COVER)
        assert figures(state_of(town)) == (4_000, 0, 4_000)
        town.render_account("garden", 1_000_00)
        town.determine("garden", 1_000_00, LOWER)
        assert figures(state_of(town)) == (1_000, 0, 1_000)


class TestAGrantThatIsObjectedTo:
    """It becomes more; or less, where somebody else objects."""

    def test_more_of_it_can_be_paid(self) -> None:
        town = a_town()
        town.admit("garden", 4_000_00)
        town.reserve("garden", 1_000_00)
        town.prepare("garden", 1_000_00)
        town.take("garden")
        town.objects_and_wins("garden", 4_000_00)
        assert figures(state_of(town)) == (0, 6_000, 4_000)
        paid(town, "garden", 4_000_00)

    def test_a_neighbour_who_objects_can_make_it_less_and_what_was_paid_comes_back(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        paid(town, "garden", 3_000_00)
        a_neighbour_objects(town)
        town.decide_objection("garden", 1_000_00)
        state = state_of(town)
        assert figures(state) == (0, 7_000, 3_000)
        with refused(PayoutAboveGrant):
            town.request_payout("garden", 1, payout_id="more")
        town.recover("garden", 2_000_00)
        assert figures(state_of(town)) == (0, 9_000, 1_000)

    def test_less_waits_for_payouts_under_way(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.request_payout("garden", 3_000_00)
        a_neighbour_objects(town)
        with refused(PayoutsOutstanding):
            town.decide_objection("garden", 1_000_00)

    def test_a_grant_that_was_determined_meanwhile_is_not_granted_below_that(self) -> None:
        town = a_town()
        town.granted("garden", 4_000_00)
        town.render_account("garden", 4_000_00)
        town.determine("garden", 3_000_00, LOWER)
        a_neighbour_objects(town)
        with refused(GrantBelowDetermined):
            town.decide_objection("garden", 1_000_00)


class TestOneCeiling:
    """What it had room for then is granted once, by whichever road."""

    def test_of_many_that_were_refused_one_gets_it_as_excess(self) -> None:
        town = a_town(3_000_00)
        town.refused("garden", 3_000_00)
        town.refused("fountain", 3_000_00)
        town.granted("pond", 3_000_00)
        town.objects_and_wins("garden", 3_000_00, cover=COVER)
        with refused(NotEnoughMoney):
            town.objects_and_wins("fountain", 3_000_00, cover=COVER)
        assert figures(state_of(town)) == (3_000, 0, 6_000)

    def test_the_part_that_is_left_of_it_can_still_be_granted(self) -> None:
        town = a_town(3_000_00)
        town.refused("garden", 3_000_00)
        town.refused("fountain", 3_000_00)
        town.granted("pond", 3_000_00)
        town.objects_and_wins("garden", 2_000_00, cover=COVER)
        town.objects_and_wins("fountain", 1_000_00, cover=COVER)
        assert figures(state_of(town)) == (3_000, 0, 6_000)

    def test_once_determined_no_more_is_granted_than_there_was_room_for(self) -> None:
        town = a_town(1_000_00)
        town.admit("garden", 1_500_00)
        town.reserve("garden", 1_000_00)
        town.prepare("garden", 1_000_00)
        town.take("garden")
        town.render_account("garden", 1_000_00)
        town.determine("garden", 1_000_00)
        with refused(NotEnoughMoney):
            town.objects_and_wins("garden", 1_500_00, cover=COVER)

    def test_a_determination_is_not_above_the_ceiling_of_then_either(self) -> None:
        town = a_town(2_000_00)
        town.admit("garden", 2_000_00)
        town.reserve("garden", 1_000_00)
        town.prepare("garden", 1_000_00)
        town.granted("pond", 1_000_00)
        town.take("garden")
        town.render_account("garden", 1_000_00)
        town.determine("garden", 1_000_00)
        town.withdrawn("pond")
        town.objects_and_wins("garden", 2_000_00)
        town.granted("fountain", 1_000_00)
        mine: dict[str, Any] = {"objection_id": "objection-2"}
        town.lodge("garden", against=DecisionKind.DETERMINATION, **mine)
        town.register_objection("garden", **mine)
        town.hear("garden", **mine)
        with refused(NotEnoughMoney):
            town.decide_objection("garden", 2_000_00, cover=COVER, **mine)


class TestADeterminationThatIsObjectedTo:
    """It comes to more, up to what was granted."""

    def determined_lower(self) -> Town:
        """3,000 of 4,000 euros paid, determined at 2,500."""
        town = a_town()
        town.granted("garden", 4_000_00)
        paid(town, "garden", 3_000_00)
        town.render_account("garden", 4_000_00)
        town.determine("garden", 2_500_00, LOWER)
        return town

    def test_what_was_claimed_back_is_not_any_more_and_the_rest_is_paid(self) -> None:
        town = self.determined_lower()
        town.objects_and_wins("garden", 3_500_00, against=DecisionKind.DETERMINATION)
        state = state_of(town)
        assert (state.determined_cents, state.granted_cents) == (3_500_00, 3_500_00)
        settled = Reading(town.streams).determination("garden").state
        assert settled is not None
        assert not settled.to_recover
        paid(town, "garden", 500_00, "last")
        assert state_of(town).paid_cents == 3_500_00

    def test_what_came_back_before_can_be_paid_again(self) -> None:
        town = self.determined_lower()
        town.recover("garden", 500_00)
        town.objects_and_wins("garden", 3_000_00, against=DecisionKind.DETERMINATION)
        paid(town, "garden", 500_00, "again")
        state = state_of(town)
        assert (state.determined_cents, state.paid_cents - state.recovered_cents) == (
            3_000_00,
            3_000_00,
        )

    def test_what_others_were_granted_since_makes_it_lawful_excess(self) -> None:
        town = self.determined_lower()
        town.granted("pond", 7_000_00)
        town.objects_and_wins("garden", 4_000_00, against=DecisionKind.DETERMINATION, cover=COVER)
        state = state_of(town)
        assert state.excess_cents == 1_000_00
        assert (state.available_cents, state.determined_cents) == (0, 4_000_00)


@pytest.mark.parametrize("total", [10_000_00, 4_000_00])
def test_a_reservation_of_others_is_never_touched(total: int) -> None:
    town = a_town(total)
    town.refused("garden", 4_000_00)
    town.admit("pond", total)
    town.reserve("pond", total)
    town.objects_and_wins("garden", 4_000_00, cover=COVER)
    state = state_of(town)
    assert (state.reserved_cents, state.excess_cents) == (total, 4_000_00)
