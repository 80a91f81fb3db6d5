"""The loops that read the bytes of VOTES, compiled.

These loops know only the plain case. Whatever is unusual, in the least, ends them with `UNUSUAL`,
and the careful reader reads those lines instead: it alone refuses, and it alone guesses nothing.
Hashes only say where to look; what is found there is compared in full. A hash table in which a
search takes more than `MAX_PROBES` steps was made to be slow, and is unusual too.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domain.tally.kernel.compiled import compiled, entry_point

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]
Places = NDArray[np.int32]

FREE, UNUSUAL, EMPTY = -1, -1, -2
"""A free slot of a table; what ends the reading, such as a name at a free slot; no text at all."""

MAX_PROBES = 1_000
MAX_DIGITS = 9
TABLE = 3
"""The place of the table in `Texts`."""


FEED, RETURN, SEMICOLON, COMMA, QUOTE, SPACE, TAB = 10, 13, 59, 44, 34, 32, 9
ZERO, NINE, LAST_PLAIN = 48, 57, 126
BALLOTS, POSITIONS, POINTS = 0, 1, 2
"""What is filled: so many ballots, positions and points."""


Layout: TypeAlias = tuple[int, int, int, int, int, int]
"""How many columns VOTES has, the places of voter, vote and points (below zero if there are none),
the most points for a project and the longest line."""

Texts: TypeAlias = tuple[Bytes, Whole, Whole, Places]
"""Some bytes, where different texts in them start and end, and a table that finds one by hash."""

Ballots: TypeAlias = tuple[Whole, Places, Places, Places]
"""Where the entries of each ballot start, their projects and points, and the ballot's line."""

Voters: TypeAlias = tuple[Whole, Whole]
"""Where the voter's id of each ballot starts and ends in the bytes."""

Work: TypeAlias = tuple[Texts, Ballots, Voters, Whole]
"""The ids of the projects, room for what comes out, and how much of it is filled."""


@compiled
def ends_field(byte: int) -> bool:
    """Whether a field ends with this sign."""
    return byte in (SEMICOLON, FEED, RETURN)


@compiled
def with_byte(mixed: np.uint64, byte: int) -> np.uint64:
    """The hash of a text with one byte more."""
    return mixed * np.uint64(31) + np.uint64(byte)


@compiled
def hash_of(data: Bytes, start: int, end: int) -> np.uint64:
    """The hash of a text."""
    mixed = np.uint64(0)
    for at in range(start, end):
        mixed = with_byte(mixed, data[at])
    return mixed


@compiled
def first_slot(mixed: np.uint64, table: Places) -> int:
    """Where the search in a table begins: every bit of the hash counts."""
    spread = mixed * np.uint64(0x9E3779B97F4A7C15)
    return int(np.int64((spread ^ (spread >> np.uint64(32))) & np.uint64(len(table) - 1)))


@compiled
def same(data: Bytes, start: int, other: Bytes, at: int, length: int) -> bool:
    """Whether two stretches of bytes are equal."""
    offset = 0
    while offset < length and data[start + offset] == other[at + offset]:
        offset += 1
    return offset == length


@compiled
def trim(data: Bytes, start: int, end: int) -> tuple[int, int]:
    """The bounds without spaces and tabs around."""
    while start < end and (data[start] == SPACE or data[start] == TAB):
        start += 1
    while end > start and (data[end - 1] == SPACE or data[end - 1] == TAB):
        end -= 1
    return start, end


@compiled
def slot_of(data: Bytes, start: int, end: int, mixed: np.uint64, texts: Texts) -> int:
    """The slot of the table that holds this text, or that is free for it."""
    known, starts, ends, table = texts
    slot = first_slot(mixed, table)
    for _ in range(MAX_PROBES):
        found = table[slot]
        if found == FREE:
            return slot
        at = starts[found]
        if ends[found] - at == end - start and same(data, start, known, at, end - start):
            return slot
        slot = (slot + 1) & (len(table) - 1)
    return UNUSUAL


@entry_point
def enter_names(names: Texts) -> bool:
    """Fill the table; false where that would be slow."""
    data, starts, ends, table = names
    for name in range(len(starts)):
        start, end = starts[name], ends[name]
        slot = slot_of(data, start, end, hash_of(data, start, end), names)
        if slot == UNUSUAL:
            return False
        table[slot] = name
    return True


@compiled
def name_of(data: Bytes, start: int, end: int, mixed: np.uint64, names: Texts) -> int:
    """The place of a text in the list, `EMPTY`, or `UNUSUAL` for one that is not there."""
    if data[start] <= SPACE or data[end - 1] <= SPACE:
        start, end = trim(data, start, end)
        if start == end:
            return EMPTY
        mixed = hash_of(data, start, end)
    slot = slot_of(data, start, end, mixed, names)
    return UNUSUAL if slot == UNUSUAL else int(names[TABLE][slot])


