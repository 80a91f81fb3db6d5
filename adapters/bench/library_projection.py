"""The baseline of the bench of projecting: the `eventsourcing` library's own runner.

It reads its own table of events and calls a projection for each; that applies the event by the same
stores as ours, and tracks it, in one transaction: the library's way. Its events hold name and
payload of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any, ClassVar
from uuid import uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import tuple_row

from adapters.event_reading import read_event
from adapters.postgres.projection_tables import ProjectionStore, qualified
from application.log import Recorded
from projections.document import follows
from projections.entry import Entry

GENERATION = 1_000_000
"""Rows that nobody asks for, in the same tables."""
WAIT_SECONDS = 600.0
EVENTS_PER_INSERT = 500
_MAKE_SCHEMA = "CREATE SCHEMA {schema}"


@dataclass(frozen=True)
class Written(DomainEvent):
    """An entry of ours as an event of the library's."""

    name: str
    payload: str
    stream: str


class City(Application[Any]):
    """Whose events are projected."""


class StoredView(PostgresTrackingRecorder):
    """Applies one event to each store that follows it, and tracks it, in one transaction."""

    stores: ClassVar[Sequence[ProjectionStore]] = ()

    def apply(self, entry: Entry, tracking: Tracking) -> None:
        """The event with its tracking, or neither."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            session: Any = cursor.connection
            with _rows_as_tuples(session):
                for store in self.stores:
                    if follows(store.subjects, entry.event.TOPIC):
                        store.apply(session, GENERATION, [entry])


class EveryEvent(Projection[StoredView]):
    """Projects whatever was written."""

    name = "every_event"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Load the event of ours and apply it."""
        event = read_event(domain_event.name, domain_event.payload.encode())
        position = tracking.notification_id - 1
        entry = Entry(position, domain_event.stream, position, event, domain_event.timestamp)
        self.view.apply(entry, tracking)


def events_per_second(
    owner_url: str, recorded: Sequence[Recorded], stores: Sequence[ProjectionStore], schema: str
) -> float:
    """How fast the library projects these entries, from its start to the last of them.

    `schema` is made for it, and is not there yet.
    """
    environment = _environment(owner_url, schema)
    StoredView.stores = stores
    _write(environment, owner_url, recorded, schema)
    began = perf_counter()
    with ProjectionRunner(
        application_class=City,
        projection_class=EveryEvent,
        view_class=StoredView,
        env=environment,
    ) as runner:
        runner.wait(len(recorded), timeout=WAIT_SECONDS)
        return len(recorded) / (perf_counter() - began)


def _write(
    environment: dict[str, str], owner_url: str, recorded: Sequence[Recorded], schema: str
) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(qualified(_MAKE_SCHEMA, schema))
    with City(env=environment) as city:
        stored = [
            city.mapper.to_stored_event(
                Written(
                    originator_id=uuid4(),
                    originator_version=1,
                    timestamp=each.appended_at or Written.create_timestamp(),
                    name=each.name,
                    payload=each.payload.decode(),
                    stream=each.stream,
                )
            )
            for each in recorded
        ]
        for first in range(0, len(stored), EVENTS_PER_INSERT):
            city.recorder.insert_events(stored[first : first + EVENTS_PER_INSERT])


def _environment(owner_url: str, schema: str) -> dict[str, str]:
    """The library's settings, as it has them unless told otherwise."""
    parts = conninfo_to_dict(owner_url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts["host"]),
        "POSTGRES_PORT": str(parts.get("port") or "5432"),
        "POSTGRES_USER": str(parts["user"]),
        "POSTGRES_PASSWORD": str(parts.get("password") or "none"),
        "POSTGRES_SCHEMA": schema,
    }


@contextmanager
def _rows_as_tuples(session: Any) -> Iterator[None]:
    """The library asks for rows as dictionaries, our stores for tuples."""
    before, session.row_factory = session.row_factory, tuple_row
    try:
        yield
    finally:
        session.row_factory = before
