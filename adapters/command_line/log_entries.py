"""The main log as checks read it: every entry once, in order, and no more than a page in memory."""

from __future__ import annotations

from collections.abc import Iterator

from application.log import Log
from domain.event_catalogue import event_from
from projections.entry import Entry

PAGE_ENTRIES = 1_000


def every_entry(log: Log) -> Iterator[Entry]:
    """The main log from its beginning, page by page."""
    position = 0
    while page := log.read(position, limit=PAGE_ENTRIES):
        for each in page:
            if each.appended_at is not None:
                event = event_from(each.name, each.payload)
                yield Entry(each.position, each.stream, each.version, event, each.appended_at)
        position = page[-1].position + 1
