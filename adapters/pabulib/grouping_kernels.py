"""The loops that sort ballots, put equal ones together and count the voters, compiled.

A hash says where to look; what is found there is compared in full. They end with `UNUSUAL` where a
ballot names a project twice, and where a search takes more than `MAX_PROBES` steps, since such a
file was made to be slow.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domain.tally.kernel.compiled import compiled, entry_point

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]
Places = NDArray[np.int32]

FREE = -1
LOWER = 2**32 - 1
UNUSUAL = -1
MAX_PROBES = 1_000
ONE_EACH, BY_ORDER, AS_WRITTEN = 0, 1, 2
"""Where the points of a ballot come from: there are none, or from its order, or they are there."""

SWEEP_FROM = 32
"""From so many projects on a ballot, a sweep over all projects sorts faster than insertion."""


Written: TypeAlias = tuple[Whole, Places, Places, Places]
"""Where the entries of each ballot start, their projects and points, which are sorted in place, and
an array with a zero for each project."""

Groups: TypeAlias = tuple[Whole, Places, Places, NDArray[np.uint64], Whole, Places]
"""What comes out, with room for every ballot and entry: where groups start, their projects and
points; the hash of each ballot, a table that finds a group by hash, and the group of each ballot.
"""


@compiled
def sort_by_insertion(projects: Places, points: Places, start: int, end: int) -> bool:
    """Positions ascending, each with its points; false where a position is there twice."""
    for at in range(start + 1, end):
        position, value, to = projects[at], points[at], at
        while to > start and projects[to - 1] > position:
            projects[to], points[to] = projects[to - 1], points[to - 1]
            to -= 1
        projects[to], points[to] = position, value
        if to > start and projects[to - 1] == position:
            return False
    return True


@compiled
def sort_by_sweep(projects: Places, points: Places, by_position: Places) -> bool:
    """The same for a long ballot, in time that does not grow with the square of its length.

    Points are above zero, so that a zero in `by_position` is a project that was not named.
    """
    for at in range(len(projects)):
        if by_position[projects[at]] > 0:
            return False
        by_position[projects[at]] = points[at]
    at = 0
    for position in range(len(by_position)):
        if by_position[position] > 0:
            projects[at], points[at] = position, by_position[position]
            by_position[position] = 0
            at += 1
    return True


@compiled
def sort_ballot(ballots: Written, start: int, end: int) -> bool:
    """Sort the entries of a ballot; false where a project is there twice."""
    _, projects, points, by_position = ballots
    if end - start < SWEEP_FROM:
        return sort_by_insertion(projects, points, start, end)
    return sort_by_sweep(projects[start:end], points[start:end], by_position)


@compiled
def fill_points(points: Places, start: int, end: int, source: int) -> None:
    """The points of a ballot that has none of its own: one each, or by its order."""
    for at in range(start, end):
        points[at] = end - at if source == BY_ORDER else 1


@compiled
def hash_of(projects: Places, points: Places, start: int, end: int, source: int) -> np.uint64:
    """A number that equal ballots share."""
    mixed = np.uint64(end - start)
    for at in range(start, end):
        mixed = (mixed ^ np.uint64(projects[at])) * np.uint64(0x9E3779B97F4A7C15)
        if source != ONE_EACH:
            mixed = (mixed ^ np.uint64(points[at])) * np.uint64(0xC2B2AE3D27D4EB4F)
        mixed ^= mixed >> np.uint64(32)
    return mixed


@compiled
def are_equal(first: Places, at: int, second: Places, to: int, length: int) -> bool:
    """Whether two stretches of numbers are equal."""
    offset = 0
    while offset < length and first[at + offset] == second[to + offset]:
        offset += 1
    return offset == length


@compiled
def add_group(ballots: Written, start: int, end: int, groups: Groups, group: int) -> None:
    """Write these entries as the group with this number, the next one."""
    _, projects, points, _ = ballots
    starts, group_projects, group_points, _, _, _ = groups
    offset = starts[group] - start
    for at in range(start, end):
        group_projects[at + offset] = projects[at]
        group_points[at + offset] = points[at]
    starts[group + 1] = end + offset


@compiled
def is_group(ballots: Written, ballot: int, source: int, groups: Groups, group: int) -> bool:
    """Whether a ballot is exactly as this group."""
    begins, projects, points, _ = ballots
    starts, group_projects, group_points, _, _, _ = groups
    start, to = begins[ballot], starts[group]
    length = begins[ballot + 1] - start
    if starts[group + 1] - to != length:
        return False
    if source != ONE_EACH and not are_equal(points, start, group_points, to, length):
        return False
    return are_equal(projects, start, group_projects, to, length)


@compiled
def group_of(ballots: Written, ballot: int, source: int, groups: Groups, known: int) -> int:
    """The group of a sorted ballot: one of the known, or the next number.

    The table holds the number of a group, below the upper half of its hash.
    """
    begins, hashes, table = ballots[0], groups[3], groups[4]
    mixed = hashes[ballot]
    slot = int(np.int64(mixed & np.uint64(len(table) - 1)))
    upper = np.int64(mixed >> np.uint64(33)) << 32
    for _ in range(MAX_PROBES):
        held = table[slot]
        if held == FREE:
            add_group(ballots, begins[ballot], begins[ballot + 1], groups, known)
            table[slot] = upper | known
            return known
        group = held & LOWER
        if held == upper | group and is_group(ballots, ballot, source, groups, group):
            return int(group)
        slot = (slot + 1) & (len(table) - 1)
    return UNUSUAL


@entry_point
def group_ballots(ballots: Written, number: int, source: int, groups: Groups) -> int:
    """Group so many ballots; returns how many groups there are, or `UNUSUAL`.

    `source` says where points come from; with `ONE_EACH` they need no comparison. Hashes come
    first, for all: then searches do not wait for each other.
    """
    starts, projects, points, _ = ballots
    hashes, row_of_ballot, known = groups[3], groups[5], 0
    for ballot in range(number):
        start, end = starts[ballot], starts[ballot + 1]
        if source != AS_WRITTEN:
            fill_points(points, start, end, source)
        if not sort_ballot(ballots, start, end):
            return UNUSUAL
        hashes[ballot] = hash_of(projects, points, start, end, source)
    for ballot in range(number):
        group = group_of(ballots, ballot, source, groups, known)
        if group == UNUSUAL:
            return UNUSUAL
        known = max(known, group + 1)
        row_of_ballot[ballot] = group
    return known


@compiled
def difference(data: Bytes, start: int, end: int, at: int, other_end: int) -> int:
    """Below, at or above zero, as the first text is shorter, equal or longer than the second.

    Of two with the same length the first byte that differs decides.
    """
    if end - start != other_end - at:
        return (end - start) - (other_end - at)
    while start < end and data[start] == data[at]:
        start, at = start + 1, at + 1
    if start == end:
        return 0
    return -1 if data[start] < data[at] else 1


@entry_point
def are_ascending(data: Bytes, starts: Whole, ends: Whole, number: int) -> bool:
    """Whether each of so many texts comes after the one before it, so that they all differ."""
    for at in range(1, number):
        if difference(data, starts[at - 1], ends[at - 1], starts[at], ends[at]) >= 0:
            return False
    return True


@compiled
def slot_of(data: Bytes, starts: Whole, ends: Whole, text: int, table: Places) -> int:
    """The slot of the table that holds an equal text, or that is free for this one."""
    mixed = np.uint64(14695981039346656037)
    for at in range(starts[text], ends[text]):
        mixed = (mixed ^ np.uint64(data[at])) * np.uint64(1099511628211)
    slot = int(np.int64((mixed ^ (mixed >> np.uint64(29))) & np.uint64(len(table) - 1)))
    for _ in range(MAX_PROBES):
        other = table[slot]
        if other == FREE:
            return slot
        if difference(data, starts[text], ends[text], starts[other], ends[other]) == 0:
            return slot
        slot = (slot + 1) & (len(table) - 1)
    return UNUSUAL


@entry_point
def count_different(data: Bytes, starts: Whole, ends: Whole, number: int, table: Places) -> int:
    """How many of so many texts differ, or `UNUSUAL`."""
    different = 0
    for text in range(number):
        slot = slot_of(data, starts, ends, text, table)
        if slot == UNUSUAL:
            return UNUSUAL
        if table[slot] == FREE:
            table[slot] = text
            different += 1
    return different
