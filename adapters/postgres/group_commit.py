"""Group commit: commands that arrive together are appended together, each with its own outcome.

The first caller to come appends at once, alone. Whoever comes while that goes on waits, and all who
wait are appended in one transaction as soon as the former is done: one of them does it for all. So
a lonely caller loses nothing, there is no thread to look after, and the busier it is the larger the
groups become. Order of arrival is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from adapters.postgres.attempts import MAX_SECONDS, NO_ANSWER
from application.log import (
    MAX_BATCH_COMMANDS,
    LogCrowded,
    LogUnavailable,
    Outcome,
    Submission,
)
from application.log_bounds import MAX_BATCH_EVENTS

WAITING_MAX = 4_000
"""Commands that may wait; at 10,000 a second that is less than half a second."""
GROUP_BYTES_MAX = 8_000_000
"""Payloads of one group together: what one transaction sends in one message."""

Append = Callable[[Sequence[Submission]], list[Outcome]]


class GroupCommit:
    """Gathers the submissions of many threads before one `append`."""

    def __init__(
        self, append: Append, waiting_max: int = WAITING_MAX, seconds_max: float = MAX_SECONDS
    ) -> None:
        self._append = append
        self._waiting_max = waiting_max
        self._seconds_max = seconds_max
        self._guard = Lock()
        self._waiting: deque[_Request] = deque()
        self._commands_waiting = 0
        self._someone_appends = False

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """The outcomes of these submissions, which stay together and in order.

        Raises what the append raises for them, `LogCrowded` when too many wait already, and
        `LogUnavailable` when others are appended for so long that it is not their turn in time.
        """
        request = _Request(submissions)
        with self._guard:
            if self._commands_waiting + len(submissions) > max(self._waiting_max, len(submissions)):
                raise LogCrowded(f"{self._commands_waiting} commands wait already")
            self._waiting.append(request)
            self._commands_waiting += len(submissions)
            is_first = not self._someone_appends
            self._someone_appends = True
        if not is_first and not request.wait(self._seconds_max):
            self._give_up(request)
        if not request.is_done:
            self._append_for_all()
        return request.answer()

    def _give_up(self, request: _Request) -> None:
        """Leave, unless the answer or the turn came just now. Raises `LogUnavailable`."""
        with self._guard:
            if request.wait(0):
                return
            if request in self._waiting:
                self._waiting.remove(request)
                self._commands_waiting -= len(request.submissions)
        raise LogUnavailable(NO_ANSWER)

    def _append_for_all(self) -> None:
        """Append the group at the head of the queue, then let the next who waits go on."""
        group = self._next_group()
        try:
            self._append_group(group)
        finally:
            for request in group:
                if not request.is_done:  # this thread is being stopped
                    request.fail(LogUnavailable("the one who appended was stopped"))
            with self._guard:
                if self._waiting:
                    self._waiting[0].wake()
                else:
                    self._someone_appends = False

    def _next_group(self) -> list[_Request]:
        """As many of those who wait as fit in one transaction; always at least one."""
        with self._guard:
            group = [self._waiting.popleft()]
            commands, events, size = group[0].sizes
            while self._waiting:
                more = self._waiting[0].sizes
                commands, events, size = commands + more[0], events + more[1], size + more[2]
                if (
                    commands > MAX_BATCH_COMMANDS
                    or events > MAX_BATCH_EVENTS
                    or size > GROUP_BYTES_MAX
                ):
                    break
                group.append(self._waiting.popleft())
            self._commands_waiting -= sum(len(request.submissions) for request in group)
            return group

    def _append_group(self, group: Sequence[_Request]) -> None:
        together = [submission for request in group for submission in request.submissions]
        try:
            outcomes = self._append(together)
        except LogUnavailable as unavailable:
            for request in group:
                request.fail(unavailable)
        except Exception as wrong:
            self._append_one_by_one(group, wrong)
        else:
            begin = 0
            for request in group:
                end = begin + len(request.submissions)
                request.finish(outcomes[begin:end])
                begin = end

    def _append_one_by_one(self, group: Sequence[_Request], wrong: Exception) -> None:
        """One request that cannot be appended must not fail those that came with it."""
        if len(group) == 1:
            group[0].fail(wrong)
            return
        for request in group:
            self._append_group([request])


class _Request:
    """What one caller wants appended, and a place for the answer."""

    __slots__ = ("_failure", "_lock", "_outcomes", "is_done", "sizes", "submissions")

    def __init__(self, submissions: Sequence[Submission]) -> None:
        self.submissions = submissions
        self.is_done = False
        self.sizes = (
            len(submissions),
            sum(len(submission.events) for submission in submissions),
            sum(len(event.payload) for each in submissions for event in each.events),
        )
        self._outcomes: list[Outcome] = []
        self._failure: Exception | None = None
        self._lock = Lock()
        self._lock.acquire()

    def wait(self, seconds: float) -> bool:
        """Until the answer is there, or it is this caller's turn to append; false when it is not
        in time.
        """
        return self._lock.acquire(timeout=seconds)

    def wake(self) -> None:
        """End the wait."""
        self._lock.release()

    def finish(self, outcomes: list[Outcome]) -> None:
        """Here is the answer."""
        self._outcomes, self.is_done = outcomes, True
        self._lock.release()

    def fail(self, failure: Exception) -> None:
        """There is no answer, and this is why."""
        self._failure, self.is_done = failure, True
        self._lock.release()

    def answer(self) -> list[Outcome]:
        """The outcomes, or the failure raised."""
        if self._failure is not None:
            raise self._failure
        return self._outcomes
