"""Nobody handles, decides on or approves a payment for what he asked for himself (Awb 2:4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.command import Actor, Role
from domain.decision import PrepareDecision, TakeDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReserveGrant
from domain.money import ZERO, Money
from domain.proposal import OwnInterest, TakeInHandling
from tests.scenarios.town import PEOPLE, Town, sealed
from tests.unit.domain.given import refused

APPLICANT = PEOPLE[Role.RESIDENT].id


def in_the_role_of(role: Role) -> Actor:
    """The applicant, who works for the city too."""
    return Actor(id=APPLICANT, role=role)


def a_town() -> Town:
    """A garden that was proposed, a plan and a mandate."""
    town = Town().with_money(100_00)
    town.adopt_plan()
    town.give_mandate()
    town.submit("garden", 40_00)
    return town


def admitted(town: Town) -> None:
    """A colleague takes it in handling."""
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


def drafted(town: Town) -> None:
    """A colleague reserves and prepares."""
    admitted(town)
    town.reserve("garden", 40_00)
    town.prepare("garden", 40_00)


def requested(town: Town) -> None:
    """Colleagues decide, and ask for the payment."""
    drafted(town)
    town.take("garden")
    town.request_payout("garden", 40_00)


def nothing(_: Town) -> None:
    """Nothing happened yet."""


def take_in_handling(town: Town) -> None:
    """One's own proposal, as a case officer."""
    town.do(TakeInHandling, in_the_role_of(Role.CASE_OFFICER), proposal_id="garden")


def reserve(town: Town) -> None:
    """Money for oneself."""
    town.do(
        ReserveGrant,
        in_the_role_of(Role.CASE_OFFICER),
        proposal_id="garden",
        amount_cents=Money(1),
    )


def prepare(town: Town) -> None:
    """A decision on one's own proposal."""
    town.do(
        PrepareDecision,
        in_the_role_of(Role.CASE_OFFICER),
        proposal_id="garden",
        outcome=DecisionOutcome.REFUSE,
        amount_cents=ZERO,
        ground=DecisionGround.NOT_IN_PLAN,
        reason=sealed("modesty"),
        mandate_id="mandate-1",
    )


def take(town: Town) -> None:
    """The decision itself."""
    reason = town.draft_reason("garden")
    holder = in_the_role_of(Role.MANDATE_HOLDER)
    town.do(TakeDecision, holder, proposal_id="garden", draft_reason=reason)


def approve(town: Town) -> None:
    """The payment to oneself."""
    town.approve_payout("garden", in_the_role_of(Role.FINANCE))


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (nothing, take_in_handling),
        (admitted, reserve),
        (admitted, prepare),
        (drafted, take),
        (requested, approve),
    ],
)
def test_an_applicant_leaves_every_step_to_a_colleague(
    before: Callable[[Town], None], step: Callable[[Town], None]
) -> None:
    town = a_town()
    before(town)
    with refused(OwnInterest):
        step(town)
