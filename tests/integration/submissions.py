"""Commands as the logs see them, made short for tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from application.log import Fence, MovedFence, NewEvent, StreamVersion, Submission

ROUND = "round-1"


def events(stream: str, version: int, count: int = 1, payload: bytes = b"{}") -> list[NewEvent]:
    """Events of one stream, from this version on."""
    return [NewEvent(stream, version + i, "thing.happened.v1", payload) for i in range(count)]


def command(
    *happened: NewEvent,
    read: tuple[StreamVersion, ...] = (),
    opens: Fence | None = None,
    moves: MovedFence | None = None,
    refusal: str | None = None,
    command_id: UUID | None = None,
    content: bytes = b"",
) -> Submission:
    """A command for the main log; `content` stands for what its fingerprint is taken of."""
    return Submission(
        command_id=command_id or uuid4(),
        fingerprint=hashlib.sha256(content).digest(),
        events=happened,
        unchanged=read,
        opens=opens,
        moves=moves,
        refusal=refusal,
        actor="actor-1",
        command="do.thing",
    )


def ballot(
    stream: str,
    version: int = 0,
    *,
    count: int = 1,
    inside: str = ROUND,
    command_id: UUID | None = None,
    content: bytes = b"",
) -> Submission:
    """A command for the ballot log: the ballot of one pass in a round."""
    return Submission(
        command_id=command_id or uuid4(),
        fingerprint=hashlib.sha256(content).digest(),
        events=tuple(events(stream, version, count)),
        inside=inside,
    )


def open_round(
    name: str = ROUND, *, opens_in: float = -60.0, closes_in: float | None = None
) -> Submission:
    """A command that opens a round; seconds from now, negative for the past."""
    now = datetime.now(UTC)
    closes_at = None if closes_in is None else now + timedelta(seconds=closes_in)
    fence = Fence(name, now + timedelta(seconds=opens_in), closes_at)
    return command(*events(f"round:{name}", 0), opens=fence)


def extend_round(fence: Fence, *, version: int = 1) -> Submission:
    """A command that lets ballots in for a minute more from now, and has an event of the round."""
    if fence.closes_at is None:
        raise ValueError("a round without an end has none to move")
    until = datetime.now(UTC) + timedelta(seconds=60)
    moved = MovedFence(fence.name, fence.closes_at, until)
    return command(*events(f"round:{fence.name}", version), moves=moved)
