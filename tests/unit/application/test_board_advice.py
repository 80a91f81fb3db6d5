"""Advice of the neighbourhood board: by those who were there, and have no interest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.activity import CostKind, CostLine
from domain.applicant import JointApplicant
from domain.board import NotPresent, NotSeated, RecordedBySamePerson
from domain.board_advice import (
    ActivityToAdviseOn,
    AdvisedAsAWhole,
    AdviserHasInterest,
    CriteriaDiffer,
    InterestAlreadyDeclared,
    MetBeforeProposal,
    PriorityToAnswerMissing,
    PriorityToAnswerUnknown,
    ProposalElsewhere,
    TooFewWithoutInterest,
)
from domain.board_events import AdviceGiven, CriterionPoints
from domain.board_state import AdviceStatus
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import ConfirmProposal, SubmitProposal, TakeInHandling
from domain.proposal_activities import SetActivity
from domain.regulation_parts import ApplicantKind, SeatKind
from tests.scenarios.boardroom import GEERT, HANNA, IRIS, JAN, KEES, RULES, Boardroom
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.quarter import EMMA, FRITS
from tests.unit.domain.given import refused

LIDA = Actor(id="person-lida", role=Role.BOARD_MEMBER)
PER_ACTIVITY = {"ranking": RULES["ranking"] | {"per_activity": True}}


def last_advice(town: Boardroom) -> AdviceGiven:
    """What was advised last."""
    (event,) = town.events()[-1:]
    assert isinstance(event, AdviceGiven)
    return event


class TestAdvice:
    """On the criteria with their weights, by those who were there."""

    def test_has_weighted_points_and_names_who_counted(self) -> None:
        town = Boardroom().ready()
        town.advise()
        advice = last_advice(town)
        assert (advice.weighted_points, advice.weighted_points_max) == (21, 30)
        assert advice.advised_cents == Money(4_000_00)
        assert advice.adviser_ids == tuple(
            sorted(member.id for member in (GEERT, HANNA, IRIS, JAN, KEES))
        )
        assert advice.recused_ids == ()

    def test_against_advises_no_money(self) -> None:
        town = Boardroom().ready()
        town.advise(favourable=False, priority_id=None)
        assert last_advice(town).advised_cents == Money(0)

    def test_is_refused_to_whoever_has_no_seat(self) -> None:
        with refused(NotSeated):
            Boardroom().ready().advise(LIDA)

    def test_is_refused_to_whoever_was_not_there(self) -> None:
        town = Boardroom().ready()
        town.meet(GEERT, HANNA, IRIS, meeting_id="board-2")
        with refused(NotPresent):
            town.advise(JAN, meeting_id="board-2")

    def test_is_not_recorded_by_who_recorded_the_meeting(self) -> None:
        town = Boardroom().ready()
        town.meet(meeting_id="board-2", by=GEERT)
        with refused(RecordedBySamePerson):
            town.advise(GEERT, meeting_id="board-2")
        with refused(RecordedBySamePerson):
            town.rank_needs(GEERT, meeting_id="board-2")
        town.advise(HANNA, meeting_id="board-2")

    def test_was_not_given_before_the_proposal_was_there(self) -> None:
        town = Boardroom().ready()
        town.now += timedelta(days=30)
        town.admit("late", 1_000_00)
        with refused(MetBeforeProposal):
            town.advise(proposal_id="late")
        town.meet(meeting_id="board-2")
        town.advise(proposal_id="late", meeting_id="board-2")

    def test_is_refused_once_a_seat_has_ended(self) -> None:
        town = Boardroom().ready()
        town.end_seat("seat-1")
        town.now += timedelta(days=1)
        with refused(NotSeated):
            town.advise(GEERT)

    @pytest.mark.parametrize(
        "points",
        [
            (),
            (CriterionPoints(criterion="reach", points=5),),
            (
                CriterionPoints(criterion="reach", points=5),
                CriterionPoints(criterion="reach", points=5),
                CriterionPoints(criterion="goals-of-the-wijk", points=5),
            ),
            (
                CriterionPoints(criterion="goals-of-the-wijk", points=5),
                CriterionPoints(criterion="charm", points=5),
            ),
        ],
    )
    def test_goes_by_exactly_the_published_criteria(
        self, points: tuple[CriterionPoints, ...]
    ) -> None:
        with refused(CriteriaDiffer):
            Boardroom().ready().advise(points=points)

    def test_in_favour_names_a_priority_of_the_plan(self) -> None:
        town = Boardroom().ready()
        with refused(PriorityToAnswerMissing):
            town.advise(priority_id=None)
        with refused(PriorityToAnswerUnknown):
            town.advise(priority_id="priority-9")

    def test_is_about_the_boards_own_wijk(self) -> None:
        town = Boardroom().ready()
        town.admit("oven", 500_00, wijk=SOESTERKWARTIER)
        with refused(ProposalElsewhere):
            town.advise(proposal_id="oven")

    def test_as_a_whole_names_no_activity(self) -> None:
        with refused(AdvisedAsAWhole):
            Boardroom().ready().advise(activity_id="digging")

    def test_goes_per_activity_where_the_regulation_says_so(self) -> None:
        town = Boardroom().ready(**PER_ACTIVITY)
        for activity_id, cost in (("digging", 300_00), ("planting", 200_00)):
            town.do(
                SetActivity,
                Role.RESIDENT,
                proposal_id="garden",
                activity_id=activity_id,
                title=sealed(activity_id),
                costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(cost)),),
            )
        with refused(ActivityToAdviseOn):
            town.advise()
        with refused(ActivityToAdviseOn):
            town.advise(activity_id="dancing")
        town.advise(activity_id="planting")
        assert last_advice(town).advised_cents == Money(200_00)

    def test_can_be_given_anew(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.advise(favourable=False)
        (advice,) = town.board().standing_on("garden").values()
        assert not advice.favourable


class TestRecusal:
    """Who has an interest is not counted, and does not advise."""

    def of_member(self, **fields: Any) -> Boardroom:
        """Geert asks for something, in the role of a resident."""
        town = Boardroom().ready()
        resident = Actor(id=GEERT.id, role=Role.RESIDENT)
        by = fields.pop("by", resident)
        asked: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "title": sealed("a"),
            "description": sealed("b"),
            "amount_cents": Money(500_00),
        }
        town.do(SubmitProposal, by, proposal_id="shed", **asked, **fields)
        return town

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

    def test_of_who_executes_the_priority_that_is_answered(self) -> None:
        town = Boardroom().with_rules()
        town.appoint("seat-1", GEERT, party_ids=("neighbours",))
        for number, member in enumerate((HANNA, IRIS), start=2):
            town.appoint(f"seat-{number}", member)
        for number, member in enumerate((JAN, KEES), start=4):
            town.appoint(f"seat-{number}", member, SeatKind.PROFESSIONAL)
        town.adopt_plan()
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
        with refused(TooFewWithoutInterest):
            town.advise(JAN)

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
