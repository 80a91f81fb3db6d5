"""A reader that follows a log and notices when it is not the log it knew, as any reader should.

It keeps where it is, in which epoch, and a hash chained over all that it read. As long as the epoch
stays, a log only grows. When another begins, the reader reads again what it knows, and compares.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import orjson

from adapters.house import House
from application.log import Recorded

PAGE = 1_000


class AnotherHistory(Exception):  # noqa: N818 - says what the reader found
    """The log does not have what this reader was given."""


@dataclass
class Follower:
    """A reader: where it is, and what it remembers of the way there."""

    position: int = -1
    epoch: int | None = None
    chain: bytes = b""

    def follow(self, house: House) -> int:
        """Read on to the end; how many entries were new. Raises `AnotherHistory`."""
        with house.pool.connection() as connection:
            house.epochs.note(connection)
        epoch = house.epochs.current
        if self.epoch not in (None, epoch):
            self._compare(house)
        self.epoch = epoch
        before = self.position
        while page := house.log.read(self.position + 1, PAGE):
            self.chain = _chained(self.chain, page)
            self.position = page[-1].position
        return self.position - before

    def _compare(self, house: House) -> None:
        """Read all that is known once more."""
        chain, position = b"", -1
        while position < self.position:
            page = house.log.read(position + 1, min(PAGE, self.position - position))
            if not page:
                raise AnotherHistory(f"the log ends at {position}, before {self.position}")
            chain, position = _chained(chain, page), page[-1].position
        if chain != self.chain:
            raise AnotherHistory(f"what stands up to {position} is not what was read")


def _chained(chain: bytes, entries: list[Recorded]) -> bytes:
    for entry in entries:
        content = orjson.dumps(
            [entry.position, entry.stream, entry.version, entry.name, entry.appended_at]
        )
        chain = hashlib.sha256(chain + content + entry.payload).digest()
    return chain
