"""Whether a log kept its promises to everyone, after whatever happened meanwhile. Pure.

A log is a total order, so this is short: what was acknowledged is there once, what is unknown at
most once, what was refused is not; who was answered before another asked comes before; and every
reader saw a piece of that one order, up to its end where it was told so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from tests.faults.calls import Call, Entry, Read, Verdict


def complaints(
    calls: Sequence[Call], log: Sequence[Entry], reads: Iterable[Read] = ()
) -> list[str]:
    """A sentence for each promise that was broken; `log` is all of it, in order of position."""
    by_key = {call.key: call for call in calls}
    if len(by_key) != len(calls):
        raise ValueError("every call has a key of its own")
    return [
        *_lost_or_doubled(calls, log),
        *_reordered(by_key, log),
        *_not_a_piece(log, reads),
        *_stale(by_key, log, reads),
    ]


def _lost_or_doubled(calls: Sequence[Call], log: Sequence[Entry]) -> Iterator[str]:
    there = Counter(entry.key for entry in log)
    for call in calls:
        times = there[call.key]
        if call.verdict is Verdict.ACKNOWLEDGED and times == 0:
            yield f"lost: {call.key} was acknowledged and is not there"
        if call.verdict is Verdict.REFUSED and times > 0:
            yield f"refused: {call.key} was refused and is there"
        if times > 1:
            yield f"doubled: {call.key} is there {times} times"


def _reordered(by_key: dict[str, Call], log: Sequence[Entry]) -> Iterator[str]:
    """Nobody stands after one who asked only when its own answer had been given."""
    invoked_latest, latest = float("-inf"), ""
    for entry in log:
        call = by_key.get(entry.key)
        if call is None:
            continue
        if call.ended < invoked_latest:
            yield f"reordered: {call.key} was answered before {latest} asked, and stands after it"
        if call.invoked > invoked_latest:
            invoked_latest, latest = call.invoked, call.key


def _not_a_piece(log: Sequence[Entry], reads: Iterable[Read]) -> Iterator[str]:
    for read in reads:
        there = tuple(log[read.first : read.first + len(read.entries)])
        if there != read.entries:
            seen = len(read.entries)
            yield f"not a piece: a reader was given {seen} others from {read.first} on"


def _stale(by_key: dict[str, Call], log: Sequence[Entry], reads: Iterable[Read]) -> Iterator[str]:
    """Who asks for all there is gets what was acknowledged before."""
    answered = sorted(
        (call.ended, position)
        for position, entry in enumerate(log)
        if (call := by_key.get(entry.key)) and call.verdict is Verdict.ACKNOWLEDGED
    )
    ends = [ended for ended, _ in answered]
    highest = list(accumulate((position for _, position in answered), max))
    for read in reads:
        before = bisect_right(ends, read.began)
        end = read.first + len(read.entries)
        if read.to_the_end and before and highest[before - 1] >= end:
            yield f"stale: {end} was the end for a reader; {highest[before - 1]} was there"
