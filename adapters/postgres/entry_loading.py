"""Entries of the main log on their way to projections: read once, loaded once, shared by all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.event_reading import read_event
from application.log import Log, Recorded
from domain.event_catalogue import EventUnreadable
from projections.document import follows
from projections.entry import Entry

HOLE = "the log has no entry at {position}, and has later ones"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a projection is to apply next: entries it follows, reaching up to `position`.

    With `failure` the entry after `position` cannot be loaded, for that reason.
    """

    entries: Sequence[Entry]
    position: int
    failure: str | None = None


class EntryReading:
    """What is read in one round: projections at the same position share it."""

    def __init__(self, log: Log, limit: int) -> None:
        self._log = log
        self._limit = limit
        self._pages: dict[int, tuple[list[Recorded], str | None]] = {}
        self._entries: dict[int, Entry] = {}

    def batch_after(self, position: int, subjects: frozenset[str] | None) -> Batch | None:
        """The entries after a position that a projection follows; None when there is nothing.

        Up to the first that cannot be loaded, or is not there though a later one is.
        """
        page, hole = self._page(position + 1)
        if not page:
            return None if hole is None else Batch((), position, hole)
        entries: list[Entry] = []
        for recorded in page:
            if follows(subjects, recorded.name):
                try:
                    entries.append(self._entry(recorded))
                except EventUnreadable as problem:
                    return Batch(entries, recorded.position - 1, str(problem))
        return Batch(entries, page[-1].position, hole)

    def _page(self, from_position: int) -> tuple[list[Recorded], str | None]:
        """The entries that follow one on the other from there, and what comes after them if that is
        a hole: positions are dense, so an entry was taken out.
        """
        if from_position not in self._pages:
            page, hole = self._log.read(from_position, self._limit), None
            for place, recorded in enumerate(page, from_position):
                if recorded.position != place:
                    page, hole = page[: place - from_position], HOLE.format(position=place)
                    break
            self._pages[from_position] = page, hole
        return self._pages[from_position]

    def _entry(self, recorded: Recorded) -> Entry:
        if recorded.position not in self._entries:
            self._entries[recorded.position] = loaded(recorded)
        return self._entries[recorded.position]


def loaded(recorded: Recorded) -> Entry:
    """The entry of the main log with its event. Raises `EventUnreadable`."""
    if recorded.appended_at is None:
        raise EventUnreadable(f"{recorded.name}: no time of appending")
    return Entry(
        position=recorded.position,
        stream=recorded.stream,
        version=recorded.version,
        event=read_event(recorded.name, recorded.payload),
        appended_at=recorded.appended_at,
    )
