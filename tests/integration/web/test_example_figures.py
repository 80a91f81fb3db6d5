"""Figures that were made up say so where they stand, also outside a demonstration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from adapters.bootstrap import open_house
from adapters.settings import Settings
from adapters.web.app import create_app
from tests.integration.conftest import Partition
from tests.integration.projecting import copied, log_of
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town

BADGE = "Voorbeeldcijfers"
PAGES = (
    f"/?jaar={YEAR}",
    f"/wijken/{LIENDERT}?jaar={YEAR}",
    f"/wijken/{LIENDERT}/waarom/available?jaar={YEAR}",
)


@pytest.fixture(params=[False, True], ids=["real", "example"])
def is_example(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def client(database: Partition, is_example: bool) -> Iterator[TestClient]:
    """A year whose second allocation is an example, or is not, in a real installation."""
    town = Town()
    town.adopt_division()
    town.open_year()
    town.allocate({LIENDERT: 1}, 60)
    town.allocate({SOESTERKWARTIER: 1}, 40, example=is_example)
    copied(town, log_of(database))
    settings = Settings.model_validate(
        {"DATABASE_URL": database.app_url, "partition": database.schema}
    )
    with open_house(settings) as house:
        assert not house.is_demo
        house.projector.catch_up()
        with TestClient(create_app(house, session_key=b"of this test")) as client:
            yield client


def test_every_page_with_figures_of_an_example_year_says_so(
    client: TestClient, is_example: bool
) -> None:
    said = {page: BADGE in client.get(page).text for page in PAGES}
    assert said == dict.fromkeys(PAGES, is_example)


def test_the_api_says_so_too(client: TestClient, is_example: bool) -> None:
    (listed,) = client.get("/api/v1/years").json()["years"]
    assert listed["isExample"] is is_example
    assert client.get(f"/api/v1/years/{YEAR}").json()["isExample"] is is_example
