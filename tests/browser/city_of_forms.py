"""A city in which every form of proposals, decisions and objections is asked of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters.house import House
from domain.calendar import dutch_day
from tests.integration.web.board_city import BoardCity
from tests.integration.web.planned_city import SUBMITTING, PlannedCity
from tests.scenarios.boardroom import RULES as OF_BOARD

RULES: dict[str, Any] = {
    "ranking": OF_BOARD["ranking"],
    "ceilings": {
        "article": "4",
        "per_address_cents": 50_00,
        "categories": [
            {"category": "green", "most_cents": 400_00},
            {"category": "food-and-drink", "most_cents": 0},
        ],
    },
    "claims": {"article": "7", "within_weeks": 3},
    "council": {"article": "14", "without_council_up_to_cents": 200_00},
}
GREEN = {"addresses": "10", "category": "green"}


@dataclass(frozen=True, slots=True)
class FormOnPage:
    """Who is asked a form, on which page, and a field of it by its name; a form that is sent as it
    stands, with nothing filled in, is refused.
    """

    person: str
    path: str
    field: str

    @property
    def name(self) -> str:
        """How it is told apart."""
        return f"{self.field} on {self.path}"


def forms(house: House) -> list[FormOnPage]:
    """All of them."""
    city = BoardCity(PlannedCity(house), RULES)
    city.frame()
    return [
        FormOnPage("bram", SUBMITTING, "addresses"),
        FormOnPage("bram", SUBMITTING, "category"),
        *_of_a_draft(city),
        *_of_a_grant(city),
        *_of_an_objection(city),
        *_of_a_withdrawal(city),
    ]


def _of_a_draft(city: BoardCity) -> list[FormOnPage]:
    """Points, and an act of the council; whoever applied changes what is asked."""
    hall = city.city.handled("400", "Een buurthuis", **GREEN)
    work = f"/werk/voorstellen/{hall}"
    city.city.does("joost", f"{work}/reserveren", amount="400")
    change = f"/voorstellen/{hall}/wijzigen"
    return [
        FormOnPage("joost", work, "points_reach"),
        FormOnPage("joost", work, "council_number"),
        FormOnPage("bram", change, "addresses"),
        FormOnPage("bram", change, "activity_category"),
    ]


def _granted(city: BoardCity, title: str) -> str:
    """A grant of two hundred euros to Bram."""
    proposal_id = city.city.handled("200", title, **GREEN)
    city.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="200")
    drafted = city.drafts(proposal_id, "200", departure="Het kan niet wachten.")
    assert drafted.status_code == 303, drafted.text
    city.takes(proposal_id)
    return proposal_id


def _of_a_grant(city: BoardCity) -> list[FormOnPage]:
    """Costs are claimed by day; an objection can ask to go straight to the court."""
    garden = f"/voorstellen/{_granted(city, 'Een moestuin')}"
    return [
        FormOnPage("bram", garden, "made_on_1"),
        FormOnPage("bram", f"{garden}/bezwaar", "asks_court"),
        FormOnPage("fatima", f"{garden}/bezwaar", "interest"),
    ]


def _of_an_objection(city: BoardCity) -> list[FormOnPage]:
    """The college sends it straight to the court, or does not."""
    pond = f"/voorstellen/{_granted(city, 'Een vijver')}"
    asked = {"against": "decision", "reason": "Verkeerd gelezen.", "asks_court": "yes"}
    city.city.does("bram", f"{pond}/bezwaar", **asked)
    dossier = city.city.house.views.proposal(pond.rpartition("/")[2])
    assert dossier is not None
    work = f"/werk{pond}/bezwaren"
    here = f"{work}/{dossier.objections[0].objection_id}"
    city.city.does("joost", f"{here}/bevestigen", with_committee="no")
    return [FormOnPage("wethouder", work, "court"), FormOnPage("joost", work, "held_on")]


def _of_a_withdrawal(city: BoardCity) -> list[FormOnPage]:
    """Less from a later day on: the applicant tells the damage, who decides makes up for it."""
    lane = f"/voorstellen/{_granted(city, 'Een jeu-de-boulesbaan')}"
    today = dutch_day(city.city.house.now())
    announced = {
        "amount": "100",
        "ground": "circumstances_changed",
        "reason": "De straat gaat open.",
        "views_until": (today + timedelta(days=20)).isoformat(),
        "effective_on": (today + timedelta(days=60)).isoformat(),
    }
    city.city.does("joost", f"/werk{lane}/intrekken-aankondigen", **announced)
    return [FormOnPage("bram", lane, "note"), FormOnPage("hendrik", f"/werk{lane}", "compensation")]
