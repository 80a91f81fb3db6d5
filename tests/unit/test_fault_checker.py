"""The checker of fault runs finds what it is there for: each broken promise, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.faults.calls import NEVER, Call, Entry, Read, Verdict
from tests.faults.checker import complaints

ACKNOWLEDGED, REFUSED, UNKNOWN = Verdict.ACKNOWLEDGED, Verdict.REFUSED, Verdict.UNKNOWN
A = Call("a", 0.0, 1.0, ACKNOWLEDGED)
B = Call("b", 2.0, 3.0, ACKNOWLEDGED)
AT_ONCE_WITH_A = Call("c", 0.5, 1.5, ACKNOWLEDGED)
NO = Call("no", 0.0, 1.0, REFUSED)
LOST_ITS_LINE = Call("u", 0.0, NEVER, UNKNOWN)


def log(keys: str) -> list[Entry]:
    """A log of entries with these keys, apart by spaces."""
    return [Entry(key, f"{key} as stored") for key in keys.split()]


def kinds(calls: Sequence[Call], keys: str, *reads: Read) -> list[str]:
    """The first word of each complaint."""
    return [each.split(":")[0] for each in complaints(calls, log(keys), reads)]


class TestALogThatKeptItsPromises:
    @pytest.mark.parametrize(
        ("calls", "keys"),
        [
            ([], ""),
            ([A, B], "a b"),
            ([A, B, NO], "before a between b after"),
            ([A, AT_ONCE_WITH_A], "a c"),
            ([A, AT_ONCE_WITH_A], "c a"),
            ([A, LOST_ITS_LINE], "a"),
            ([A, LOST_ITS_LINE], "a u"),
            ([LOST_ITS_LINE, A, B], "a b u"),
        ],
    )
    def test_is_not_complained_of(self, calls: Sequence[Call], keys: str) -> None:
        assert kinds(calls, keys) == []

    def test_may_be_read_in_pieces_by_readers_who_are_behind(self) -> None:
        whole = tuple(log("a b"))
        reads = [Read(9.0, 0, whole, to_the_end=True), Read(9.0, 1, whole[1:]), Read(9.0, 0, ())]
        assert kinds([A, B], "a b", *reads) == []

    def test_may_end_before_what_was_acknowledged_while_it_was_read(self) -> None:
        assert kinds([A, B], "a b", Read(2.5, 0, tuple(log("a")), to_the_end=True)) == []


class TestABrokenPromise:
    def test_lost(self) -> None:
        assert kinds([A, B], "b") == ["lost"]

    @pytest.mark.parametrize("call", [A, LOST_ITS_LINE])
    def test_doubled(self, call: Call) -> None:
        assert kinds([call], f"{call.key} {call.key}") == ["doubled"]

    def test_refused_and_carried_out_all_the_same(self) -> None:
        assert kinds([NO], "no") == ["refused"]

    def test_reordered(self) -> None:
        assert kinds([A, B], "b a") == ["reordered"]

    def test_reordered_with_one_between_who_had_no_answer(self) -> None:
        late = Call("u", 9.0, NEVER, UNKNOWN)
        assert kinds([A, late], "u a") == ["reordered"]

    def test_a_reader_that_saw_what_is_not_there_any_more(self) -> None:
        assert kinds([A], "a", Read(0.0, 0, tuple(log("a gone")))) == ["not a piece"]

    def test_a_reader_that_missed_an_entry(self) -> None:
        assert kinds([A, B], "a x b", Read(0.0, 0, tuple(log("a b")))) == ["not a piece"]

    def test_a_reader_that_saw_the_same_key_stored_otherwise(self) -> None:
        otherwise = (Entry("a", "a at another time"),)
        assert kinds([A], "a", Read(0.0, 0, otherwise)) == ["not a piece"]

    def test_a_reader_told_of_an_end_before_what_was_acknowledged(self) -> None:
        read = Read(3.5, 0, tuple(log("a")), to_the_end=True)
        assert kinds([A, B], "a b", read) == ["stale"]

    def test_two_calls_under_one_key_cannot_be_told_apart(self) -> None:
        with pytest.raises(ValueError, match="key of its own"):
            complaints([A, A], log("a"))


class TestAnyHistory:
    """What one log did, one call after another, is fine; and any one change to it is found."""

    @pytest.mark.parametrize("seed", range(20))
    def test_one_change_is_found(self, seed: int) -> None:
        luck = random.Random(seed)  # noqa: S311 - the same histories in every run
        calls = [Call(str(at), at, at + 0.5, ACKNOWLEDGED) for at in range(30)]
        whole = log(" ".join(call.key for call in calls))
        assert complaints(calls, whole) == []
        at = luck.randrange(29)
        without = whole[:at] + whole[at + 1 :]
        twice = whole[: at + 1] + whole[at:]
        swapped = [*whole[:at], whole[at + 1], whole[at], *whole[at + 2 :]]
        for changed in (without, twice, swapped):
            assert complaints(calls, changed)
            assert complaints(calls, whole, [Read(0.0, 0, tuple(changed))])
