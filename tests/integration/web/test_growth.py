"""Growth or fall of what initiatives have, on the page and by the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from domain.budget_year import REQUIRED_ACTS
from tests.integration.web.planned_city import (
    ACT,
    ALLOCATION,
    LIENDERT,
    YEAR,
    PlannedCity,
    planned_city,
)

NEXT = YEAR + 1


@pytest.fixture(scope="module")
def grown(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """Two years; in the second there is more, of which a part is for institutions."""
    with planned_city(postgres, scratch, "gm_growth") as city:
        assert "Er is nog geen geld verdeeld" in city.page("/groei")
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **ALLOCATION)
        for kind in REQUIRED_ACTS:
            act = {"number": f"{kind.value}-2", "decided_on": "2025-11-10"}
            city.does("griffier", "/werk/kader/besluit", year=NEXT, kind=kind.value, **act)
        year = {"year": NEXT, "division_id": "GM0307-2022", "ceiling": "2.000"}
        city.does("griffier", "/werk/kader/jaar", **year)
        city.does(
            "griffier", "/werk/kader/verdeling", **{**ALLOCATION, "year": NEXT, "total": "1.500"}
        )
        points = {"points_initiative": "4", "points_institution": "1", "points_coordination": "0"}
        lines = {
            **ACT,
            "year": NEXT,
            **points,
            "reason": "een eigen lijn",
            "wijken": LIENDERT,
        }
        city.does("griffier", "/werk/kader/lijnen", **lines)
        yield city


class TestGrowth:
    def test_is_told_over_all_and_for_each_wijk_in_euros_and_percents(
        self, grown: PlannedCity
    ) -> None:
        page = grown.page("/groei")
        for said in ("€\u00a01.300,00", "+€\u00a0300,00", "+30,0%"):
            assert said in page, said
        for said in ("€\u00a0800,00", "+€\u00a0133,33", "+20,0%", "+50,0%"):
            assert said in page, said
        assert f'href="/wijken/{LIENDERT}/lijnen?jaar={NEXT}"' in page

    def test_of_the_first_year_has_nothing_to_be_held_beside(self, grown: PlannedCity) -> None:
        page = grown.page(f"/groei?jaar={YEAR}")
        assert "+20,0%" not in page
        assert "€\u00a0666,67" in page

    def test_is_told_by_the_api(self, grown: PlannedCity) -> None:
        answer = grown.visitor().get("/api/v1/growth").json()
        assert answer["overAll"][1] == {
            "year": NEXT,
            "amount_cents": 1_300_00,
            "change_cents": 300_00,
            "percent": 30.0,
        }
        assert [each["wijk"] for each in answer["wijken"]] == ["WK030703", LIENDERT]
