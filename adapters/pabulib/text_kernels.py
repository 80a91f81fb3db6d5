"""The loops that tell where texts in the bytes of a file end, and find one in a list, compiled.

Positions have no sign, so that nothing has to ask whether one counts from the end: that and a
multiplication per byte took most of the time. Hashes only say where to look; what is found there is
compared in full. A hash table in which a search takes more than `MAX_PROBES` steps was made to be
slow, and is unusual.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domain.tally.kernel.compiled import compiled, entry_point

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]
Places = NDArray[np.int32]
Starts: TypeAlias = NDArray[np.uint64]

FREE, UNUSUAL, EMPTY = -1, -1, -2
"""A free slot of a table; no text of the list, such as a name at a free slot; no text at all."""

ONE = np.uint64(1)
MAX_PROBES = 1_000
WORD = np.uint64(8)
"""A text of so many bytes or fewer, without NUL in it, is its own hash."""

FEED, RETURN, SEMICOLON, COMMA, SPACE, TAB = 10, 13, 59, 44, 32, 9

Texts: TypeAlias = tuple[Bytes, Starts, Starts, Places, Starts]
"""Some bytes, where different texts in them start and end, a table that finds one by hash, and the
hash of each. There is no NUL in the bytes.
"""


@compiled
def ends_line(byte: int) -> bool:
    """Whether a line ends with this sign."""
    return byte in (FEED, RETURN)


@compiled
def ends_field(byte: int) -> bool:
    """Whether a field ends with this sign."""
    return byte in (SEMICOLON, FEED, RETURN)


@compiled
def ends_choice(byte: int) -> bool:
    """Whether one of several choices in a field ends with this sign."""
    return byte in (COMMA, SEMICOLON, FEED, RETURN)


@compiled
def with_byte(mixed: np.uint64, byte: int) -> np.uint64:
    """The hash of a text with one byte more."""
    return (mixed << np.uint64(8) | mixed >> np.uint64(56)) ^ np.uint64(byte)


@compiled
def hash_of(data: Bytes, start: np.uint64, end: np.uint64) -> np.uint64:
    """The hash of a text."""
    mixed = np.uint64(0)
    while start < end:
        mixed = with_byte(mixed, data[start])
        start += ONE
    return mixed


@compiled
def same(data: Bytes, start: np.uint64, other: Bytes, at: np.uint64, end: np.uint64) -> bool:
    """Whether the text from `start` to `end` stands in the other bytes, too, from `at` on."""
    while start < end and data[start] == other[at]:
        start += ONE
        at += ONE
    return bool(start == end)


@compiled
def trim(data: Bytes, start: np.uint64, end: np.uint64) -> tuple[np.uint64, np.uint64]:
    """The bounds without spaces and tabs around."""
    while start < end and (data[start] == SPACE or data[start] == TAB):
        start += ONE
    while end > start and (data[end - ONE] == SPACE or data[end - ONE] == TAB):
        end -= ONE
    return start, end


@compiled
def slot_of(
    data: Bytes, start: np.uint64, end: np.uint64, mixed: np.uint64, texts: Texts
) -> np.int64:
    """The slot of the table that holds this text, or that is free for it; or `UNUSUAL`."""
    known, starts, ends, table, hashes = texts
    length, last = end - start, np.uint64(len(table) - 1)
    spread = mixed * np.uint64(0x9E3779B97F4A7C15)  # every bit of the hash counts
    slot = (spread ^ (spread >> np.uint64(32))) & last
    for _ in range(MAX_PROBES):
        if table[slot] == FREE:
            return np.int64(slot)
        found = np.uint64(table[slot])
        alike = hashes[found] == mixed and ends[found] - starts[found] == length
        if alike and (length <= WORD or same(data, start, known, starts[found], end)):
            return np.int64(slot)
        slot = (slot + ONE) & last
    return np.int64(UNUSUAL)


@entry_point
def enter_names(names: Texts) -> bool:
    """Fill the table; false where that would be slow."""
    data, starts, ends, table, hashes = names
    for name in range(len(starts)):
        start, end = starts[name], ends[name]
        hashes[name] = hash_of(data, start, end)
        slot = slot_of(data, start, end, hashes[name], names)
        if slot == UNUSUAL:
            return False
        table[slot] = name
    return True


@compiled
def name_of(
    data: Bytes, start: np.uint64, end: np.uint64, mixed: np.uint64, names: Texts
) -> np.int64:
    """The place of a text in the list, `EMPTY`, or `UNUSUAL` for one that is not there."""
    if data[start] <= SPACE or data[end - ONE] <= SPACE:
        start, end = trim(data, start, end)
        if start == end:
            return np.int64(EMPTY)
        mixed = hash_of(data, start, end)
    slot = slot_of(data, start, end, mixed, names)
    return slot if slot == UNUSUAL else np.int64(names[3][np.uint64(slot)])
