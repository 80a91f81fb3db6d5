"""Compares the rows of two generations by their digests, key by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby

from adapters.postgres.projection_tables import Key

DIFFERING_NAMED_MAX = 20

Digest = tuple[Key, bytes]


@dataclass(slots=True)
class Comparison:
    """How many rows differ, and the names of the first of them: `ledger_lines/2027/WK030710/7`."""

    differing: int = 0
    named: list[str] = field(default_factory=list)

    def hold(self, table: str, live: Iterable[Digest], rebuilt: Iterable[Digest]) -> None:
        """Count the rows of a table that are not once and the same in both.

        Both come in order of key and are read once, without keeping them.
        """
        for key, rows in groupby(merge(live, rebuilt, key=_key), key=_key):
            digests = [digest for _, digest in rows]
            if len(digests) != 2 or digests[0] != digests[1]:
                self._add(table, key)

    def _add(self, table: str, key: Key) -> None:
        self.differing += 1
        if len(self.named) < DIFFERING_NAMED_MAX:
            self.named.append("/".join(str(part) for part in (table, *key)))


def _key(row: Digest) -> Key:
    return row[0]
