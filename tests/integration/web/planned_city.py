"""A small city of its own, in which griffier and coordinator fill in forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
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
from domain.budget_year import COMPETENT_BODY, REQUIRED_ACTS
from domain.calendar import dutch_day
from tests.integration.conftest import migrated
from tests.integration.web.visiting import Visitor

LIENDERT, SOESTERKWARTIER = "WK030710", "WK030703"
YEAR = 2027
SUBMITTING = f"/wijken/{LIENDERT}/voorstel-indienen"
ACT: dict[str, Any] = {
    "year": YEAR,
    "body": "council",
    "number": "RB-3",
    "decided_on": "2025-12-17",
}
"""A council act, as a form about money names it."""
ALLOCATION: dict[str, Any] = {
    "year": YEAR,
    "total": "1.000",
    "key": "inwoners",
    "points_inhabitants": "1",
    "source_inhabitants": "cbs-statline",
    "measured_on_inhabitants": "2026-01-01",
    "weights_inhabitants": f"{LIENDERT} 2\n{SOESTERKWARTIER} 1",
}
"""A thousand euros by inhabitants over two wijken, as the form of an allocation asks it."""


class PlannedCity:
    """Pages over a city that begins empty; people are signed in as they are asked for."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.app = create_app(house, session_key=b"of this city")
        self.app.state.rate_bound = RateBound(requests_max=1_000_000)
        self._visitors: dict[str | None, Visitor] = {}

    def visitor(self, person: str | None = None) -> Visitor:
        """Somebody, with a browser of their own."""
        if person not in self._visitors:
            client = TestClient(self.app, raise_server_exceptions=False, follow_redirects=False)
            visitor = Visitor(client)
            if person:
                visitor.sign_in(person)
            self._visitors[person] = visitor
        return self._visitors[person]

    def sends(self, person: str, path: str, **fields: Any) -> Any:
        """A form that somebody sends."""
        return self.visitor(person).send(path, {"command_id": str(uuid4())} | fields)

    def does(self, person: str, path: str, **fields: Any) -> None:
        """A form that is carried out."""
        answer = self.sends(person, path, **fields)
        assert answer.status_code == 303, answer.text

    def page(self, path: str, person: str | None = None) -> str:
        """A page, in Dutch."""
        answer = self.visitor(person).get(path)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def asks(self, amount: str, title: str = "Straatfeest", **more: str) -> Any:
        """What Bram is answered who asks so much in Liendert."""
        about = {"title": title, "description": "Voor de hele straat", "year": YEAR}
        return self.sends("bram", SUBMITTING, amount=amount, **(about | more))

    def proposes(self, amount: str, title: str = "Straatfeest", **more: str) -> str:
        """The id of a proposal of Bram."""
        answer = self.asks(amount, title, **more)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"]).partition("?")[0].rpartition("/")[2]

    def handled(self, amount: str, title: str, **more: str) -> str:
        """The id of a proposal that is in handling."""
        proposal_id = self.proposes(amount, title, **more)
        self.does("joost", f"/werk/voorstellen/{proposal_id}/in-behandeling")
        return proposal_id

    def regulate(self, rules: dict[str, Any], **more: str) -> None:
        """A regulation, of today on."""
        today = dutch_day(self.house.now()).isoformat()
        about = {"scheme": "R-1", "decided_on": today, "valid_from": today} | more
        rules_1 = {"regulation_id": "rules-1", "rules": json.dumps(rules)}
        self.does("griffier", "/werk/regelingen", **rules_1, **about)

    def open_year(self, ceiling: str = "1.000") -> None:
        """Two wijken, the acts, the year."""
        here = "/werk/kader"
        self.does(
            "griffier",
            f"{here}/indeling",
            division_id="GM0307-2022",
            municipality="GM0307",
            valid_from="2022-01-01",
            wijken=f"{LIENDERT} Liendert\n{SOESTERKWARTIER} Soesterkwartier",
        )
        for kind in REQUIRED_ACTS:
            assert COMPETENT_BODY[kind]
            self.does(
                "griffier",
                f"{here}/besluit",
                year=YEAR,
                kind=kind.value,
                number=f"{kind.value}-1",
                decided_on="2025-11-10",
            )
        self.does("griffier", f"{here}/jaar", year=YEAR, division_id="GM0307-2022", ceiling=ceiling)


@contextmanager
def limited_city(
    postgres: Database, scratch: Path, schema: str, rules: dict[str, Any]
) -> Iterator[PlannedCity]:
    """A city of two wijken with money; in Liendert there is a regulation."""
    with planned_city(postgres, scratch, schema) as city:
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **ALLOCATION)
        city.regulate(rules, wijken=LIENDERT)
        yield city


@contextmanager
def planned_city(postgres: Database, scratch: Path, schema: str) -> Iterator[PlannedCity]:
    """A city in a schema of its own."""
    app_url = migrated(postgres, schema, demo=True)
    settings = Settings.model_validate(
        {"DATABASE_URL": app_url, "partition": schema, "data_directory": scratch / schema}
    )
    with open_house(settings) as house, house.projector.running():
        yield PlannedCity(house)
