"""A coordinator assesses nothing, where the regulation keeps it apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.activity import CostKind, CostLine
from domain.board_events import AdviceGiven
from domain.command import Actor, Role
from domain.coordinator import (
    CoordinatorParty,
)
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.grant import ReserveGrant
from domain.leaving_out import LeaveOutOfHandling
from domain.money import Money
from domain.proposal import LeftOutGround, ProposalKind, TakeInHandling
from domain.proposal_activities import RankActivities, SetActivity
from domain.proposal_completion import RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.regulation_parts import SeatKind
from domain.separation import (
    CoordinatorMayNotAssess,
)
from tests.scenarios.boardroom import GEERT, HANNA, IRIS, JAN, MOSAIC, Boardroom
from tests.scenarios.people import sealed
from tests.scenarios.points import has_points
from tests.unit.domain.given import refused

SANNE = Actor(id="person-sanne", role=Role.RESIDENT)
OFFICER = Actor(id="person-sanne", role=Role.CASE_OFFICER)
FEASIBILITY = {"feasibility": {"article": "2", "grounds": ("lawful",)}}


class TestAssessing:
    """A coordinator assesses no proposals, unless the regulation lets it."""

    def test_is_not_done_by_a_valuator(self) -> None:
        town = Boardroom().with_rules(**FEASIBILITY)
        town.appoint_coordinator()
        town.submit("garden", 4_000_00)
        with refused(CoordinatorMayNotAssess):
            town.do(AssignValuator, Role.CASE_OFFICER, proposal_id="garden", valuator_id=SANNE.id)

    def test_is_not_done_by_a_valuator_who_came_to_coordinate(self) -> None:
        town = Boardroom().with_rules(**FEASIBILITY)
        town.submit("garden", 4_000_00)
        town.do(AssignValuator, Role.CASE_OFFICER, proposal_id="garden", valuator_id=SANNE.id)
        town.appoint_coordinator()
        with refused(CoordinatorMayNotAssess):
            town.do(
                RecordFeasibility,
                OFFICER,
                proposal_id="garden",
                findings=(GroundFinding(ground="lawful", holds=True),),
                reason=sealed("fine"),
            )

    def test_is_not_done_by_putting_activities_in_order(self) -> None:
        town = Boardroom().ready()
        town.do(
            SetActivity,
            Role.RESIDENT,
            proposal_id="garden",
            activity_id="digging",
            title=sealed("digging"),
            costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(300_00)),),
        )
        town.appoint_coordinator()
        with refused(CoordinatorMayNotAssess):
            town.do(
                RankActivities,
                OFFICER,
                proposal_id="garden",
                activity_ids=("digging",),
                reason=sealed("first"),
            )

    def test_is_not_done_by_taking_in_handling_or_leaving_out(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        town.submit("garden", 4_000_00)
        with refused(CoordinatorMayNotAssess):
            town.do(TakeInHandling, OFFICER, proposal_id="garden")
        with refused(CoordinatorMayNotAssess):
            town.do(
                LeaveOutOfHandling,
                OFFICER,
                proposal_id="garden",
                ground=LeftOutGround.REQUIREMENTS_NOT_MET,
                reason=sealed("it is not for us"),
            )

    def test_is_not_done_by_asking_for_more_or_marking_a_duplicate(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        town.submit("garden", 4_000_00)
        town.submit("pond", 4_000_00)
        with refused(CoordinatorMayNotAssess):
            town.do(
                RequestCompletion,
                OFFICER,
                proposal_id="garden",
                reason=sealed("a drawing"),
                answer_by=town.now.date() + timedelta(days=20),
            )
        with refused(CoordinatorMayNotAssess):
            town.do(
                MarkDuplicate,
                OFFICER,
                proposal_id="pond",
                duplicate_of="garden",
                reason=sealed("the same"),
            )

    def test_is_not_done_by_setting_money_apart(self) -> None:
        town = Boardroom().ready()
        town.appoint_coordinator()
        with refused(CoordinatorMayNotAssess):
            town.do(ReserveGrant, OFFICER, proposal_id="garden", amount_cents=Money(4_000_00))

    @pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.MANDATE_HOLDER])
    def test_is_not_done_by_deciding(self, role: Role) -> None:
        town = Boardroom().ready()
        has_points(town, "garden")
        town.reserve("garden", 4_000_00)
        party = CoordinatorParty(party_id=MOSAIC, actor_ids=(f"person-{role.value}",))
        if role is Role.MANDATE_HOLDER:
            town.prepare("garden", 4_000_00)
        town.appoint_coordinator(parties=(party,))
        with refused(CoordinatorMayNotAssess):
            town.take("garden") if role is Role.MANDATE_HOLDER else town.prepare("garden", 1_00)

    def test_is_not_done_by_making_an_agreement(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        town.submit("green", 100_00, kind=ProposalKind.CHALLENGE)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="green")
        with refused(CoordinatorMayNotAssess):
            town.agrees(Actor(id=SANNE.id, role=Role.COLLEGE))

    def test_is_not_done_from_a_seat(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        with refused(CoordinatorMayNotAssess):
            town.appoint("seat-1", Actor(id=SANNE.id, role=Role.BOARD_MEMBER))
        with refused(CoordinatorMayNotAssess):
            town.appoint("seat-1", GEERT, party_ids=(MOSAIC,))

    def test_is_not_done_from_a_seat_by_who_came_to_coordinate(self) -> None:
        town = Boardroom().ready()
        party = CoordinatorParty(party_id=MOSAIC, actor_ids=(GEERT.id,))
        town.appoint_coordinator(parties=(party,))
        with refused(CoordinatorMayNotAssess):
            town.advise(GEERT)

    def test_does_not_count_in_advice(self) -> None:
        town = Boardroom().with_rules()
        town.appoint("seat-1", GEERT, party_ids=(MOSAIC,))
        for number, member in enumerate((HANNA, IRIS), start=2):
            town.appoint(f"seat-{number}", member)
        town.appoint("seat-4", JAN, SeatKind.PROFESSIONAL)
        town.adopt_plan()
        town.admit("garden", 4_000_00)
        town.meet(GEERT, HANNA, IRIS, JAN)
        town.appoint_coordinator()
        town.advise(HANNA)
        (event,) = town.events()[-1:]
        assert isinstance(event, AdviceGiven)
        assert event.recused_ids == (GEERT.id,)

    def test_is_let_by_the_regulation(self) -> None:
        town = Boardroom().with_rules(**{"separation": {"article": "9", "may_assess": True}})
        town.appoint_coordinator()
        town.appoint("seat-1", Actor(id=SANNE.id, role=Role.BOARD_MEMBER))
