"""Both logs of a partition in memory: the rules of decision record 0002, read line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock
from uuid import UUID

from application.log import (
    FENCE_CLOSED,
    ID_REUSED,
    VERSION_TAKEN,
    Accepted,
    Conflict,
    Fence,
    MovedFence,
    NewEvent,
    Outcome,
    Recorded,
    Refused,
    Submission,
)
from application.log_bounds import check_ballot_bounds, check_main_bounds

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Entries:
    """What both logs keep and answer in the same way. Everything happens under `lock`."""

    lock: RLock
    entries: list[Recorded] = field(default_factory=list)
    streams: dict[str, list[Recorded]] = field(default_factory=dict)
    outcomes: dict[UUID, tuple[bytes, Accepted | Refused]] = field(default_factory=dict)

    def known(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """The answer that a command got before."""
        if command_id not in self.outcomes:
            return None
        known, outcome = self.outcomes[command_id]
        return replace(outcome, repeated=True) if known == fingerprint else Refused(ID_REUSED)

    def head(self, stream: str) -> int:
        """The version of the last event of a stream, -1 without any."""
        return len(self.streams.get(stream, ())) - 1

    def follows(self, events: Sequence[NewEvent]) -> bool:
        """Whether every event is the next one of its stream."""
        expected: dict[str, int] = {}
        for event in events:
            if event.version != expected.get(event.stream, self.head(event.stream)) + 1:
                return False
            expected[event.stream] = event.version
        return True

    def store(self, submission: Submission, moment: datetime | None) -> Accepted:
        """Number a command's events and store them with its outcome."""
        first = len(self.entries)
        for position, event in enumerate(submission.events, start=first):
            entry = Recorded(
                position, event.stream, event.version, event.name, event.payload, moment
            )
            self.entries.append(entry)
            self.streams.setdefault(event.stream, []).append(entry)
        outcome = Accepted(first, len(self.entries) - 1)
        self.outcomes[submission.command_id] = (submission.fingerprint, outcome)
        return outcome

    def refuse(self, submission: Submission, code: str) -> Refused:
        """Keep the refusal of a command."""
        outcome = Refused(code)
        self.outcomes[submission.command_id] = (submission.fingerprint, outcome)
        return outcome


class _InMemory:
    """The reading half of both logs."""

    def __init__(self, lock: RLock) -> None:
        self._kept = _Entries(lock)

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """The recorded outcome of a command, or None when the log does not know it."""
        with self._kept.lock:
            return self._kept.known(command_id, fingerprint)

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """The entries of one stream above `after_version`, in order."""
        with self._kept.lock:
            return self._kept.streams.get(stream, [])[max(after_version + 1, 0) :]

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """At most `limit` entries from `from_position` on, in order of position."""
        with self._kept.lock:
            return self._kept.entries[from_position : from_position + limit]

    def streams_starting_with(self, prefix: str) -> Iterator[Recorded]:
        """All entries of streams whose name starts with `prefix`, by stream and version."""
        with self._kept.lock:
            names = sorted(name for name in self._kept.streams if name.startswith(prefix))
            return iter([entry for name in names for entry in self._kept.streams[name]])

    def next_position(self) -> int:
        """The position that the next event will get: the number of entries."""
        with self._kept.lock:
            return len(self._kept.entries)


class InMemoryBallotLog(_InMemory):
    """The ballot log, with the fences around its rounds."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.lock = RLock()
        super().__init__(self.lock)
        self._clock = clock
        self._fences: dict[str, Fence] = {}
        self._shut: set[str] = set()

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Classify and store whole ballots in order; one outcome each, in the same order."""
        check_ballot_bounds(submissions)
        with self.lock:
            moment = self._clock()
            return [self._append(submission, moment) for submission in submissions]

    def has_fence(self, name: str) -> bool:
        """Whether a fence of this name was ever opened."""
        return name in self._fences

    def open_fence(self, fence: Fence) -> None:
        """Put a fence up, on behalf of a command of the main log."""
        self._fences[fence.name] = fence

    def move_fence(self, moved: MovedFence) -> None:
        """Put a fence elsewhere, on behalf of a command of the main log."""
        fence = self._fences[moved.name]
        self._fences[moved.name] = replace(fence, closes_at=moved.closes_at)

    def stands(self, moved: MovedFence) -> bool:
        """Whether a fence still stands where a command saw it."""
        return moved.name not in self._shut and self._fences[moved.name].closes_at == moved.formerly

    def shut_fence(self, fence: str, closing_at: datetime | None = None) -> bool:
        """Shut a fence for good: no ballot enters after this returns. Repeating it is harmless."""
        with self.lock:
            if fence not in self._fences:
                raise LookupError(f"no fence is named {fence}")
            if closing_at is not None and self._fences[fence].closes_at != closing_at:
                return False
            self._shut.add(fence)
            return True

    def _append(self, submission: Submission, moment: datetime) -> Outcome:
        known = self._kept.known(submission.command_id, submission.fingerprint)
        if known is not None:
            return known
        if submission.refusal is not None:
            return self._kept.refuse(submission, submission.refusal)
        if not self._is_open(submission.inside, moment):
            return self._kept.refuse(submission, FENCE_CLOSED)
        if not self._kept.follows(submission.events):
            return self._kept.refuse(submission, VERSION_TAKEN)
        return self._kept.store(submission, None)

    def _is_open(self, name: str | None, moment: datetime) -> bool:
        if name is None or name not in self._fences or name in self._shut:
            return False
        fence = self._fences[name]
        return fence.opens_at <= moment and (fence.closes_at is None or moment < fence.closes_at)


class InMemoryLog(_InMemory):
    """The main log; the fences that its commands open stand around `ballots`."""

    def __init__(
        self, ballots: InMemoryBallotLog | None = None, clock: Clock = system_clock
    ) -> None:
        self._ballots = ballots if ballots is not None else InMemoryBallotLog(clock)
        super().__init__(self._ballots.lock)
        self._clock = clock

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Classify and store whole commands in order; one outcome each, in the same order."""
        check_main_bounds(submissions)
        with self._kept.lock:
            moment = self._clock()
            if self._kept.entries:
                moment = max(moment, self._kept.entries[-1].appended_at or moment)
            return [self._append(submission, moment) for submission in submissions]

    def _append(self, submission: Submission, moment: datetime) -> Outcome:
        known = self._kept.known(submission.command_id, submission.fingerprint)
        if known is not None:
            return known
        opens, moves = submission.opens, submission.moves
        if not (
            all(self._kept.head(seen.stream) == seen.version for seen in submission.unchanged)
            and self._kept.follows(submission.events)
            and (opens is None or not self._ballots.has_fence(opens.name))
            and (moves is None or self._ballots.stands(moves))
        ):
            return Conflict()
        if submission.refusal is not None:
            return self._kept.refuse(submission, submission.refusal)
        if opens is not None:
            self._ballots.open_fence(opens)
        if moves is not None:
            self._ballots.move_fence(moves)
        return self._kept.store(submission, moment)
