"""Ids of commands: with the time in front, and of ballots without."""

from __future__ import annotations

import time
from uuid import NAMESPACE_URL, UUID, uuid1, uuid4, uuid5

import pytest

from application.command_ids import new_ballot_command_id, new_command_id, tells_time


class TestNewCommandId:
    def test_it_begins_with_the_milliseconds(self) -> None:
        before = time.time_ns() // 1_000_000
        made = new_command_id()
        after = time.time_ns() // 1_000_000
        assert before <= made.int >> 80 <= after
        assert (made.version, made.variant) == (7, uuid4().variant)

    def test_all_other_bits_are_random(self) -> None:
        many = [new_command_id().int % 2**80 for _ in range(2_000)]
        fixed = 0xF << 76 | 0b11 << 62
        ever_set, always_set = 0, 2**80 - 1
        for each in many:
            ever_set, always_set = ever_set | each, always_set & each
        assert ever_set | fixed == 2**80 - 1
        assert always_set & ~fixed == 0
        assert len(set(many)) == len(many)


class TestTellsTime:
    def test_a_ballot_s_id_tells_no_time(self) -> None:
        assert not tells_time(new_ballot_command_id())

    @pytest.mark.parametrize("made", [uuid1(), new_command_id()], ids=["version 1", "version 7"])
    def test_a_time_can_be_read_from_these(self, made: UUID) -> None:
        assert tells_time(made)

    @pytest.mark.parametrize("made", [uuid4(), uuid5(NAMESPACE_URL, "a"), UUID(int=7)])
    def test_and_not_from_these(self, made: UUID) -> None:
        assert not tells_time(made)
