"""A small sum of which no account is asked, on the pages: determined with the decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import BoardCity
from tests.integration.web.planned_city import YEAR, planned_city
from tests.scenarios.boardroom import RULES

NONE_ASKED = RULES | {"accounts": {"article": "7", "bands": [{"form": 0}]}}


@pytest.fixture(scope="module")
def quick(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A city in which no account is asked."""
    with planned_city(postgres, scratch, "gm_at_once") as city:
        found = BoardCity(city, NONE_ASKED)
        found.frame()
        found.seat()
        yield found


def test_everyone_reads_that_it_is_final_and_nothing_is_asked_of_who_has_it(
    quick: BoardCity,
) -> None:
    city = quick.city
    proposal_id = quick.propose("Een moestuin")
    assert quick.advises(proposal_id, "yes").status_code == 303
    city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="100")
    assert quick.drafts(proposal_id, "100").status_code == 303
    quick.takes(proposal_id)
    path = f"/voorstellen/{proposal_id}"
    page = city.page(path, "bram")
    assert "bij het besluit meteen vastgesteld. De regeling vraagt geen verantwoording" in page
    assert "Bezwaar maakt u tegen het besluit" in page
    assert "Verantwoording afleggen" not in page
    assert "The regulation asks no account" in city.page(f"{path}?lang=en")
    objecting = city.page(f"{path}/bezwaar", "bram")
    assert "het besluit over de aanvraag" in objecting
    assert "de vaststelling: wat de subsidie uiteindelijk is" not in objecting
    told = city.visitor().get(f"/api/v1/proposals/{proposal_id}").json()["proposal"]
    assert told["determination"]["with_grant"]
    assert told["determination"]["amount_cents"] == 100_00
    city.does("noor", f"/werk/betalingen/{proposal_id}/aanvragen", amount="100")
    kinds = {
        each["kind"]
        for each in city.visitor().get(f"/api/v1/deadlines?year={YEAR}").json()["deadlines"]
        if each["proposal_id"] == proposal_id
    }
    assert kinds == {"objection", "payment"}
