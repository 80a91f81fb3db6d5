"""Who has an interest in a proposal has no part in the advice on it (Awb 2:4)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.applicant import JointApplicant
from domain.board import NotSeated
from domain.board_advice import (
    AdviserHasInterest,
    InterestAlreadyDeclared,
    ProposalElsewhere,
    TooFewWithoutInterest,
)
from domain.board_state import AdviceStatus
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import ConfirmProposal, SubmitProposal, TakeInHandling
from domain.regulation_parts import ApplicantKind
from tests.scenarios.boardroom import (
    GEERT,
    HANNA,
    IRIS,
    JAN,
    KEES,
    KINDS,
    MEMBERS,
    RULES,
    Boardroom,
    last_advice,
)
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.quarter import EMMA, FRITS
from tests.unit.domain.given import refused, says_article

LIDA = Actor(id="person-lida", role=Role.BOARD_MEMBER)


class TestRecusal:
    """Who has an interest is not counted, and does not advise."""

    def of_member(self, **fields: Any) -> Boardroom:
        """Geert asks for something, in the role of a resident."""
        town = Boardroom().ready()
        resident = Actor(id=GEERT.id, role=Role.RESIDENT)
        self.asks(town, fields.pop("by", resident), **fields)
        return town

    @staticmethod
    def where_geert_speaks_for(party_id: str) -> Boardroom:
        """Everybody in a seat, his with who he works or speaks for, and a plan."""
        town = Boardroom().with_rules()
        town.appoint("seat-1", GEERT, party_ids=(party_id,))
        for number, (member, kind) in enumerate(zip(MEMBERS[1:], KINDS[1:], strict=True), start=2):
            town.appoint(f"seat-{number}", member, kind)
        town.adopt_plan()
        return town

    @staticmethod
    def asks(town: Boardroom, by: Actor, **fields: Any) -> None:
        """Somebody asks for a shed."""
        asked: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "title": sealed("a"),
            "description": sealed("b"),
            "amount_cents": Money(500_00),
        }
        town.do(SubmitProposal, by, proposal_id="shed", **asked, **fields)

    def test_of_an_applicant(self) -> None:
        town = self.of_member()
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="shed")
        with refused(AdviserHasInterest):
            town.advise(GEERT, proposal_id="shed")
        town.advise(HANNA, proposal_id="shed")
        advice = last_advice(town)
        assert advice.recused_ids == (GEERT.id,)
        assert GEERT.id not in advice.adviser_ids

    def test_of_a_joint_applicant(self) -> None:
        joint = JointApplicant(applicant_id=GEERT.id, kind=ApplicantKind.RESIDENT)
        resident = Actor(id="person-resident", role=Role.RESIDENT)
        town = self.of_member(by=resident, joint_applicants=(joint,))
        town.do(ConfirmProposal, Actor(id=GEERT.id, role=Role.RESIDENT), proposal_id="shed")
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="shed")
        with refused(AdviserHasInterest):
            town.advise(GEERT, proposal_id="shed")

    def test_of_a_helper(self) -> None:
        resident = Actor(id="person-resident", role=Role.RESIDENT)
        town = self.of_member(on_behalf_of=resident.id)
        town.do(ConfirmProposal, resident, proposal_id="shed")
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="shed")
        with refused(AdviserHasInterest):
            town.advise(GEERT, proposal_id="shed")

    @pytest.mark.parametrize("leads", [True, False])
    def test_of_who_works_or_speaks_for_an_applicant(self, leads: bool) -> None:
        foundation = Actor(id="foundation-x", role=Role.RESIDENT)
        joint = JointApplicant(applicant_id=foundation.id, kind=ApplicantKind.FOUNDATION)
        town = self.where_geert_speaks_for(foundation.id)
        if leads:
            self.asks(town, foundation, applicant_kind=ApplicantKind.FOUNDATION)
        else:
            self.asks(town, Actor(id="person-x", role=Role.RESIDENT), joint_applicants=(joint,))
            town.do(ConfirmProposal, foundation, proposal_id="shed")
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="shed")
        town.meet()
        with refused(AdviserHasInterest):
            town.advise(GEERT, proposal_id="shed")
        town.advise(HANNA, proposal_id="shed")
        assert last_advice(town).recused_ids == (GEERT.id,)

    def test_of_who_works_or_speaks_for_who_asked_for_what_was_merged(self) -> None:
        town = self.where_geert_speaks_for(FRITS.id)
        first, other = town.proposes(EMMA, 300_00), town.proposes(FRITS, 400_00)
        town.consents(FRITS, town.merges(EMMA, 700_00, first, other))
        whole = f"{first[:-4]}0003"
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=whole)
        town.meet()
        with refused(AdviserHasInterest):
            town.advise(GEERT, proposal_id=whole)

    def test_of_who_executes_the_priority_that_is_answered(self) -> None:
        town = self.where_geert_speaks_for("neighbours")
        town.choose_executor()
        town.admit("garden", 4_000_00)
        town.meet()
        with refused(AdviserHasInterest):
            town.advise(GEERT)
        town.advise(HANNA)
        assert last_advice(town).recused_ids == (GEERT.id,)
        with refused(AdviserHasInterest):
            town.advise(GEERT, favourable=False, priority_id=None)
        town.advise(HANNA, favourable=False, priority_id=None)
        assert last_advice(town).recused_ids == (GEERT.id,)

    def test_of_who_declares_it(self) -> None:
        town = Boardroom().ready()
        town.declare(GEERT)
        with refused(AdviserHasInterest):
            town.advise(GEERT)
        with refused(InterestAlreadyDeclared):
            town.declare(GEERT)

    def test_in_what_was_merged_is_one_in_what_came_of_it(self) -> None:
        town = Boardroom().ready()
        first, other = town.proposes(EMMA, 300_00), town.proposes(FRITS, 400_00)
        for member in (GEERT, HANNA):
            town.declare(member, first)
        town.consents(FRITS, town.merges(EMMA, 700_00, first, other))
        whole = f"{first[:-4]}0003"
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=whole)
        with refused(AdviserHasInterest):
            town.advise(GEERT, proposal_id=whole)
        town.advise(IRIS, proposal_id=whole)
        assert last_advice(town).recused_ids == (GEERT.id, HANNA.id)

    def test_leaves_too_few_where_the_quorum_is_missed(self) -> None:
        town = Boardroom().ready()
        for member in (GEERT, HANNA, IRIS):
            town.declare(member)
        with refused(TooFewWithoutInterest) as caught:
            town.advise(JAN)
        assert says_article(caught.value, RULES["board"]["article"])

    def test_afterwards_lets_the_advice_lapse(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.declare(KEES)
        assert town.board().standing_on("garden") == {}
        assert town.board().advice["garden"][None].status is AdviceStatus.LAPSED
        town.advise()
        assert KEES.id in last_advice(town).recused_ids

    def test_of_who_was_not_there_leaves_the_advice_standing(self) -> None:
        town = Boardroom().ready()
        town.meet(GEERT, HANNA, IRIS, meeting_id="board-2")
        town.advise(meeting_id="board-2")
        town.declare(KEES)
        assert town.board().standing_on("garden")

    def test_is_declared_by_members_about_their_own_wijk(self) -> None:
        town = Boardroom().ready()
        with refused(NotSeated):
            town.declare(LIDA)
        town.admit("oven", 500_00, wijk=SOESTERKWARTIER)
        with refused(ProposalElsewhere):
            town.declare(GEERT, "oven")
