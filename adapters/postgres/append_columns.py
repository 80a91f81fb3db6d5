"""Commands as the arguments of the append functions: one list per argument, or one binary array.

Where each command of a batch has one event, and nothing else that a log looks at, the functions of
`migrations/0009_append_singles.sql` take it; else those of `0003_append.sql`, or where a round is
extended that of `0013_moved_fences.sql`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from struct import Struct, pack
from typing import Any, LiteralString
from uuid import UUID

from application.log import Submission

Columns = list[Any]

_ANSWER: LiteralString = "SELECT verdict, first, events, code, repeated FROM "
_LENGTH = Struct("!i").pack
_NULL = _LENGTH(-1)
_UUID_LENGTH = _LENGTH(16)
_TIME = Struct("!iq").pack
_YEAR_2000 = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_OF_TYPE = {"uuid": 2950, "bytea": 17, "text": 25, "integer": 23, "timestamptz": 1184}
"""The numbers that PostgreSQL itself gives to its types, which never change."""


@dataclass(frozen=True, slots=True)
class AppendFunction:
    """A function of the database, the types in the arrays it takes, and how to fill them."""

    name: LiteralString
    types: tuple[LiteralString, ...]
    columns: Callable[[Sequence[Submission]], Columns]

    @property
    def called(self) -> LiteralString:
        """The statement that calls it for psycopg, before the partition's schema is filled in."""
        given = ", ".join(f"%b::{kind}[]" for kind in self.types)
        return f"{_ANSWER}{{schema}}.{self.name}({given})"

    @property
    def called_by_number(self) -> LiteralString:
        """The same for PostgreSQL itself, which numbers the arguments."""
        given = ", ".join(f"${number}" for number in range(1, len(self.types) + 1))
        return f"{_ANSWER}{{schema}}.{self.name}({given})"

    def binary(self, submissions: Sequence[Submission]) -> list[bytes]:
        """Each argument as PostgreSQL sends arrays: type, size, and each element's length."""
        return [
            _array(kind, column)
            for kind, column in zip(self.types, self.columns(submissions), strict=True)
        ]


def main_function_for(submissions: Sequence[Submission]) -> AppendFunction:
    """The quickest function of the main log that can take all of these."""
    if any(each.moves is not None for each in submissions):
        return MAIN_MOVING
    for each in submissions:
        if len(each.events) != 1 or each.unchanged or each.opens is not None:
            return MAIN
    return MAIN_SINGLES


def ballot_function_for(submissions: Sequence[Submission]) -> AppendFunction:
    """The quickest function of the ballot log that can take all of these."""
    for each in submissions:
        if len(each.events) != 1:
            return BALLOTS
    return BALLOT_SINGLES


def _main_singles(submissions: Sequence[Submission]) -> Columns:
    return [
        [each.command_id for each in submissions],
        [each.fingerprint for each in submissions],
        [each.actor for each in submissions],
        [each.command for each in submissions],
        *_single_events(submissions),
    ]


def _ballot_singles(submissions: Sequence[Submission]) -> Columns:
    return [
        [each.command_id for each in submissions],
        [each.fingerprint for each in submissions],
        [each.inside for each in submissions],
        *_single_events(submissions),
    ]


def _single_events(submissions: Sequence[Submission]) -> Columns:
    events = [each.events[0] for each in submissions]
    return [
        [event.stream for event in events],
        [event.version for event in events],
        [event.name for event in events],
        [event.payload for event in events],
    ]


def _main(submissions: Sequence[Submission]) -> Columns:
    streams = _Ordinals()
    events = _events(submissions, streams)
    reads = [seen for submission in submissions for seen in submission.unchanged]
    opening = [
        (ordinal, submission.opens)
        for ordinal, submission in enumerate(submissions, start=1)
        if submission.opens is not None
    ]
    read_streams = [streams[seen.stream] for seen in reads]
    return [
        [submission.command_id for submission in submissions],
        [submission.fingerprint for submission in submissions],
        [submission.refusal for submission in submissions],
        [submission.actor for submission in submissions],
        [submission.command for submission in submissions],
        [len(submission.events) for submission in submissions],
        [len(submission.unchanged) for submission in submissions],
        list(streams),
        *events,
        read_streams,
        [seen.version for seen in reads],
        [ordinal for ordinal, _ in opening],
        [fence.name for _, fence in opening],
        [fence.opens_at for _, fence in opening],
        [fence.closes_at for _, fence in opening],
    ]


