"""Borders that change between two years, on the pages: what a wijk has left goes along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from domain.budget_year import REQUIRED_ACTS
from tests.integration.web.planned_city import (
    ALLOCATION,
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    PlannedCity,
    planned_city,
)

NEXT = YEAR + 1
NORTH, SOUTH = "WK030751", "WK030752"
WELFARE: dict[str, Any] = {
    "subsidy_id": "welzijn",
    "name": "Stichting Welzijn",
    "description": "Houdt het buurthuis open.",
    "activities": "open-inloop",
    "amount": "120",
    "since": "2015-01-01",
    "body": "college",
    "number": "B-2014-81",
    "decided_on": "2014-11-04",
}
CLOSING: dict[str, Any] = {
    "year": YEAR,
    "remainder": "carry_over",
    "number": "RB-9",
    "decided_on": "2025-12-16",
}


def open_next_year(city: PlannedCity) -> None:
    """On a division that has a north, and a south that Soesterkwartier became."""
    here, division = "/werk/kader", "GM0307-2028"
    city.does(
        "griffier",
        f"{here}/indeling",
        division_id=division,
        municipality="GM0307",
        valid_from="2028-01-01",
        wijken=f"{NORTH} Noord\n{SOUTH} Zuid",
    )
    city.does(
        "griffier",
        f"{here}/wijkgrenzen",
        division_id=division,
        former_id="GM0307-2022",
        source="example-figures",
        changes=f"{LIENDERT} {NORTH}\n{LIENDERT} {SOUTH}\n{SOESTERKWARTIER} {SOUTH}",
    )
    for kind in REQUIRED_ACTS:
        act = {"kind": kind.value, "number": f"{kind.value}-2", "decided_on": "2025-11-10"}
        city.does("griffier", f"{here}/besluit", year=NEXT, **act)
    city.does("griffier", f"{here}/jaar", year=NEXT, division_id=division, ceiling="1.000")


@pytest.fixture(scope="module")
def crossed(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """The year closed over the change of borders, once the council had said how much went where."""
    with planned_city(postgres, scratch, "gm_borders") as city:
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **ALLOCATION)
        city.does("joost", f"/werk/subsidies/{LIENDERT}/vastleggen", **WELFARE)
        open_next_year(city)
        going_on = {"division_id": "GM0307-2028", "to_wijk": SOUTH, "to_subsidy_id": "welzijn"}
        going_on["from_year"] = str(NEXT)
        listed = city.page("/werk/subsidies", "joost")
        assert f'href="/werk/subsidies/{LIENDERT}">Liendert' in listed
        there = f"/werk/subsidies/{LIENDERT}/meenemen"
        city.does("joost", there, subsidy_id="welzijn", **going_on)
        answer = city.sends("griffier", "/werk/kader/afsluiten", **CLOSING)
        assert "budget_year.shares_unknown" in answer.text
        assert LIENDERT in answer.text
        no_size = {**CLOSING, "shares": f"{LIENDERT} {NORTH}"}
        answer = city.sends("griffier", "/werk/kader/afsluiten", **no_size)
        assert answer.status_code == 400
        shares = f"{LIENDERT} {NORTH} 3\n{LIENDERT} {SOUTH} 1"
        city.does("griffier", "/werk/kader/afsluiten", **CLOSING, shares=shares)
        yield city


class TestTheNewWijk:
    def test_says_where_its_money_came_from_and_how_much_of_that_it_is(
        self, crossed: PlannedCity
    ) -> None:
        page = crossed.page(f"/wijken/{SOUTH}/lijnen?jaar={NEXT}")
        for said in (
            "Meegekomen uit wijken van voor de grenswijziging",
            "€\u00a0166,67",
            "Liendert 2027",
            "1 van elke 4 delen van wat er over was: zo verdeelde de raad de wijk.",
            "Soesterkwartier 2027",
            "Alles wat er over was.",
            "Raadsbesluit RB-9, 16 december 2025",
        ):
            assert said in page, said
        assert f'href="/wijken/{LIENDERT}/lijnen?jaar={YEAR}"' in page

    def test_explains_it_to_the_cent(self, crossed: PlannedCity) -> None:
        page = crossed.page(f"/wijken/{SOUTH}/waarom/available?jaar={NEXT}")
        assert "Meegekomen over een wijkgrens die veranderde" in page
        assert f'href="/wijken/{LIENDERT}/lijnen?jaar={YEAR}">Liendert 2027</a>' in page
        state = crossed.house.views.state(NEXT, SOUTH)
        assert state.available_cents == 166_67 + 333_33


class TestTheFormerWijk:
    def test_says_where_its_money_went(self, crossed: PlannedCity) -> None:
        page = crossed.page(f"/wijken/{LIENDERT}/lijnen?jaar={YEAR}")
        assert "Meegegaan naar wijken van na de grenswijziging" in page
        for said in ("€\u00a0500", "Noord 2028", "€\u00a0166,67", "Zuid 2028"):
            assert said in page, said

    def test_keeps_its_figures(self, crossed: PlannedCity) -> None:
        state = crossed.house.views.state(YEAR, LIENDERT)
        assert (state.allocated_cents, state.available_cents) == (666_67, 0)
        assert state.carried_over_cents == -666_67


class TestASubsidyOfTheFormerWijk:
    def test_goes_on_in_the_new_one(self, crossed: PlannedCity) -> None:
        page = crossed.page(f"/wijken/{SOUTH}/subsidies")
        for said in (
            "Stichting Welzijn",
            "sinds 1 januari 2015",
            "tot 2028 liep deze subsidie",
            ">Liendert</a>",
        ):
            assert said in page, said
        assert f'href="/wijken/{LIENDERT}/subsidies#subsidie-welzijn"' in page

    def test_says_there_where_it_went_and_offers_nothing_more(self, crossed: PlannedCity) -> None:
        page = crossed.page(f"/wijken/{LIENDERT}/subsidies")
        assert "vanaf 2028 loopt deze subsidie door in wijk" in page
        assert ">Zuid</a>" in page
        assert LIENDERT not in crossed.page("/werk/subsidies", "joost")
        work = crossed.page(f"/werk/subsidies/{LIENDERT}", "joost")
        assert "/meenemen" not in work
        answer = crossed.sends(
            "wethouder",
            f"/werk/subsidies/{LIENDERT}/aankondigen",
            subsidy_id="welzijn",
            term_weeks="26",
            reason="bewoners doen het zelf",
        )
        assert "subsidy.carried_elsewhere" in answer.text


def test_in_english_too(crossed: PlannedCity) -> None:
    page = crossed.visitor("joost").get(f"/wijken/{SOUTH}/lijnen?jaar={NEXT}&lang=en").text
    assert "Arrived from wijken of before the borders changed" in page
