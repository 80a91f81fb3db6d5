"""The loops that read the ballots in the bytes of VOTES, compiled.

These loops know only the plain case. Whatever is unusual, in the least, ends them with `UNUSUAL`,
and the careful reader reads those lines instead: it alone refuses, and it alone guesses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from adapters.pabulib import text_kernels
from adapters.pabulib.text_kernels import (
    COMMA,
    EMPTY,
    FEED,
    ONE,
    RETURN,
    SEMICOLON,
    SPACE,
    UNUSUAL,
    Bytes,
    Places,
    Starts,
    Texts,
    Whole,
    ends_choice,
    ends_field,
    ends_line,
    name_of,
    trim,
    with_byte,
)
from domain.tally.kernel.compiled import compiled, entry_point, fingerprint

NOWHERE = np.uint64(2**64 - 1)
"""The position after something unusual."""

MAX_DIGITS = 9
ZERO, NINE, LAST_PLAIN = 48, 57, 126

Layout: TypeAlias = tuple[int, int, int, int, int, int]
"""How many columns VOTES has, the places of voter, vote and points (below zero if there are none),
the most points for a project and the longest line."""

Ballots: TypeAlias = tuple[Whole, Places, Places, Places]
"""Where the entries of each ballot start, their projects and points, and the ballot's line."""

Voters: TypeAlias = tuple[Starts, Starts]
"""Where the voter's id of each ballot starts and ends in the bytes."""

Work: TypeAlias = tuple[Texts, Ballots, Voters]
"""The ids of the projects, and room for what comes out."""


@compiled
def read_choices(
    data: Bytes, at: np.uint64, names: Texts, projects: Places, filled: np.uint64
) -> tuple[np.uint64, np.uint64]:
    """Write positions from `filled` on; returns where the field ends, and where they do."""
    while True:
        start, mixed, byte = at, np.uint64(0), data[at]
        while not ends_choice(byte):
            mixed = with_byte(mixed, byte)
            at += ONE
            byte = data[at]
        if at > start:
            name = name_of(data, start, at, mixed, names)
            if name == UNUSUAL:
                return NOWHERE, filled
            if name != EMPTY:
                projects[filled] = name
                filled += ONE
        if byte != COMMA:
            return at, filled
        at += ONE


@compiled
def number_in(data: Bytes, start: np.uint64, end: np.uint64) -> int:
    """A whole number of few digits, `EMPTY` for none, or `UNUSUAL`."""
    start, end = trim(data, start, end)
    if start == end:
        return EMPTY
    if end - start > np.uint64(MAX_DIGITS):
        return UNUSUAL
    value = 0
    while start < end:
        if data[start] < ZERO or data[start] > NINE:
            return UNUSUAL
        value = value * 10 + int(data[start]) - ZERO
        start += ONE
    return value


@compiled
def read_points(
    data: Bytes, at: np.uint64, most: int, points: Places, filled: np.uint64
) -> tuple[np.uint64, np.uint64]:
    """The same for numbers from 1 to `most`."""
    while True:
        start = at
        while not ends_choice(data[at]):
            at += ONE
        value = number_in(data, start, at)
        if value != EMPTY:
            if value < 1 or value > most:
                return NOWHERE, filled
            points[filled] = value
            filled += ONE
        if data[at] != COMMA:
            return at, filled
        at += ONE


@compiled
def after_field(data: Bytes, at: np.uint64) -> np.uint64:
    """Where a field ends that is not looked at."""
    while not ends_field(data[at]):
        at += ONE
    return at


@compiled
def read_voter(data: Bytes, at: np.uint64, voters: Voters, ballot: np.uint64) -> np.uint64:
    """Note where the id stands; returns where the field ends.

    The signs at the ends of an id must be visible: no kind of space that is to be trimmed.
    """
    start, at = at, after_field(data, at)
    first, last = trim(data, start, at)
    if first == last or not (
        SPACE < data[first] <= LAST_PLAIN and SPACE < data[last - ONE] <= LAST_PLAIN
    ):
        return NOWHERE
    starts, ends = voters
    starts[ballot], ends[ballot] = first, last
    return at


@compiled
def read_rest(data: Bytes, at: np.uint64, fields: int) -> tuple[np.uint64, int]:
    """Where a line ends of which nothing more is looked at, and how many fields it has then."""
    byte = data[at]
    while not ends_line(byte):
        fields += byte == SEMICOLON
        at += ONE
        byte = data[at]
    return at, fields


@compiled
def after_line(data: Bytes, at: np.uint64) -> np.uint64:
    """Where the line after the end of one begins; a carriage return alone is unusual."""
    if data[at] == RETURN:
        return at + ONE + ONE if data[at + ONE] == FEED else NOWHERE
    return at + ONE


@compiled
def read_line(
    data: Bytes,
    at: np.uint64,
    layout: Layout,
    work: Work,
    filled: tuple[np.uint64, np.uint64, np.uint64],
) -> tuple[np.uint64, np.uint64, np.uint64]:
    """Read one ballot, after so many ballots, positions and points.

    Returns where the next line begins, or `NOWHERE`, and how many positions and points there are.
    """
    names, (_, projects, points, _), voters = work
    columns, voter, vote, points_column, most, longest = layout
    ballot, positions, given = filled
    start, field, more = at, 0, True
    while more and field <= max(voter, vote, points_column):
        if field == vote:
            at, positions = read_choices(data, at, names, projects, positions)
        elif field == voter:
            at = read_voter(data, at, voters, ballot)
        elif field == points_column:
            at, given = read_points(data, at, most, points, given)
        else:
            at = after_field(data, at)
        if at == NOWHERE:
            return NOWHERE, positions, given
        field += 1
        more = data[at] == SEMICOLON
        at += np.uint64(more)
    if more:
        at, field = read_rest(data, at, field + 1)
    if not max(voter, 1) < field <= columns or at - start > np.uint64(longest):
        return NOWHERE, positions, given
    return after_line(data, at), positions, given


def _reading(texts: int) -> Callable[[Bytes, int, int, Layout, Work], np.int64]:
    @entry_point
    def read_votes(data: Bytes, offset: int, line: int, layout: Layout, work: Work) -> np.int64:
        """Read from `offset`, after line number `line`; returns how many ballots, or `UNUSUAL`."""
        _, (starts, _, _, lines), _ = work
        at, end, _ = np.uint64(offset), np.uint64(len(data)), texts
        ballot, positions, given = np.uint64(0), np.uint64(0), np.uint64(0)
        with_points = layout[3] >= 0
        while at < end:
            line += 1
            if ends_line(data[at]):
                at = after_line(data, at)
            else:
                filled = (ballot, positions, given)
                at, positions, given = read_line(data, at, layout, work, filled)
                if with_points and given != positions:
                    return np.int64(UNUSUAL)
                lines[ballot] = line
                ballot += ONE
                starts[ballot] = positions
            if at == NOWHERE:
                return np.int64(UNUSUAL)
        return np.int64(ballot)

    return read_votes


read_votes = _reading(fingerprint(text_kernels))
