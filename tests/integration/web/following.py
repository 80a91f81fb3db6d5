"""Reading the feed of the main log: its lines, and its stream of server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.example_city.people import EXAMPLE_PEOPLE
from adapters.web.app import create_app
from adapters.web.feed_stream import EVENT_STREAM, Rhythm
from application.command_desk import CommandDesk
from domain.wijkplan import RecordNeed
from domain.wijkplan_events import NeedSource
from tests.integration.web.conftest import KEY, City
from tests.integration.web.visiting import Visitor

FEED = "/api/v1/events"
TEXT = "0" * 64


def application(city: City, rhythm: Rhythm | None = None) -> FastAPI:
    """An application of its own over the example city, whose streams have this rhythm."""
    app = create_app(city.house, session_key=KEY)
    if rhythm is not None:
        app.state.feed.rhythm = rhythm
    return app


def auditor_at(app: FastAPI) -> Visitor:
    """The auditor of the example city, at this application."""
    visitor = Visitor(TestClient(app, raise_server_exceptions=False, follow_redirects=False))
    visitor.sign_in("esra")
    return visitor


def page(visitor: Visitor, **query: int) -> Any:
    """A page of the feed."""
    return visitor.get(FEED, params=query)


def events_in(text: str) -> list[dict[str, Any]]:
    """The events of lines of JSON."""
    return [json.loads(line) for line in text.splitlines()]


def stream(visitor: Visitor, after: int, **headers: str) -> Any:
    """A whole stream, until it ended."""
    wanted = {"Accept": EVENT_STREAM} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return visitor.get(FEED, params={"after": after}, headers=wanted)


def messages_in(text: str) -> list[tuple[int, dict[str, Any]]]:
    """Ids and data of the messages in a stream; comments are not among them."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if "data" in fields:
            found.append((int(fields["id"]), json.loads(fields["data"])))
    return found


def positions_in(events: Iterable[dict[str, Any]]) -> list[int]:
    """The positions in the ids of events."""
    return [int(event["id"].split("/")[1]) for event in events]


def record_a_need(city: City, desk: CommandDesk | None = None) -> int:
    """Have something appended to the main log, and its position."""
    command = RecordNeed(
        command_id=uuid4(),
        at=city.house.now(),
        by=EXAMPLE_PEOPLE["sanne"].actor,
        wijk="WK030710",
        year=city.year,
        need_id=f"need-{uuid4().hex[:12]}",
        source=NeedSource.MEETING,
        description=TEXT,
    )
    return (desk or city.house.desk).carry_out(command).position
