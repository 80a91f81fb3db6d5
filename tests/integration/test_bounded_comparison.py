"""Counting in a process of its own: it ends in time, keeps to its memory, and leaves nothing."""

from __future__ import annotations

import time
from functools import partial
from multiprocessing import active_children
from threading import BoundedSemaphore
from typing import cast

import pytest

from adapters.rule_comparison import bounded
from adapters.rule_comparison.bounded import (
    AT_ONCE_MAX,
    NAMES_MAX,
    Bounds,
    ComparisonNamesTooMany,
    ComparisonsUnderWay,
    ComparisonTooHeavy,
    ComparisonTooLarge,
    MakeSubject,
    already_made,
    compare_bounded,
    subject_of_bytes,
)
from adapters.rule_comparison.example import example_subject
from adapters.rule_comparison.subject import compared
from domain.tally.comparing.variants import VariantUnknown
from tests.unit.domain.given import refused

NAMES = ("greedy", "greedy-cost")
TAKES_FOR_EVER = cast(MakeSubject, partial(time.sleep, 600))


def test_it_gives_what_counting_here_gives() -> None:
    subject = example_subject(NAMES)
    assert compare_bounded(already_made(subject)) == compared(subject)


def test_what_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with refused(ComparisonTooHeavy):
        compare_bounded(TAKES_FOR_EVER, Bounds(seconds=0.5))
    assert time.monotonic() - began < 60
    assert active_children() == []


def test_what_takes_too_much_memory_is_ended() -> None:
    too_much = cast(MakeSubject, partial(bytearray, 3_000_000_000))
    with refused(ComparisonTooHeavy):
        compare_bounded(too_much, Bounds(memory_bytes=600_000_000))


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(VariantUnknown) as found:
        compare_bounded(partial(example_subject, ("coin",)))
    assert "coin" in found.value.text("en")


def test_what_is_too_large_is_not_counted() -> None:
    with refused(ComparisonTooLarge):
        compare_bounded(partial(example_subject, NAMES), Bounds(ballots_times_projects=1))


def test_what_has_more_names_than_a_page_can_show_is_not_counted() -> None:
    file = (
        "META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost;category\n"
        f'a;1;"{",".join(map(str, range(NAMES_MAX + 1)))}"\nVOTES\nvoter_id;vote\n1;a\n'
    )
    with refused(ComparisonNamesTooMany):
        compare_bounded(partial(subject_of_bytes, file.encode(), NAMES))


class TestOthersAreCounting:
    """A few at a time; the next one is told to come back."""

    def test_one_too_many_is_refused_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        taken = BoundedSemaphore(AT_ONCE_MAX)
        for _ in range(AT_ONCE_MAX):
            taken.acquire()
        monkeypatch.setattr(bounded, "_at_once", taken)
        with refused(ComparisonsUnderWay):
            compare_bounded(TAKES_FOR_EVER)

    def test_who_was_refused_or_ended_leaves_room(self, monkeypatch: pytest.MonkeyPatch) -> None:
        room = BoundedSemaphore(1)
        monkeypatch.setattr(bounded, "_at_once", room)
        with refused(ComparisonTooHeavy):
            compare_bounded(TAKES_FOR_EVER, Bounds(seconds=0.1))
        assert room.acquire(blocking=False)
