"""Commands of one event loop that come together are one append, each with its own outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from adapters.postgres import gathering
from adapters.postgres.gathering import Gathering
from application.log import Accepted, LogCrowded, LogUnavailable, NewEvent, Outcome, Submission
from tests.event_loops import run_apart
from tests.integration.submissions import command


class Ledger:
    """An append that can be held up, and that knows what it was given."""

    def __init__(self) -> None:
        self.groups: list[list[Submission]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.failing: list[Exception] = []
        self.poison: Submission | None = None
        self.appended = 0

    async def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        self.groups.append(list(submissions))
        await self.open.wait()
        if self.poison in submissions:
            raise ValueError("this one cannot be stored")
        if self.failing:
            raise self.failing.pop()
        first, self.appended = self.appended, self.appended + len(submissions)
        return [Accepted(first + number, first + number) for number in range(len(submissions))]


def one(payload: bytes = b"{}") -> Submission:
    return command(NewEvent("stream", 0, "thing.happened.v1", payload))


def in_a_loop(story: Callable[[Ledger], Awaitable[None]]) -> None:
    """Tell the story in an event loop of its own."""

    async def told() -> None:
        await asyncio.wait_for(_of(story), 10)

    run_apart(told())


async def _of(story: Callable[[Ledger], Awaitable[None]]) -> None:
    await story(Ledger())


async def a_turn() -> None:
    """Let everything that is ready go on until it waits."""
    for _ in range(10):
        await asyncio.sleep(0)


class TestNobodyElse:
    def test_a_lonely_task_is_appended_at_once_and_alone(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            assert await appends.append(one()) == Accepted(0, 0)
            assert await appends.append(one()) == Accepted(1, 1)
            assert [len(group) for group in ledger.groups] == [1, 1]

        in_a_loop(story)


class TestManyAtOnce:
    def test_who_is_ready_in_the_same_turn_comes_along_in_order(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends, asked = Gathering(ledger.append), [one() for _ in range(5)]
            outcomes = await asyncio.gather(*map(appends.append, asked))
            assert ledger.groups == [asked]
            assert outcomes == [Accepted(number, number) for number in range(5)]

        in_a_loop(story)

    def test_two_groups_are_under_way_and_the_rest_waits_for_the_first(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends, tasks = Gathering(ledger.append), []
            ledger.open.clear()
            for _ in range(4):
                tasks.append(asyncio.create_task(appends.append(one())))
                await a_turn()
            assert [len(group) for group in ledger.groups] == [1, 1]
            ledger.open.set()
            await asyncio.gather(*tasks)
            assert [len(group) for group in ledger.groups] == [1, 1, 2]

        in_a_loop(story)

    def test_of_many_half_go_in_each_group_so_that_none_waits_for_all(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gathering, "WHOLE_GROUP_MAX", 4)

        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)

            async def caller() -> None:
                for _ in range(3):
                    await appends.append(one())

            await asyncio.gather(*(caller() for _ in range(10)))
            assert [len(group) for group in ledger.groups] == [5] * 6

        in_a_loop(story)

    def test_few_go_together_although_others_are_under_way(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gathering, "WHOLE_GROUP_MAX", 4)

        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            ledger.open.clear()
            tasks = [asyncio.create_task(appends.append(one()))]
            await a_turn()
            tasks += [asyncio.create_task(appends.append(one())) for _ in range(4)]
            await a_turn()
            assert [len(group) for group in ledger.groups] == [1, 4]
            ledger.open.set()
            await asyncio.gather(*tasks)

        in_a_loop(story)

    @pytest.mark.parametrize(
        ("bound", "value"),
        [("GROUP_COMMANDS_MAX", 2), ("MAX_BATCH_EVENTS", 2), ("GROUP_BYTES_MAX", 40)],
    )
    def test_a_group_stays_within_the_bounds_of_one_append(
        self, bound: str, value: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gathering, bound, value)

        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            await asyncio.gather(*(appends.append(one(b"x" * 20)) for _ in range(5)))
            assert [len(group) for group in ledger.groups] == [2, 2, 1]

        in_a_loop(story)

    def test_beyond_the_bound_a_task_is_sent_away_and_nothing_is_appended(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append, waiting_max=2)
            ledger.open.clear()
            tasks = []
            for _ in range(4):
                tasks.append(asyncio.create_task(appends.append(one())))
                await a_turn()
            with pytest.raises(LogCrowded):
                await appends.append(one())
            ledger.open.set()
            await asyncio.gather(*tasks)
            assert sum(map(len, ledger.groups)) == 4
            assert await appends.append(one()) == Accepted(4, 4)

        in_a_loop(story)


class TestFailures:
    def test_an_unreachable_log_is_told_to_all_of_the_group(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            ledger.failing.append(LogUnavailable("gone"))
            failed = await asyncio.gather(
                *(appends.append(one()) for _ in range(3)), return_exceptions=True
            )
            assert [type(each) for each in failed] == [LogUnavailable] * 3
            assert await appends.append(one()) == Accepted(0, 0)

        in_a_loop(story)

    def test_one_that_cannot_be_stored_does_not_take_the_others_with_it(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends, poison = Gathering(ledger.append), one(b"poison")
            ledger.poison = poison
            first, middle, last = await asyncio.gather(
                *map(appends.append, [one(), poison, one()]), return_exceptions=True
            )
            assert isinstance(middle, ValueError)
            assert (first, last) == (Accepted(0, 0), Accepted(1, 1))

        in_a_loop(story)

    def test_a_task_that_is_cancelled_leaves_the_others_their_answers(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            ledger.open.clear()
            gone, stays = (asyncio.create_task(appends.append(one())) for _ in range(2))
            await a_turn()
            gone.cancel()
            ledger.open.set()
            assert await stays == Accepted(1, 1)

        in_a_loop(story)

    def test_who_appends_one_by_one_and_is_stopped_leaves_nobody_waiting(self) -> None:
        hangs = asyncio.Event()

        async def append(submissions: Sequence[Submission]) -> list[Outcome]:
            if len(submissions) > 1:
                raise ValueError("one of these cannot be stored")
            hangs.set()
            return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]  # never has one

        async def story(_: Ledger) -> None:
            appends, before = Gathering(append), asyncio.all_tasks()
            callers = {asyncio.create_task(appends.append(one())) for _ in range(3)}
            await hangs.wait()
            (appending,) = asyncio.all_tasks() - before - callers
            appending.cancel()
            answers = await asyncio.gather(*callers, return_exceptions=True)
            assert [type(each) for each in answers] == [LogUnavailable] * 3

        in_a_loop(story)

    def test_who_is_not_answered_in_time_is_told_so_and_the_others_go_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gathering, "MAX_SECONDS", 0.02)

        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            ledger.open.clear()
            tasks = []
            for _ in range(4):  # two groups under way, and two that wait
                tasks.append(asyncio.create_task(appends.append(one())))
                await a_turn()
            failed = await asyncio.gather(*tasks, return_exceptions=True)
            assert [type(each) for each in failed] == [LogUnavailable] * 4
            ledger.open.set()
            assert await appends.append(one()) == Accepted(4, 4)

        in_a_loop(story)

    def test_the_end_does_not_wait_for_ever_for_an_answer(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            ledger.open.clear()
            tasks = []
            for _ in range(4):
                tasks.append(asyncio.create_task(appends.append(one())))
                await a_turn()
            monkeypatch.setattr(gathering, "MAX_SECONDS", 0.02)
            await appends.finish()
            failed = await asyncio.gather(*tasks, return_exceptions=True)
            assert [type(each) for each in failed] == [LogUnavailable] * 4
            assert len(ledger.groups) == 2

        in_a_loop(story)

    def test_at_the_end_all_that_was_taken_is_answered(self) -> None:
        async def story(ledger: Ledger) -> None:
            appends = Gathering(ledger.append)
            ledger.open.clear()
            tasks = [asyncio.create_task(appends.append(one())) for _ in range(3)]
            await a_turn()
            asyncio.get_running_loop().call_later(0.01, ledger.open.set)
            await appends.finish()
            await a_turn()
            assert all(task.done() for task in tasks)

        in_a_loop(story)
