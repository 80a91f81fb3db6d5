"""What is known of boards and coordinators, and the order of what a board advises."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.board_events import CriterionPoints
from domain.command import Actor, Role
from domain.proposal import TakeInHandling
from domain.proposal_support import GiveSupport
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_parts import ApplicantKind, SeatKind
from projections.advice_ranking import ranked
from projections.boards import BoardDocument, BoardsProjection
from projections.coordinators import CoordinatorDocument, CoordinatorsProjection
from tests.scenarios.boardroom import GEERT, KEES, Boardroom
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.points import has_points
from tests.unit.projections.entries import document, dossier_of

RESIDENTS_FIRST = {"article": "2", "kinds": tuple(ApplicantKind), "residents_first": True}
SUPPORT_FIRST = {"article": "3", "bands": ({"least_supporters": 0},), "ranks_first": True}


def board(town: Boardroom) -> BoardDocument:
    """The board of the town."""
    return document(BoardsProjection(), town, LIENDERT, BoardDocument)


def points(goals: int, reach: int = 0) -> tuple[CriterionPoints, ...]:
    """Points for both criteria; goals weigh twice."""
    return (
        CriterionPoints(criterion="goals-of-the-wijk", points=goals),
        CriterionPoints(criterion="reach", points=reach),
    )


def places(town: Boardroom, *proposal_ids: str, **rules: Any) -> list[tuple[str, int | None]]:
    """The order of the advice on these proposals, under rules."""
    held = Regulation.model_validate(rules) if rules else NO_RULES
    found = ranked([dossier_of(town, each) for each in proposal_ids], lambda _: held)
    return [(each.dossier.proposal_id, each.place) for each in found]


class TestABoardDocument:
    """Seats, meetings and needs."""

    def test_knows_who_sits_on_a_day(self) -> None:
        town = Boardroom().seated()
        town.end_seat("seat-5")
        today = town.now.date()
        assert len(board(town).sitting_on(today)) == 5
        assert len(board(town).sitting_on(today + timedelta(days=1))) == 4
        assert board(town).sitting_on(date(YEAR - 1, 12, 31)) == ()
        ended = board(town).seats[-1]
        assert ended.ended is not None
        assert (ended.member_id, ended.kind) == (KEES.id, SeatKind.PROFESSIONAL)

    def test_has_meetings_by_day_and_the_last_order_of_needs(self) -> None:
        town = Boardroom().ready()
        town.now += timedelta(days=2)
        town.meet(meeting_id="board-2")
        town.meet(meeting_id="board-0", met_on=town.now.date() - timedelta(days=1))
        assert [each.meeting_id for each in board(town).of_year(YEAR)] == [
            "board-1",
            "board-0",
            "board-2",
        ]
        assert board(town).of_year(YEAR + 1) == ()
        town.rank_needs()
        town.rank_needs(reason=sealed("they said it again"))
        ranking = board(town).ranking_of(YEAR)
        assert ranking is not None
        assert ranking.reason == sealed("they said it again")
        assert board(town).ranking_of(YEAR + 1) is None


class TestACoordinatorDocument:
    """An appointment and its end."""

    def test_tells_where_and_how_long(self) -> None:
        town = Boardroom()
        town.appoint_coordinator(wijken=(LIENDERT,))
        found = document(CoordinatorsProjection(), town, "tender-1", CoordinatorDocument)
        assert found.coordinates(LIENDERT, date(YEAR, 1, 1))
        assert not found.coordinates(SOESTERKWARTIER, date(YEAR, 1, 1))
        assert found.ended is None
        town.end_appointment()
        found = document(CoordinatorsProjection(), town, "tender-1", CoordinatorDocument)
        assert found.ended is not None
        assert not found.coordinates(LIENDERT, town.now.date() + timedelta(days=1))


class TestAdviceInADossier:
    """The last advice on each line, and how the decision stands to it."""

    def test_is_replaced_by_the_next(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.advise(favourable=False)
        (advice,) = dossier_of(town).advice
        assert not advice.favourable

    def test_lapses_with_an_interest_of_who_gave_it(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.declare(GEERT)
        (advice,) = dossier_of(town).advice
        assert advice.lapsed is not None
        assert places(town, "garden") == []

    def test_goes_from_draft_to_decision(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 3_000_00, departure=sealed("why"))
        draft = dossier_of(town).draft
        assert draft is not None
        assert draft.advice is not None
        assert not draft.advice.follows
        town.take("garden")
        decision = dossier_of(town).decision
        assert decision is not None
        assert decision.advice == draft.advice

    def test_of_an_earlier_draft_is_gone_with_it(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 4_000_00)
        town.declare(GEERT)
        has_points(town, "garden")
        town.prepare("garden", 4_000_00)
        town.take("garden")
        decision = dossier_of(town).decision
        assert decision is not None
        assert decision.advice is None


class TestTheOrder:
    """By weighted points; equals share a place."""

    def advised(self) -> Boardroom:
        """Two with 20 points, one with 12, one that the board is against."""
        town = Boardroom().ready()
        for name in ("shed", "pond", "fence"):
            town.admit(name, 100_00)
        town.advise(proposal_id="garden", points=points(6))
        town.advise(proposal_id="shed", points=points(10))
        town.advise(proposal_id="pond", points=points(8, 4))
        town.advise(proposal_id="fence", points=points(10), favourable=False)
        return town

    def test_equals_share_a_place_and_the_next_is_counted_on(self) -> None:
        found = places(self.advised(), "garden", "shed", "pond", "fence")
        assert found == [("shed", 1), ("pond", 1), ("garden", 3), ("fence", None)]

    def test_demonstrated_support_goes_first_where_the_regulation_says_so(self) -> None:
        town = self.advised()
        neighbour = Actor(id="person-neighbour", role=Role.RESIDENT)
        town.submit("bench", 100_00)
        town.do(GiveSupport, neighbour, proposal_id="bench")
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="bench")
        town.advise(proposal_id="bench", points=points(1))
        assert places(town, "garden", "bench") == [("garden", 1), ("bench", 2)]
        first = places(town, "garden", "bench", support=SUPPORT_FIRST)
        assert first == [("bench", 1), ("garden", 2)]

    @pytest.mark.parametrize("kind", [ApplicantKind.FOUNDATION, ApplicantKind.PROFESSIONAL])
    def test_residents_initiatives_go_first_where_the_regulation_says_so(
        self, kind: ApplicantKind
    ) -> None:
        town = self.advised()
        town.submit("hall", 100_00, applicant_kind=kind)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="hall")
        town.advise(proposal_id="hall", points=points(10, 10))
        assert places(town, "garden", "hall") == [("hall", 1), ("garden", 2)]
        first = places(town, "garden", "hall", applicants=RESIDENTS_FIRST)
        assert first == [("garden", 1), ("hall", 2)]
