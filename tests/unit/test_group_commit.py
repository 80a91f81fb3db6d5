"""Commands that arrive together are appended together, each with its own outcome."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from time import monotonic, sleep

import pytest

from adapters.postgres import group_commit
from adapters.postgres.group_commit import GroupCommit
from application.log import Accepted, LogCrowded, LogUnavailable, NewEvent, Outcome, Submission
from tests.integration.submissions import command

PATIENCE_SECONDS = 10.0


class Ledger:
    """An append that can be held up, and that knows what it was given and when."""

    def __init__(self) -> None:
        self.groups: list[list[Submission]] = []
        self.open = threading.Event()
        self.open.set()
        self.failing: list[BaseException] = []
        self.poison: Submission | None = None

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        first = sum(map(len, self.groups))
        self.groups.append(list(submissions))
        assert self.open.wait(PATIENCE_SECONDS)
        if self.poison in submissions:
            raise ValueError("this one cannot be stored")
        if self.failing:
            raise self.failing.pop()
        return [Accepted(first + number, first + number) for number in range(len(submissions))]


def one(payload: bytes = b"{}") -> Submission:
    return command(NewEvent("stream", 0, "thing.happened.v1", payload))


@contextmanager
def while_the_first_is_held_up(
    ledger: Ledger, commit: GroupCommit, *later: Sequence[Submission]
) -> Iterator[list[Future[list[Outcome]]]]:
    """The callers that came while the first one's append was going on, in this order."""
    with ThreadPoolExecutor(len(later) + 1) as callers:
        ledger.open.clear()
        asked = [callers.submit(commit.append, [one()])]
        until(lambda: len(ledger.groups) == 1)
        for number, submissions in enumerate(later, start=1):
            asked.append(callers.submit(commit.append, submissions))
            until(partial(lambda wanted: len(commit._waiting) == wanted, number))
        ledger.open.set()
        wait(asked, PATIENCE_SECONDS)
        yield asked


def position(outcome: Outcome) -> int:
    assert isinstance(outcome, Accepted)
    return outcome.first_position


def until(true: Callable[[], bool]) -> None:
    give_up = monotonic() + PATIENCE_SECONDS
    while not true():
        assert monotonic() < give_up
        sleep(0.001)


class TestNobodyElse:
    def test_a_lonely_caller_is_appended_at_once_and_alone(self) -> None:
        ledger = Ledger()
        commit = GroupCommit(ledger.append)
        assert commit.append([one()]) == [Accepted(0, 0)]
        assert commit.append([one(), one()]) == [Accepted(1, 1), Accepted(2, 2)]
        assert [len(group) for group in ledger.groups] == [1, 2]


