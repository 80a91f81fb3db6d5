"""The main log as CloudEvents 1.0 in structured JSON: an event's shape, and pages of events.

There is no feed of the ballot log: whoever follows it sees when each ballot comes.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from application.log import Log, Recorded
from projections.questions import PositionNotReached

FROM_THE_BEGINNING = -1
PAGE_EVENTS_MAX = 1_000
PAGE_BYTES_MAX = 4_000_000
EVENTS_PER_READ = 100
"""So few at once, that payloads of the largest size take no more than a few megabytes."""


def cloud_event(partition: str, entry: Recorded) -> bytes:
    """An entry as a CloudEvent on one line.

    `data` has the payload's own canonical bytes, so that a hash of it means the same everywhere.
    """
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": f"{partition}/{entry.position}",
            "source": f"/partitions/{partition}",
            "type": entry.name,
            "subject": entry.stream,
            "time": entry.appended_at,
            "datacontenttype": "application/json",
            "data": orjson.Fragment(entry.payload),
        },
        option=orjson.OPT_UTC_Z,
    )


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Events as lines of JSON; `last` is the position to go on after."""

    lines: bytes
    last: int


class Feed:
    """What stands in the main log of a partition, in order of position."""

    def __init__(self, log: Log, partition: str) -> None:
        self._log = log
        self._partition = partition

    def page(self, after: int, limit: int) -> FeedPage:
        """At most `limit` events after a position, and no more than fit in `PAGE_BYTES_MAX`.

        Raises `PositionNotReached` for a position that is not in the log yet.
        """
        lines: list[bytes] = []
        size, last = 0, after
        while len(lines) < limit:
            wanted = min(EVENTS_PER_READ, limit - len(lines))
            read = self.read(last, wanted)
            for position, event in read:
                size += len(event) + 1
                if size > PAGE_BYTES_MAX:
                    return FeedPage(b"".join(lines), last)
                lines += (event + b"\n",)
                last = position
            if len(read) < wanted:
                break
        if not lines:
            self.guard_reached(after)
        return FeedPage(b"".join(lines), last)

    def read(self, after: int, limit: int = EVENTS_PER_READ) -> list[tuple[int, bytes]]:
        """Positions and events after a position; fewer than `limit` at the end of the log."""
        entries = self._log.read(after + 1, limit)
        return [(entry.position, cloud_event(self._partition, entry)) for entry in entries]

    def guard_reached(self, position: int) -> None:
        """Raise `PositionNotReached` for a position that is not in the log yet."""
        last = self._log.next_position() - 1
        if position > last:
            raise PositionNotReached(position=position, last=last)