def _main_moving(submissions: Sequence[Submission]) -> Columns:
    moving = [
        (ordinal, submission.moves)
        for ordinal, submission in enumerate(submissions, start=1)
        if submission.moves is not None
    ]
    return [
        *_main(submissions),
        [ordinal for ordinal, _ in moving],
        [fence.name for _, fence in moving],
        [fence.formerly for _, fence in moving],
        [fence.closes_at for _, fence in moving],
    ]


def _ballots(submissions: Sequence[Submission]) -> Columns:
    streams = _Ordinals()
    events = _events(submissions, streams)
    return [
        [submission.command_id for submission in submissions],
        [submission.fingerprint for submission in submissions],
        [submission.refusal for submission in submissions],
        [submission.inside for submission in submissions],
        [len(submission.events) for submission in submissions],
        list(streams),
        *events,
    ]


def _events(submissions: Sequence[Submission], streams: _Ordinals) -> Columns:
    """Stream (as an ordinal), version, name and payload of every event of every command."""
    events = [event for submission in submissions for event in submission.events]
    return [
        [streams[event.stream] for event in events],
        [event.version for event in events],
        [event.name for event in events],
        [event.payload for event in events],
    ]


class _Ordinals(dict[str, int]):
    """Numbers streams from 1 in the order in which they are first asked for."""

    def __missing__(self, stream: str) -> int:
        self[stream] = ordinal = len(self) + 1
        return ordinal


_EVENT_ARRAYS = ("integer", "integer", "text", "bytea")
_SINGLE_EVENT_ARRAYS = ("text", "integer", "text", "bytea")
MAIN = AppendFunction(
    "append_main",
    (
        *("uuid", "bytea", "text", "text", "text", "integer", "integer", "text"),
        *_EVENT_ARRAYS,
        *("integer", "integer", "integer", "text", "timestamptz", "timestamptz"),
    ),
    _main,
)
MAIN_MOVING = AppendFunction(
    "append_main_moving",
    (*MAIN.types, "integer", "text", "timestamptz", "timestamptz"),
    _main_moving,
)
MAIN_SINGLES = AppendFunction(
    "append_main_singles",
    ("uuid", "bytea", "text", "text", *_SINGLE_EVENT_ARRAYS),
    _main_singles,
)
BALLOTS = AppendFunction(
    "append_ballots",
    ("uuid", "bytea", "text", "text", "integer", "text", *_EVENT_ARRAYS),
    _ballots,
)
BALLOT_SINGLES = AppendFunction(
    "append_ballot_singles",
    ("uuid", "bytea", "text", *_SINGLE_EVENT_ARRAYS),
    _ballot_singles,
)

MAIN_FUNCTIONS = (MAIN, MAIN_SINGLES, MAIN_MOVING)
BALLOT_FUNCTIONS = (BALLOTS, BALLOT_SINGLES)


def _array(kind: str, values: Sequence[Any]) -> bytes:
    """One dimension, counted from 1; without any when it is empty."""
    of_type = _OF_TYPE[kind]
    if not values:
        return pack("!iii", 0, 0, of_type)
    head = pack("!iiiii", 1, 1, of_type, len(values), 1)
    return head + _ELEMENTS[kind](values)


def _uuids(values: Sequence[UUID]) -> bytes:
    return b"".join([_UUID_LENGTH + value.bytes for value in values])


def _integers(values: Sequence[int]) -> bytes:
    return pack(f"!{2 * len(values)}i", *chain.from_iterable((4, value) for value in values))


def _bytes(values: Sequence[bytes]) -> bytes:
    return b"".join([part for value in values for part in (_LENGTH(len(value)), value)])


def _texts(values: Sequence[str | None]) -> bytes:
    """The same text, as the name of an event or a round, stands in a batch many times."""
    written = {value: _text(value) for value in set(values)}
    return b"".join([written[value] for value in values])


def _text(value: str | None) -> bytes:
    if value is None:
        return _NULL
    encoded = value.encode()
    return _LENGTH(len(encoded)) + encoded


def _times(values: Sequence[datetime | None]) -> bytes:
    """Microseconds since 2000."""
    return b"".join(
        _NULL if value is None else _TIME(8, (value - _YEAR_2000) // _MICROSECOND)
        for value in values
    )


_ELEMENTS: dict[str, Callable[[Any], bytes]] = {
    "uuid": _uuids,
    "bytea": _bytes,
    "text": _texts,
    "integer": _integers,
    "timestamptz": _times,
}
