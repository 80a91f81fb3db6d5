"""What every check of the log shares: each entry is read once, in order, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from adapters.bootstrap import open_house
from adapters.command_line.answering import refusals_answered
from adapters.settings import settings
from application.log import Log
from domain.event_catalogue import event_from
from projections.entry import Entry

PAGE_ENTRIES = 1_000
Found_co = TypeVar("Found_co", covariant=True)


class LogCheck(Protocol[Found_co]):
    """Holds entries against rules, and tells what is not in order."""

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[Found_co]:
        """What is not in order, as it comes."""


def faults_in_log(check: LogCheck[Found_co], data: Path | None, *, as_json: bool) -> list[Found_co]:
    """What a check finds in the main log; a refusal ends the command with its answer."""
    with refusals_answered(as_json=as_json), open_house(settings(), data) as house:
        return list(check.faults_in(every_entry(house.log)))


def every_entry(log: Log) -> Iterator[Entry]:
    """The main log from its beginning, page by page."""
    position = 0
    while page := log.read(position, limit=PAGE_ENTRIES):
        for each in page:
            if each.appended_at is not None:
                event = event_from(each.name, each.payload)
                yield Entry(each.position, each.stream, each.version, event, each.appended_at)
        position = page[-1].position + 1
