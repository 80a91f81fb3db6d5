"""The quickscan of a year: figures, and what they mean for a wijk."""

from __future__ import annotations

from application.coordinator import guard_coordinates
from application.streams import Reading, StreamEvents
from application.wijkplan import guard_wijk_of_open_year
from domain import quickscan
from domain.quickscan import RecordIndicator, SummariseQuickscan


def record_indicator(command: RecordIndicator, read: Reading) -> list[StreamEvents]:
    """A figure of wijken of an open year."""
    for wijk in command.values:
        guard_wijk_of_open_year(read, command.year, wijk)
    found = read.quickscan(command.year)
    return [found.gets(quickscan.record_indicator(command, found.state))]


def summarise_quickscan(command: SummariseQuickscan, read: Reading) -> list[StreamEvents]:
    """What the figures mean, in plain language."""
    guard_coordinates(command, read)
    guard_wijk_of_open_year(read, command.year, command.wijk)
    found = read.quickscan(command.year)
    return [found.gets(quickscan.summarise(command, found.state))]
