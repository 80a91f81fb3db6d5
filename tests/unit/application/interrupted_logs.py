"""Logs between which and their readers something happens: a rival, or a broken line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Event
from uuid import UUID

from application.log import (
    Accepted,
    Conflict,
    Log,
    LogUnavailable,
    Outcome,
    Recorded,
    Refused,
    Submission,
)


class LogBehind:
    """Passes everything on to the log behind it, and counts what is asked."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.appends = 0
        self.stream_reads = 0

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Append to the log behind."""
        self.appends += 1
        return self.log.append(submissions)

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """The outcome in the log behind."""
        return self.log.outcome(command_id, fingerprint)

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """The stream in the log behind."""
        self.stream_reads += 1
        return self.log.stream(stream, after_version)

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """The entries of the log behind."""
        return self.log.read(from_position, limit)

    def next_position(self) -> int:
        """The length of the log behind."""
        return self.log.next_position()

    def streams_starting_with(self, prefix: str) -> Iterator[Recorded]:
        """The entries of these streams in the log behind."""
        return self.log.streams_starting_with(prefix)


class RivalLog(LogBehind):
    """Lets a rival go first: once, between a decision and its storing."""

    def __init__(self, log: Log) -> None:
        super().__init__(log)
        self.rival: Callable[[], object] | None = None

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Let the rival act before what was decided is stored."""
        rival, self.rival = self.rival, None
        if rival is not None:
            rival()
        return super().append(submissions)


class CrowdedLog(LogBehind):
    """Somebody else is always first, as long as it is crowded."""

    crowded = False

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Say that a stream has moved."""
        if self.crowded:
            self.appends += 1
            return [Conflict() for _ in submissions]
        return super().append(submissions)


class StuckLog(CrowdedLog):
    """Crowded, and whoever decides again is kept waiting until the log is free."""

    def __init__(self, log: Log) -> None:
        super().__init__(log)
        self._seen: set[UUID] = set()
        self.somebody_waits = Event()
        self.is_free = Event()

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Answer the first time; keep waiting whoever comes back."""
        returns = self.crowded and submissions[0].command_id in self._seen
        self._seen.add(submissions[0].command_id)
        if returns:
            self.somebody_waits.set()
            self.is_free.wait(timeout=10)
        return super().append(submissions)


class UnreachableLog(LogBehind):
    """The line to the log breaks at one kind of call: before it, or after it was carried out."""

    broken_at = ""
    stores_first = False

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Store, or lose the line."""
        if self.broken_at == "append" and self.stores_first:
            super().append(submissions)
        self._break("append")
        return super().append(submissions)

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """Look up, or lose the line."""
        self._break("outcome")
        return super().outcome(command_id, fingerprint)

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """Read, or lose the line."""
        self._break("stream")
        return super().stream(stream, after_version)

    def _break(self, call: str) -> None:
        if self.broken_at == call:
            raise LogUnavailable(f"the line broke at {call}")
