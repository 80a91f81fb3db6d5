"""A decision rests on a ground that can bear it, and whoever verifies it had no part in it."""

from __future__ import annotations

import pytest

from domain.command import Actor, Role
from domain.decision import (
    DecisionAlreadyTaken,
    Finding,
    OwnDecisionVerified,
    VerifyDecision,
)
from domain.decision_ground import DecisionGround, DecisionOutcome, GroundDoesNotFit
from domain.proposal import WithdrawProposal
from tests.scenarios.town import PEOPLE, Town
from tests.unit.domain.given import refused

OF_FACTS = {DecisionGround.ROUND_WON, DecisionGround.ROUND_LOST, DecisionGround.CEILING_REACHED}
"""These fit only where they are true, which `tests/unit/lives/true_ground.py` is about."""
GRANTING = {DecisionGround.ROUND_WON, DecisionGround.PLAN_PRIORITY}


def ready_to_decide() -> Town:
    """Money is reserved for a garden."""
    town = Town().with_plan(100_00)
    town.admit("garden", 40_00)
    town.reserve("garden", 40_00)
    return town


@pytest.mark.parametrize("ground", DecisionGround)
def test_a_ground_bears_a_grant_or_a_refusal_and_never_both(ground: DecisionGround) -> None:
    fits, other = DecisionOutcome.GRANT, DecisionOutcome.REFUSE
    if ground not in GRANTING:
        fits, other = other, fits
    amounts = {DecisionOutcome.GRANT: 40_00, DecisionOutcome.REFUSE: 0}
    town = ready_to_decide()
    with refused(GroundDoesNotFit):
        town.prepare("garden", amounts[other], outcome=other, ground=ground)
    if ground not in OF_FACTS:
        assert town.prepare("garden", amounts[fits], outcome=fits, ground=ground)


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.MANDATE_HOLDER])
def test_nobody_verifies_what_he_prepared_or_decided_himself(role: Role) -> None:
    town = ready_to_decide()
    town.prepare("garden", 40_00)
    town.take("garden")
    himself = Actor(id=PEOPLE[role].id, role=Role.GRIFFIER)
    with refused(OwnDecisionVerified):
        town.do(VerifyDecision, himself, proposal_id="garden", finding=Finding.IN_ORDER)
    assert town.verify("garden")


def refused_garden() -> Town:
    """The garden was refused."""
    town = ready_to_decide()
    refuses = {"outcome": DecisionOutcome.REFUSE, "ground": DecisionGround.NOT_IN_PLAN}
    town.prepare("garden", 0, **refuses)
    town.take("garden")
    return town


def test_nobody_votes_on_what_was_decided_before() -> None:
    town = refused_garden()
    with refused(DecisionAlreadyTaken):
        town.open_round(["garden"], budget=40_00)


def test_nobody_takes_back_what_was_decided_on() -> None:
    town = refused_garden()
    with refused(DecisionAlreadyTaken):
        town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