class TestWhileAnAppendGoesOn:
    def test_whose_turn_does_not_come_in_time_is_told_so_and_is_not_appended_later(self) -> None:
        ledger = Ledger()
        commit = GroupCommit(ledger.append, seconds_max=0.02)
        with ThreadPoolExecutor(1) as callers:
            ledger.open.clear()
            first = callers.submit(commit.append, [one()])
            until(lambda: len(ledger.groups) == 1)
            with pytest.raises(LogUnavailable):
                commit.append([one()])
            ledger.open.set()
            assert first.result(PATIENCE_SECONDS) == [Accepted(0, 0)]
        assert commit.append([one()]) == [Accepted(1, 1)]
        assert [len(group) for group in ledger.groups] == [1, 1]

    def test_who_gives_up_while_being_appended_gets_no_answer_and_the_others_theirs(self) -> None:
        ledger, gates = Ledger(), [threading.Event(), threading.Event()]

        def append(submissions: Sequence[Submission]) -> list[Outcome]:
            outcomes = ledger.append(submissions)
            assert gates[len(ledger.groups) - 1].wait(PATIENCE_SECONDS)
            return outcomes

        commit = GroupCommit(append)
        with ThreadPoolExecutor(3) as callers:
            asked = [callers.submit(commit.append, [one()])]
            until(lambda: len(ledger.groups) == 1)
            asked.append(callers.submit(commit.append, [one()]))
            until(lambda: len(commit._waiting) == 1)
            commit._seconds_max = 0.2
            impatient = callers.submit(commit.append, [one()])
            until(lambda: len(commit._waiting) == 2)
            gates[0].set()
            with pytest.raises(LogUnavailable):
                impatient.result(PATIENCE_SECONDS)
            assert [len(group) for group in ledger.groups] == [1, 2]
            gates[1].set()
            assert [position(*each.result(PATIENCE_SECONDS)) for each in asked] == [0, 1]

    def test_those_who_came_meanwhile_are_one_group_in_order_of_arrival(self) -> None:
        ledger = Ledger()
        later = [[one()], [one(), one()], [one()]]
        with while_the_first_is_held_up(ledger, GroupCommit(ledger.append), *later) as asked:
            outcomes = [caller.result() for caller in asked]
        assert ledger.groups[1] == [submission for each in later for submission in each]
        assert outcomes[1:] == [
            [Accepted(1, 1)],
            [Accepted(2, 2), Accepted(3, 3)],
            [Accepted(4, 4)],
        ]

    @pytest.mark.parametrize(
        ("bound", "value"),
        [("MAX_BATCH_COMMANDS", 2), ("MAX_BATCH_EVENTS", 2), ("GROUP_BYTES_MAX", 40)],
    )
    def test_a_group_stays_within_the_bounds_of_one_append(
        self, bound: str, value: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(group_commit, bound, value)
        ledger = Ledger()
        later = [[one(b"x" * 20)] for _ in range(5)]
        with while_the_first_is_held_up(ledger, GroupCommit(ledger.append), *later) as asked:
            assert [caller.result() for caller in asked]
        assert [len(group) for group in ledger.groups] == [1, 2, 2, 1]

    def test_what_one_caller_sends_stays_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(group_commit, "MAX_BATCH_COMMANDS", 3)
        ledger = Ledger()
        later = [[one(), one()], [one(), one()]]
        with while_the_first_is_held_up(ledger, GroupCommit(ledger.append), *later):
            assert ledger.groups[1:] == later

    def test_beyond_the_bound_a_caller_is_sent_away_and_nothing_is_appended(self) -> None:
        ledger = Ledger()
        commit = GroupCommit(ledger.append, waiting_max=2)
        with ThreadPoolExecutor(3) as callers:
            ledger.open.clear()
            asked = [callers.submit(commit.append, [one()])]
            until(lambda: len(ledger.groups) == 1)
            asked += [callers.submit(commit.append, [one()]) for _ in range(2)]
            until(lambda: len(commit._waiting) == 2)
            with pytest.raises(LogCrowded):
                commit.append([one()])
            ledger.open.set()
            wait(asked, PATIENCE_SECONDS)
        assert sum(map(len, ledger.groups)) == 3
        assert len(commit.append([one()])) == 1


class TestFailures:
    def test_an_unreachable_log_is_told_to_all_of_the_group(self) -> None:
        ledger = Ledger()
        commit = GroupCommit(ledger.append)
        with while_the_first_is_held_up(ledger, commit, [one()], [one()]) as asked:
            assert asked[0].result()
        ledger.failing.append(LogUnavailable("gone"))
        with pytest.raises(LogUnavailable):
            commit.append([one()])
        assert commit.append([one()])

    def test_one_that_cannot_be_stored_does_not_take_the_others_with_it(self) -> None:
        ledger = Ledger()
        ledger.poison = one(b"poison")
        later = [[one()], [ledger.poison], [one()]]
        with while_the_first_is_held_up(ledger, GroupCommit(ledger.append), *later) as asked:
            assert len(asked[1].result()) == len(asked[3].result()) == 1
            with pytest.raises(ValueError, match="cannot be stored"):
                asked[2].result()

    def test_a_caller_that_is_stopped_leaves_nobody_waiting(self) -> None:
        ledger = Ledger()
        commit = GroupCommit(ledger.append)
        ledger.failing.append(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            commit.append([one()])
        assert commit.append([one()])


def test_a_thousand_commands_of_many_threads_each_get_their_own_answer_once() -> None:
    ledger = Ledger()
    commit = GroupCommit(ledger.append)
    with ThreadPoolExecutor(50) as callers:
        answers = list(callers.map(lambda _: commit.append([one()])[0], range(1_000)))
    assert sorted(map(position, answers)) == list(range(1_000))
