"""The loops that count how many voters there are, by their ids in the bytes of a file, compiled.

Most files have their ids in order. Elsewhere a hash says where to look; what is found there is
compared in full. A search of more than `MAX_PROBES` steps is unusual: such a file was made to be
slow.
"""

from __future__ import annotations

import numpy as np

from adapters.pabulib.text_kernels import (
    FREE,
    MAX_PROBES,
    ONE,
    UNUSUAL,
    Bytes,
    Places,
    Starts,
)
from domain.tally.kernel.compiled import compiled, entry_point


@compiled
def difference(
    data: Bytes, start: np.uint64, end: np.uint64, at: np.uint64, other_end: np.uint64
) -> int:
    """Below, at or above zero, as the first text is shorter, equal or longer than the second.

    Of two with the same length the first byte that differs decides.
    """
    if end - start != other_end - at:
        return -1 if end - start < other_end - at else 1
    while start < end and data[start] == data[at]:
        start += ONE
        at += ONE
    if start == end:
        return 0
    return -1 if data[start] < data[at] else 1


@entry_point
def are_ascending(data: Bytes, starts: Starts, ends: Starts, number: int) -> bool:
    """Whether each of so many texts comes after the one before it, so that they all differ."""
    for at in range(1, number):
        if difference(data, starts[at - 1], ends[at - 1], starts[at], ends[at]) >= 0:
            return False
    return True


@compiled
def slot_of(data: Bytes, starts: Starts, ends: Starts, text: np.uint64, table: Places) -> np.int64:
    """The slot of the table that holds an equal text, or that is free for this one."""
    mixed, at, last = np.uint64(14695981039346656037), starts[text], np.uint64(len(table) - 1)
    while at < ends[text]:
        mixed = (mixed ^ np.uint64(data[at])) * np.uint64(1099511628211)
        at += ONE
    slot = (mixed ^ (mixed >> np.uint64(29))) & last
    for _ in range(MAX_PROBES):
        if table[slot] == FREE:
            return np.int64(slot)
        other = np.uint64(table[slot])
        if difference(data, starts[text], ends[text], starts[other], ends[other]) == 0:
            return np.int64(slot)
        slot = (slot + ONE) & last
    return np.int64(UNUSUAL)


@entry_point
def count_different(data: Bytes, starts: Starts, ends: Starts, number: int, table: Places) -> int:
    """How many of so many texts differ, or `UNUSUAL`."""
    different = 0
    for each in range(number):
        text = np.uint64(each)
        slot = slot_of(data, starts, ends, text, table)
        if slot == UNUSUAL:
            return UNUSUAL
        if table[slot] == FREE:
            table[slot] = text
            different += 1
    return different
