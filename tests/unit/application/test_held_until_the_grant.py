"""What the regulation asked of a proposal it asks until money is set apart and granted; and the
larger the sum, the heavier the account.
"""

from __future__ import annotations

from typing import Any

import pytest

from domain.account_audit import AuditMissing
from domain.activity import CostKind, CostLine, FundingKind, FundingLine
from domain.challenge import RecordAgreement
from domain.command import Actor, Role
from domain.feasibility import AssignValuator, GroundFinding, NotFeasible, RecordFeasibility
from domain.money import Money
from domain.proposal import ProposalKind, TakeInHandling
from domain.proposal_activities import SetActivity
from domain.proposal_support import GiveSupport, WithdrawSupport
from domain.regulation_guards import TooFewSupporters, TooLittleCoFunding
from tests.scenarios.people import OTHER_OFFICER, PEOPLE, sealed
from tests.scenarios.quarter import each_gets
from tests.scenarios.ranked_town import PER_ACTIVITY, RankedTown
from tests.unit.domain.given import refused

NEIGHBOURS = [Actor(id=f"person-n{number}", role=Role.RESIDENT) for number in range(2)]


class TestWhereAQuarterIsBrought:
    """What is brought to one activity pays for no other."""

    @pytest.fixture
    def town(self) -> RankedTown:
        """Nothing is brought to the shed, € 1,500 of € 2,000 to the wall: together enough."""
        town = RankedTown.furnished()
        bands = [{"least_percent": 25}]
        town.adopt(co_funding={"article": "5", "bands": bands}, ranking=PER_ACTIVITY)
        town.submit("garden", 4_000_00)
        own = FundingLine(kind=FundingKind.OWN_MONEY, amount_cents=Money(1_500_00))
        self.sets(town, "shed", 3_000_00)
        self.sets(town, "wall", 2_000_00, funding=(own,))
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
        for name in ("shed", "wall"):
            town.gives("garden", 5, activity_id=name)
        return town

    def sets(self, town: RankedTown, name: str, costs: int, **funding: Any) -> None:
        """An activity."""
        town.do(
            SetActivity,
            PEOPLE[Role.RESIDENT],
            proposal_id="garden",
            activity_id=name,
            title=sealed(name),
            costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(costs)),),
            **funding,
        )

    def test_an_activity_that_nothing_is_brought_to_is_not_granted_by_itself(
        self, town: RankedTown
    ) -> None:
        town.reserve("garden", 3_000_00)
        with refused(TooLittleCoFunding):
            town.prepare("garden", 3_000_00, activities=each_gets(shed=3_000_00))

    def test_one_that_enough_is_brought_to_is(self, town: RankedTown) -> None:
        town.grants("garden", 500_00, activities=each_gets(wall=500_00))

    def test_so_are_both(self, town: RankedTown) -> None:
        town.grants("garden", 3_500_00, activities=each_gets(shed=3_000_00, wall=500_00))


class TestWhereTwoSupporters:
    """Who takes their support back before money is set apart, takes it back."""

    @pytest.fixture
    def town(self) -> RankedTown:
        """A garden in handling that two support."""
        town = RankedTown.furnished()
        town.adopt(support={"article": "5", "bands": [{"least_supporters": 2}]})
        town.submit("garden", 4_000_00)
        for each in NEIGHBOURS:
            town.do(GiveSupport, each, proposal_id="garden")
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
        return town

    def test_no_money_is_set_apart_for_what_one_supports(self, town: RankedTown) -> None:
        town.do(WithdrawSupport, NEIGHBOURS[0], proposal_id="garden")
        with refused(TooFewSupporters):
            town.reserve("garden", 4_000_00)

    def test_nor_does_it_go_on_the_list_of_a_round(self, town: RankedTown) -> None:
        town.do(WithdrawSupport, NEIGHBOURS[0], proposal_id="garden")
        with refused(TooFewSupporters):
            town.open_round(["garden"], 10_000_00)

    def test_afterwards_it_stands_as_it_was_set_apart(self, town: RankedTown) -> None:
        town.reserve("garden", 4_000_00)
        town.do(WithdrawSupport, NEIGHBOURS[0], proposal_id="garden")
        town.prepare("garden", 4_000_00)
        town.take("garden")


class TestAChallengeThatWasFoundNotFeasible:
    """An agreement is in place of a grant, and asks no less."""

    def test_ends_in_no_agreement(self) -> None:
        town = RankedTown.furnished()
        town.adopt(feasibility={"article": "6", "grounds": ["permit"]})
        town.submit("garden", 4_000_00, kind=ProposalKind.CHALLENGE)
        town.do(
            AssignValuator,
            OTHER_OFFICER,
            proposal_id="garden",
            valuator_id=PEOPLE[Role.CASE_OFFICER].id,
        )
        town.do(
            RecordFeasibility,
            Role.CASE_OFFICER,
            proposal_id="garden",
            findings=(GroundFinding(ground="permit", holds=False),),
            reason=sealed("there is no permit for it"),
        )
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
        with refused(NotFeasible):
            town.do(
                RecordAgreement,
                Role.COLLEGE,
                proposal_id="garden",
                agreement="A-1",
                reason=sealed("both sides signed"),
                agreed_on=town.now.date(),
            )


class TestWhereLargeSumsAreAudited:
    """From € 10,000 on what an accountant states comes with the report."""

    @pytest.fixture
    def town(self) -> RankedTown:
        """A statement for less, an audited report for more."""
        town = RankedTown.furnished()
        bands = [{"form": 1}, {"from_cents": 10_000_00, "form": 3}]
        town.adopt(accounts={"article": "12", "bands": bands})
        return town

    def test_a_large_grant_is_not_accounted_for_without_it(self, town: RankedTown) -> None:
        town.granted("garden", 10_000_00)
        with refused(AuditMissing):
            town.render_account("garden", 10_000_00)
        town.render_account("garden", 10_000_00, audit="it is true and fair")
        town.determine("garden", 10_000_00)

    def test_a_small_one_is(self, town: RankedTown) -> None:
        town.granted("garden", 9_999_99)
        town.render_account("garden", 9_999_99)
        town.determine("garden", 9_999_99)

    def test_nor_is_one_that_an_objection_made_large_determined_as_granted_without_it(
        self, town: RankedTown
    ) -> None:
        town.admit("garden", 12_000_00)
        town.reserve("garden", 5_000_00)
        town.prepare("garden", 5_000_00)
        town.take("garden")
        town.render_account("garden", 5_000_00)
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", 12_000_00)
        with refused(AuditMissing):
            town.determine("garden", 12_000_00)
        town.render_account("garden", 12_000_00, audit="it is true and fair")
        town.determine("garden", 12_000_00)
