"""People vote on activities one by one: what they chose is held, reserved, granted, and kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from application.streams import Reading
from domain.command import Role
from domain.decision_ground import DecisionGround
from domain.grant import ReleaseGrant
from domain.money import Money
from domain.outcome_weighing import OutcomeDepartureUnexplained
from domain.proposal import OwnInterest
from domain.round_extension import ExtendVotingRound
from domain.round_list import ActivityDidNotWin
from domain.round_procedure import RoundProcedure
from domain.tally.parameters import VotingRule
from domain.theme_choice import ProposalWithoutTheme
from domain.theme_division import ThemeDivision
from domain.voting_rules import Category, RoundRules
from tests.scenarios.people import sealed
from tests.scenarios.quarter import Quarter, each_gets
from tests.scenarios.town import Town
from tests.unit.application.test_objections import APPLICANT_AS_OFFICER, INTEREST, NEIGHBOUR
from tests.unit.domain.given import euros, refused
from tests.unit.lives.activities_on_list import (
    AS_ADVICE,
    DIGGING,
    IN_FULL,
    IN_PARTS,
    PLANTING,
    proposed,
    vote,
    withdraw,
)


def voted(rules: dict[str, Any] = IN_FULL) -> Town:
    """Planting and the oven won; digging did not."""
    town = Quarter.furnished()
    proposed(rules)(town)
    vote(town)
    town.close_round()
    town.tally()
    return town


def granted(town: Town) -> dict[str, Money]:
    """What each activity of the garden gets."""
    found = Reading(town.streams).grant("garden").state
    assert found is not None
    return {each.activity_id: each.amount_cents for each in found.activities}


class TestWhatWon:
    """It is the proposal's, as the sum of its activities that won."""

    def test_is_held_reserved_and_granted(self) -> None:
        town = voted()
        assert town.budget().won == {"garden": euros(200), "oven": euros(250)}
        town.reserve("garden", 200_00)
        assert town.budget().won == {"oven": euros(250)}
        town.prepare("garden", 200_00, activities=each_gets(planting=200_00))
        town.take("garden")
        assert granted(town) == {"planting": euros(200)}
        assert town.budget().granted == {"garden": euros(200)}

    def test_is_held_again_when_its_reservation_is_given_up(self) -> None:
        town = voted()
        town.reserve("garden", 200_00)
        reason = sealed("it is looked at again")
        town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=reason)
        assert town.budget().won == {"garden": euros(200), "oven": euros(250)}

    def test_of_what_was_withdrawn_while_people_voted_is_free(self) -> None:
        town = Quarter.furnished()
        proposed(IN_FULL)(town)
        vote(town)
        withdraw(town)
        town.close_round()
        town.tally()
        assert town.budget().won == {"oven": euros(250)}

    def test_of_two_activities_is_held_together(self) -> None:
        town = Quarter.furnished()
        proposed(IN_FULL)(town)
        rules = RoundRules(rule=VotingRule.GREEDY)
        town.open_round(["garden", "oven"], 500_00, rules, per_activity=True)
        town.cast(1, DIGGING, PLANTING)
        town.close_round()
        town.tally()
        assert town.budget().won == {"garden": euros(500)}
        town.reserve("garden", 500_00)
        both = each_gets(digging=300_00, planting=200_00)
        town.prepare("garden", 500_00, activities=both)
        town.take("garden")
        assert granted(town) == {"digging": euros(300), "planting": euros(200)}


class TestTheDecision:
    """The outcome is the way the money is distributed, unless it is advice."""

    def test_may_depart_where_the_outcome_is_advice(self) -> None:
        town = voted(AS_ADVICE)
        assert town.budget().won == {}
        town.reserve("garden", 300_00)
        why = sealed("it cannot be planted before it is dug")
        digging = each_gets(digging=300_00)
        with refused(OutcomeDepartureUnexplained):
            town.prepare("garden", 300_00, activities=digging)
        town.prepare("garden", 300_00, activities=digging, outcome_departure=why)
        town.take("garden")
        assert granted(town) == {"digging": euros(300)}

    def test_is_held_to_the_outcome_once_more_when_it_is_taken(self) -> None:
        town = voted(IN_PARTS)
        town.reserve("garden", 200_00)
        with refused(ActivityDidNotWin):
            town.prepare("garden", 200_00, activities=each_gets(digging=200_00))
        less = {"ground": DecisionGround.SCHEME_NOT_MET, "activities": each_gets(planting=150_00)}
        town.prepare("garden", 150_00, **less)
        town.take("garden")
        assert granted(town) == {"planting": euros(150)}


