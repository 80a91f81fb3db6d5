"""Group commit without threads: commands of one event loop that come together are one transaction.

Whoever comes when nothing is under way is sent at once, alone. While a group is carried out the
next one is sent after it, so that the database finds it there when it is done; who comes after that
waits for the first. The busier it is, the larger the groups become.

Of many who are there, a group takes half: were all in one group, they would all be answered at
once, and the database would have nothing to do until they have come back.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial

from adapters.postgres.attempts import MAX_SECONDS, NO_ANSWER
from adapters.postgres.group_commit import GROUP_BYTES_MAX, WAITING_MAX
from application.log import (
    LogCrowded,
    LogUnavailable,
    Outcome,
    Submission,
)
from application.log_bounds import MAX_BATCH_EVENTS

GROUPS_UNDER_WAY_MAX = 2
"""One that is carried out, and one behind it."""
WHOLE_GROUP_MAX = 64
"""So many commands take the database about as long as two commits; fewer are not halved."""
GROUP_COMMANDS_MAX = 256
"""However many wait: more take the loop so long to write and to answer that the database has
nothing to do meanwhile, and a backlog grows instead of melting."""

Append = Callable[[Sequence[Submission]], Awaitable[list[Outcome]]]
_Waiting = tuple[Submission, "asyncio.Future[Outcome]"]


class Gathering:
    """Gathers the submissions of many tasks before one `append`."""

    def __init__(self, append: Append, waiting_max: int = WAITING_MAX) -> None:
        self._append = append
        self._waiting_max = waiting_max
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[_Waiting] = deque()
        self._starts_soon = False
        self._groups: set[asyncio.Task[None]] = set()
        self._due: deque[tuple[float, asyncio.Future[Outcome]]] = deque()
        self._watching: asyncio.TimerHandle | None = None
        self._under_way = 0

    async def append(self, submission: Submission) -> Outcome:
        """The outcome of a submission.

        Raises what the append raises for it, `LogUnavailable` when no answer comes in time, and
        `LogCrowded` when too many wait already. A task that is cancelled meanwhile does not know
        the outcome, as after `LogUnavailable`: the submission may be stored.
        """
        return await self.submit(submission)

    def submit(self, submission: Submission) -> asyncio.Future[Outcome]:
        """The same without a task of one's own: the outcome comes in the future.

        Raises `LogCrowded` at once.
        """
        if len(self._waiting) >= self._waiting_max:
            raise LogCrowded(f"{len(self._waiting)} commands wait already")
        answer: asyncio.Future[Outcome] = self._loop.create_future()
        self._waiting.append((submission, answer))
        self._answer_in_time(answer)
        if not self._starts_soon and len(self._groups) < GROUPS_UNDER_WAY_MAX:
            # Not at once: who else is ready in this turn of the loop comes along.
            self._starts_soon = True
            self._loop.call_soon(self._start)
        return answer

    async def finish(self) -> None:
        """Wait for all that was gathered to be answered; what is not in time has no answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(MAX_SECONDS):
                while self._groups or self._waiting:
                    await asyncio.wait(self._groups or [asyncio.create_task(asyncio.sleep(0))])
        if self._watching is not None:
            self._watching.cancel()
        _fail(self._waiting, LogUnavailable(NO_ANSWER))
        self._waiting.clear()
        for group in self._groups:
            group.cancel()

    def _answer_in_time(self, answer: asyncio.Future[Outcome]) -> None:
        """See to it that this is answered within the bound, as it would not be while a commit waits
        for a replica. Of all there is one timer: one for each took longer than to gather it.
        """
        while self._due and self._due[0][1].done():
            self._due.popleft()
        at = self._loop.time() + MAX_SECONDS
        self._due.append((at, answer))
        if self._watching is None:
            self._watching = self._loop.call_at(at, self._fail_the_late)

    def _fail_the_late(self) -> None:
        """What was submitted may be stored all the same."""
        self._watching, now = None, self._loop.time()
        while self._due and (self._due[0][1].done() or self._due[0][0] <= now):
            _, answer = self._due.popleft()
            if not answer.done():
                answer.set_exception(LogUnavailable(NO_ANSWER))
        if self._due:
            self._watching = self._loop.call_at(self._due[0][0], self._fail_the_late)

    def _start(self) -> None:
        self._starts_soon = False
        while self._waiting and len(self._groups) < GROUPS_UNDER_WAY_MAX:
            taken = self._next_group()
            group = self._loop.create_task(self._append_group(taken))
            self._groups.add(group)
            self._under_way += len(taken)
            group.add_done_callback(partial(self._ended, len(taken)))

    def _ended(self, taken: int, group: asyncio.Task[None]) -> None:
        self._groups.discard(group)
        self._under_way -= taken
        self._start()

    def _next_group(self) -> list[_Waiting]:
        """As many of those who wait as fit in one transaction; always at least one."""
        group: list[_Waiting] = []
        events = size = 0
        half = (len(self._waiting) + self._under_way + 1) // 2
        commands_max = min(max(half, WHOLE_GROUP_MAX), GROUP_COMMANDS_MAX)
        while self._waiting and len(group) < commands_max:
            submission, _ = self._waiting[0]
            for event in submission.events:
                size += len(event.payload)
            events += len(submission.events)
            if group and (events > MAX_BATCH_EVENTS or size > GROUP_BYTES_MAX):
                break
            group.append(self._waiting.popleft())
        return group

    async def _append_group(self, group: Sequence[_Waiting]) -> None:
        try:
            outcomes = await self._append([submission for submission, _ in group])
        except LogUnavailable as unavailable:
            _fail(group, unavailable)
        except Exception as wrong:
            if len(group) == 1:
                _fail(group, wrong)
                return
            await self._append_one_by_one(group)
        except BaseException:
            _fail(group, LogUnavailable("the one who appended was stopped"))
            raise
        else:
            for (_, answer), outcome in zip(group, outcomes, strict=True):
                if not answer.done():
                    answer.set_result(outcome)

    async def _append_one_by_one(self, group: Sequence[_Waiting]) -> None:
        """One that cannot be appended must not fail those that came with it."""
        try:
            for one in group:
                await self._append_group([one])
        finally:
            _fail(group, LogUnavailable("the one who appended was stopped"))


def _fail(group: Iterable[_Waiting], failure: Exception) -> None:
    for _, answer in group:
        if not answer.done():
            answer.set_exception(failure)
