"""Logs that leave a guard out, between an office and PostgreSQL: what people build without one.

`AllTogether` makes the first so many callers wait for each other between reading and writing: the
worst moment there is, each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Barrier, Lock
from typing import TypeVar
from uuid import UUID, uuid4

from application.log import (
    VERSION_TAKEN,
    Accepted,
    BallotLog,
    Conflict,
    Log,
    NewEvent,
    Outcome,
    Recorded,
    Refused,
    Submission,
)
from application.streams import Evolve, RememberedStreams, Stream

S = TypeVar("S")

WAIT_SECONDS_MAX = 20.0


class AllTogether:
    """The first `parties` callers go on together; whoever comes later goes on alone."""

    def __init__(self, parties: int) -> None:
        self._barrier = Barrier(parties, timeout=WAIT_SECONDS_MAX)
        self._lock = Lock()
        self._left = parties

    def wait(self) -> None:
        """Wait for the others, if any are still to come."""
        with self._lock:
            self._left -= 1
            waits = self._left >= 0
        if waits:
            self._barrier.wait()


class Passing:
    """A log as it is, to leave something out of."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """As the log does."""
        return self._log.append(submissions)

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """As the log does."""
        return self._log.outcome(command_id, fingerprint)

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """As the log does."""
        return self._log.stream(stream, after_version)

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """As the log does."""
        return self._log.read(from_position, limit)

    def next_position(self) -> int:
        """As the log does."""
        return self._log.next_position()

    def streams_starting_with(self, prefix: str) -> Iterator[Recorded]:
        """As the log does."""
        return self._log.streams_starting_with(prefix)


class PassingBallots(Passing):
    """A ballot log as it is."""

    def __init__(self, log: BallotLog) -> None:
        super().__init__(log)
        self._ballots = log

    def shut_fence(self, fence: str, closing_at: datetime | None = None) -> bool:
        """As the log does."""
        return self._ballots.shut_fence(fence, closing_at)


class WithoutVersions(Passing):
    """Stores what was decided, wherever its streams are by now, and whatever was read."""

    def __init__(self, log: Log, together: AllTogether) -> None:
        super().__init__(log)
        self._together = together

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Decided is decided: number the events anew until they fit."""
        self._together.wait()
        while True:
            outcomes = self._log.append([self._at_the_end(one) for one in submissions])
            if Conflict() not in outcomes:
                return outcomes

    def _at_the_end(self, submission: Submission) -> Submission:
        heads = {event.stream: len(self.stream(event.stream)) for event in submission.events}
        numbered: list[NewEvent] = []
        for event in submission.events:
            numbered.append(replace(event, version=heads[event.stream]))
            heads[event.stream] += 1
        return replace(submission, events=tuple(numbered), unchanged=())


class WithoutCommandIds(Passing):
    """Does not know which command it is asked to store: each time is the first."""

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Store under an id that nobody used."""
        return self._log.append([replace(one, command_id=uuid4()) for one in submissions])

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """Never heard of it."""
        return None


class ForgetfulBallots(PassingBallots):
    """Does not know which ballot it is asked to store."""

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Store under an id that nobody used."""
        return self._log.append([replace(one, command_id=uuid4()) for one in submissions])


class LooksFirst(PassingBallots):
    """Reads whether a pass has voted, and then stores a row: what a unique index would prevent."""

    def __init__(self, log: BallotLog, together: AllTogether) -> None:
        super().__init__(log)
        self._together = together

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Look, and then leap."""
        (ballot,) = submissions
        (event,) = ballot.events
        has_voted = any(self._ballots.streams_starting_with(event.stream))
        self._together.wait()
        if has_voted:
            return [Refused(VERSION_TAKEN)]
        row = replace(event, stream=f"{event.stream}:{ballot.command_id}")
        return self._log.append([replace(ballot, events=(row,))])


class CountsWithoutShutting(PassingBallots):
    """Counts while people vote."""

    def shut_fence(self, fence: str, closing_at: datetime | None = None) -> bool:
        """Leave it open."""
        return True


class TrustsItsMemory(RememberedStreams):
    """Never asks the log again for a stream that it has seen."""

    def read(self, name: str, evolve: Evolve[S]) -> Stream[S]:
        """The stream as it was."""
        version, state = self.recall(name)
        return super().read(name, evolve) if state is None else Stream(name, version, state)


class SomethingHappensFirst(Passing):
    """Just before one kind of command is stored, something else happens."""

    def __init__(self, log: Log, command: str, happens: Callable[[], object]) -> None:
        super().__init__(log)
        self._command = command
        self._happens = happens

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Let it happen, then store."""
        if submissions[0].command == self._command:
            self._happens()
        return self._log.append(submissions)
