"""The port to the two logs of a partition: what a command submits, what it gets back, what is read.

The rules behind these shapes are in `docs/decisions/0002-append-function-and-tables.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

MAX_PAYLOAD_BYTES = 60_000
MAX_BATCH_COMMANDS = 1_000
MAX_COMMAND_EVENTS = 500

VERSION_TAKEN = "version_taken"
"""Refusal code of the ballot log: another ballot already stands at this version of the stream."""
FENCE_CLOSED = "fence_closed"
"""Refusal code of the ballot log: the round is not open at the moment the log has its lock."""
ID_REUSED = "id_reused"
"""Refusal code of both logs: this command id was used before for a command with other content."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event on its way into a log: `version` counts from 0 within `stream`."""

    stream: str
    version: int
    name: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class StreamVersion:
    """The version of the last event that was seen in a stream; -1 for a stream without events."""

    stream: str
    version: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A period in which a round's ballots may enter the log; `closes_at` None: until shut."""

    name: str
    opens_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class MovedFence:
    """A fence that lets ballots in until later: from where it stood to where it stands."""

    name: str
    formerly: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """One command as the log sees it: all of its events are stored, or none.

    `unchanged` names the streams that were read and not written. `inside` names the fence that
    must be open (ballots); `opens` the fence this command opens, and `moves` the one it moves (main
    log): a fence that does not stand where it was seen is a conflict. With `refusal` the
    command has no events: its outcome alone is recorded. `actor` and `command` stay empty on the
    ballot log.
    """

    command_id: UUID
    fingerprint: bytes
    events: tuple[NewEvent, ...] = ()
    unchanged: tuple[StreamVersion, ...] = ()
    inside: str | None = None
    opens: Fence | None = None
    moves: MovedFence | None = None
    refusal: str | None = None
    actor: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command's events stand at `first_position` up to and including `last_position`.

    `repeated` tells that this is the answer that was given before.
    """

    first_position: int
    last_position: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The command's outcome is a refusal with this stable code; nothing of it is stored."""

    code: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Main log only: a stream moved since it was read. Nothing is recorded; decide again."""


Outcome = Accepted | Refused | Conflict


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of a log. `appended_at` is None on the ballot log, which keeps no times."""

    position: int
    stream: str
    version: int
    name: str
    payload: bytes = field(repr=False)
    appended_at: datetime | None = None


class LogUnavailable(Exception):  # noqa: N818 - named for what it tells the caller
    """The log could not be reached within the bound of retries; the outcome is unknown.

    Sending the same command again is safe.
    """


class LogCrowded(LogUnavailable):
    """Too many commands wait for the log already; nothing was sent to it. Come back in a moment."""


class Log(Protocol):
    """One of a partition's two logs."""

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Classify and store whole commands in order; one outcome each, in the same order.

        Retries by itself where that is safe. Raises `LogUnavailable`, and `ValueError` for a
        submission beyond the bounds of decision record 0002.
        """

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """The recorded outcome of a command, or None when the log does not know it."""

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """The entries of one stream above `after_version`, in order."""

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """At most `limit` entries from `from_position` on, in order of position."""

    def next_position(self) -> int:
        """The position that the next event will get: the number of entries."""

    def streams_starting_with(self, prefix: str) -> Iterator[Recorded]:
        """All entries of streams whose name starts with `prefix`, by stream and version."""


class BallotLog(Log, Protocol):
    """The ballot log, with the fences around its rounds."""

    def shut_fence(self, fence: str, closing_at: datetime | None = None) -> bool:
        """Shut a fence for good: no ballot enters after this returns. Repeating it is harmless.

        With `closing_at` only where it still closes then. False where it was moved meanwhile, and
        `LookupError` for a fence that was never opened.
        """
