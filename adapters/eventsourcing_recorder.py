"""A log behind the recorder port of the `eventsourcing` library, so that its tools can be used.

The port has one id per event and no commands: each `insert_events` becomes one command with an id
of its own, so a call whose answer got lost cannot be recognised when it is made again. Use cases
therefore write through `application.log.Log`; this serves reading, and tools of the library.

A notification's id is the position plus one. Streams count versions from 0: an aggregate that is
recorded here sets `INITIAL_VERSION = 0`.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    ProgrammingError,
    StoredEvent,
    Subscription,
)

from application.log import (
    Accepted,
    Log,
    LogUnavailable,
    NewEvent,
    Recorded,
    Submission,
)

PAGE_ENTRIES = 1_000
POLL_SECONDS = 0.05


class LogRecorder(ApplicationRecorder):
    """Records in `log`, and reads from it. `inside` names the fence around ballots."""

    def __init__(self, log: Log, *, inside: str | None = None) -> None:
        self._log = log
        self._inside = inside

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Store all of the events or none, and return their notification ids.

        Raises `IntegrityError` when a version is taken or does not follow, or the round is closed.
        """
        if kwargs:
            raise ProgrammingError(f"a log stores events alone, and not {', '.join(kwargs)}")
        if not stored_events:
            return None
        with _errors_of_the_library():
            (outcome,) = self._log.append([self._submission(stored_events)])
        if not isinstance(outcome, Accepted):
            raise IntegrityError(str(outcome))
        return list(range(outcome.first_position + 1, outcome.last_position + 2))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one aggregate, by version."""
        with _errors_of_the_library():
            entries = self._log.stream(str(originator_id), -1 if gt is None else gt)
        selected = [
            StoredEvent(originator_id, entry.version, entry.name, entry.payload)
            for entry in entries
            if lte is None or entry.version <= lte
        ]
        return (selected[::-1] if desc else selected)[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """At most `limit` notifications from `start` on, up to and including `stop`."""
        first = 1 if start is None else start + (not inclusive_of_start)
        selected: list[Notification] = []
        for entry in self._entries_from(max(first - 1, 0)):
            if len(selected) == limit or (stop is not None and entry.position + 1 > stop):
                break
            if not topics or entry.name in topics:
                selected.append(_notification(entry))
        return selected

    def max_notification_id(self) -> int | None:
        """The id of the last notification, None without any."""
        with _errors_of_the_library():
            return self._log.next_position() or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> PollingSubscription:
        """An iterator over notifications after `gt` that waits for new ones."""
        return PollingSubscription(self, gt, topics)

    def _submission(self, stored_events: Sequence[StoredEvent]) -> Submission:
        command_id = uuid4()
        events = tuple(
            NewEvent(
                str(stored.originator_id), stored.originator_version, stored.topic, stored.state
            )
            for stored in stored_events
        )
        fingerprint = hashlib.sha256(command_id.bytes).digest()
        return Submission(command_id, fingerprint, events, inside=self._inside)

    def _entries_from(self, position: int) -> Iterator[Recorded]:
        with _errors_of_the_library():
            while page := self._log.read(position, PAGE_ENTRIES):
                yield from page
                position = page[-1].position + 1


class PollingSubscription(Subscription[LogRecorder]):
    """Asks the log for what came after the last notification: positions are the truth.

    Dense positions make this complete: nothing can appear later below what was already read.
    """

    def __init__(self, recorder: LogRecorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt, topics)
        self._pending: deque[Notification] = deque()

    def __next__(self) -> Notification:
        """The next notification, waited for; ends when the subscription is stopped."""
        while not self._has_been_stopped:
            if self._pending:
                notification = self._pending.popleft()
                self._last_notification_id = notification.id
                return notification
            self._pending.extend(
                self._recorder.select_notifications(
                    self._last_notification_id,
                    PAGE_ENTRIES,
                    topics=self._topics,
                    inclusive_of_start=False,
                )
            )
            if not self._pending:
                time.sleep(POLL_SECONDS)
        raise StopIteration


def _notification(entry: Recorded) -> Notification:
    return Notification(
        id=entry.position + 1,
        originator_id=_originator_id(entry.stream),
        originator_version=entry.version,
        topic=entry.name,
        state=entry.payload,
    )


def _originator_id(stream: str) -> UUID | str:
    """The library's aggregates have UUIDs unless their application says otherwise."""
    try:
        originator_id = UUID(stream)
    except ValueError:
        return stream
    return originator_id if str(originator_id) == stream else stream


@contextmanager
def _errors_of_the_library() -> Iterator[None]:
    try:
        yield
    except LogUnavailable as error:
        raise OperationalError(str(error)) from error
    except ValueError as error:
        raise ProgrammingError(str(error)) from error
