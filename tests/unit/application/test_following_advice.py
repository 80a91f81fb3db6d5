"""A decision follows the advice of the board, or says why it departs from it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.activity import CostKind, CostLine
from domain.advice_weighing import (
    AdviceChangedAfterDraft,
    AdviceWeighed,
    DepartureUnexplained,
    NothingToDepartFrom,
)
from domain.command import Role
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.money import Money
from domain.proposal import TakeInHandling
from domain.proposal_activities import RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.ranking_weighing import WithoutPoints
from projections.advice_check import AdviceCheck
from tests.scenarios.boardroom import GEERT, RULES, Boardroom
from tests.scenarios.people import PEOPLE, sealed
from tests.scenarios.points import has_points
from tests.scenarios.quarter import each_gets
from tests.unit.domain.given import refused
from tests.unit.projections.entries import entries_of

REASON = sealed("the money is needed elsewhere")
REFUSING: dict[str, Any] = {
    "outcome": DecisionOutcome.REFUSE,
    "ground": DecisionGround.NOT_IN_PLAN,
    "priority_id": None,
    "plan_version": None,
}


def advised(*, favourable: bool = True) -> Boardroom:
    """A proposal that the board advised on, with its money apart."""
    town = Boardroom().ready()
    town.advise(favourable=favourable)
    town.reserve("garden", 4_000_00)
    return town


def weighed(town: Boardroom) -> AdviceWeighed:
    """How the last draft stands to the advice."""
    (event,) = town.events()[-1:]
    assert isinstance(event, AdviceWeighed)
    return event


class TestFollowing:
    """What is advised is granted, no more and no less."""

    def test_a_grant_of_what_was_advised(self) -> None:
        town = advised()
        town.prepare("garden", 4_000_00)
        assert weighed(town).follows
        assert weighed(town).departure is None
        town.take("garden")

    def test_a_refusal_of_what_was_advised_against(self) -> None:
        town = advised(favourable=False)
        town.prepare("garden", 0, **REFUSING)
        assert weighed(town).follows
        assert weighed(town).advised_cents == Money(0)

    def test_needs_no_reason_for_departing(self) -> None:
        with refused(NothingToDepartFrom):
            advised().prepare("garden", 4_000_00, departure=REASON)


class TestDeparting:
    """Possible, with a reason (Awb 3:50)."""

    @pytest.mark.parametrize(
        ("favourable", "amount", "changed"),
        [(True, 0, REFUSING), (True, 3_000_00, {}), (False, 4_000_00, {})],
    )
    def test_needs_a_reason(self, favourable: bool, amount: int, changed: dict[str, Any]) -> None:
        town = advised(favourable=favourable)
        with refused(DepartureUnexplained):
            town.prepare("garden", amount, **changed)
        town.prepare("garden", amount, departure=REASON, **changed)
        assert not weighed(town).follows
        assert weighed(town).departure == REASON
        town.take("garden")

    def test_from_an_advice_on_an_earlier_version_needs_a_reason(self) -> None:
        town = Boardroom().ready()
        town.advise()
        text: dict[str, Any] = {
            "title": sealed("a"),
            "description": sealed("b"),
            "amount_cents": Money(4_000_00),
        }
        about = text | {"proposal_id": "garden", "amount_cents": Money(4_000_00)}
        town.do(AmendProposal, Role.RESIDENT, **about)
        town.reserve("garden", 4_000_00)
        with refused(DepartureUnexplained):
            town.prepare("garden", 4_000_00)

    def test_from_an_advice_on_some_activities_needs_a_reason(self) -> None:
        town = Boardroom().ready(ranking=RULES["ranking"] | {"per_activity": True})
        for activity_id in ("digging", "planting"):
            town.do(
                SetActivity,
                Role.RESIDENT,
                proposal_id="garden",
                activity_id=activity_id,
                title=sealed(activity_id),
                costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(300_00)),),
            )
        town.advise(activity_id="digging")
        town.reserve("garden", 300_00)
        digging = each_gets(digging=300_00)
        with refused(DepartureUnexplained):
            town.prepare("garden", 300_00, activities=digging)
        town.advise(activity_id="planting", favourable=False)
        town.prepare("garden", 300_00, activities=digging)
        assert weighed(town).follows


class TestPerActivity:
    """What is followed is which activities are paid, and not a sum."""

    @staticmethod
    def advised(**costs: int) -> Boardroom:
        """The board is for `good` and against the others."""
        town = Boardroom().seated(ranking=RULES["ranking"] | {"per_activity": True})
        town.adopt_plan()
        town.give_mandate()
        town.submit("garden", 600_00)
        resident = PEOPLE[Role.RESIDENT]
        for activity_id, cost in costs.items():
            town.sets(resident, "garden", activity_id, cost)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
        town.meet()
        for activity_id in costs:
            town.advise(activity_id=activity_id, favourable=activity_id == "good")
        return town

    def test_the_same_sum_for_what_was_advised_against_departs(self) -> None:
        town = self.advised(good=300_00, bad=300_00)
        town.reserve("garden", 300_00)
        bad = each_gets(bad=300_00)
        with refused(DepartureUnexplained):
            town.prepare("garden", 300_00, activities=bad)
        town.prepare("garden", 300_00, activities=bad, departure=REASON)
        assert not weighed(town).follows
        town.take("garden")

    def test_what_was_advised_and_no_more_is_followed(self) -> None:
        town = self.advised(bad=300_00, good=300_00)
        town.reserve("garden", 600_00)
        both = each_gets(bad=300_00, good=300_00)
        with refused(DepartureUnexplained):
            town.prepare("garden", 600_00, activities=both)
        town.prepare("garden", 300_00, activities=each_gets(good=300_00))
        assert weighed(town).follows
        town.take("garden")
        assert list(AdviceCheck().faults_in(entries_of(town))) == []

    def test_a_part_of_what_was_advised_departs(self) -> None:
        town = self.advised(good=300_00, bad=300_00)
        town.reserve("garden", 300_00)
        with refused(DepartureUnexplained):
            town.prepare("garden", 200_00, activities=each_gets(good=200_00))

    def test_advice_that_turned_round_for_the_same_sum_is_weighed_anew(self) -> None:
        town = self.advised(good=300_00, bad=300_00)
        town.reserve("garden", 300_00)
        town.prepare("garden", 300_00, activities=each_gets(good=300_00))
        town.advise(activity_id="good", favourable=False)
        town.advise(activity_id="bad")
        with refused(AdviceChangedAfterDraft):
            town.take("garden")

    def test_advice_on_an_activity_that_is_gone_counts_no_more(self) -> None:
        town = self.advised(good=300_00, bad=300_00)
        town.do(RemoveActivity, Role.RESIDENT, proposal_id="garden", activity_id="good")
        town.advise(activity_id="bad", favourable=False)
        town.prepare("garden", 0, **REFUSING)
        assert (weighed(town).advised_cents, weighed(town).follows) == (Money(0), True)
        town.take("garden")
        assert list(AdviceCheck().faults_in(entries_of(town))) == []

    def test_advice_per_activity_takes_the_place_of_one_on_the_whole(self) -> None:
        town = Boardroom().ready(ranking=RULES["ranking"] | {"per_activity": True})
        town.advise()
        town.sets(PEOPLE[Role.RESIDENT], "garden", "digging", 300_00)
        town.advise(activity_id="digging")
        town.reserve("garden", 300_00)
        town.prepare("garden", 300_00, activities=each_gets(digging=300_00))
        assert (weighed(town).advised_cents, weighed(town).follows) == (Money(300_00), True)
        town.take("garden")
        assert list(AdviceCheck().faults_in(entries_of(town))) == []


class TestWithoutAdvice:
    """The board need not have advised: a case officer gives points."""

    def test_points_order_it_and_nothing_is_departed_from(self) -> None:
        town = Boardroom().ready()
        has_points(town, "garden")
        town.reserve("garden", 4_000_00)
        with refused(NothingToDepartFrom):
            town.prepare("garden", 4_000_00, departure=REASON)
        town.prepare("garden", 4_000_00)
        town.take("garden")

    def test_nor_points_it_departs(self) -> None:
        town = Boardroom().ready()
        town.reserve("garden", 4_000_00)
        with refused(WithoutPoints):
            town.prepare("garden", 4_000_00)
        town.prepare("garden", 4_000_00, departure=REASON)
        town.take("garden")

    def test_that_lapsed_points_order_it_too(self) -> None:
        town = advised()
        town.declare(GEERT)
        has_points(town, "garden")
        with refused(NothingToDepartFrom):
            town.prepare("garden", 3_000_00, departure=REASON)
        town.prepare("garden", 3_000_00)


class TestAfterTheDraft:
    """Who decides knows the advice that the draft was held against."""

    def test_advice_that_came_is_weighed_anew(self) -> None:
        town = Boardroom().ready()
        has_points(town, "garden")
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 4_000_00)
        town.advise()
        with refused(AdviceChangedAfterDraft):
            town.take("garden")
        town.prepare("garden", 4_000_00)
        town.take("garden")

    def test_advice_that_changed_is_weighed_anew(self) -> None:
        town = advised()
        town.prepare("garden", 4_000_00)
        town.advise(favourable=False)
        with refused(AdviceChangedAfterDraft):
            town.take("garden")

    def test_advice_that_lapsed_is_not_followed(self) -> None:
        town = advised()
        town.prepare("garden", 4_000_00)
        town.declare(GEERT)
        with refused(AdviceChangedAfterDraft):
            town.take("garden")

    def test_advice_that_says_the_same_again_changes_nothing(self) -> None:
        town = advised()
        town.prepare("garden", 4_000_00)
        town.advise()
        town.take("garden")
