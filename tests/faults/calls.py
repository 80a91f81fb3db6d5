"""What every client of a run did and saw: its calls with their answers, and what readers read.

Times are of one monotonic clock: that of the process in which all clients are.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

NEVER = math.inf


class Verdict(StrEnum):
    """What a client knows of its call in the end."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Call:
    """One intention, from when it was first sent until its answer, however often it was sent.

    `key` stands for it in the log, and for nothing else. Unknown calls end `NEVER`.
    """

    key: str
    invoked: float
    ended: float
    verdict: Verdict


class Entry(NamedTuple):
    """An entry of a log: the key of the call that it came from, and all that can be seen of it."""

    key: str
    identity: str


@dataclass(frozen=True, slots=True)
class Read:
    """Entries that a reader was given from position `first` on, asked for at `began`.

    `to_the_end` when it was told that there were no more, by a server that takes commands.
    """

    began: float
    first: int
    entries: tuple[Entry, ...]
    to_the_end: bool = False


@dataclass(slots=True)
class Recorder:
    """Keeps what clients tell; each appends to lists, which threads may do at once."""

    calls: list[Call] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    """How often each answer was given, for the report."""
    acknowledged: Counter[str] = field(default_factory=Counter)
    """How many calls of each kind, which is the first word of their keys."""
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def ended(self, key: str, invoked: float, verdict: Verdict) -> None:
        """A call has its verdict."""
        ended = NEVER if verdict is Verdict.UNKNOWN else time.monotonic()
        self.calls.append(Call(key, invoked, ended, verdict))
        if verdict is Verdict.ACKNOWLEDGED:
            with self._turn:
                self.acknowledged[key.partition(" ")[0]] += 1
