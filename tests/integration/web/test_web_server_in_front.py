"""Behind a web server: who sent a request is told by that server alone, and bounds go by it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from adapters.web.security import RATE_REQUESTS_MAX
from tests.integration.conftest import Partition
from tests.integration.web.served import Served

MORE_THAN_ONE_MAY_SEND = RATE_REQUESTS_MAX + 5


@pytest.mark.parametrize(
    ("web_server", "counted_apart"), [("127.0.0.1", True), ("192.0.2.1,198.51.100.0/24", False)]
)
def test_addresses_that_are_passed_on_count_when_they_come_from_the_web_server(
    database: Partition, tmp_path: Path, web_server: str, counted_apart: bool
) -> None:
    more = {"WIJKKAS_WEB_SERVER": web_server}
    with (
        Served(database.app_url, database.schema, b"7" * 32, tmp_path, more=more) as served,
        httpx.Client(base_url=served.address, timeout=60) as client,
    ):
        answers = [
            client.post(
                "/api/v1/ballots", json={}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
            )
            for number in range(MORE_THAN_ONE_MAY_SEND)
        ]
    codes = {each.json()["code"] for each in answers}
    assert ("request.too_many" not in codes) is counted_apart
