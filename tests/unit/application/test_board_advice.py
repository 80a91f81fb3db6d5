"""Advice of the neighbourhood board: by those who were there, and have no interest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.activity import CostKind, CostLine
from domain.board import NotPresent, NotSeated, RecordedBySamePerson
from domain.board_advice import (
    ActivityToAdviseOn,
    AdvisedAsAWhole,
    CriteriaDiffer,
    MetBeforeProposal,
    MetBeforeVersion,
    NoCriteria,
    PriorityToAnswerMissing,
    PriorityToAnswerUnknown,
    ProposalElsewhere,
)
from domain.board_events import CriterionPoints
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal_activities import SetActivity
from tests.scenarios.boardroom import (
    GEERT,
    HANNA,
    IRIS,
    JAN,
    KEES,
    RULES,
    Boardroom,
    last_advice,
)
from tests.scenarios.people import PEOPLE, SOESTERKWARTIER, sealed
from tests.unit.domain.given import refused, says_article

LIDA = Actor(id="person-lida", role=Role.BOARD_MEMBER)
PER_ACTIVITY = {"ranking": RULES["ranking"] | {"per_activity": True}}


class TestAdvice:
    """On the criteria with their weights, by those who were there."""

    def test_has_weighted_points_and_names_who_counted(self) -> None:
        town = Boardroom().ready()
        town.advise()
        advice = last_advice(town)
        assert (advice.weighted_points, advice.weighted_points_max) == (21, 30)
        assert advice.advised_cents == Money(4_000_00)
        assert advice.adviser_ids == tuple(
            sorted(member.id for member in (GEERT, HANNA, IRIS, JAN, KEES))
        )
        assert advice.recused_ids == ()

    def test_against_advises_no_money(self) -> None:
        town = Boardroom().ready()
        town.advise(favourable=False, priority_id=None)
        assert last_advice(town).advised_cents == Money(0)

    def test_is_refused_to_whoever_has_no_seat(self) -> None:
        with refused(NotSeated):
            Boardroom().ready().advise(LIDA)

    def test_is_refused_to_whoever_was_not_there(self) -> None:
        town = Boardroom().ready()
        town.meet(GEERT, HANNA, IRIS, meeting_id="board-2")
        with refused(NotPresent):
            town.advise(JAN, meeting_id="board-2")

    def test_is_not_recorded_by_who_recorded_the_meeting(self) -> None:
        town = Boardroom().ready()
        town.meet(meeting_id="board-2", by=GEERT)
        with refused(RecordedBySamePerson):
            town.advise(GEERT, meeting_id="board-2")
        with refused(RecordedBySamePerson):
            town.rank_needs(GEERT, meeting_id="board-2")
        town.advise(HANNA, meeting_id="board-2")

    def test_was_not_given_before_the_proposal_was_there(self) -> None:
        town = Boardroom().ready()
        town.now += timedelta(days=30)
        town.admit("late", 1_000_00)
        with refused(MetBeforeProposal):
            town.advise(proposal_id="late")
        town.meet(meeting_id="board-2")
        town.advise(proposal_id="late", meeting_id="board-2")

    def test_is_on_what_the_board_could_read_when_it_met(self) -> None:
        town = Boardroom().ready()
        town.amend()
        town.advise()
        assert last_advice(town).proposal_version == 2
        town.now += timedelta(days=1)
        town.amend()
        with refused(MetBeforeVersion):
            town.advise()
        town.meet(meeting_id="board-2")
        town.advise(meeting_id="board-2")
        assert last_advice(town).proposal_version == 3

    def test_is_on_the_activities_as_they_were_when_it_met(self) -> None:
        town = Boardroom().ready()
        town.now += timedelta(days=1)
        town.sets(PEOPLE[Role.RESIDENT], "garden", "dig", 300_00)
        with refused(MetBeforeVersion):
            town.advise()

    def test_is_refused_once_a_seat_has_ended(self) -> None:
        town = Boardroom().ready()
        town.end_seat("seat-1")
        town.now += timedelta(days=1)
        with refused(NotSeated):
            town.advise(GEERT)

    @pytest.mark.parametrize(
        "points",
        [
            (),
            (CriterionPoints(criterion="reach", points=5),),
            (
                CriterionPoints(criterion="reach", points=5),
                CriterionPoints(criterion="reach", points=5),
                CriterionPoints(criterion="goals-of-the-wijk", points=5),
            ),
            (
                CriterionPoints(criterion="goals-of-the-wijk", points=5),
                CriterionPoints(criterion="charm", points=5),
            ),
        ],
    )
    def test_goes_by_exactly_the_published_criteria(
        self, points: tuple[CriterionPoints, ...]
    ) -> None:
        with refused(CriteriaDiffer) as caught:
            Boardroom().ready().advise(points=points)
        assert says_article(caught.value, RULES["ranking"]["article"])

    def test_has_no_points_where_the_regulation_has_no_criteria(self) -> None:
        town = Boardroom().ready(ranking=None)
        with refused(NoCriteria):
            town.advise()
        town.advise(points=())

    def test_in_favour_names_a_priority_of_the_plan(self) -> None:
        town = Boardroom().ready()
        with refused(PriorityToAnswerMissing):
            town.advise(priority_id=None)
        with refused(PriorityToAnswerUnknown):
            town.advise(priority_id="priority-9")

    def test_is_about_the_boards_own_wijk(self) -> None:
        town = Boardroom().ready()
        town.admit("oven", 500_00, wijk=SOESTERKWARTIER)
        with refused(ProposalElsewhere):
            town.advise(proposal_id="oven")

    def test_as_a_whole_names_no_activity(self) -> None:
        with refused(AdvisedAsAWhole):
            Boardroom().ready().advise(activity_id="digging")

    def test_goes_per_activity_where_the_regulation_says_so(self) -> None:
        town = Boardroom().ready(**PER_ACTIVITY)
        for activity_id, cost in (("digging", 300_00), ("planting", 200_00)):
            town.do(
                SetActivity,
                Role.RESIDENT,
                proposal_id="garden",
                activity_id=activity_id,
                title=sealed(activity_id),
                costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(cost)),),
            )
        with refused(ActivityToAdviseOn):
            town.advise()
        with refused(ActivityToAdviseOn):
            town.advise(activity_id="dancing")
        town.advise(activity_id="planting")
        assert last_advice(town).advised_cents == Money(200_00)

    def test_can_be_given_anew(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.advise(favourable=False)
        (advice,) = town.board().standing_on("garden").values()
        assert not advice.favourable
