"""The example city behind the web application, on a real PostgreSQL; and people who visit."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.bootstrap import open_house
from adapters.example_city.city import build_example_city
from adapters.example_city.rounds import EXTENDED_IN, round_of
from adapters.house import House
from adapters.postgres.embedded import Database
from adapters.settings import Settings
from adapters.web.app import create_app
from adapters.web.security import RateBound
from tests.integration.conftest import migrated
from tests.integration.web.visiting import OPENED, Visitor
from tests.story import unopened_by

SCHEMA = "gm_web"
KEY = b"the key of this run"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that a row of the story names opens every page of that row, or it fails."""
    OPENED.clear()
    result = yield
    missing = unopened_by(item.nodeid.partition("[")[0], OPENED)
    if missing:
        pytest.fail(f"docs/story.md says that this test opens {', '.join(missing)}", pytrace=False)
    return result


@dataclass(frozen=True)
class City:
    """The example city, and its open round."""

    house: House
    year: int
    round_id: str
    app_url: str


@pytest.fixture(scope="session")
def city(postgres: Database, scratch: Path) -> Iterator[City]:
    """Built once; tests that change something use ids of their own."""
    app_url = migrated(postgres, SCHEMA, demo=True)
    settings = Settings.model_validate(
        {
            "DATABASE_URL": app_url,
            "partition": SCHEMA,
            "data_directory": scratch / "web",
        }
    )
    with open_house(settings) as house:
        _, year = build_example_city(house, lambda _: None)
        house.projector.catch_up()
        with house.projector.running():
            yield City(house, year, round_of(year, EXTENDED_IN), app_url)


@pytest.fixture(scope="session")
def app(city: City) -> FastAPI:
    """The application, which lets one address send as much as a run of tests does."""
    app = create_app(city.house, session_key=KEY)
    app.state.rate_bound = RateBound(requests_max=1_000_000)
    return app


@pytest.fixture
def visit(app: FastAPI) -> Iterator[Callable[..., Visitor]]:
    """Visits the pages: `visit()` as nobody, `visit("joost")` as an example person."""
    clients: list[TestClient] = []

    def begin(person: str | None = None) -> Visitor:
        client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        clients.append(client)
        visitor = Visitor(client)
        if person:
            visitor.sign_in(person)
        return visitor

    yield begin
    for client in clients:
        client.close()