class TestAnObjection:
    """It gives nothing to an activity that lost, also in the place of one that won."""

    def test_of_the_applicant_gives_more_of_what_won_and_nothing_of_what_lost(self) -> None:
        town = self.granted_in_part()
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        with refused(ActivityDidNotWin):
            both = each_gets(planting=150_00, digging=50_00)
            town.decide_objection("garden", 200_00, activities=both)
        town.decide_objection("garden", 200_00, activities=each_gets(planting=200_00))
        assert granted(town) == {"planting": euros(200)}

    def test_of_somebody_else_puts_nothing_in_the_place_of_what_won(self) -> None:
        town = self.granted_in_part()
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
        town.register_objection("garden")
        town.hear("garden")
        with refused(ActivityDidNotWin):
            town.decide_objection("garden", 150_00, activities=each_gets(digging=150_00))

    def granted_in_part(self) -> Town:
        """Planting got 150 of the 200 that it won."""
        town = voted(IN_PARTS)
        town.reserve("garden", 200_00)
        less = {"ground": DecisionGround.SCHEME_NOT_MET, "activities": each_gets(planting=150_00)}
        town.prepare("garden", 150_00, **less)
        town.take("garden")
        town.now += timedelta(days=1)
        return town


class TestAfterADivisionOverThemes:
    """Each line stands under a theme, and gets of what that theme got."""

    def divided(self) -> Town:
        """Residents give 300 to green and 200 to care."""
        town = Quarter.furnished()
        proposed(IN_FULL)(town)
        division = ThemeDivision(themes=("green", "care"), step_cents=euros(100), least_themes=1)
        town.open_theme_round(division, 500_00)
        town.cast(1, "care", "green", points=(2, 3), round_id="themes")
        town.close_round("themes")
        town.tally("themes")
        return town

    def test_activities_of_one_proposal_can_be_of_two_themes(self) -> None:
        town = self.divided()
        green = Category(name="green", proposal_ids=(DIGGING,), max_cents=euros(300))
        care = Category(name="care", proposal_ids=(PLANTING,), max_cents=euros(200))
        rules = RoundRules(rule=VotingRule.GREEDY, categories=(green, care))
        about: dict[str, Any] = {"theme_round_id": "themes", "per_activity": True}
        town.open_round(["garden"], 500_00, rules, **about)
        town.cast(1, DIGGING, PLANTING)
        town.close_round()
        town.tally()
        assert town.budget().won == {"garden": euros(500)}

    def test_a_line_without_a_theme_is_refused_though_its_proposal_is_named(self) -> None:
        town = self.divided()
        green = Category(name="green", proposal_ids=("garden",), max_cents=euros(300))
        rules = RoundRules(rule=VotingRule.GREEDY, categories=(green,))
        about: dict[str, Any] = {"theme_round_id": "themes", "per_activity": True}
        with refused(ProposalWithoutTheme):
            town.open_round(["garden"], 300_00, rules, **about)


class TestWhoHasAnInterest:
    """Who asked for the garden has one in a round on its activities (Awb 2:4)."""

    def test_does_not_extend_it(self) -> None:
        town = self.voting()
        with refused(OwnInterest):
            town.do(
                ExtendVotingRound,
                APPLICANT_AS_OFFICER,
                round_id="round-1",
                closes_at=town.now + timedelta(days=8),
                reason=sealed("the hall was shut"),
            )
        town.extend_round(town.now + timedelta(days=8))

    def test_looks_into_no_suspicion_about_it(self) -> None:
        town = self.voting()
        with refused(OwnInterest):
            town.open_case(None, by=APPLICANT_AS_OFFICER, round_id="round-1")
        town.open_case(None, round_id="round-1")

    def voting(self) -> Town:
        """People vote on garden and oven, per activity, and can do so longer."""
        town = Quarter.furnished()
        proposed(IN_FULL)(town)
        town.open_round(
            ["garden", "oven"],
            500_00,
            RoundRules(rule=VotingRule.GREEDY),
            town.now + timedelta(days=1),
            procedure=RoundProcedure(extension_days_max=30),
            per_activity=True,
        )
        return town
