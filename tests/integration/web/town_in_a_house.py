"""A town whose commands go to a real house, so that what it did can be read on real pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from adapters.bootstrap import open_house
from adapters.house import House
from adapters.postgres.embedded import Database
from adapters.settings import Settings
from adapters.web.app import create_app
from adapters.web.security import RateBound
from application.ballot_box import BallotReceipt
from application.command_desk import Receipt
from domain.ballot import CastBallot
from domain.command import Actor, ActorCommand, Role
from tests.integration.conftest import migrated
from tests.integration.web.visiting import Visitor
from tests.scenarios.town import Town


class TownInAHouse(Town):
    """A town whose commands go to a real house, and whose clock is that of its pages."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = replace(house, now=lambda: self.now)
        self.position = 0
        app = create_app(self.house, session_key=b"of this town")
        app.state.rate_bound = RateBound(requests_max=1_000_000)
        self.visitor = Visitor(TestClient(app, raise_server_exceptions=False))
        self.streams, self.desk = house.streams, house.desk

    def do(
        self, intention: type[ActorCommand], role: Role | Actor, /, *args: Any, **fields: Any
    ) -> Receipt:
        receipt = super().do(intention, role, *args, **fields)
        self.position = receipt.position
        return receipt

    def open_round(self, *args: Any, **fields: Any) -> Receipt:
        """Open by the clock of the log of ballots too, which is no clock of a test."""
        opens_at = min(self.now, datetime.now(UTC))
        return super().open_round(*args, opens_at=opens_at, **fields)

    def cast(self, voter: int, *choices: str, **more: Any) -> BallotReceipt:
        """With a pass of the register."""
        round_id = more["round_id"]
        voting_pass = self.house.passes.issue(round_id, f"voter-{voter}")
        about: dict[str, Any] = {"round_id": round_id, "voting_pass": voting_pass}
        return self.house.ballot_box.cast(
            CastBallot(command_id=uuid4(), at=self.now, choices=choices, **about)
        )

    def page(self, path: str, language: str) -> str:
        """A page once the projections have all that happened."""
        self.house.projector.catch_up()
        answer = self.visitor.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        return str(answer.text).replace("\u00a0", " ").replace("&#39;", "'")


@contextmanager
def town_in_a_house(postgres: Database, scratch: Path, schema: str) -> Iterator[TownInAHouse]:
    """An empty town in a partition of its own."""
    settings = Settings.model_validate(
        {
            "DATABASE_URL": migrated(postgres, schema),
            "partition": schema,
            "data_directory": scratch / schema,
        }
    )
    with open_house(settings) as house:
        yield TownInAHouse(house)
