"""Nobody handles, decides on or approves a payment for what he asked for himself (Awb 2:4)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from application.authorisation import MAY_COMMAND
from domain.command import Actor, ActorCommand, Role
from domain.decision import TakeDecision
from domain.proposal import ConfirmProposal, OwnInterest, TakeInHandling
from domain.round_extension import ExtendVotingRound
from domain.round_procedure import RoundProcedure
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import OTHER_OFFICER
from tests.scenarios.points import has_points
from tests.scenarios.quarter import EMMA, FRITS
from tests.scenarios.town import PEOPLE, sealed
from tests.unit.application.commands import example_of
from tests.unit.domain.given import refused

CITY = (Role.CASE_OFFICER, Role.FINANCE, Role.GRIFFIER, Role.MANDATE_HOLDER, Role.COLLEGE)
"""Who works for the city."""
STEPS = [
    pytest.param(intention, role, id=f"{intention.__name__}-{role}")
    for intention, roles in MAY_COMMAND.items()
    if "proposal_id" in intention.model_fields
    for role in CITY
    if role in roles
]


class TestEveryStepOfTheCity:
    """Is left to a colleague, whatever else stands in its way."""

    def test_there_are_steps_of_each_role(self) -> None:
        assert {step.values[1] for step in STEPS} == set(CITY)
        assert len(STEPS) > 30

    @pytest.mark.parametrize(("intention", "role"), STEPS)
    def test_by_who_applies(self, intention: type[ActorCommand], role: Role) -> None:
        town = Boardroom().with_rules()
        town.submit("garden", 40_00)
        applicant = Actor(id=PEOPLE[Role.RESIDENT].id, role=role)
        with refused(OwnInterest):
            town.desk.carry_out(example_of(intention, applicant))

    @pytest.mark.parametrize(("intention", "role"), STEPS)
    def test_by_who_declared_an_interest(self, intention: type[ActorCommand], role: Role) -> None:
        town = Boardroom().with_rules()
        town.submit("garden", 40_00)
        member = Actor(id="person-member", role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member)
        town.declare(member)
        with refused(OwnInterest):
            town.desk.carry_out(example_of(intention, Actor(id=member.id, role=role)))

    def test_and_is_taken_by_one(self) -> None:
        town = Boardroom().with_rules()
        town.adopt_plan()
        town.give_mandate()
        town.admit("garden", 40_00)
        has_points(town, "garden")
        town.reserve("garden", 40_00)
        town.prepare("garden", 40_00)
        member = Actor(id=PEOPLE[Role.MANDATE_HOLDER].id, role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member)
        town.declare(member)
        with refused(OwnInterest):
            town.take("garden")
        reason = town.draft_reason("garden")
        town.do(TakeDecision, Role.COLLEGE, proposal_id="garden", draft_reason=reason)

    @pytest.mark.parametrize("merging", [("garden", "green"), ("green", "garden")])
    def test_a_merger_is_not_prepared_by_who_has_an_interest_in_one_of_them(
        self, merging: tuple[str, ...]
    ) -> None:
        town = Boardroom().with_rules()
        for each in merging:
            town.submit(each, 40_00)
        member = Actor(id=OTHER_OFFICER.id, role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member)
        town.declare(member)
        with refused(OwnInterest):
            town.merges(OTHER_OFFICER, 80_00, *merging)


class TestARound:
    """Is opened and extended by who has an interest in nothing on its list, however that came."""

    @staticmethod
    def of_two(*, declares: bool) -> tuple[Boardroom, Actor]:
        """Two proposals in handling, and an officer who applies for one or declared an interest."""
        town = Boardroom().with_rules()
        for each in ("garden", "green"):
            town.admit(each, 40_00)
        if not declares:
            return town, Actor(id=PEOPLE[Role.RESIDENT].id, role=Role.CASE_OFFICER)
        member = Actor(id=OTHER_OFFICER.id, role=Role.BOARD_MEMBER)
        town.appoint("seat-1", member)
        town.declare(member, "green")
        return town, OTHER_OFFICER

    @pytest.mark.parametrize("declares", [False, True])
    def test_somebody_else_opens_it(self, *, declares: bool) -> None:
        town, officer = self.of_two(declares=declares)
        with refused(OwnInterest):
            town.open_round(["garden", "green"], 60_00, by=officer)
        town.open_round(["garden", "green"], 60_00)

    @pytest.mark.parametrize("declares", [False, True])
    def test_and_extends_it(self, *, declares: bool) -> None:
        town, officer = self.of_two(declares=declares)
        closes_at = town.now + timedelta(days=7)
        procedure = RoundProcedure(extension_days_max=7)
        town.open_round(["garden", "green"], 60_00, closes_at=closes_at, procedure=procedure)
        later: dict[str, Any] = {"closes_at": closes_at + timedelta(days=1)}
        later |= {"round_id": "round-1", "reason": sealed("the hall was shut")}
        with refused(OwnInterest):
            town.do(ExtendVotingRound, officer, **later)
        town.do(ExtendVotingRound, Role.CASE_OFFICER, **later)


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
