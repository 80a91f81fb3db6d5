"""What a regulation gives at most, on the pages: asked by a form, refused with its article."""

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
    "ceilings": {"article": "4.2", "per_proposal_cents": 570_00, "per_address_cents": 10_00},
}


@pytest.fixture(scope="module")
def limited(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """In one of two wijken the regulation has limits."""
    with limited_city(postgres, scratch, "gm_limits", RULES) as city:
        yield city


class TestAddresses:
    """So much for each that takes part."""

    def test_are_asked_as_a_number_where_the_regulation_counts_them(
        self, limited: PlannedCity
    ) -> None:
        page = limited.page(SUBMITTING, "bram")
        assert "Er is € 10,00 per adres dat meedoet." in page.replace("\u00a0", " ")
        elsewhere = limited.page(f"/wijken/{SOESTERKWARTIER}/voorstel-indienen", "bram")
        assert 'name="addresses"' not in elsewhere

    @pytest.mark.parametrize(
        ("addresses", "code"),
        [
            ("", "regulation.addresses_missing"),
            ("19", "regulation.above_address_ceiling"),
            ("twintig", "form.field_unreadable"),
            ("0", "form.field_unreadable"),
        ],
    )
    def test_too_few_are_refused_on_the_form(
        self, limited: PlannedCity, addresses: str, code: str
    ) -> None:
        page = limited.asks("200", addresses=addresses).text
        assert f'data-code="{code}"' in page
        assert f'name="addresses" type="text" value="{addresses}"' in page

    def test_everyone_reads_how_many_they_are_and_the_applicant_says_it_anew(
        self, limited: PlannedCity
    ) -> None:
        proposal_id = limited.proposes("200", addresses="20")
        told = "<dt>Adressen die meedoen</dt><dd>{}</dd>"
        assert told.format(20) in limited.page(f"/voorstellen/{proposal_id}")
        change = f"/voorstellen/{proposal_id}/wijzigen"
        form = limited.page(change, "bram")
        assert 'name="addresses" type="text" value="20"' in form
        about = {"title": "Straatfeest", "description": "Groter", "amount": "300"}
        refused = limited.sends("bram", change, **about, addresses="29")
        assert 'data-code="regulation.above_address_ceiling"' in refused.text
        assert "Artikel 4.2 van de regeling" in refused.text
        limited.does("bram", change, **about, addresses="30")
        assert told.format(30) in limited.page(f"/voorstellen/{proposal_id}")
        api = limited.visitor().get(f"/api/v1/proposals/{proposal_id}").json()
        assert api["proposal"]["addresses"] == 30

    def test_the_page_of_the_regulation_says_that_they_are_counted(
        self, limited: PlannedCity
    ) -> None:
        page = limited.page("/regels/rules-1").replace("\u00a0", " ")
        assert "Ten hoogste € 10 per adres dat meedoet." in page
