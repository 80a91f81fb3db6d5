"""Whether the application can serve."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from typing import Any

import httpx
import pytest
from anyio.to_thread import current_default_thread_limiter, run_sync
from psycopg import OperationalError
from pydantic import SecretStr
from starlette.testclient import TestClient

from adapters.postgres.projector import Lag
from adapters.web.app import create_app
from tests.event_loops import run_apart
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

TOKEN = "a-token-of-at-least-thirty-two-characters"
SECONDS_MAX = 10.0


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


def test_who_watches_is_answered_when_all_threads_wait_for_the_database(city: City) -> None:
    settings = city.house.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    app = create_app(replace(city.house, settings=settings))
    over, paths = Event(), ("/healthz", "/readyz", "/metrics")

    async def answered() -> list[int]:
        current_default_thread_limiter().total_tokens = 1
        waiting = asyncio.create_task(run_sync(over.wait))
        headers = {"Authorization": f"Bearer {TOKEN}"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://here", headers=headers
        ) as client:
            await asyncio.sleep(0)
            try:
                async with asyncio.timeout(SECONDS_MAX):
                    return [(await client.get(path)).status_code for path in paths]
            finally:
                over.set()
                await waiting

    assert run_apart(answered()) == [200, 200, 200]
