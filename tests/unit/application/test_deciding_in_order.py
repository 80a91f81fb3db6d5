"""A decision keeps to the order of points, or says why not."""

from __future__ import annotations

from typing import Any

from domain.advice_weighing import NothingToDepartFrom
from domain.command import Role
from domain.grant import ReleaseGrant
from domain.money import Money
from domain.precedence import OthersGoFirst
from domain.proposal import WithdrawProposal
from domain.proposal_activities import RemoveActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_support import GiveSupport
from domain.ranking_weighing import (
    RankedHigherPassedOver,
    RankingChangedAfterDraft,
    RankingWeighed,
    WithoutPoints,
)
from domain.regulation_parts import ApplicantKind
from tests.scenarios.people import sealed
from tests.scenarios.quarter import FRITS, each_gets
from tests.scenarios.ranked_town import PER_ACTIVITY, REASON, RankedTown
from tests.unit.application.ranked_places import MOST, two, waiting, weighed
from tests.unit.domain.given import refused


class TestADecisionInAnotherOrder:
    """Possible, with a reason (Awb 3:46)."""

    def test_is_not_drafted_without_one(self) -> None:
        town = two()
        town.reserve("pond", MOST)
        with refused(RankedHigherPassedOver) as found:
            town.prepare("pond", MOST)
        assert "garden" in found.value.text()

    def test_says_whom_it_passes_over_and_why(self) -> None:
        town = two()
        town.grants("pond", MOST, departure=REASON)
        found = next(each for each in town.events() if isinstance(each, RankingWeighed))
        assert (found.passed_over, found.departure) == (("garden",), REASON)
        assert not found.follows

    def test_has_no_reason_where_nothing_is_departed_from(self) -> None:
        town = two()
        town.reserve("garden", MOST)
        with refused(NothingToDepartFrom):
            town.prepare("garden", MOST, departure=REASON)
        with refused(NothingToDepartFrom):
            town.prepare_refusal("garden", departure=REASON)


class TestADecisionInTheOrder:
    """Nobody who ranks higher, and waits, could be paid less for it."""

    def test_of_who_ranks_first(self) -> None:
        town = two()
        town.grants("garden", MOST)
        assert waiting(town) == ["pond"]

    def test_of_who_ranks_lower_where_enough_is_left_for_both(self) -> None:
        town = RankedTown.ranking()
        town.ranked("garden", 50_000_00, 9)
        town.ranked("pond", 50_000_00, 3)
        town.grants("pond", 50_000_00)

    def test_after_who_ranks_first_was_refused_or_withdrew(self) -> None:
        for ending in ("refuse", "withdraw"):
            town = two()
            if ending == "refuse":
                town.refuse("garden")
            else:
                town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
            town.grants("pond", MOST)
            assert waiting(town) == []

    def test_after_the_money_of_who_ranks_first_was_set_apart(self) -> None:
        town = RankedTown.ranking()
        town.ranked("garden", 50_000_01, 9)
        town.ranked("pond", 49_999_99, 3)
        town.reserve("garden", 50_000_01)
        town.grants("pond", 49_999_99)

    def test_of_equals(self) -> None:
        town = RankedTown.ranking()
        town.ranked("garden", MOST, 9)
        town.ranked("pond", MOST, 9)
        town.grants("pond", MOST)

    def test_whatever_the_order_refuses(self) -> None:
        two().refuse("pond")

    def test_where_what_people_voted_for_won(self) -> None:
        town = two()
        town.admit("playground", 50_000_00)
        town.open_round(("playground",), budget=50_000_00, closes_at=None)
        town.cast(1, "playground")
        town.close_round()
        town.tally()
        town.grants("playground", 50_000_00)


class TestWithoutPoints:
    """A grant without points on what is asked now departs from the ranking."""

    def test_a_grant_needs_a_reason(self) -> None:
        town = RankedTown.ranking()
        town.admit("garden", MOST)
        town.reserve("garden", MOST)
        with refused(WithoutPoints):
            town.prepare("garden", MOST)
        town.prepare("garden", MOST, departure=REASON)
        assert weighed(town).without_points
        town.take("garden")

    def test_it_passes_over_everything_with_points(self) -> None:
        town = two()
        town.admit("bench", 50_000_00)
        town.reserve("bench", 50_000_00)
        town.prepare("bench", 50_000_00, departure=REASON)
        assert weighed(town).passed_over == ("garden", "pond")

    def test_points_of_an_earlier_version_count_no_more(self) -> None:
        town = two()
        amended: dict[str, Any] = {
            "title": sealed("larger"),
            "description": sealed("much"),
            "amount_cents": Money(MOST + 1),
        }
        town.do(AmendProposal, Role.RESIDENT, proposal_id="garden", **amended)
        town.reserve("pond", MOST)
        town.prepare("pond", MOST)
        assert weighed(town).follows

    def test_points_of_an_activity_that_is_gone_count_no_more(self) -> None:
        town = RankedTown.ranking(ranking=PER_ACTIVITY)
        town.with_activities("garden", digging=300_00, planting=300_00)
        town.gives("garden", 9, activity_id="digging")
        town.do(RemoveActivity, Role.RESIDENT, proposal_id="garden", activity_id="digging")
        town.reserve("garden", 300_00)
        with refused(WithoutPoints):
            town.prepare("garden", 300_00, activities=each_gets(planting=300_00))


class TestTheOrder:
    """Points order what is alike in what the regulation puts before them."""

    def test_who_shows_support_goes_before_more_points(self) -> None:
        support = {
            "article": "5",
            "ranks_first": True,
            "bands": [{"from_cents": 0, "least_supporters": 0}],
        }
        town = two(support=support)
        town.do(GiveSupport, FRITS, proposal_id="pond")
        town.reserve("pond", MOST)
        town.prepare("pond", MOST)
        assert weighed(town).follows
        town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="pond", reason=REASON)
        town.reserve("garden", MOST)
        with refused(OthersGoFirst):
            town.prepare("garden", MOST, departure=REASON)

    def test_residents_go_before_formal_applicants_with_more_points(self) -> None:
        applicants = {"article": "2", "kinds": ["resident", "foundation"], "residents_first": True}
        town = RankedTown.ranking(applicants=applicants)
        town.ranked("hall", MOST, 9, applicant_kind=ApplicantKind.FOUNDATION)
        town.ranked("garden", MOST, 1)
        town.grants("garden", MOST)


class TestAfterTheDraft:
    """Who decides knows the order that the draft was held against."""

    def test_who_came_to_rank_higher_is_weighed_anew(self) -> None:
        town = RankedTown.ranking()
        town.ranked("pond", MOST, 3)
        town.reserve("pond", MOST)
        town.prepare("pond", MOST)
        town.ranked("garden", MOST, 9)
        with refused(RankingChangedAfterDraft):
            town.take("pond")
        town.prepare("pond", MOST, departure=REASON)
        town.take("pond")

    def test_whose_reason_was_given_is_not(self) -> None:
        town = two()
        town.reserve("pond", MOST)
        town.prepare("pond", MOST, departure=REASON)
        town.refuse("garden")
        town.take("pond")
