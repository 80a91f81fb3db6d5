"""A neighbourhood board and a coordinator in the example city: members, meeting, advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from adapters.example_city.steps import Steps
from adapters.example_city.story import ProposalContent
from application.authorisation import EXAMPLE_PREFIX
from application.streams import Reading
from domain.advice_weighing import advised_on
from domain.board import AppointMember, RecordBoardMeeting
from domain.board_advice import GiveAdvice, RankNeeds
from domain.calendar import dutch_day
from domain.coordinator import AppointCoordinator, AppointmentProcedure, CoordinatorParty
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.regulation_parts import SeatKind

WIJK = "WK030703"
SEATS = {SeatKind.RESIDENT: 10, SeatKind.PROFESSIONAL: 6}
QUORUM = 9
ABSENT = 3
CRITERIA = {"past-bij-het-wijkplan": 3, "bereik": 2, "draagvlak": 1}
RULES = Regulation.model_validate(
    {
        "board": {
            "article": "voorbeeld-7",
            "shares": [{"kind": kind, "seats": seats} for kind, seats in SEATS.items()],
            "quorum": QUORUM,
        },
        "ranking": {
            "article": "voorbeeld-8",
            "criteria": [{"criterion": name, "weight": each} for name, each in CRITERIA.items()],
        },
        "separation": {"article": "voorbeeld-9"},
    }
)
"""Soesterkwartier's board has ten residents and six professionals; the rest is an example."""


def member_id(number: int) -> str:
    """The opaque id of a member; the first is Rachid."""
    return f"{EXAMPLE_PREFIX}rachid" if number == 0 else f"{EXAMPLE_PREFIX}lid-{number}"


@dataclass(frozen=True, slots=True)
class Boards:
    """The board of Soesterkwartier in the year under way, and who coordinates the city."""

    steps: Steps

    def appoint_coordinator(self, first: int, last: int) -> None:
        """A consortium, after an open tender."""
        self.steps.give(
            AppointCoordinator,
            "wethouder",
            appointment_id=f"voorbeeld-coordinator-{first}",
            procedure=AppointmentProcedure.OPEN_TENDER,
            act=f"voorbeeld-aanbesteding-{first}",
            decided_on=date(first - 1, 6, 1),
            name=self.steps.text("Samenwerkingsverband De Wijken (voorbeeld)"),
            parties=(
                CoordinatorParty(
                    party_id="voorbeeld-welzijn", actor_ids=(f"{EXAMPLE_PREFIX}sanne",)
                ),
                CoordinatorParty(party_id="voorbeeld-bewonersbedrijf"),
            ),
            valid_from=date(first, 1, 1),
            valid_until=date(last, 12, 31),
        )

    def seat(self, year: int) -> None:
        """Rules, sixteen members, a meeting, and the needs that come first."""
        self.steps.adopt("voorbeeld-wijkbestuur", RULES, WIJK, year)
        today = dutch_day(self.steps.at)
        kinds = [kind for kind, seats in SEATS.items() for _ in range(seats)]
        for number, kind in enumerate(kinds):
            self._appoint(number, kind, today, date(year, 12, 31))
        self._meet(f"board-{year}", year)
        self.steps.give(
            RankNeeds,
            "rachid",
            wijk=WIJK,
            year=year,
            meeting_id=f"board-{year}",
            need_ids=("need-2", "need-1"),
            reason=self.steps.text("Deze behoeften kwamen op elke bijeenkomst terug."),
        )

    def _meet(self, meeting_id: str, year: int) -> None:
        """All members but a few, on the day that the story has come to."""
        self.steps.give(
            RecordBoardMeeting,
            "joost",
            wijk=WIJK,
            year=year,
            meeting_id=meeting_id,
            met_on=dutch_day(self.steps.at),
            present_ids=tuple(member_id(number) for number in range(sum(SEATS.values()) - ABSENT)),
        )

    def _appoint(self, number: int, kind: SeatKind, first: date, last: date) -> None:
        self.steps.give(
            AppointMember,
            "joost",
            wijk=WIJK,
            seat_id=f"seat-{number}",
            member_id=member_id(number),
            kind=kind,
            name=self.steps.text("Rachid") if number == 0 else None,
            valid_from=first,
            valid_until=last,
        )

    def advise(self, year: int, proposals: Iterable[ProposalContent]) -> None:
        """On what is in handling; for all of it, so that a refusal departs and says why. The board
        meets for it once all is proposed, at whatever hour the story began.
        """
        board = Reading(self.steps.house.streams).board(WIJK).state
        if board is None or f"board-{year}" not in board.meetings:
            return
        about_proposals = f"board-{year}-2"
        self._meet(about_proposals, year)
        mine = [content for content in proposals if content.wijk == WIJK and content.round]
        for turn, content in enumerate(mine):
            points = {"past-bij-het-wijkplan": 9 - turn, "bereik": 6 + turn % 3, "draagvlak": 7}
            self.steps.give(
                GiveAdvice,
                "rachid",
                wijk=WIJK,
                meeting_id=about_proposals,
                proposal_id=content.proposal_id,
                priority_id="priority-1",
                favourable=True,
                points=tuple({"criterion": name, "points": points[name]} for name in CRITERIA),
                reason=self.steps.text("Het past bij het plan, en buren willen eraan meedoen."),
            )


def departure(steps: Steps, content: ProposalContent, amount: Money) -> dict[str, Any]:
    """The reason for departing from advice, where the decision does."""
    read = Reading(steps.house.streams)
    proposal = read.proposal(content.proposal_id).state
    standing = advised_on(proposal, read.board(content.wijk).state) if proposal else None
    if standing is None or standing == amount:
        return {}
    said = "De bewoners kozen in de stemronde anders, en het geld is daarmee op."
    return {"departure": steps.text(said)}
