"""The coordinator: one for each wijk at a time, and kept apart as the regulation says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.activity import CostKind, CostLine
from domain.applicant import JointApplicant
from domain.board_events import AdviceGiven
from domain.command import Actor, Role
from domain.coordinator import (
    AppointmentEndedBackwards,
    AppointmentOver,
    AppointmentPeriodEmpty,
    AppointmentsOverlap,
    AppointmentUnknown,
    CoordinatorAlreadyAppointed,
    CoordinatorParty,
    PartyNamedTwice,
)
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.money import Money
from domain.proposal import SubmitProposal
from domain.proposal_activities import RankActivities, SetActivity
from domain.regulation_parts import ApplicantKind, SeatKind
from domain.separation import (
    CoordinatorMayNotAssess,
    CoordinatorMayNotBePaid,
    CoordinatorMayNotExecute,
)
from tests.scenarios.boardroom import GEERT, HANNA, IRIS, JAN, MOSAIC, Boardroom
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.unit.domain.given import refused

SANNE = Actor(id="person-sanne", role=Role.RESIDENT)
OFFICER = Actor(id="person-sanne", role=Role.CASE_OFFICER)
FEASIBILITY = {"feasibility": {"article": "2", "grounds": ("lawful",)}}


def may(**deeds: bool) -> dict[str, Any]:
    """A rule of separation that lets a coordinator do something besides."""
    return {"separation": {"article": "9"} | deeds}


def asks(town: Boardroom, by: Actor = SANNE, proposal_id: str = "shed", **changed: Any) -> None:
    """Somebody asks for money."""
    fields: dict[str, Any] = {
        "wijk": LIENDERT,
        "year": YEAR,
        "title": sealed("a"),
        "description": sealed("b"),
        "amount_cents": Money(500_00),
    }
    town.do(SubmitProposal, by, proposal_id=proposal_id, **(fields | changed))


class TestAppointing:
    """Per period, by an act, one at a time."""

    def test_is_done_once(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        with refused(CoordinatorAlreadyAppointed):
            town.appoint_coordinator()

    def test_needs_a_period(self) -> None:
        with refused(AppointmentPeriodEmpty):
            Boardroom().appoint_coordinator(valid_until=date(YEAR - 1, 1, 1))

    def test_names_each_party_once(self) -> None:
        party = CoordinatorParty(party_id=MOSAIC)
        with refused(PartyNamedTwice):
            Boardroom().appoint_coordinator(parties=(party, party))

    @pytest.mark.parametrize(
        ("one", "other"),
        [((), ()), ((), (LIENDERT,)), ((LIENDERT,), ()), ((LIENDERT,), (LIENDERT,))],
    )
    def test_does_not_overlap(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        town = Boardroom()
        town.appoint_coordinator(wijken=one)
        with refused(AppointmentsOverlap):
            town.appoint_coordinator("tender-2", wijken=other, valid_from=date(YEAR + 2, 12, 31))

    def test_goes_beside_one_of_another_wijk_or_another_time(self) -> None:
        town = Boardroom()
        town.appoint_coordinator(wijken=(LIENDERT,))
        town.appoint_coordinator("tender-2", wijken=(SOESTERKWARTIER,))
        after = {"valid_from": date(YEAR + 3, 1, 1), "valid_until": date(YEAR + 4, 1, 1)}
        town.appoint_coordinator("tender-3", **after)

    def test_ends_today_at_the_earliest_and_makes_room(self) -> None:
        town = Boardroom()
        with refused(AppointmentUnknown):
            town.end_appointment()
        town.appoint_coordinator()
        with refused(AppointmentEndedBackwards):
            town.end_appointment(last_day=town.now.date() - timedelta(days=1))
        with refused(AppointmentOver):
            town.end_appointment(last_day=date(YEAR + 2, 12, 31))
        town.end_appointment()
        with refused(AppointmentOver):
            town.end_appointment()
        town.appoint_coordinator("tender-2", valid_from=town.now.date() + timedelta(days=1))

    def test_does_not_end_before_it_begins(self) -> None:
        town = Boardroom()
        town.appoint_coordinator(valid_from=date(YEAR, 6, 1))
        with refused(AppointmentEndedBackwards):
            town.end_appointment(last_day=date(YEAR, 5, 1))


class TestExecuting:
    """A coordinator executes nothing, unless the regulation lets it."""

    @pytest.mark.parametrize("who", [MOSAIC, SANNE.id])
    def test_is_not_chosen_in_a_plan(self, who: str) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        town.adopt_plan()
        with refused(CoordinatorMayNotExecute):
            town.choose_executor(executor_id=who)
        town.choose_executor()

    def test_is_let_by_the_regulation(self) -> None:
        town = Boardroom().with_rules(**may(may_execute=True))
        town.appoint_coordinator()
        town.adopt_plan()
        town.choose_executor(executor_id=MOSAIC)

    @pytest.mark.parametrize("rules", [{"separation": None}, {"separation": None, "board": None}])
    def test_is_not_kept_apart_where_no_rule_says_so(self, rules: dict[str, Any]) -> None:
        town = Boardroom().with_rules(**rules)
        town.appoint_coordinator()
        town.adopt_plan()
        town.choose_executor(executor_id=MOSAIC)

    def test_is_kept_apart_in_ones_own_wijk_and_time_only(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator(wijken=(SOESTERKWARTIER,))
        town.appoint_coordinator("tender-2", wijken=(LIENDERT,), valid_from=date(YEAR + 1, 1, 1))
        town.adopt_plan()
        town.choose_executor(executor_id=MOSAIC)

    def test_is_what_an_applicant_does(self) -> None:
        town = Boardroom().with_rules(**may(may_be_paid=True))
        town.appoint_coordinator()
        with refused(CoordinatorMayNotExecute):
            asks(town)


class TestBeingPaid:
    """A coordinator receives no grant, unless the regulation lets it."""

    def test_an_application_is_refused(self) -> None:
        town = Boardroom().with_rules(**may(may_execute=True))
        town.appoint_coordinator()
        with refused(CoordinatorMayNotBePaid):
            asks(town)

    def test_an_application_together_is_refused(self) -> None:
        town = Boardroom().with_rules(**may(may_execute=True))
        town.appoint_coordinator()
        joint = JointApplicant(applicant_id=SANNE.id, kind=ApplicantKind.FOUNDATION)
        neighbour = Actor(id="person-neighbour", role=Role.RESIDENT)
        with refused(CoordinatorMayNotBePaid):
            asks(town, neighbour, joint_applicants=(joint,))

    def test_an_application_with_a_helper_is_refused(self) -> None:
        town = Boardroom().with_rules(**may(may_execute=True))
        town.appoint_coordinator()
        with refused(CoordinatorMayNotBePaid):
            asks(town, Actor(id="person-helper", role=Role.RESIDENT), on_behalf_of=SANNE.id)

    def test_is_let_by_the_regulation(self) -> None:
        town = Boardroom().with_rules(**may(may_execute=True, may_be_paid=True))
        town.appoint_coordinator()
        asks(town)

    def decided(self) -> Boardroom:
        """The garden's applicant, whose grant is ready to be decided on."""
        town = Boardroom().ready()
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 4_000_00)
        return town

    def of_applicant(self) -> tuple[CoordinatorParty, ...]:
        """A coordinator for whom the applicant of the garden acts."""
        return (CoordinatorParty(party_id=MOSAIC, actor_ids=("person-resident",)),)

    def test_no_grant_is_decided_for_who_came_to_coordinate(self) -> None:
        town = self.decided()
        town.appoint_coordinator(parties=self.of_applicant())
        with refused(CoordinatorMayNotBePaid):
            town.take("garden")

    def test_a_grant_of_the_time_of_coordinating_is_not_paid(self) -> None:
        town = self.decided()
        town.take("garden")
        town.appoint_coordinator(parties=self.of_applicant())
        with refused(CoordinatorMayNotBePaid):
            town.request_payout("garden", 100_00)

    def test_a_grant_from_before_is_a_right_and_is_paid(self) -> None:
        town = self.decided()
        town.take("garden")
        tomorrow = town.now.date() + timedelta(days=1)
        town.appoint_coordinator(parties=self.of_applicant(), valid_from=tomorrow)
        town.now += timedelta(days=2)
        town.request_payout("garden", 100_00)


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
        town = Boardroom().with_rules(**may(may_assess=True))
        town.appoint_coordinator()
        town.appoint("seat-1", Actor(id=SANNE.id, role=Role.BOARD_MEMBER))
