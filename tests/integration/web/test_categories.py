"""Categories with their most, on the pages: chosen from the regulation, kept to by the forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.planned_city import (
    SOESTERKWARTIER,
    SUBMITTING,
    PlannedCity,
    limited_city,
)

RULES: dict[str, Any] = {
    "ceilings": {
        "article": "4.3",
        "categories": [
            {"category": "street-party", "most_cents": 250_00},
            {"category": "green", "most_cents": 500_00},
            {"category": "food-and-drink", "most_cents": 0},
        ],
    },
}


@pytest.fixture(scope="module")
def limited(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """In one of two wijken the regulation has categories."""
    with limited_city(postgres, scratch, "gm_categories", RULES) as city:
        yield city


@pytest.fixture(scope="module")
def party(limited: PlannedCity) -> str:
    """The id of a street party that asks all it can get."""
    return limited.proposes("250", category="street-party")


class TestACategory:
    """One of those in the regulation, or none."""

    def test_is_chosen_where_the_regulation_has_them(self, limited: PlannedCity) -> None:
        page = limited.page(SUBMITTING, "bram").replace("\u00a0", " ")
        assert '<option value="street-party">street party (ten hoogste € 250,00)' in page
        assert "geen van deze" in page
        english = limited.page(f"{SUBMITTING}?lang=en", "bram")
        assert "Which category is it?" in english
        elsewhere = f"/wijken/{SOESTERKWARTIER}/voorstel-indienen?lang=nl"
        assert 'name="category"' not in limited.page(elsewhere, "bram")

    @pytest.mark.parametrize(
        ("amount", "category", "code"),
        [
            ("250,01", "street-party", "regulation.above_category_ceiling"),
            ("1", "food-and-drink", "regulation.above_category_ceiling"),
            ("1", "music", "regulation.category_unknown"),
        ],
    )
    def test_is_kept_to_by_the_form(
        self, limited: PlannedCity, amount: str, category: str, code: str
    ) -> None:
        page = limited.asks(amount, category=category).text
        assert f'data-code="{code}"' in page
        if category != "music":
            assert f'<option value="{category}" selected>' in page

    def test_food_is_not_paid_for(self, limited: PlannedCity) -> None:
        page = limited.page(SUBMITTING, "bram").replace("\u00a0", " ")
        assert '<option value="food-and-drink">food and drink (ten hoogste € 0,00)' in page
        refused = limited.asks("1", category="food-and-drink").text
        assert 'data-code="regulation.above_category_ceiling"' in refused
        assert "artikel 4.3" in refused

    def test_everyone_reads_it_and_the_applicant_chooses_anew(
        self, limited: PlannedCity, party: str
    ) -> None:
        told = "<dt>Categorie</dt><dd>{}</dd>"
        assert told.format("street party") in limited.page(f"/voorstellen/{party}")
        change = f"/voorstellen/{party}/wijzigen"
        form = limited.page(change, "bram")
        assert '<option value="street-party" selected>' in form
        about = {"title": "Straatfeest", "description": "Groter", "amount": "300"}
        refused = limited.sends("bram", change, **about, category="street-party")
        assert 'data-code="regulation.above_category_ceiling"' in refused.text
        assert "artikel 4.3" in refused.text
        limited.does("bram", change, **about, category="green")
        assert told.format("green") in limited.page(f"/voorstellen/{party}")
        api = limited.visitor().get(f"/api/v1/proposals/{party}").json()
        assert api["proposal"]["category"] == "green"

    def test_of_an_activity_is_its_own(self, limited: PlannedCity, party: str) -> None:
        path = f"/voorstellen/{party}/activiteit"
        about = {"activity_id": "muziek", "title": "Muziek", "cost_hire": "250,01"}
        refused = limited.sends("bram", path, **about, activity_category="street-party")
        assert 'data-code="regulation.above_category_ceiling"' in refused.text
        fits = about | {"cost_hire": "250", "activity_category": "street-party"}
        limited.does("bram", path, **fits)
        page = limited.page(f"/voorstellen/{party}")
        assert "Muziek (street party)</th>" in page
        chosen = limited.page(f"/voorstellen/{party}/wijzigen?activiteit=muziek", "bram")
        part = chosen.partition('name="activity_category"')[2].partition("</select>")[0]
        assert '<option value="street-party" selected>' in part

    def test_the_page_of_the_regulation_says_that_it_is_kept_to(self, limited: PlannedCity) -> None:
        page = limited.page("/regels/rules-1").replace("\u00a0", " ")
        assert "Voor street-party ten hoogste € 250." in page


class TestAMostForAKindOfCosts:
    """It asks what the proposal costs, before it is handled."""

    def test_is_told_on_the_form_and_kept_to_at_handling(
        self, postgres: Database, scratch: Path
    ) -> None:
        most = {"category": "hire", "most_cents": 100_00}
        rules = {"ceilings": {"article": "4.3", "categories": [most]}}
        with limited_city(postgres, scratch, "gm_cost_ceilings", rules) as city:
            assert "Zonder kosten kan het niet in behandeling." in city.page(SUBMITTING, "bram")
            assert 'name="category"' not in city.page(SUBMITTING, "bram")
            one = city.proposes("250")
            assert "Zonder kosten kan" in city.page(f"/voorstellen/{one}/wijzigen", "bram")
            refused = city.sends("joost", f"/werk/voorstellen/{one}/in-behandeling").text
            assert 'data-code="regulation.costs_missing"' in refused
            costs = {"activity_id": "activiteit-1", "title": "Kramen", "cost_hire": "100"}
            city.does("bram", f"/voorstellen/{one}/activiteit", **costs)
            city.does("joost", f"/werk/voorstellen/{one}/in-behandeling")
