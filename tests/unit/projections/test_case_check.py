"""An auditor's own check of inquiries: who opened one neither decided nor suspended in it."""

from __future__ import annotations

from adapters.command_line.check_mandates import as_line
from domain.command import Actor, Role
from domain.integrity_events import CaseDecided, CaseOutcome, CasePaymentsSuspended, FollowUp
from projections.entry import Entry
from projections.mandate_check import FaultFound, MandateCheck, MandateFault
from tests.scenarios.people import PEOPLE
from tests.scenarios.town import Town
from tests.unit.projections.entries import entries_of, with_changed

OPENER = PEOPLE[Role.CASE_OFFICER].id


def looked_into() -> Town:
    """A case in which payments were suspended, and that was decided."""
    town = Town().with_plan()
    town.granted("garden", 400_00)
    town.open_case()
    town.find()
    town.suspend_in_case()
    town.decide_case(CaseOutcome.UNFOUNDED, FollowUp.PAYMENTS_GO_ON)
    return town


def faults(entries: list[Entry]) -> list[FaultFound]:
    """What is wrong in a log."""
    return list(MandateCheck().faults_in(entries))


def test_a_case_of_two_people_is_in_order_and_its_decisions_are_looked_at() -> None:
    check = MandateCheck()
    assert list(check.faults_in(entries_of(looked_into()))) == []
    assert check.decisions == 4, "the grant, the notice, the case, and the end of the suspension"


def test_who_opened_a_case_and_decided_it_is_found() -> None:
    opener = Actor(id=OPENER, role=Role.COLLEGE)
    (found,) = faults(with_changed(looked_into(), CaseDecided, by=opener))
    assert (found.fault, found.case_id, found.proposal_id) == (
        MandateFault.OWN_CASE,
        "case-1",
        "garden",
    )
    assert as_line(found)["case"] == "case-1"


def test_who_opened_a_case_and_suspended_payments_in_it_is_found() -> None:
    opener = Actor(id=OPENER, role=Role.COLLEGE)
    (found,) = faults(with_changed(looked_into(), CasePaymentsSuspended, by=opener))
    assert found.fault is MandateFault.OWN_CASE


def test_a_case_that_another_than_the_college_decided_is_found() -> None:
    holder = PEOPLE[Role.MANDATE_HOLDER]
    (found,) = faults(with_changed(looked_into(), CaseDecided, by=holder))
    assert found.fault is MandateFault.NOT_BY_THE_COLLEGE
