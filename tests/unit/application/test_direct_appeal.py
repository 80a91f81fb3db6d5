"""Straight to the court (Awb 7:1a): asked in the objection, agreed to by another, sent at once."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from application.streams import Reading
from domain.calendar import dutch_day
from domain.closure import StillObjectable
from domain.command import Actor, Role
from domain.direct_appeal import CourtNotAsked, GoesToCourtToo, OthersDidNotAsk
from domain.mandate import MandateCeilingExceeded, MandateMissing
from domain.money import Money
from domain.objection import OwnObjection
from domain.objection_decision import OwnDecisionObjectedTo
from domain.objection_events import (
    DecisionKind,
    DirectAppealRejected,
    ObjectionForwarded,
    ObjectionOutcome,
    RulingOutcome,
)
from domain.objection_state import Objection, ObjectionStatus
from projections.deadlines import DeadlineKind, deadlines_of
from projections.mandate_check import MandateCheck, MandateFault
from tests.scenarios.town import Town
from tests.unit.application.test_objections import INTEREST, NEIGHBOUR, last
from tests.unit.domain.given import euros, refused
from tests.unit.projections.entries import dossier_of, entries_of

HOLDER = Actor(id="person-mandate_holder", role=Role.MANDATE_HOLDER)


def granted() -> Town:
    """400 of 600 euros, by the mandate holder."""
    town = Town().with_plan()
    town.admit("garden", 600_00)
    town.reserve("garden", 400_00)
    town.prepare("garden", 400_00)
    town.take("garden")
    return town


def asked() -> Town:
    """The applicant asks it."""
    town = granted()
    town.lodge("garden", asks_court=True)
    return town


def at_court() -> Town:
    """The college agreed."""
    town = asked()
    town.forward("garden")
    return town


def about(town: Town, objection_id: str = "objection-1") -> Objection:
    """How the objection stands."""
    found = Reading(town.streams).objections("garden").state
    assert found is not None
    return found.by_id[objection_id]


def neighbour_lodges(town: Town, **changed: Any) -> None:
    """A neighbour objects to the same decision."""
    town.lodge("garden", "objection-2", by=NEIGHBOUR, interest=INTEREST, **changed)


class TestAgreeing:
    """It is sent to the court with its day, by somebody else than who decided."""

    def test_ends_the_objection_at_the_court(self) -> None:
        town = at_court()
        sent = last(town)
        assert isinstance(sent, ObjectionForwarded)
        today = dutch_day(town.now)
        assert (sent.court, sent.received_on, sent.forwarded_on) == ("MNE", today, today)
        assert about(town).status is ObjectionStatus.UNDER_APPEAL

    def test_who_took_the_decision_under_a_mandate_does_not(self) -> None:
        with refused(OwnDecisionObjectedTo):
            asked().forward("garden", by=HOLDER, mandate_id="mandate-1")
        with refused(OwnDecisionObjectedTo):
            asked().keep_from_court("garden", by=HOLDER, mandate_id="mandate-1")

    def test_who_objects_does_not(self) -> None:
        town = granted()
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST, asks_court=True)
        neighbour = Actor(id=NEIGHBOUR.id, role=Role.COLLEGE)
        with refused(OwnObjection):
            town.forward("garden", by=neighbour)

    def test_it_takes_a_mandate_up_to_what_was_decided(self) -> None:
        town = asked()
        other = Actor(id="person-other", role=Role.MANDATE_HOLDER)
        with refused(MandateMissing):
            town.forward("garden", by=other)
        town.give_mandate(mandate_id="small", holder_id=other.id, ceiling=399_00)
        with refused(MandateCeilingExceeded):
            town.forward("garden", by=other, mandate_id="small")

    def test_after_a_refusal_up_to_what_was_asked(self) -> None:
        town = Town().with_plan()
        town.admit("garden", 600_00)
        town.refuse("garden")
        town.lodge("garden", asks_court=True)
        other = Actor(id="person-other", role=Role.MANDATE_HOLDER)
        town.give_mandate(mandate_id="small", holder_id=other.id, ceiling=599_99)
        with refused(MandateCeilingExceeded):
            town.forward("garden", by=other, mandate_id="small")
        with refused(MandateCeilingExceeded):
            town.keep_from_court("garden", by=other, mandate_id="small")

    def test_the_dossier_is_not_closed_meanwhile(self) -> None:
        town = at_court()
        town.render_account("garden", 400_00)
        town.determine("garden", 400_00)
        town.request_payout("garden", 400_00)
        town.approve_payout("garden")
        town.pay("garden")
        with refused(StillObjectable):
            town.close_dossier("garden")


class TestBesideOthers:
    """Who does not ask it is not sent to the court, but after another was."""

    def test_one_that_does_not_ask_it_stands_in_the_way(self) -> None:
        town = asked()
        neighbour_lodges(town)
        with refused(OthersDidNotAsk):
            town.forward("garden")

    def test_not_once_it_is_taken_back(self) -> None:
        town = granted()
        town.lodge("garden", "objection-2")
        town.take_objection_back("garden", "objection-2")
        town.lodge("garden", asks_court=True)
        town.forward("garden")

    def test_nor_where_it_is_inadmissible(self) -> None:
        town = asked()
        neighbour_lodges(town)
        town.register_objection("garden", objection_id="objection-2")
        inadmissible = ObjectionOutcome.INADMISSIBLE
        town.decide_objection("garden", objection_id="objection-2", outcome=inadmissible)
        town.forward("garden")

    def test_nor_where_it_is_to_another_decision(self) -> None:
        town = asked()
        town.render_account("garden", 400_00)
        town.determine("garden", 400_00)
        neighbour_lodges(town, against=DecisionKind.DETERMINATION)
        town.forward("garden")

    def test_what_comes_afterwards_goes_there_too(self) -> None:
        town = at_court()
        neighbour_lodges(town)
        with refused(GoesToCourtToo):
            town.keep_from_court("garden", "objection-2")
        town.forward("garden", "objection-2")
        assert about(town, "objection-2").status is ObjectionStatus.UNDER_APPEAL

    def test_what_asked_it_before_is_decided_on_by_itself(self) -> None:
        town = asked()
        neighbour_lodges(town, asks_court=True)
        town.forward("garden")
        town.keep_from_court("garden", "objection-2")
        assert isinstance(last(town), DirectAppealRejected)


class TestTheCourt:
    """There was no decision on the objection: what it rules is of the decision itself."""

    def test_dismisses_it_and_the_decision_stands(self) -> None:
        town = at_court()
        town.rule("garden", RulingOutcome.DISMISSED)
        assert about(town).status is ObjectionStatus.CLOSED
        assert town.budget().granted == {"garden": euros(400)}

    def test_says_itself_what_comes_of_it(self) -> None:
        town = at_court()
        town.rule("garden", RulingOutcome.ANNULLED, amount_cents=Money(600_00))
        assert town.budget().granted == {"garden": euros(600)}

    def test_told_to_decide_again_the_college_does_and_until_then_the_money_stays(self) -> None:
        town = at_court()
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert town.budget().granted == {"garden": euros(400)}
        with refused(CourtNotAsked):
            town.forward("garden")
        town.hear("garden")
        town.decide_objection("garden", 500_00)
        assert town.budget().granted == {"garden": euros(500)}

    def test_a_withdrawal_that_goes_there_stays_until_it_ruled(self) -> None:
        town = granted()
        town.withdrawn("garden", 100_00)
        town.lodge("garden", against=DecisionKind.WITHDRAWAL, asks_court=True)
        town.forward("garden")
        assert town.budget().granted == {"garden": euros(100)}
        town.rule("garden", RulingOutcome.ANNULLED, amount_cents=Money(400_00))
        assert town.budget().granted == {"garden": euros(400)}


class TestTheCalendar:
    """Nobody waits for the municipality while the court has it."""

    def kinds(self, town: Town) -> set[DeadlineKind]:
        return {
            each.kind
            for each in deadlines_of([dossier_of(town)], {}, town.now.date(), lambda _: False)
        }

    def test_has_the_term_for_deciding_until_it_is_sent_on(self) -> None:
        town = asked()
        assert DeadlineKind.ON_OBJECTION in self.kinds(town)
        town.forward("garden")
        assert DeadlineKind.ON_OBJECTION not in self.kinds(town)

    def test_has_the_term_of_the_court_once_it_is_told_to_decide_again(self) -> None:
        town = at_court()
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert DeadlineKind.ON_OBJECTION in self.kinds(town)
        town.hear("garden")
        town.decide_objection("garden", 500_00)
        assert DeadlineKind.APPEAL not in self.kinds(town)


class TestReadAgain:
    """`wijkkas check-mandates` holds it against the register, without the rules."""

    @pytest.mark.parametrize("agrees", [True, False])
    def test_who_took_the_decision_and_decided_on_it_too_is_found(self, *, agrees: bool) -> None:
        town = asked()
        answer = town.forward if agrees else town.keep_from_court
        answer("garden")
        assert list(MandateCheck().faults_in(entries_of(town))) == []
        answered = (ObjectionForwarded, DirectAppealRejected)
        theirs = {"by": HOLDER, "mandate_id": "mandate-1"}
        stolen = [
            replace(entry, event=entry.event.model_copy(update=theirs))
            if isinstance(entry.event, answered)
            else entry
            for entry in entries_of(town)
        ]
        faults = [each.fault for each in MandateCheck().faults_in(stolen)]
        assert faults == [MandateFault.DECIDED_TWICE]
