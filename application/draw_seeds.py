"""The port to the seeds of draws: made when a round opens, kept apart, revealed when it closes."""

from __future__ import annotations

from typing import Protocol


class DrawSeeds(Protocol):
    """Keeps one secret seed of 32 bytes per round. Nothing but opening and closing asks for it."""

    def commit(self, round_id: str) -> str:
        """Make the round's seed (once) and return what may be known of it: its SHA-256, as hex.

        Asked again it commits to the same seed, also in parallel, so that an opening can be decided
        again. The seed of a round that was not opened after all is never used.
        """

    def reveal(self, round_id: str) -> bytes | None:
        """The round's seed; None when none is kept."""
