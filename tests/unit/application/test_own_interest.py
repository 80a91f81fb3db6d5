"""Nobody handles, decides on or approves a payment for what he asked for himself (Awb 2:4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from domain.command import Actor, Role
from domain.decision import PrepareDecision, TakeDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReserveGrant
from domain.money import ZERO, Money
from domain.proposal import (
    ConfirmProposal,
    LeaveOutOfHandling,
    LeftOutGround,
    OwnInterest,
    ProposalKind,
    TakeInHandling,
)
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import OTHER_OFFICER
from tests.scenarios.quarter import EMMA, FRITS
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


class TestWhoDeclaredAnInterest:
    """As a member of a board: they do not decide on it in another role either."""

    @staticmethod
    def declared_by(role: Role) -> Boardroom:
        """Somebody who also works for the city has a seat, and an interest in the garden."""
        town = Boardroom().with_rules()
        town.adopt_plan()
        town.give_mandate()
        town.submit("garden", 40_00)
        member = Actor(id=PEOPLE[role].id, role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member, by=OTHER_OFFICER)
        town.declare(member)
        return town

    def test_takes_nothing_in_handling_and_reserves_nothing(self) -> None:
        town = self.declared_by(Role.CASE_OFFICER)
        with refused(OwnInterest):
            town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
        town.do(TakeInHandling, OTHER_OFFICER, proposal_id="garden")
        with refused(OwnInterest):
            town.reserve("garden", 40_00)

    def test_leaves_nothing_out_of_handling(self) -> None:
        with refused(OwnInterest):
            self.declared_by(Role.CASE_OFFICER).do(
                LeaveOutOfHandling,
                Role.CASE_OFFICER,
                proposal_id="garden",
                ground=LeftOutGround.REQUIREMENTS_NOT_MET,
                reason=sealed("it is not for us"),
            )

    def test_takes_no_decision_on_it(self) -> None:
        town = self.declared_by(Role.MANDATE_HOLDER)
        drafted(town)
        with refused(OwnInterest):
            town.take("garden")
        town.do(
            TakeDecision,
            Role.COLLEGE,
            proposal_id="garden",
            draft_reason=town.draft_reason("garden"),
        )

    def test_prepares_none(self) -> None:
        town = self.declared_by(Role.CASE_OFFICER)
        town.do(TakeInHandling, OTHER_OFFICER, proposal_id="garden")
        with refused(OwnInterest):
            town.prepare_refusal("garden")

    def test_makes_no_agreement_on_it(self) -> None:
        town = self.declared_by(Role.COLLEGE)
        town.submit("green", 40_00, kind=ProposalKind.CHALLENGE)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="green")
        town.declare(Actor(id=PEOPLE[Role.COLLEGE].id, role=Role.BOARD_MEMBER), "green")
        with refused(OwnInterest):
            town.agrees(Role.COLLEGE)


class TestAfterAMerger:
    """What people had to do with before, they have to do with afterwards."""

    @staticmethod
    def helped(town: Boardroom, helper: Actor, applicant: Actor) -> str:
        """Somebody helps a resident to submit a proposal."""
        resident = Actor(id=helper.id, role=Role.RESIDENT)
        proposal_id = town.proposes(resident, 100_00, on_behalf_of=applicant.id)
        town.do(ConfirmProposal, applicant, proposal_id=proposal_id)
        return proposal_id

    def test_each_of_the_helpers_has_an_interest(self) -> None:
        town = Boardroom().with_rules()
        officers = (PEOPLE[Role.CASE_OFFICER], OTHER_OFFICER)
        first, other = map(partial(self.helped, town), officers, (EMMA, FRITS))
        town.consents(FRITS, town.merges(EMMA, 200_00, first, other))
        merged = town.proposal(f"{first[:-4]}0003")
        assert merged.helper_ids == tuple(sorted(officer.id for officer in officers))
        for officer in officers:
            with refused(OwnInterest):
                town.do(TakeInHandling, officer, proposal_id=merged.proposal_id)

    def test_who_declared_an_interest_in_one_of_them_has_one_in_the_whole(self) -> None:
        town = Boardroom().with_rules()
        officer = PEOPLE[Role.CASE_OFFICER]
        member = Actor(id=officer.id, role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member, by=OTHER_OFFICER)
        first, other = town.proposes(EMMA, 100_00), town.proposes(FRITS, 100_00)
        town.declare(member, other)
        town.consents(FRITS, town.merges(EMMA, 200_00, first, other))
        with refused(OwnInterest):
            town.do(TakeInHandling, officer, proposal_id=f"{first[:-4]}0003")
