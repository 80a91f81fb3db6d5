"""Seeds of draws in memory, the same every time: a round's seed follows from its id."""

from __future__ import annotations

import hashlib

from domain.draw_seed import commitment_to


class FakeDrawSeeds:
    """Keeps seeds; a test can lose one, or put another in its place."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def commit(self, round_id: str) -> str:
        """Make the round's seed (once) and return its SHA-256."""
        made = hashlib.sha256(b"a seed for tests, of " + round_id.encode()).digest()
        return commitment_to(self.kept.setdefault(round_id, made))

    def reveal(self, round_id: str) -> bytes | None:
        """The round's seed; None when none is kept."""
        return self.kept.get(round_id)
