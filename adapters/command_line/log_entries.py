"""What every check of the log shares: each entry is read once, in order, and faults are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import typer

from adapters.bootstrap import open_house
from adapters.command_line.answering import NOT_DONE, Language, answer_json, refusals_answered
from adapters.settings import settings
from application.log import Log
from domain.event_catalogue import event_from
from domain.two_languages import InTwoLanguages
from projections.entry import Entry

PAGE_ENTRIES = 1_000
NOT_IN_ORDER = InTwoLanguages("niet in orde", "not in order")
Found_co = TypeVar("Found_co", covariant=True)
Found = TypeVar("Found", bound="AtPosition")


class AtPosition(Protocol):
    """A fault by its place in the log."""

    @property
    def position(self) -> int:
        """Of the entry that is at fault."""


@dataclass(frozen=True, slots=True)
class Telling(Generic[Found]):
    """How a check tells what it found: each fault in words and as JSON, and what was looked at."""

    done: InTwoLanguages
    in_words: Callable[[Found, Language], str]
    as_line: Callable[[Found], Mapping[str, object]]

    def tell(
        self,
        faults: Sequence[Found],
        looked_at: Mapping[str, int],
        language: Language,
        *,
        as_json: bool,
    ) -> None:
        """Say it; ends the command with exit code 1 when anything is wrong."""
        if as_json:
            found = [self.as_line(each) for each in faults]
            answer_json({"ok": not faults, **looked_at, "faults": found})
        else:
            for each in faults:
                typer.echo(f"{each.position:>9}  {self.in_words(each, language)}")
            number, done = sum(looked_at.values()), self.done.text(language)
            typer.echo(f"{number} {done}, {NOT_IN_ORDER.text(language)}: {len(faults)}")
        if faults:
            raise typer.Exit(NOT_DONE)


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
