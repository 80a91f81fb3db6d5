"""Deciding and paying: law and money move in one command, also after the year is closed."""

from __future__ import annotations

from typing import Any

from domain.budget import NotEnoughMoney
from domain.budget_year import (
    BudgetYearAlreadyOpened,
    BudgetYearIsClosed,
    OpenBudgetYear,
    Remainder,
)
from domain.command import Role
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import GrantNotReserved, ReleaseGrant
from domain.money import ZERO, Money
from domain.plan_priority import PlanPriorityUnknown
from tests.scenarios.town import DIVISION, LIENDERT, SOESTERKWARTIER, YEAR, Town, sealed
from tests.unit.domain.given import refused
from tests.unit.projections.entries import figures_of

REFUSING: dict[str, Any] = {
    "outcome": DecisionOutcome.REFUSE,
    "ground": DecisionGround.NOT_IN_PLAN,
    "priority_id": None,
    "plan_version": None,
}


def ready_to_decide() -> Town:
    """A plan, a mandate, and sixty of a hundred euros reserved for the garden."""
    town = Town().with_plan(100_00)
    town.admit("garden", 60_00)
    town.reserve("garden", 60_00)
    return town


class TestDeciding:
    """Law and money move in the same command."""

    def test_a_grant_binds_its_money_and_frees_the_rest_of_the_reservation(self) -> None:
        town = ready_to_decide()
        town.prepare("garden", 50_00)
        town.take("garden")
        assert town.budget().granted == {"garden": Money(50_00)}
        assert (town.budget().reserved, town.budget().available) == ({}, Money(50_00))

    def test_a_refusal_frees_the_whole_reservation(self) -> None:
        town = ready_to_decide()
        town.prepare("garden", 0, **REFUSING)
        town.take("garden")
        assert (town.budget().reserved, town.budget().available) == ({}, Money(100_00))

    def test_a_proposal_without_a_reservation_can_be_refused_too(self) -> None:
        town = ready_to_decide()
        town.admit("oven", 10_00)
        town.prepare("oven", 0, **REFUSING)
        assert town.take("oven")
        assert town.budget().reserved == {"garden": Money(60_00)}

    def test_a_reservation_that_was_given_up_meanwhile_cannot_be_granted(self) -> None:
        town = ready_to_decide()
        town.prepare("garden", 50_00)
        town.do(
            ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=sealed("they stopped")
        )
        with refused(GrantNotReserved):
            town.take("garden")
        assert town.budget().granted == {}

    def test_a_reservation_that_shrank_meanwhile_is_not_exceeded(self) -> None:
        town = ready_to_decide()
        town.prepare("garden", 50_00)
        town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=sealed("too much"))
        town.reserve("garden", 40_00)
        with refused(NotEnoughMoney):
            town.take("garden")

    def test_a_grant_rests_on_the_plan_of_its_own_wijk(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year()
        town.allocate({LIENDERT: 1}, 100_00)
        town.adopt_plan(wijk=SOESTERKWARTIER)
        town.give_mandate()
        town.admit("garden", 60_00)
        town.reserve("garden", 60_00)
        with refused(PlanPriorityUnknown):
            town.prepare("garden", 60_00)


class TestAfterTheYearIsClosed:
    """Granted money stays bound to its grant."""

    def closed_with_a_grant(self) -> Town:
        """Sixty euros granted, forty released."""
        town = ready_to_decide()
        town.prepare("garden", 60_00)
        town.take("garden")
        town.close_year(Remainder.RELEASE)
        return town

    def test_what_was_granted_is_still_paid(self) -> None:
        town = self.closed_with_a_grant()
        town.request_payout("garden", 60_00)
        town.approve_payout("garden")
        town.pay("garden")
        assert (figures_of(town).paid_cents, town.budget().available) == (60_00, ZERO)

    def test_nothing_new_is_reserved(self) -> None:
        town = Town().with_money()
        town.admit("garden", 60_00)
        town.close_year(Remainder.RELEASE)
        with refused(BudgetYearIsClosed):
            town.reserve("garden", 60_00)

    def test_it_is_not_opened_again(self) -> None:
        town = self.closed_with_a_grant()
        entries = town.log.next_position()
        with refused(BudgetYearAlreadyOpened):
            town.do(
                OpenBudgetYear,
                Role.GRIFFIER,
                year=YEAR,
                division_id=DIVISION,
                ceiling_cents=Money(1),
            )
        assert town.log.next_position() == entries
