"""The coordinator, kept apart as the regulation says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.applicant import JointApplicant
from domain.command import Actor, Role
from domain.coordinator import (
    CoordinatorParty,
)
from domain.money import Money
from domain.proposal import (
    ProposalKind,
    SubmitProposal,
    TakeInHandling,
)
from domain.regulation_parts import ApplicantKind
from domain.separation import (
    CoordinatorMayNotBePaid,
    CoordinatorMayNotExecute,
)
from tests.scenarios.boardroom import MOSAIC, Boardroom
from tests.scenarios.lines_town import LinesTown
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.points import has_points
from tests.unit.domain.given import refused

SANNE = Actor(id="person-sanne", role=Role.RESIDENT)
OFFICER = Actor(id="person-sanne", role=Role.CASE_OFFICER)
FEASIBILITY = {"feasibility": {"article": "2", "grounds": ("lawful",)}}


def may(**deeds: bool) -> dict[str, Any]:
    """A rule of separation that lets a coordinator do something besides."""
    return {"separation": {"article": "9"} | deeds}


APPLICANT = (CoordinatorParty(party_id=MOSAIC, actor_ids=("person-resident",)),)
"""A coordinator for whom the applicant of what the town submits acts."""


class TownOfLines(Boardroom, LinesTown):
    """A board, and subsidies of institutions."""


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

    @pytest.mark.parametrize("who", [MOSAIC, SANNE.id])
    @pytest.mark.parametrize("wijken", [(), (LIENDERT,)])
    def test_who_was_chosen_in_a_plan_does_not_come_to_coordinate(
        self, who: str, wijken: tuple[str, ...]
    ) -> None:
        town = Boardroom().with_rules()
        town.adopt_plan()
        town.choose_executor(executor_id=who)
        with refused(CoordinatorMayNotExecute):
            town.appoint_coordinator(wijken=wijken)

    def test_who_was_chosen_coordinates_elsewhere_later_or_where_the_rules_let_it(self) -> None:
        town = Boardroom().with_rules()
        town.adopt_plan()
        town.choose_executor(executor_id=MOSAIC)
        town.appoint_coordinator(wijken=(SOESTERKWARTIER,))
        town.appoint_coordinator("tender-2", wijken=(LIENDERT,), valid_from=date(YEAR + 1, 1, 1))
        town = Boardroom().with_rules(**may(may_execute=True))
        town.adopt_plan()
        town.choose_executor(executor_id=MOSAIC)
        town.appoint_coordinator()

    def test_no_grant_is_decided_for_who_came_to_coordinate(self) -> None:
        town = Boardroom().ready(**may(may_be_paid=True))
        has_points(town, "garden")
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 4_000_00)
        town.appoint_coordinator(parties=APPLICANT)
        with refused(CoordinatorMayNotExecute):
            town.take("garden")

    def test_no_agreement_is_made_with_who_came_to_coordinate(self) -> None:
        town = Boardroom().with_rules()
        town.submit("green", 100_00, kind=ProposalKind.CHALLENGE)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="green")
        town.appoint_coordinator(parties=APPLICANT)
        with refused(CoordinatorMayNotExecute):
            town.agrees(Role.COLLEGE)

    def test_no_activity_is_handed_over_to_who_came_to_coordinate(self) -> None:
        town = TownOfLines()
        town.with_rules()
        town.record_subsidy(since=YEAR - 1)
        town.end_subsidy()
        town.submit("garden", 100_00)
        town.appoint_coordinator(parties=APPLICANT)
        with refused(CoordinatorMayNotExecute):
            town.hand_over(name=None, proposal_id="garden")


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
        has_points(town, "garden")
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
