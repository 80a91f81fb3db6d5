"""Deciding on objections: by another than before, ripe for it, in time; and what a court says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.appeal import AppealDatesOutOfOrder, RecordAppeal, RulingAboveMost, RulingIncomplete
from domain.command import Actor, Role
from domain.decision_ground import DecisionGround, GroundDoesNotFit
from domain.mandate import GiveMandate, MandateCeilingExceeded, MandateMissing
from domain.money import Money
from domain.objection import (
    OwnObjection,
)
from domain.objection_decision import (
    CommitteeAdviceMissing,
    ObjectionAmountDoesNotFit,
    ObjectionGroundMissing,
    ObjectionGroundNotAsked,
    ObjectionTooLate,
    ObjectorNotHeard,
    OwnDecisionObjectedTo,
    OwnPreparationObjectedTo,
    WorseOff,
)
from domain.objection_events import (
    DecisionKind,
    ObjectionDecided,
    ObjectionOutcome,
    RulingOutcome,
)
from domain.proposal import OwnInterest, TakeInHandling
from tests.scenarios.town import SOESTERKWARTIER, YEAR, Town, sealed
from tests.unit.application.test_objections import INTEREST, NEIGHBOUR, a_town, heard, last
from tests.unit.domain.given import euros, refused
from tests.unit.projections.entries import dossier_of

HOLDER_2 = Actor(id="person-holder-2", role=Role.MANDATE_HOLDER)
INADMISSIBLE = ObjectionOutcome.INADMISSIBLE


class TestTheGround:
    """What a decision on a proposal becomes rests on a ground of its own."""

    def test_is_named_where_the_decision_changes(self) -> None:
        with refused(ObjectionGroundMissing):
            heard().decide_objection("garden", 600_00, ground=None)

    def test_bears_what_it_becomes(self) -> None:
        with refused(GroundDoesNotFit):
            heard().decide_objection("garden", 600_00, ground=DecisionGround.NOT_IN_PLAN)
        town = heard()
        town.decide_objection("garden", 600_00, ground=DecisionGround.PLAN_PRIORITY)
        (objection,) = dossier_of(town).objections
        assert objection.decision is not None
        assert objection.decision.ground is DecisionGround.PLAN_PRIORITY

    def test_is_not_named_where_nothing_changes(self) -> None:
        with refused(ObjectionGroundNotAsked):
            heard().decide_objection("garden", ground=DecisionGround.PLAN_PRIORITY)


class TestDeciding:
    """By another than who took the decision; founded, it comes to another amount."""

    def test_who_took_the_decision_under_a_mandate_never_decides_on_the_objection(self) -> None:
        town = heard()
        with refused(OwnDecisionObjectedTo):
            town.decide_objection("garden", by=Role.MANDATE_HOLDER, mandate_id="mandate-1")

    def test_also_not_as_a_member_of_the_college(self) -> None:
        holder = Actor(id="person-mandate_holder", role=Role.COLLEGE)
        with refused(OwnDecisionObjectedTo):
            heard().decide_objection("garden", by=holder)

    def test_also_not_after_somebody_else_withdrew_more_of_it(self) -> None:
        town = a_town()
        town.withdrawn("garden", 300_00)
        town.lodge("garden", against=DecisionKind.WITHDRAWAL)
        town.register_objection("garden")
        town.hear("garden")
        town.give_mandate(mandate_id="mandate-2", holder_id=HOLDER_2.id)
        town.announce_withdrawal("garden", 200_00)
        town.give_views("garden")
        town.withdraw_grant("garden", HOLDER_2, "mandate-2")
        with refused(OwnDecisionObjectedTo):
            town.decide_objection("garden", by=Role.MANDATE_HOLDER, mandate_id="mandate-1")
        town.decide_objection("garden", by=HOLDER_2, mandate_id="mandate-2")

    def test_who_prepared_the_decision_does_not_under_a_mandate(self) -> None:
        town = heard()
        officer = Actor(id="person-case_officer", role=Role.MANDATE_HOLDER)
        town.give_mandate(mandate_id="mandate-2", holder_id=officer.id)
        with refused(OwnPreparationObjectedTo):
            town.decide_objection("garden", by=officer, mandate_id="mandate-2")
        town.decide_objection("garden", by=Actor(id=officer.id, role=Role.COLLEGE))

    def test_nor_who_announced_the_withdrawal_also_after_another_one(self) -> None:
        town = a_town()
        town.withdrawn("garden", 300_00)
        town.lodge("garden", against=DecisionKind.WITHDRAWAL)
        town.register_objection("garden")
        town.hear("garden")
        officer = Actor(id="person-case_officer", role=Role.MANDATE_HOLDER)
        town.give_mandate(mandate_id="mandate-2", holder_id=officer.id)
        town.announce_withdrawal("garden", 200_00)
        town.give_views("garden")
        town.withdraw_grant("garden")
        with refused(OwnPreparationObjectedTo):
            town.decide_objection("garden", by=officer, mandate_id="mandate-2")

    def test_another_mandate_holder_may_within_the_mandate(self) -> None:
        town = heard()
        town.do(
            GiveMandate,
            Role.COLLEGE,
            mandate_id="mandate-2",
            holder_id=HOLDER_2.id,
            ceiling_cents=euros(500),
            valid_from=date(YEAR, 1, 1),
            valid_until=date(YEAR, 12, 31),
            article="art-4",
        )
        with refused(MandateMissing):
            town.decide_objection("garden", by=HOLDER_2)
        with refused(MandateCeilingExceeded):
            town.decide_objection("garden", 600_00, by=HOLDER_2, mandate_id="mandate-2")
        town.decide_objection("garden", 500_00, by=HOLDER_2, mandate_id="mandate-2")

    def test_the_decision_tells_who_took_the_first_and_until_when_to_appeal(self) -> None:
        town = heard()
        length = town.log.next_position()
        town.decide_objection("garden", 600_00)
        decided = town.events(length)[0]
        assert isinstance(decided, ObjectionDecided)
        assert (decided.former_cents, decided.amount_cents) == (euros(400), euros(600))
        assert decided.former_taken_by == "person-mandate_holder"
        assert decided.appeal_until == date(YEAR, 2, 15)
        assert decided.mandate_id is None

    @pytest.mark.parametrize("amount", [400_00, 601_00])
    def test_founded_comes_with_another_amount_up_to_what_was_asked(self, amount: int) -> None:
        with refused(ObjectionAmountDoesNotFit):
            heard().decide_objection("garden", amount)

    def test_without_an_amount_it_is_not_founded_and_unfounded_has_none(self) -> None:
        town = heard()
        with refused(ObjectionAmountDoesNotFit):
            town.decide_objection("garden", outcome=ObjectionOutcome.FOUNDED)
        with refused(ObjectionAmountDoesNotFit):
            town.decide_objection("garden", 600_00, outcome=ObjectionOutcome.UNFOUNDED)

    def test_who_applied_is_not_worse_off_for_objecting(self) -> None:
        with refused(WorseOff):
            heard().decide_objection("garden", 300_00)

    def test_late_it_is_inadmissible_unless_the_body_says_why_it_is_excused(self) -> None:
        town = a_town()
        town.now += timedelta(weeks=7)
        town.lodge("garden", excuse=sealed("I was ill"))
        town.register_objection("garden")
        town.hear("garden")
        with refused(ObjectionTooLate):
            town.decide_objection("garden", 600_00)
        town.decide_objection("garden", 600_00, excuse=sealed("a doctor confirms it"))

    def test_who_objects_is_heard_first_and_the_committee_advises_first(self) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden", with_committee=True)
        with refused(ObjectorNotHeard):
            town.decide_objection("garden")
        town.hear("garden")
        with refused(CommitteeAdviceMissing):
            town.decide_objection("garden")
        town.advise_on_objection("garden")
        town.decide_objection("garden")

    def test_what_is_inadmissible_needs_no_hearing(self) -> None:
        town = a_town()
        town.now += timedelta(weeks=7)
        town.lodge("garden")
        town.register_objection("garden")
        town.decide_objection("garden", outcome=INADMISSIBLE)
        assert last(town).outcome is INADMISSIBLE

    def test_who_objects_or_applied_does_not_decide(self) -> None:
        town = heard(by=NEIGHBOUR, interest=INTEREST)
        for person, refusal in ((NEIGHBOUR.id, OwnObjection), ("person-resident", OwnInterest)):
            with refused(refusal):
                town.decide_objection("garden", by=Actor(id=person, role=Role.COLLEGE))


class TestTheCourt:
    """What it rules is put on record, in order."""

    def appealed(self) -> Town:
        """An appeal about an unfounded objection."""
        town = heard()
        town.decide_objection("garden")
        town.appeal("garden")
        return town

    @pytest.mark.parametrize("days", [-1, 1])
    def test_an_appeal_is_after_the_decision_and_not_in_the_future(self, days: int) -> None:
        town = heard()
        town.decide_objection("garden")
        with refused(AppealDatesOutOfOrder):
            town.do(
                RecordAppeal,
                Role.CASE_OFFICER,
                proposal_id="garden",
                objection_id="objection-1",
                court="MNE",
                reference="27-1",
                lodged_on=town.now.date() + timedelta(days=days),
            )

    def test_an_annulment_has_an_amount_and_deciding_again_a_day(self) -> None:
        town = self.appealed()
        with refused(RulingIncomplete):
            town.rule("garden", RulingOutcome.ANNULLED)
        with refused(RulingIncomplete):
            town.rule("garden", RulingOutcome.DECIDE_AGAIN, decide_by=None)
        with refused(RulingIncomplete):
            town.rule("garden", RulingOutcome.DISMISSED, amount_cents=Money(1))

    def test_it_is_not_of_a_day_to_come_nor_above_what_could_be_granted(self) -> None:
        town = self.appealed()
        with refused(AppealDatesOutOfOrder):
            tomorrow = town.now.date() + timedelta(days=1)
            town.rule("garden", RulingOutcome.DISMISSED, ruled_on=tomorrow)
        with refused(RulingAboveMost):
            town.rule("garden", RulingOutcome.ANNULLED, amount_cents=euros(601))

    def test_a_ruling_is_not_of_before_the_appeal(self) -> None:
        town = heard()
        town.decide_objection("garden")
        decided_on = town.now.date()
        town.now += timedelta(days=20)
        town.appeal("garden")
        with refused(AppealDatesOutOfOrder):
            town.rule("garden", RulingOutcome.DISMISSED, ruled_on=decided_on)
        town.rule("garden", RulingOutcome.DISMISSED)

    def test_told_to_decide_again_by_a_day_that_is_the_next_one(self) -> None:
        town = self.appealed()
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        town.decide_objection("garden", 600_00)


def test_it_is_decided_where_its_wijk_has_no_money_too() -> None:
    town = Town().with_plan()
    town.submit("tree", 100_00, SOESTERKWARTIER)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="tree")
    town.refuse("tree")
    town.lodge("tree")
    town.register_objection("tree")
    town.hear("tree")
    town.decide_objection("tree")
    assert isinstance(town.events()[-1], ObjectionDecided)
