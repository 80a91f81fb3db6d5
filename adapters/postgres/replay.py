"""Reads the main log from one position to another with its events loaded, as fast as Python can.

The server packs a page of entries into one row of arrays, so that a row costs once per page what it
otherwise costs per entry, and rows come as they are asked for: while one page is loaded here, the
server makes the next. No garbage is collected while a page is loaded: events hold no cycles, and
going through them again and again took half of the time. Measured in `wijkkas bench replay`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any, LiteralString

from adapters.event_reading import NOT_FAST, READERS, read_event
from adapters.postgres.entry_loading import Batch
from adapters.postgres.projection_tables import Session, qualified
from domain.event_catalogue import EventUnreadable
from projections.entry import Entry

PAGE_ENTRIES = 200
"""Small: what is made of a page stays in the processor's cache, and its memory is used again."""
_PAGES: LiteralString = """
    SELECT page.* FROM generate_series(%b::bigint, %b::bigint, %b::bigint) AS first
    CROSS JOIN LATERAL (SELECT """
_COLUMNS: LiteralString = """, array_agg(stream), array_agg(version), array_agg(name),
            array_agg(payload), array_agg(appended_at)
        FROM (SELECT * FROM {schema}.main_log
            WHERE position >= first AND position < first + %b::bigint AND position <= %b::bigint
            ORDER BY position OFFSET 0) entry"""
_ALL: LiteralString = _PAGES + "count(*)" + _COLUMNS + ") page"
_FOLLOWED: LiteralString = (
    _PAGES + "array_agg(position)" + _COLUMNS + " WHERE split_part(name, '.', 1) = ANY (%b)) page"
)


class HoleInLog(LookupError):  # noqa: N818 - says what is wrong with the log
    """An entry is not there, though later ones are."""


def replayed(
    session: Session,
    schema: str,
    after: int,
    until: int,
    subjects: frozenset[str] | None = None,
    *,
    page_entries: int = PAGE_ENTRIES,
) -> Iterator[Batch]:
    """The entries after one position up to another, page by page, of these subjects or of all.

    The last batch has a `failure` where an entry cannot be loaded. Nothing else goes over the
    session until it is read to its end. Raises `HoleInLog` for a log with a hole in it, where all
    subjects are asked; of some, an entry that is not there cannot be told from one left out.
    """
    asked: list[object] = [after + 1, until, page_entries, page_entries, until]
    if subjects is not None:
        asked.append(sorted(subjects))
    query, position = _ALL if subjects is None else _FOLLOWED, after
    with session.cursor(binary=True) as cursor:
        for found, *columns in cursor.stream(qualified(query, schema), asked):
            first, position = position + 1, min(position + page_entries, until)
            if subjects is None:
                positions: Sequence[int] = range(first, position + 1)
                if found != len(positions):
                    raise HoleInLog(f"the log has a hole between {first} and {position}")
            elif found is None:
                yield Batch((), position)
                continue
            else:
                positions = found
            with without_collecting():
                batch = _loaded((positions, *columns), position)
            yield batch
            if batch.failure is not None:
                return


def gathered(pages: Iterable[Batch], entries: int) -> Iterator[Batch]:
    """The same in batches of about so many entries; a failure ends a batch."""
    found: list[Entry] = []
    for page in pages:
        found.extend(page.entries)
        if len(found) >= entries or page.failure is not None:
            yield Batch(found, page.position, page.failure)
            found = []
    if found:
        yield Batch(found, found[-1].position)


def _loaded(columns: Sequence[Sequence[Any]], position: int) -> Batch:
    positions, streams, versions, names, payloads, moments = columns
    try:
        events = [READERS[name](payload) for name, payload in zip(names, payloads, strict=True)]
    except NOT_FAST:
        return _carefully_loaded(columns, position)
    # They come in the zone of the session, which is the same for all of them.
    if moments[0].tzinfo is not UTC:
        moments = [moment.astimezone(UTC) for moment in moments]
    return Batch(list(map(Entry, positions, streams, versions, events, moments)), position)


def _carefully_loaded(columns: Sequence[Sequence[Any]], position: int) -> Batch:
    """A page with names of the past in it, or with an entry that cannot be loaded."""
    entries: list[Entry] = []
    for place, stream, version, name, payload, moment in zip(*columns, strict=True):
        try:
            event = read_event(name, payload)
        except EventUnreadable as problem:
            return Batch(entries, place - 1, str(problem))
        entries.append(Entry(place, stream, version, event, moment.astimezone(UTC)))
    return Batch(entries, position)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave garbage alone in this block, which makes much and no cycles in it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
