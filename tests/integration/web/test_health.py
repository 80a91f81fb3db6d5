"""Whether the application can serve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from psycopg import OperationalError
from starlette.testclient import TestClient

from adapters.postgres.projector import Lag
from adapters.web.app import create_app
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor


@dataclass(frozen=True)
class ProjectorThatTells:
    """A projector that knows one lag, or cannot reach the database."""

    found: list[Lag] | Exception

    def lag(self) -> list[Lag]:
        """What it was given."""
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def ready(city: City, found: list[Lag] | Exception) -> Any:
    """The answer of `/readyz` with such a projector."""
    house: Any = replace(city.house, projector=ProjectorThatTells(found))  # type: ignore[arg-type]  # a fake
    with TestClient(create_app(house)) as client:
        assert client.get("/healthz").status_code == 200
        return client.get("/readyz")


def test_ready_with_projections_that_follow(visit: Callable[..., Visitor]) -> None:
    answer = visit().get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["epoch"] == 1
    assert {each["name"] for each in answer.json()["projections"]} >= {"ledger", "proposals"}


def test_not_ready_when_the_database_is_away(city: City) -> None:
    answer = ready(city, OperationalError("gone"))
    assert (answer.status_code, answer.json()["status"]) == (503, "database_away")
    assert answer.headers["retry-after"]


@pytest.mark.parametrize(
    "lag", [Lag("ledger", 5, 20_000, None, None), Lag("ledger", 5, 1, 6, "unreadable")]
)
def test_not_ready_when_pages_would_be_old(lag: Lag, city: City) -> None:
    answer = ready(city, [lag])
    assert (answer.status_code, answer.json()["status"]) == (503, "behind")
    assert "unreadable" not in answer.text
