"""Amersfoort 2017: what a later decision makes of a grant is said per activity too."""

from __future__ import annotations

import json

import pytest

from application.streams import Reading
from domain.activity import GrantedActivity
from domain.appeal import RulingIncomplete
from domain.determination_events import DeterminationGround
from domain.event_catalogue import event_from
from domain.granted_activities import (
    ActivitiesDoNotAddUp,
    ActivitiesNotNamed,
    ActivitiesOfDetermination,
    ActivityAboveAsked,
    ActivityAboveFormer,
    ActivityGrantedInPart,
)
from domain.money import Money
from domain.objection_decision import ObjectionAmountDoesNotFit, WorseOff
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.withdrawal_ground import WithdrawalGround
from tests.golden.kept import golden_events
from tests.scenarios.careful_town import town_under
from tests.scenarios.quarter import Quarter, each_gets
from tests.scenarios.town import Town
from tests.unit.application.test_objections import INTEREST, NEIGHBOUR
from tests.unit.domain.given import euros, refused
from tests.unit.lives.granted_activities import PER_ACTIVITY, proposed

MOST, REST = each_gets(most=4_000_00), each_gets(rest=1_000_00)
BOTH = each_gets(most=4_000_00, rest=1_000_00)


def gets(town: Town) -> tuple[GrantedActivity, ...]:
    """What each activity of the garden gets now."""
    found = Reading(town.streams).grant("garden").state
    assert found is not None
    return found.activities


def granted(*named: GrantedActivity) -> Town:
    """The garden asks 4,000 for most of it and 1,000 for the rest; so much is granted."""
    town = town_under("amersfoort-2017")
    town.admit("garden", 5_000_00)
    amount = sum(each.amount_cents.cents for each in named)
    town.reserve("garden", amount)
    town.prepare("garden", amount, activities=named)
    town.take("garden")
    return town


def heard(town: Town, against: DecisionKind = DecisionKind.DECISION) -> Town:
    """The applicant objects, and is heard."""
    town.lodge("garden", against=against)
    town.register_objection("garden")
    town.hear("garden")
    return town


class TestAnObjection:
    """Founded, it says what each activity gets, by the rules of a first decision."""

    def test_is_decided_per_activity_and_each_in_full(self) -> None:
        town = heard(granted(*REST))
        with refused(ActivitiesNotNamed):
            town.decide_objection("garden", 5_000_00)
        with refused(ActivitiesDoNotAddUp):
            town.decide_objection("garden", 4_500_00, activities=BOTH)
        with refused(ActivityGrantedInPart):
            part = each_gets(most=3_000_00, rest=1_000_00)
            town.decide_objection("garden", 4_000_00, activities=part)
        town.decide_objection("garden", 5_000_00, activities=BOTH)
        assert gets(town) == BOTH
        assert town.budget().granted == {"garden": euros(5_000)}

    def test_leaves_who_applied_with_each_activity_that_was_granted(self) -> None:
        town = heard(granted(*REST))
        with refused(WorseOff):
            town.decide_objection("garden", 4_000_00, activities=MOST)

    def test_of_a_neighbour_can_take_an_activity_away_or_all_of_it(self) -> None:
        for left in (REST, ()):
            town = granted(*BOTH)
            town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
            town.register_objection("garden")
            town.hear("garden")
            amount = sum(each.amount_cents.cents for each in left)
            with refused(ActivitiesDoNotAddUp):
                town.decide_objection("garden", 0, activities=REST)
            town.decide_objection("garden", amount, activities=left)
            assert gets(town) == left

    def test_can_come_to_the_same_sum_for_other_activities(self) -> None:
        town = Quarter.furnished()
        proposed(PER_ACTIVITY, digging=300_00, planting=200_00)(town)
        digging = each_gets(digging=200_00)
        town.prepare("garden", 200_00, activities=digging)
        town.take("garden")
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
        town.register_objection("garden")
        town.hear("garden")
        with refused(ObjectionAmountDoesNotFit):
            town.decide_objection("garden", 200_00, activities=digging)
        planting = each_gets(planting=200_00)
        town.decide_objection("garden", 200_00, activities=planting)
        assert gets(town) == planting
        assert town.budget().granted == {"garden": euros(200)}

    def test_unfounded_names_none_and_changes_none(self) -> None:
        town = heard(granted(*REST))
        with refused(ObjectionAmountDoesNotFit):
            town.decide_objection("garden", outcome=ObjectionOutcome.UNFOUNDED, activities=BOTH)
        town.decide_objection("garden")
        assert gets(town) == REST

    def test_after_a_refusal_grants_per_activity(self) -> None:
        town = town_under("amersfoort-2017")
        town.admit("garden", 5_000_00)
        town.refuse("garden")
        heard(town)
        with refused(ActivitiesNotNamed):
            town.decide_objection("garden", 5_000_00)
        town.decide_objection("garden", 4_000_00, activities=MOST)
        assert gets(town) == MOST

    def test_to_a_determination_is_about_the_whole(self) -> None:
        town = granted(*BOTH)
        town.render_account("garden", 5_000_00)
        town.determine("garden", 3_000_00, DeterminationGround.NOT_CARRIED_OUT)
        heard(town, DecisionKind.DETERMINATION)
        with refused(ActivitiesOfDetermination):
            town.decide_objection("garden", 4_000_00, activities=MOST)
        town.decide_objection("garden", 4_000_00)
        assert gets(town) == BOTH


