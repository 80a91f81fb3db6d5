"""Money of the whole city on the pages: its share is spent as that of a wijk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.planned_city import (
    ALLOCATION,
    LIENDERT,
    YEAR,
    PlannedCity,
    planned_city,
)

CITY = "WK030700"


@pytest.fixture(scope="module")
def shared(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A year of which a tenth is for the whole city."""
    with planned_city(postgres, scratch, "gm_whole") as city:
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **{**ALLOCATION, "city_wide": "100"})
        yield city


class TestTheWholeCity:
    def test_has_a_page_as_every_wijk_has_with_what_it_was_given(self, shared: PlannedCity) -> None:
        overview = shared.page(f"/?jaar={YEAR}")
        assert f'href="/wijken/{CITY}?jaar={YEAR}"' in overview
        assert "€\u00a01.000" in overview, "the whole total, the city's own share with it"
        page = shared.page(f"/wijken/{CITY}?jaar={YEAR}")
        assert "<h1>Hele stad</h1>" in page
        assert "€\u00a0100" in page
        why = shared.page(f"/wijken/{CITY}/waarom/allocated?jaar={YEAR}")
        assert "Stedelijk deel van de verdeling" in why

    def test_takes_proposals_of_residents(self, shared: PlannedCity) -> None:
        answer = shared.visitor("bram").get(f"/wijken/{CITY}/voorstel-indienen?jaar={YEAR}")
        assert answer.status_code == 200
        assert "Hele stad" in answer.text

    def test_gets_nothing_that_wijken_have_left_unless_a_regulation_says_so(
        self, shared: PlannedCity
    ) -> None:
        act = {"year": YEAR, "number": "RB-4", "decided_on": "2026-02-17"}
        refused = shared.sends("griffier", "/werk/kader/samenvoegen", **act)
        assert "budget_year.pooling_not_in_regulation" in refused.text
        state = shared.house.views.state(YEAR, LIENDERT)
        assert (state.pooled_cents, state.available_cents) == (0, 600_00)
