"""A main log made up for benches: a city's proposals from submission to payout, year after year.

Every payload is that of a real event of the catalogue, made by the domain once per kind and filled
in per proposal: what is in the log can be loaded, folded and added up. Proposals go through their
steps side by side, as in life, so that events about one of them do not stand together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from adapters.bench.proposal_events import (
    LOSING,
    ROUND,
    STARTING,
    WINNING,
    YEARLY,
    Template,
    divided,
)

WIJKEN = tuple(f"WK0307{number:02d}" for number in range(1, 31))
YEARS = tuple(range(2006, 2026))
SIDE_BY_SIDE = 10
"""So many wijken have a round at the same time."""
CANDIDATES = 20
WINNERS = 12
SHARE_CENTS = 10**12
"""What each wijk gets in a year: enough for whatever is granted."""
BEGIN = datetime(2006, 1, 1, tzinfo=UTC)
YEARS_SPAN = timedelta(days=365 * len(YEARS))

Fields = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """An entry without its position: what COPY needs of it. `payload` is canonical JSON."""

    stream: str
    version: int
    name: str
    payload: bytes


class GeneratedLog:
    """The same entries for the same length, from the first one on. Iterate it once.

    `length` decides how many rounds a wijk has in a year; the log ends within its last round.
    """

    def __init__(self, length: int) -> None:
        self.length = length
        self._versions: defaultdict[str, int] = defaultdict(int)
        self._number = 0
        self._year = YEARS[0]
        self._at = b""

    def __iter__(self) -> Iterator[Made]:
        yield from islice(self._years(), self.length)

    def appended_at(self, position: int) -> datetime:
        """The time of an entry: spread evenly over the years, never decreasing."""
        return BEGIN + YEARS_SPAN * (position / self.length)

    def _years(self) -> Iterator[Made]:
        per_year = self.length // len(YEARS) + 1
        self._at = self._beginning_of_year(0)
        yield self._made(divided(WIJKEN), self._fields())
        for number, self._year in enumerate(YEARS):
            self._at = self._beginning_of_year(number)
            until = per_year
            for entry in self._framed():
                yield entry
                until -= 1
            place = 0
            while until > 0:
                for entry in self._rounds_side_by_side(place):
                    yield entry
                    until -= 1
                place += SIDE_BY_SIDE

    def _beginning_of_year(self, number: int) -> bytes:
        return (BEGIN + YEARS_SPAN * (number / len(YEARS))).strftime("%FT%TZ").encode()

    def _framed(self) -> Iterator[Made]:
        """The year's acts, its opening, a mandate, and the share of every wijk."""
        for template in YEARLY:
            if b"%(wijk)b" not in template.payload:
                yield self._made(template, self._fields())
                continue
            for wijk in WIJKEN:
                yield self._made(template, self._fields(wijk) | {b"cents": b"%d" % SHARE_CENTS})

    def _rounds_side_by_side(self, place: int) -> Iterator[Made]:
        wijken = [WIJKEN[(place + each) % len(WIJKEN)] for each in range(SIDE_BY_SIDE)]
        rounds = [[self._proposal(wijk) for _ in range(CANDIDATES)] for wijk in wijken]
        everyone = [fields for proposals in rounds for fields in proposals]
        yield from self._steps(STARTING, everyone)
        for step in ROUND:
            for proposals in rounds:
                if step.per_candidate:
                    yield from self._steps([step], proposals)
                else:
                    yield self._made(step, self._of_round(proposals))
        won = [fields for proposals in rounds for fields in proposals[:WINNERS]]
        lost = [fields for proposals in rounds for fields in proposals[WINNERS:]]
        yield from self._steps(WINNING, won)
        yield from self._steps(LOSING, lost)

    def _steps(self, steps: list[Template], proposals: list[dict[bytes, bytes]]) -> Iterator[Made]:
        """Each step for all of them, before the next; events of one command stay together."""
        command: list[Template] = []
        for step in steps:
            if command and not step.same_command:
                yield from self._together(command, proposals)
                command = []
            command.append(step)
        yield from self._together(command, proposals)

    def _together(
        self, command: list[Template], proposals: list[dict[bytes, bytes]]
    ) -> Iterator[Made]:
        for fields in proposals:
            for step in command:
                yield self._made(step, fields)

    def _made(self, template: Template, fields: Fields) -> Made:
        stream = template.stream % fields
        named = stream.decode()
        version = self._versions[named]
        self._versions[named] = version + 1
        return Made(named, version, template.name, template.payload % fields)

    def _proposal(self, wijk: str) -> dict[bytes, bytes]:
        self._number += 1
        asked = 50_000 + self._number % 977 * 1_000
        return self._fields(wijk) | {
            b"proposal": b"proposal-%07d" % self._number,
            b"round": b"round-%07d" % ((self._number - 1) // CANDIDATES),
            b"text": b"%064x" % (self._number * 0x9E3779B97F4A7C15),
            b"resident": b"person-%05d" % (self._number * 7_919 % 50_000),
            b"asked": b"%d" % asked,
            b"granted": b"%d" % (asked - 10_000),
            b"left": b"%d" % 10_000,
        }

    def _of_round(self, proposals: list[dict[bytes, bytes]]) -> Fields:
        """The fields of a round, with its list and winners filled in as JSON."""
        line = (
            b'{"activity_id":null,"price_cents":%(asked)b,"proposal_id":"%(proposal)b",'
            b'"smallest_part_cents":null}'
        )
        winner = b'{"funded_cents":%(asked)b,"line_id":"%(proposal)b","price_cents":%(asked)b}'
        return proposals[0] | {
            b"candidates": b",".join(line % fields for fields in proposals),
            b"winners": b",".join(winner % fields for fields in proposals[:WINNERS]),
        }

    def _fields(self, wijk: str = WIJKEN[0]) -> dict[bytes, bytes]:
        return {b"at": self._at, b"year": b"%d" % self._year, b"wijk": wijk.encode()}
