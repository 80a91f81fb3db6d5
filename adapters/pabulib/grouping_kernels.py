"""The loops that sort ballots and put equal ones together, compiled.

A hash says where to look; what is found there is compared in full. They end with `UNUSUAL` where a
ballot names a project twice, and where a search takes more than `MAX_PROBES` steps, since such a
file was made to be slow.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from domain.tally.kernel.compiled import compiled, entry_point

Whole = NDArray[np.int64]
Places = NDArray[np.int32]
Hashes: TypeAlias = NDArray[np.uint64]

FREE = -1
LOWER = 2**32 - 1
UNUSUAL = -1
ONE, NONE = np.uint64(1), np.uint64(2**64 - 1)
MAX_PROBES = 1_000
SLOTS_AT_FIRST = 4_096

SWEEP_FROM = 32
"""From so many projects on a ballot, a sweep over all projects sorts faster than insertion."""


Written: TypeAlias = tuple[Whole, Places, Places, Places]
"""Where the entries of each ballot start, their projects and points, which are sorted in place, and
an array with a zero for each project. Points are empty where they come from nowhere.
"""

Groups: TypeAlias = tuple[Whole, Places, Places, Hashes, Whole, Places]
"""What comes out, with room for every ballot and entry: where groups start, their projects and
points; the hash of each ballot, a table that finds a group by hash, and the group of each ballot.
"""


@compiled
def sort_by_insertion(projects: Places, start: np.uint64, end: np.uint64) -> bool:
    """Positions ascending; false where a position is there twice."""
    at = start + ONE
    while at < end:
        position, to = projects[at], at
        while to > start and projects[to - ONE] > position:
            projects[to] = projects[to - ONE]
            to -= ONE
        projects[to] = position
        if to > start and projects[to - ONE] == position:
            return False
        at += ONE
    return True


@compiled
def sort_with_points(projects: Places, points: Places, start: np.uint64, end: np.uint64) -> bool:
    """The same, each with its points."""
    at = start + ONE
    while at < end:
        position, value, to = projects[at], points[at], at
        while to > start and projects[to - ONE] > position:
            projects[to], points[to] = projects[to - ONE], points[to - ONE]
            to -= ONE
        projects[to], points[to] = position, value
        if to > start and projects[to - ONE] == position:
            return False
        at += ONE
    return True


@compiled
def sort_by_sweep(
    projects: Places, points: Places, start: np.uint64, end: np.uint64, by_position: Places
) -> bool:
    """The same for a long ballot, in time that does not grow with the square of its length.

    Points are above zero, so that a zero in `by_position` is a project that was not named.
    """
    with_points, at = len(points) > 0, start
    while at < end:
        named = np.uint64(projects[at])
        if by_position[named] > 0:
            return False
        by_position[named] = points[at] if with_points else 1
        at += ONE
    at = start
    for position in range(len(by_position)):
        value = by_position[position]
        if value > 0:
            projects[at] = position
            if with_points:
                points[at] = value
            by_position[position] = 0
            at += ONE
    return True


@compiled
def sort_ballot(ballots: Written, start: np.uint64, end: np.uint64) -> bool:
    """Sort the entries of a ballot; false where a project is there twice."""
    _, projects, points, by_position = ballots
    if end - start >= np.uint64(SWEEP_FROM):
        return sort_by_sweep(projects, points, start, end, by_position)
    if len(points):
        return sort_with_points(projects, points, start, end)
    return sort_by_insertion(projects, start, end)


@compiled
def fill_by_order(points: Places, start: np.uint64, end: np.uint64) -> None:
    """The points of a ballot that is an order: one for the last, one more for each before it."""
    at = start
    while at < end:
        points[at] = np.int64(end - at)
        at += ONE


@compiled
def hash_of(projects: Places, points: Places, start: np.uint64, end: np.uint64) -> np.uint64:
    """A number that equal ballots share."""
    mixed, at = end - start, start
    while at < end:
        mixed = (mixed ^ np.uint64(projects[at])) * np.uint64(0x9E3779B97F4A7C15)
        if len(points):
            mixed = (mixed ^ np.uint64(points[at])) * np.uint64(0xC2B2AE3D27D4EB4F)
        mixed ^= mixed >> np.uint64(32)
        at += ONE
    return mixed


@compiled
def are_equal(
    first: Places, start: np.uint64, end: np.uint64, second: Places, at: np.uint64
) -> bool:
    """Whether the numbers from `start` to `end` stand in the second, too, from `at` on."""
    while start < end and first[start] == second[at]:
        start += ONE
        at += ONE
    return bool(start == end)


@compiled
def add_group(ballots: Written, ballot: np.uint64, groups: Groups, group: np.uint64) -> None:
    """Write the entries of a ballot as the group with this number, the next one."""
    begins, projects, points, _ = ballots
    starts, group_projects, group_points = groups[0], groups[1], groups[2]
    at, end = np.uint64(begins[ballot]), np.uint64(begins[ballot + ONE])
    to = np.uint64(starts[group])
    while at < end:
        group_projects[to] = projects[at]
        if len(points):
            group_points[to] = points[at]
        at += ONE
        to += ONE
    starts[group + ONE] = np.int64(to)


@compiled
def is_group(ballots: Written, ballot: np.uint64, groups: Groups, group: np.uint64) -> bool:
    """Whether a ballot is exactly as this group."""
    begins, projects, points, _ = ballots
    starts, group_projects, group_points = groups[0], groups[1], groups[2]
    start, end = np.uint64(begins[ballot]), np.uint64(begins[ballot + ONE])
    at = np.uint64(starts[group])
    if np.uint64(starts[group + ONE]) - at != end - start:
        return False
    if len(points) and not are_equal(points, start, end, group_points, at):
        return False
    return are_equal(projects, start, end, group_projects, at)


@compiled
def entry_of(mixed: np.uint64, group: np.uint64) -> np.int64:
    """What a table holds for a group: its number, below the upper half of its hash."""
    return np.int64(mixed >> np.uint64(33) << np.uint64(32) | group)


@compiled
def group_of(
    ballots: Written, ballot: np.uint64, groups: Groups, known: np.uint64, last: np.uint64
) -> np.uint64:
    """The group of a sorted ballot: one of the known, or the next number; or `NONE`.

    Of the table the slots up to `last` are in use.
    """
    hashes, table = groups[3], groups[4]
    mixed = hashes[ballot]
    slot, entry = mixed & last, entry_of(mixed, np.uint64(0))
    for _ in range(MAX_PROBES):
        held = table[slot]
        if held == FREE:
            add_group(ballots, ballot, groups, known)
            table[slot] = entry_of(mixed, known)
            return known
        group = np.uint64(held & LOWER)
        if held - np.int64(group) == entry and is_group(ballots, ballot, groups, group):
            return group
        slot = (slot + ONE) & last
    return NONE


@compiled
def enter_groups(groups: Groups, known: np.uint64, slots: np.uint64) -> None:
    """Enter all known groups in so many slots of the table. Their hashes come first."""
    hashes, table, last = groups[3], groups[4], slots - ONE
    for slot in range(slots):
        table[slot] = FREE
    for each in range(known):
        group = np.uint64(each)
        slot = hashes[group] & last
        while table[slot] != FREE:
            slot = (slot + ONE) & last
        table[slot] = entry_of(hashes[group], group)


@compiled
def sort_and_hash(ballots: Written, number: int, by_order: bool, hashes: Hashes) -> bool:
    """Sort so many ballots and hash them; false where a project is on one of them twice."""
    starts, projects, points, _ = ballots
    for each in range(number):
        ballot = np.uint64(each)
        start, end = np.uint64(starts[ballot]), np.uint64(starts[ballot + ONE])
        if by_order:
            fill_by_order(points, start, end)
        if not sort_ballot(ballots, start, end):
            return False
        hashes[ballot] = hash_of(projects, points, start, end)
    return True


@entry_point
def group_ballots(ballots: Written, number: int, by_order: bool, groups: Groups) -> np.int64:
    """Group so many ballots; returns how many groups there are, or `UNUSUAL`.

    Hashes come first, for all: then searches do not wait for each other. Most elections have few
    groups, so the table begins small, and is in a fast memory for as long as it can be.
    """
    hashes, table, row_of_ballot = groups[3], groups[4], groups[5]
    if not sort_and_hash(ballots, number, by_order, hashes):
        return np.int64(UNUSUAL)
    known, slots = np.uint64(0), np.uint64(min(len(table), SLOTS_AT_FIRST))
    enter_groups(groups, known, slots)
    for each in range(number):
        ballot = np.uint64(each)
        if known + known >= slots and slots < np.uint64(len(table)):
            slots = min(np.uint64(len(table)), slots << np.uint64(2))
            enter_groups(groups, known, slots)
        mixed = hashes[ballot]
        group = group_of(ballots, ballot, groups, known, slots - ONE)
        if group == NONE:
            return np.int64(UNUSUAL)
        row_of_ballot[ballot] = np.int64(group)
        if group == known:
            hashes[group] = mixed  # no ballot after this one needs what stood there
            known += ONE
    return np.int64(known)
