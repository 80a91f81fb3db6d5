"""Where no board advises a case officer gives points: to what, on what, and within which bound."""

from __future__ import annotations

from typing import Any

from domain.board_advice import CriteriaDiffer
from domain.board_events import CriterionPoints
from domain.command import Actor, Role
from domain.precedence import WAITING_MAX
from domain.proposal import OwnInterest
from domain.ranking import (
    ActivityToRank,
    BoardRanks,
    GivePoints,
    LinePoints,
    NotRankedByPoints,
    PointsGiven,
    RankedAsAWhole,
    Ranking,
    TooManyRanked,
    give_points,
)
from domain.ranking_weighing import (
    RankedHigherPassedOver,
    WithoutPoints,
)
from domain.regulation_contents import Regulation
from projections.ranking_check import RankingCheck
from tests.scenarios.boardroom import RULES, Boardroom
from tests.scenarios.people import PEOPLE
from tests.scenarios.points import has_points
from tests.scenarios.quarter import each_gets
from tests.scenarios.ranked_town import PER_ACTIVITY, RANKING, REASON, RankedTown, points
from tests.unit.application.ranked_places import MOST, two, waiting, weighed
from tests.unit.domain.given import command, refused
from tests.unit.projections.entries import entries_of


class TestGivingPoints:
    """A case officer gives them, on the criteria of the regulation, to what is in handling."""

    def test_counts_each_criterion_by_its_weight(self) -> None:
        town = RankedTown.ranking()
        town.ranked("garden", MOST, 8)
        (event,) = town.events()[-1:]
        assert isinstance(event, PointsGiven)
        assert (event.weighted_points, event.weighted_points_max) == (2 * 8 + 5, 30)
        assert (event.proposal_version, event.activity_id) == (1, None)
        assert waiting(town) == ["garden"]

    def test_again_replaces_what_was_given(self) -> None:
        town = two()
        town.gives("garden", 1)
        town.reserve("pond", MOST)
        town.prepare("pond", MOST)
        assert weighed(town).follows

    def test_is_for_exactly_the_criteria(self) -> None:
        town = RankedTown.ranking()
        town.admit("garden", MOST)
        one = (CriterionPoints(criterion="reach", points=5),)
        with refused(CriteriaDiffer):
            town.gives("garden", 9, points=one)

    def test_is_refused_without_criteria(self) -> None:
        town = RankedTown.ranking(ranking=None)
        town.admit("garden", MOST)
        with refused(NotRankedByPoints):
            town.gives("garden", 9)

    def test_is_done_where_a_board_could_advise_and_did_not(self) -> None:
        town = RankedTown.ranking(board=RULES["board"])
        town.ranked("garden", MOST, 9)
        town.ranked("pond", MOST, 3)
        town.reserve("pond", MOST)
        with refused(RankedHigherPassedOver):
            town.prepare("pond", MOST)

    def test_is_refused_while_the_advice_of_a_board_stands_on_what_is_asked_now(self) -> None:
        town = Boardroom().ready()
        town.advise()
        with refused(BoardRanks):
            has_points(town, "garden", unless_advised=False)
        town.amend()
        has_points(town, "garden")

    def test_counts_no_longer_once_a_board_advised(self) -> None:
        town = Boardroom().ready()
        has_points(town, "garden", 9)
        town.admit("pond", 99_000_00)
        has_points(town, "pond", 3)
        town.reserve("pond", 99_000_00)
        with refused(RankedHigherPassedOver):
            town.prepare("pond", 99_000_00)
        town.advise(favourable=False)
        town.prepare("pond", 99_000_00)
        town.take("pond")
        assert [*RankingCheck().faults_in(entries_of(town))] == []

    def test_is_not_for_who_has_an_interest(self) -> None:
        town = RankedTown.ranking()
        town.admit("garden", MOST)
        applicant = Actor(id=PEOPLE[Role.RESIDENT].id, role=Role.CASE_OFFICER)
        with refused(OwnInterest):
            town.gives("garden", 9, by=applicant)

    def test_has_a_bound_of_proposals_that_wait(self) -> None:
        many: dict[str, dict[str | None, LinePoints]] = {
            f"other-{number}": {} for number in range(WAITING_MAX)
        }
        town = RankedTown.ranking()
        town.admit("garden", MOST)
        proposal = town.proposal("garden")
        rules = Regulation.model_validate({"ranking": RANKING})
        about: dict[str, Any] = {"proposal_id": "garden", "points": points(9), "reason": REASON}
        asked = command(GivePoints, PEOPLE[Role.CASE_OFFICER], **about)
        with refused(TooManyRanked):
            give_points(asked, Ranking(many), proposal, rules)
        assert give_points(asked, Ranking(many | {"garden": {}}), proposal, rules)


class TestPerActivity:
    """Where the regulation ranks activities, each has points of its own."""

    def test_the_whole_gets_no_points(self) -> None:
        town = RankedTown.ranking(ranking=PER_ACTIVITY)
        town.with_activities("garden", digging=300_00)
        with refused(ActivityToRank) as found:
            town.gives("garden", 9)
        assert "digging" in found.value.text()
        town.gives("garden", 9, activity_id="digging")

    def test_elsewhere_an_activity_gets_none(self) -> None:
        town = RankedTown.ranking()
        town.with_activities("garden", digging=300_00)
        with refused(RankedAsAWhole):
            town.gives("garden", 9, activity_id="digging")

    def test_what_ranks_higher_of_the_same_proposal_is_not_left_out_without_a_reason(self) -> None:
        town = RankedTown.ranking(ranking=PER_ACTIVITY)
        town.with_activities("garden", digging=300_00, planting=300_00)
        town.gives("garden", 9, activity_id="digging")
        town.gives("garden", 3, activity_id="planting")
        town.reserve("garden", 300_00)
        with refused(RankedHigherPassedOver):
            town.prepare("garden", 300_00, activities=each_gets(planting=300_00))
        town.prepare("garden", 300_00, activities=each_gets(planting=300_00), departure=REASON)
        assert weighed(town).passed_over == ("garden",)
        town.prepare("garden", 300_00, activities=each_gets(digging=300_00))
        assert weighed(town).follows

    def test_what_of_others_ranks_between_them_counts_for_the_lower_one(self) -> None:
        town = RankedTown.ranking(ranking=PER_ACTIVITY)
        town.with_activities("garden", digging=50_000_00, planting=20_000_00)
        town.with_activities("pond", water=40_000_00)
        town.gives("garden", 9, activity_id="digging")
        town.gives("pond", 6, activity_id="water")
        town.gives("garden", 3, activity_id="planting")
        town.reserve("garden", 70_000_00)
        both = each_gets(digging=50_000_00, planting=20_000_00)
        with refused(RankedHigherPassedOver) as found:
            town.prepare("garden", 70_000_00, activities=both)
        assert "pond" in found.value.text()
        town.prepare("garden", 50_000_00, activities=each_gets(digging=50_000_00))
        assert weighed(town).follows
        town.take("garden")

    def test_an_activity_without_points_departs(self) -> None:
        town = RankedTown.ranking(ranking=PER_ACTIVITY)
        town.with_activities("garden", digging=300_00, planting=300_00)
        town.gives("garden", 9, activity_id="digging")
        town.reserve("garden", 600_00)
        both = each_gets(digging=300_00, planting=300_00)
        with refused(WithoutPoints):
            town.prepare("garden", 600_00, activities=both)
        town.prepare("garden", 300_00, activities=each_gets(digging=300_00))
        assert weighed(town).follows