class TestTheCourt:
    """Whatever it rules, it stays clear what each activity gets."""

    @staticmethod
    def before_it() -> Town:
        """More was granted after an objection, and somebody went to court."""
        town = heard(granted(*REST))
        town.decide_objection("garden", 5_000_00, activities=BOTH)
        town.appeal("garden")
        return town

    def test_told_to_decide_again_what_stood_before_stands_per_activity(self) -> None:
        town = self.before_it()
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        assert gets(town) == REST
        town.decide_objection("garden", 5_000_00, activities=BOTH)
        assert gets(town) == BOTH

    def test_says_itself_what_each_gets_also_in_part(self) -> None:
        town = self.before_it()
        annulled, amount = RulingOutcome.ANNULLED, Money(3_000_00)
        with refused(ActivitiesNotNamed):
            town.rule("garden", annulled, amount_cents=amount)
        with refused(ActivityAboveAsked):
            too_much = each_gets(rest=3_000_00)
            town.rule("garden", annulled, amount_cents=amount, activities=too_much)
        with refused(ActivitiesDoNotAddUp):
            town.rule("garden", annulled, amount_cents=amount, activities=REST)
        part = each_gets(most=3_000_00)
        town.rule("garden", annulled, amount_cents=amount, activities=part)
        assert gets(town) == part
        assert town.budget().granted == {"garden": euros(3_000)}

    def test_dismissing_it_changes_nothing(self) -> None:
        town = self.before_it()
        with refused(RulingIncomplete):
            town.rule("garden", RulingOutcome.DISMISSED, activities=REST)
        town.rule("garden", RulingOutcome.DISMISSED)
        assert gets(town) == BOTH


class TestAWithdrawal:
    """It says what is left for each activity, which may be a part of what it had."""

    def test_is_announced_and_decided_per_activity(self) -> None:
        town = granted(*MOST)
        with refused(ActivitiesNotNamed):
            town.announce_withdrawal("garden", 2_000_00)
        with refused(ActivityAboveFormer):
            town.announce_withdrawal("garden", 500_00, activities=each_gets(rest=500_00))
        left = each_gets(most=2_000_00)
        town.withdrawn("garden", 2_000_00, activities=left)
        assert gets(town) == left

    def test_for_the_time_ahead_too(self) -> None:
        town = granted(*BOTH)
        changed = WithdrawalGround.CIRCUMSTANCES_CHANGED
        with refused(ActivitiesNotNamed):
            town.announce_withdrawal("garden", 2_000_00, changed)
        town.withdrawn("garden", 2_000_00, ground=changed, activities=each_gets(most=2_000_00))
        assert gets(town) == each_gets(most=2_000_00)

    def test_of_all_of_it_names_none(self) -> None:
        town = granted(*MOST)
        town.withdrawn("garden")
        assert gets(town) == ()

    def test_is_held_against_what_each_has_when_it_is_decided(self) -> None:
        town = granted(*BOTH)
        town.announce_withdrawal("garden", 500_00, activities=each_gets(rest=500_00))
        town.give_views("garden")
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", 4_000_00, activities=MOST)
        with refused(ActivityAboveFormer):
            town.withdraw_grant("garden")

    def test_objected_to_gives_back_no_more_than_each_had(self) -> None:
        town = granted(*MOST)
        town.withdrawn("garden", 2_000_00, activities=each_gets(most=2_000_00))
        heard(town, DecisionKind.WITHDRAWAL)
        with refused(ActivityAboveFormer):
            more = each_gets(most=2_000_00, rest=1_000_00)
            town.decide_objection("garden", 3_000_00, activities=more)
        town.decide_objection("garden", 3_000_00, activities=each_gets(most=3_000_00))
        assert gets(town) == each_gets(most=3_000_00)

    def test_after_the_determination_is_of_the_whole(self) -> None:
        town = granted(*MOST)
        town.render_account("garden", 4_000_00)
        town.determine("garden", 4_000_00)
        facts = WithdrawalGround.NEW_FACTS
        with refused(ActivitiesOfDetermination):
            left = each_gets(most=2_000_00)
            town.announce_withdrawal("garden", 2_000_00, facts, activities=left)
        town.withdrawn("garden", 2_000_00, ground=facts)
        heard(town, DecisionKind.WITHDRAWAL)
        town.decide_objection("garden", 3_000_00)
        assert gets(town) == MOST


class TestAnEntryOfBefore:
    """It was written when only a decision named activities."""

    @pytest.mark.parametrize(
        "name",
        [
            "grant.granted.v1",
            "grant.changed.v1",
            "objection.decided.v1",
            "appeal.ruling_recorded.v1",
            "withdrawal.announced.v1",
            "grant.withdrawn.v1",
        ],
    )
    def test_is_read_and_names_none(self, name: str) -> None:
        written = json.loads(golden_events()[name])
        before = {key: value for key, value in written.items() if "activities" not in key}
        assert before != written
        assert getattr(event_from(name, json.dumps(before).encode()), "activities", None) == ()
