"""Quickscans: the figures about all wijken in a year, and what they mean for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.event import Commitment
from domain.quickscan import IndicatorRecorded, QuickscanEvent, QuickscanSummarised
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry


class Indicator(Part):
    """A figure by wijk, with its source; `replaced` is one that was recorded anew later."""

    indicator: str
    title: Commitment
    unit: str
    source: str
    measured_on: date
    example: bool
    values: dict[str, int]
    recorded: Deed
    replaced: bool = False


class Summary(Part):
    """What the figures mean for a wijk, in plain language."""

    wijk: str
    summary: Commitment
    written: Deed


class QuickscanDocument(Document):
    """The quickscan of a year: every figure that was ever recorded, and the last summaries."""

    year: int
    indicators: tuple[Indicator, ...] = ()
    summaries: tuple[Summary, ...] = ()

    @property
    def path(self) -> str:
        return str(self.year)

    @property
    def standing(self) -> tuple[Indicator, ...]:
        """The figures that hold."""
        return tuple(each for each in self.indicators if not each.replaced)

    def indicator(self, name: str) -> Indicator | None:
        """A figure that holds, by its name."""
        return next((each for each in self.standing if each.indicator == name), None)

    def summary(self, wijk: str) -> Summary | None:
        """What the figures mean for a wijk."""
        return next((each for each in self.summaries if each.wijk == wijk), None)


class QuickscansProjection:
    """One document per year, under its number."""

    name = "quickscans"
    version = 1
    subjects: frozenset[str] | None = frozenset({"quickscan"})
    kinds: Mapping[str, type[Document]] = {"": QuickscanDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The quickscan that the event is about."""
        event = entry.event
        return (str(event.year),) if isinstance(event, QuickscanEvent) else ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The quickscan after the event."""
        event = entry.event
        if not isinstance(event, QuickscanEvent):
            return {}
        key = str(event.year)
        scan = documents.find(key, QuickscanDocument) or QuickscanDocument(
            position=entry.position, year=event.year
        )
        changes: Changes = {"position": entry.position}
        match event:
            case IndicatorRecorded():
                changes["indicators"] = _with(entry, event, scan)
            case QuickscanSummarised():
                others = (each for each in scan.summaries if each.wijk != event.wijk)
                summary = Summary(
                    wijk=event.wijk, summary=event.summary, written=deed(entry, event)
                )
                changes["summaries"] = (*others, summary)
        return {key: altered(scan, changes)}


def _with(entry: Entry, event: IndicatorRecorded, scan: QuickscanDocument) -> tuple[Indicator, ...]:
    before = (
        altered(each, {"replaced": True}) if each.indicator == event.indicator else each
        for each in scan.indicators
    )
    found = as_told(
        Indicator,
        event,
        values={figure.wijk: figure.number for figure in event.figures},
        recorded=deed(entry, event),
    )
    return (*before, found)
