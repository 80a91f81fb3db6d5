"""Leaving a proposal out of handling is looked at again by an objection (Awb 4:5, 6:7, 10:3)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from application.streams import Reading
from domain.command import Actor, Role
from domain.deadlines import no_holiday
from domain.event_catalogue import event_from
from domain.mandate import MandateMissing
from domain.money import Money
from domain.objection import NothingToObjectTo
from domain.objection_decision import ObjectionAmountDoesNotFit, OwnDecisionObjectedTo
from domain.objection_events import (
    DecisionKind,
    ObjectionDecided,
    ObjectionLodged,
    ObjectionOutcome,
)
from domain.proposal import ProposalLeftOutOfHandling, ProposalStatus
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import TooFewSupporters
from projections.deadlines import DeadlineKind, deadlines_of
from projections.handling_terms import decision_due
from projections.mandate_check import MandateCheck, MandateFault
from tests.scenarios.town import PEOPLE, YEAR, Town
from tests.unit.domain.given import refused
from tests.unit.lives.left_out import decide, leave_out
from tests.unit.projections.entries import dossier_of, entries_of, next_dates_in, with_changed

HOLDER = PEOPLE[Role.MANDATE_HOLDER]
UNTIL = date(YEAR, 2, 23)


def left_out() -> Town:
    """A garden of 600 euros is left out of handling on 12 January."""
    town = incomplete(Town().with_plan())
    leave_out(town)
    return town


def incomplete(town: Town) -> Town:
    """A garden of 600 euros is not completed in the week for it."""
    town.submit("garden", 600_00)
    town.nothing_comes("garden")
    return town


def heard(town: Town) -> Town:
    """The applicant objected to it, and was heard."""
    town.lodge("garden", against=DecisionKind.HANDLING)
    town.register_objection("garden")
    town.hear("garden")
    return town


def faults(town: Town) -> list[MandateFault]:
    """What an auditor finds."""
    return [each.fault for each in MandateCheck().faults_in(entries_of(town))]


def status(town: Town) -> ProposalStatus:
    """Where the garden stands."""
    return dossier_of(town).status


class TestItsTerm:
    """Six weeks, told with it, as with any decision."""

    def test_is_on_the_event_in_the_calendar_and_beside_the_proposal(self) -> None:
        town = left_out()
        dossier = dossier_of(town)
        assert dossier.left_out is not None
        assert dossier.left_out.objection_until == next_dates_in(town)[0].due == UNTIL
        found = deadlines_of([dossier], {}, town.now.date(), lambda _: False)
        assert [(each.kind, each.due) for each in found] == [(DeadlineKind.OBJECTION, UNTIL)]

    def test_is_the_one_of_the_law_where_nothing_was_told(self) -> None:
        told = {
            "at": "2027-01-04T09:00:00Z",
            "by": {"id": HOLDER.id, "role": "case_officer"},
            "proposal_id": "garden",
            "ground": "requirements_not_met",
            "reason": "c0" * 32,
        }
        event = event_from("proposal.left_out_of_handling.v1", json.dumps(told).encode())
        assert isinstance(event, ProposalLeftOutOfHandling)
        assert event.objection_until == date(YEAR, 2, 15)

    def test_an_objection_keeps_whose_decision_it_was(self) -> None:
        town = left_out()
        town.lodge("garden", against=DecisionKind.HANDLING)
        lodged = town.events()[-1]
        assert isinstance(lodged, ObjectionLodged)
        assert (lodged.former_taken_by, lodged.objection_until) == (HOLDER.id, UNTIL)
        found = deadlines_of([dossier_of(town)], {}, town.now.date(), lambda _: False)
        assert DeadlineKind.ON_OBJECTION in {each.kind for each in found}


class TestUnderAMandate:
    """It is a decision of the college, or in its name (Awb 10:3)."""

    @pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.MANDATE_HOLDER])
    def test_nobody_but_the_college_leaves_it_out_without_one(self, role: Role) -> None:
        town = incomplete(Town().with_plan())
        with refused(MandateMissing):
            town.leave_out("garden", role)
        town.leave_out("garden")
        found = dossier_of(town).left_out
        assert (found and found.mandate_id) is None

    def test_a_case_officer_with_a_mandate_leaves_it_out(self) -> None:
        town = Town().with_money()
        town.give_mandate(600_00, holder_id=PEOPLE[Role.CASE_OFFICER].id)
        incomplete(town)
        town.leave_out("garden", Role.CASE_OFFICER, mandate_id="mandate-1")
        found = dossier_of(town).left_out
        assert (found and found.mandate_id) == "mandate-1"
        assert faults(town) == []

    @pytest.mark.parametrize(
        ("changed", "fault"),
        [
            ({"mandate_id": None}, MandateFault.NO_MANDATE),
            ({"amount_cents": Money(100_000_01)}, MandateFault.ABOVE_CEILING),
            ({"by": PEOPLE[Role.CASE_OFFICER]}, MandateFault.NOT_THE_HOLDER),
        ],
    )
    def test_an_auditor_holds_it_against_the_register(
        self, changed: dict[str, Any], fault: MandateFault
    ) -> None:
        town = left_out()
        assert faults(town) == []
        entries = with_changed(town, ProposalLeftOutOfHandling, **changed)
        assert [each.fault for each in MandateCheck().faults_in(entries)] == [fault]

    def test_one_of_before_mandates_were_asked_is_nothing_to_check(self) -> None:
        before = {"mandate_id": None, "amount_cents": Money(0), "by": PEOPLE[Role.CASE_OFFICER]}
        entries = with_changed(left_out(), ProposalLeftOutOfHandling, **before)
        assert list(MandateCheck().faults_in(entries)) == []


class TestDeciding:
    """Founded or not; no amount goes with it."""

    def test_founded_the_proposal_is_in_handling_and_can_be_granted(self) -> None:
        town = left_out()
        town.objects_to_leaving_out("garden")
        assert status(town) is ProposalStatus.IN_HANDLING
        assert dossier_of(town).left_out is None
        town.reserve("garden", 600_00)
        town.prepare("garden", 600_00)
        town.take("garden")

    def test_unfounded_it_stays_out(self) -> None:
        town = heard(left_out())
        decide(ObjectionOutcome.UNFOUNDED)(town)
        assert status(town) is ProposalStatus.LEFT_OUT_OF_HANDLING

    def test_of_two_that_are_founded_the_second_returns_nothing_more(self) -> None:
        town = heard(left_out())
        town.lodge(
            "garden",
            "objection-2",
            by=Actor(id="person-neighbour", role=Role.RESIDENT),
            against=DecisionKind.HANDLING,
            interest="c1" * 32,
        )
        town.register_objection("garden", objection_id="objection-2")
        town.hear("garden", "objection-2")
        founded = decide(ObjectionOutcome.FOUNDED)
        founded(town)
        town.decide_objection(
            "garden", objection_id="objection-2", outcome=ObjectionOutcome.FOUNDED
        )
        assert status(town) is ProposalStatus.IN_HANDLING

    def test_an_amount_does_not_go_with_it(self) -> None:
        with refused(ObjectionAmountDoesNotFit):
            heard(left_out()).decide_objection("garden", 600_00)

    def test_who_left_it_out_does_not_decide_on_the_objection(self) -> None:
        town = heard(left_out())
        by = Actor(id=HOLDER.id, role=Role.COLLEGE)
        with refused(OwnDecisionObjectedTo):
            town.decide_objection("garden", by=by, outcome=ObjectionOutcome.FOUNDED)

    def test_the_college_looks_again_at_what_it_did_itself(self) -> None:
        town = incomplete(Town().with_plan())
        town.leave_out("garden")
        town.objects_to_leaving_out("garden")
        assert status(town) is ProposalStatus.IN_HANDLING
        assert faults(town) == []

    def test_what_lacks_support_under_its_regulation_does_not_come_in_by_it(self) -> None:
        town = Town().with_plan()
        rule = {"article": "2", "bands": ({"least_supporters": 2},)}
        town.adopt_regulation(Regulation.model_validate({"support": rule}))
        leave_out(incomplete(town))
        with refused(TooFewSupporters):
            town.objects_to_leaving_out("garden")

    def test_there_is_nothing_to_object_to_once_it_is_in_handling(self) -> None:
        town = left_out()
        town.objects_to_leaving_out("garden")
        with refused(NothingToObjectTo):
            town.lodge("garden", "objection-2", against=DecisionKind.HANDLING)

    def test_who_takes_it_back_leaves_it_as_it_is(self) -> None:
        town = heard(left_out())
        town.take_objection_back("garden")
        assert status(town) is ProposalStatus.LEFT_OUT_OF_HANDLING


class TestTheTermForADecision:
    """It stood still while the applicant could complete the proposal, also where they did not."""

    def test_does_not_run_again_as_if_nothing_had_been_asked(self) -> None:
        town = Town().with_plan()
        town.submit("garden", 600_00)
        town.nothing_comes("garden", 14)
        leave_out(town)
        town.objects_to_leaving_out("garden")
        proposal = Reading(town.streams).proposal("garden").state
        assert proposal is not None
        assert proposal.stood_still == timedelta(days=14)
        due = decision_due(dossier_of(town), NO_RULES, no_holiday)
        assert due == date(YEAR, 3, 15)


class TestTheCheck:
    """`wijkkas check-mandates` reads it from the log alone."""

    def test_finds_nothing_where_another_decided(self) -> None:
        town = left_out()
        town.objects_to_leaving_out("garden")
        assert list(MandateCheck().faults_in(entries_of(town))) == []

    def test_finds_who_decided_on_the_objection_to_what_they_did(self) -> None:
        town = left_out()
        town.objects_to_leaving_out("garden")
        as_college = Actor(id=HOLDER.id, role=Role.COLLEGE)
        forged = with_changed(town, ObjectionDecided, by=as_college)
        (found,) = MandateCheck().faults_in(forged)
        assert found.fault is MandateFault.DECIDED_TWICE


def test_it_needs_no_money_in_the_wijk() -> None:
    town = Town()
    town.adopt_division()
    town.open_year(ceiling=1_000_00)
    town.give_mandate()
    leave_out(incomplete(town))
    town.objects_to_leaving_out("garden")
    assert dossier_of(town).granted_cents == Money(0)
