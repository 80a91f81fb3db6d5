"""Decisions on what people voted on: after the outcome and by it, also after an objection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import NotAWinner, RoundNotTallied
from domain.regulation_guards import PartNotAllowed
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.test_looking_again import a_town
from tests.scenarios.town import Town
from tests.unit.domain.given import refused


class TestARoundThatPeopleVotedIn:
    """Its outcome holds for who objects as well, and nobody decides before it is there."""

    def voting(self) -> Town:
        """Two proposals of which the budget of the round pays one; people vote for the pond."""
        town = a_town()
        town.admit("garden", 4_000_00)
        town.admit("pond", 4_000_00)
        town.open_round(["garden", "pond"], 4_000_00, closes_at=town.now + timedelta(days=1))
        for voter in (1, 2):
            town.cast(voter, "pond")
        return town

    def refuse(self, town: Town) -> None:
        """The garden is refused."""
        ground = DecisionGround.NOT_IN_PLAN
        about: dict[str, Any] = {"priority_id": None, "plan_version": None}
        town.prepare("garden", 0, outcome=DecisionOutcome.REFUSE, ground=ground, **about)
        town.take("garden")

    def test_who_lost_is_not_granted_after_an_objection(self) -> None:
        town = self.voting()
        town.now += timedelta(days=2)
        town.close_round()
        town.tally()
        self.refuse(town)
        with refused(NotAWinner):
            town.objects_and_wins("garden", 4_000_00)

    def test_while_people_vote_a_proposal_is_not_refused(self) -> None:
        town = self.voting()
        with refused(RoundNotTallied):
            self.refuse(town)


def test_a_part_is_not_granted_after_an_objection_where_the_regulation_has_no_parts() -> None:
    town = Boardroom().with_rules(parts={"article": "5", "allowed": False})
    town.adopt_plan()
    town.give_mandate()
    town.refused("garden", 1_000_00)
    with refused(PartNotAllowed):
        town.objects_and_wins("garden", 300_00)
