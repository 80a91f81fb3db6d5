"""Above an amount in the regulation the council decides first: forms ask its act, pages tell it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import UNRANKED, BoardCity
from tests.integration.web.planned_city import ACT, planned_city

COUNCIL = {"article": "14", "without_council_up_to_cents": 100_00}
ASKED = "Boven € 100,00 besluit volgens artikel 14 de raad."


@pytest.fixture(scope="module")
def framed(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A thousand euros in one wijk; above a hundred the council decides."""
    with planned_city(postgres, scratch, "gm_council_act") as city:
        found = BoardCity(city, UNRANKED | {"council": COUNCIL})
        found.frame()
        yield found


@pytest.fixture(scope="module")
def hall(framed: BoardCity) -> str:
    """Somebody asks 900, and it is set apart."""
    proposal_id = framed.city.handled("900", "Een buurthuis")
    framed.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="900")
    return proposal_id


class TestADraft:
    """Above the amount."""

    def test_is_asked_for_the_act_by_its_form(self, framed: BoardCity, hall: str) -> None:
        page = framed.city.page(f"/werk/voorstellen/{hall}", "joost").replace("\u00a0", " ")
        assert ASKED in page
        assert 'name="council_number"' in page

    def test_without_it_is_refused_with_the_article(self, framed: BoardCity, hall: str) -> None:
        page = framed.drafts(hall, "900").text
        assert 'data-code="regulation.council_decides"' in page
        assert "artikel 14" in page

    def test_with_it_is_taken_and_everyone_reads_which_it_was(
        self, framed: BoardCity, hall: str
    ) -> None:
        act = {"council_number": ACT["number"], "council_day": ACT["decided_on"]}
        assert framed.drafts(hall, "900", **act).status_code == 303
        framed.takes(hall)
        page = framed.city.page(f"/voorstellen/{hall}").replace("\u00a0", " ")
        assert "<dt>Besluit van de raad</dt><dd>RB-3, 17 december 2025</dd>" in page
