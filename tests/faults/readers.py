"""Readers of a fault run: one follows the feed, one reads from the replica; both write down pages.

And at the end: all that stands in both logs.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import orjson
import psycopg

from adapters.web.feed import cloud_event
from application.log import Recorded
from tests.faults.calls import Entry, Read, Recorder
from tests.faults.clients import Line
from tests.nodes import Node

PAGE = 1_000
PAUSE_SECONDS = 0.2
_MAIN = """
    SELECT position, stream, version, name, payload, appended_at FROM {schema}.main_log
    WHERE position >= %s ORDER BY position LIMIT %s"""
_BALLOTS = "SELECT stream, payload FROM {schema}.ballot_log ORDER BY position"


def entry_of(event: bytes) -> Entry:
    """An entry of the main log, from its event as the feed gives it."""
    content: dict[str, Any] = orjson.loads(event)
    data = content["data"]
    match content["type"].rpartition(".v")[0]:
        case "proposal.submitted":
            key = f"proposal {data['amount_cents']}"
        case "wijkplan.need_recorded":
            key = f"need {data['need_id']}"
        case other:
            key = f"{other} {content['id']}"
    return Entry(key, hashlib.sha256(event).hexdigest())


def follow_feed(line: Line, recorder: Recorder, over: threading.Event) -> None:
    """Read the feed page by page, from the beginning on."""
    after = -1
    while not over.is_set():
        began = time.monotonic()
        try:
            answer = line.get("/api/v1/events", after=after, limit=PAGE)
        except httpx.TransportError:
            line.close()
            time.sleep(PAUSE_SECONDS)
            continue
        if answer.status_code != httpx.codes.OK:
            recorder.answers[f"feed {answer.status_code}"] += 1
            line.close()
            time.sleep(PAUSE_SECONDS)
            continue
        entries = tuple(entry_of(event) for event in answer.content.splitlines())
        recorder.reads.append(Read(began, after + 1, entries, to_the_end=len(entries) < PAGE))
        after += len(entries)
        time.sleep(PAUSE_SECONDS)
    line.close()


def read_replica(
    replica: Callable[[], Node], schema: str, recorder: Recorder, over: threading.Event
) -> None:
    """Read from whichever node is the replica by now."""
    position = 0
    while not over.is_set():
        with contextlib.suppress(psycopg.Error), replica().superuser() as session:
            while not over.is_set():
                began = time.monotonic()
                entries = _page(session, schema, position)
                recorder.reads.append(Read(began, position, entries))
                position += len(entries)
                time.sleep(PAUSE_SECONDS)
        time.sleep(PAUSE_SECONDS)


def _page(
    session: psycopg.Connection, schema: str, position: int, limit: int = PAGE
) -> tuple[Entry, ...]:
    rows = session.execute(_MAIN.replace("{schema}", schema), (position, limit))
    return tuple(entry_of(cloud_event(schema, Recorded(*row))) for row in rows)


def main_log(node: Node, schema: str) -> list[Entry]:
    """All of the main log."""
    with node.superuser() as session:
        return list(_page(session, schema, 0, 1 << 40))


def ballot_log(node: Node, schema: str) -> list[Entry]:
    """All of the ballot log, in the order of its positions."""
    with node.superuser() as session:
        rows = session.execute(_BALLOTS.replace("{schema}", schema)).fetchall()
    return [Entry(f"ballot {stream.rsplit(':')[-1]}", payload.hex()) for stream, payload in rows]