@compiled
def read_choices(data: Bytes, at: int, names: Texts, projects: Places, end: int) -> tuple[int, int]:
    """Write positions from `end` on; returns where the field ends, and where the positions do."""
    while True:
        start, mixed, byte = at, np.uint64(0), data[at]
        while byte != COMMA and not ends_field(byte):
            mixed = with_byte(mixed, byte)
            at += 1
            byte = data[at]
        if at > start:
            name = name_of(data, start, at, mixed, names)
            if name == UNUSUAL:
                return UNUSUAL, UNUSUAL
            if name != EMPTY:
                projects[end] = name
                end += 1
        if data[at] != COMMA:
            return at, end
        at += 1


@compiled
def number_in(data: Bytes, start: int, end: int) -> int:
    """A whole number of few digits, `EMPTY` for none, or `UNUSUAL`."""
    start, end = trim(data, start, end)
    if start == end:
        return EMPTY
    value = 0
    for place in range(start, end):
        if data[place] < ZERO or data[place] > NINE or end - start > MAX_DIGITS:
            return UNUSUAL
        value = value * 10 + (data[place] - ZERO)
    return value


@compiled
def read_points(data: Bytes, at: int, most: int, points: Places, end: int) -> tuple[int, int]:
    """The same for numbers from 1 to `most`."""
    while True:
        start = at
        while data[at] != COMMA and not ends_field(data[at]):
            at += 1
        value = number_in(data, start, at)
        if value != EMPTY:
            if value < 1 or value > most:
                return UNUSUAL, UNUSUAL
            points[end] = value
            end += 1
        if data[at] != COMMA:
            return at, end
        at += 1


@compiled
def read_voter(data: Bytes, at: int, voters: Voters, number: int) -> int:
    """Note where the id stands; returns where the field ends.

    The signs at the ends of an id must be visible: no kind of space that is to be trimmed.
    """
    start, at = at, after_field(data, at)
    first, last = trim(data, start, at)
    if first == last or not (
        SPACE < data[first] <= LAST_PLAIN and SPACE < data[last - 1] <= LAST_PLAIN
    ):
        return UNUSUAL
    starts, ends = voters
    starts[number], ends[number] = first, last
    return at


@compiled
def read_line(data: Bytes, at: int, layout: Layout, work: Work) -> int:
    """Read one ballot; returns where the next line begins, or `UNUSUAL`."""
    names, (_, projects, points, _), voters, filled = work
    columns, voter, vote, points_column, most, longest = layout
    start, field, more = at, 0, True
    while more and field <= max(voter, vote, points_column):
        if field == vote:
            end = filled[POSITIONS]
            at, filled[POSITIONS] = read_choices(data, at, names, projects, end)
        elif field == voter:
            at = read_voter(data, at, voters, filled[BALLOTS])
        elif field == points_column:
            at, filled[POINTS] = read_points(data, at, most, points, filled[POINTS])
        else:
            at = after_field(data, at)
        if at == UNUSUAL:
            return UNUSUAL
        field += 1
        more = data[at] == SEMICOLON
        at += more
    if more:
        at, field = read_rest(data, at, field + 1)
    if not max(voter, 1) < field <= columns or at - start > longest:
        return UNUSUAL
    return after_line(data, at)


@compiled
def after_field(data: Bytes, at: int) -> int:
    """Where a field ends that is not looked at."""
    byte = data[at]
    while not ends_field(byte):
        at += 1
        byte = data[at]
    return at


@compiled
def read_rest(data: Bytes, at: int, fields: int) -> tuple[int, int]:
    """Where a line ends of which nothing more is looked at, and how many fields it has then."""
    byte = data[at]
    while byte not in (FEED, RETURN):
        fields += byte == SEMICOLON
        at += 1
        byte = data[at]
    return at, fields


@compiled
def after_line(data: Bytes, at: int) -> int:
    """Where the line after the end of one begins; a carriage return alone is unusual."""
    if data[at] == RETURN:
        return at + 2 if data[at + 1] == FEED else UNUSUAL
    return at + 1


@entry_point
def read_votes(data: Bytes, at: int, line: int, layout: Layout, work: Work) -> int:
    """Read from `at`, after line number `line`; returns how many ballots, or `UNUSUAL`."""
    _, (starts, _, _, lines), _, filled = work
    points_column = layout[3]
    while at < len(data):
        line += 1
        if data[at] == FEED or data[at] == RETURN:
            at = after_line(data, at)
        else:
            at = read_line(data, at, layout, work)
            if points_column < 0:
                filled[POINTS] = filled[POSITIONS]
            if filled[POINTS] != filled[POSITIONS]:
                return UNUSUAL
            lines[filled[BALLOTS]] = line
            filled[BALLOTS] += 1
            starts[filled[BALLOTS]] = filled[POSITIONS]
        if at == UNUSUAL:
            return UNUSUAL
    return int(filled[BALLOTS])
