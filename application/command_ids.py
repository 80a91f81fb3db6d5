"""Ids of commands, which make a command that is sent twice one command.

Of everything that is public in the end they begin with the time (RFC 9562, version 7), so that new
ones stand together in the index of known ids, in pages that are in memory. Of ballots they are
random: what is stored of a ballot tells nothing of when it was cast.
"""

from __future__ import annotations

import secrets
import time
from uuid import UUID, uuid4

_TELLS_TIME = frozenset({1, 2, 6, 7})
"""The versions of RFC 9562 that a time can be read from."""


def new_command_id() -> UUID:
    """An id of a command, with the milliseconds since 1970 in its first 48 bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    return UUID(int=milliseconds << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | random % 2**62)


def new_ballot_command_id() -> UUID:
    """An id of a ballot's command: random, but for what says that it is."""
    return uuid4()


def tells_time(command_id: UUID) -> bool:
    """Whether a time can be read from an id."""
    return command_id.version in _TELLS_TIME
