"""Demonstrated support first, on the pages: told to all, kept to by the forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import UNRANKED, BoardCity
from tests.integration.web.planned_city import planned_city

SUPPORT: dict[str, Any] = {
    "article": "3.2",
    "bands": [{"least_supporters": 0}],
    "ranks_first": True,
}


@pytest.fixture(scope="module")
def framed(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A thousand euros in one wijk; who shows support goes first."""
    with planned_city(postgres, scratch, "gm_support_first") as city:
        found = BoardCity(city, UNRANKED | {"support": SUPPORT})
        found.frame()
        yield found


@pytest.fixture(scope="module")
def hall(framed: BoardCity) -> str:
    """Somebody asks 900 of the thousand, and it is set apart."""
    proposal_id = framed.city.handled("900", "Een buurthuis")
    framed.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="900")
    return proposal_id


@pytest.fixture(scope="module")
def garden(framed: BoardCity, hall: str) -> str:
    """Another asks 200 after it, and a neighbour supports that."""
    proposal_id = framed.city.handled("200", "Een moestuin")
    framed.city.does("aylin", f"/voorstellen/{proposal_id}/steunen")
    return proposal_id


class TestAProposalWithoutSupport:
    """Where the regulation lets who shows support go first."""

    def test_says_that_nothing_waits(self, framed: BoardCity, hall: str) -> None:
        page = framed.city.page(f"/voorstellen/{hall}")
        assert "Dit voorstel laat nog geen steun zien; wie wel steun laat zien, gaat voor." in page
        assert "Er wacht er nu geen op een besluit." in page

    def test_says_to_everyone_what_goes_before_it(
        self, framed: BoardCity, hall: str, garden: str
    ) -> None:
        for path, person in (
            (f"/voorstellen/{hall}", None),
            (f"/werk/voorstellen/{hall}", "joost"),
        ):
            part = framed.city.page(path, person).partition('id="gaat-voor"')[2]
            told = part.partition("</section>")[0].replace("\u00a0", " ")
            assert f'<a href="/voorstellen/{garden}">Een moestuin</a>: € 200,00' in told
            assert "Initiatieven van bewoners gaan voor." not in told
        english = framed.city.page(f"/voorstellen/{hall}?lang=en", "fatima")
        assert "This proposal shows no support yet; whoever shows support goes first." in english
        answer = framed.city.visitor().get(f"/api/v1/proposals/{hall}").json()
        assert answer["proposal"]["goesBefore"] == [garden]

    def test_is_not_granted_before_it(self, framed: BoardCity, hall: str, garden: str) -> None:
        page = framed.drafts(hall, "900").text
        assert 'data-code="precedence.others_first"' in page
        assert "Volgens artikel 3.2" in page
        assert garden in page

    def test_is_once_it_shows_support_itself(
        self, framed: BoardCity, hall: str, garden: str
    ) -> None:
        assert garden
        framed.city.does("aylin", f"/voorstellen/{hall}/steunen")
        assert 'id="gaat-voor"' not in framed.city.page(f"/voorstellen/{hall}")
        assert framed.drafts(hall, "900").status_code == 303
        framed.takes(hall)


class TestTheRegulation:
    """Says where it is kept to."""

    def test_says_that_support_goes_first_at_a_decision_too(self, framed: BoardCity) -> None:
        page = framed.city.page("/regels/rules-1?lang=nl")
        assert "wie geen steun laat zien, krijgt pas geld" in page
