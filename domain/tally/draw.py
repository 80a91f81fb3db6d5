"""Ties by a draw: an order of projects that follows from a seed, and that anyone can recompute.

Each project's lot is SHA-256("wijkkas/draw/v1" and a line feed ‖ the 32 bytes of the seed ‖ the
project's id in UTF-8); the lowest lot goes first. What the seed protects against whom is in
decision record 0011. The ballots are left out of it on purpose: otherwise whoever knew the seed
could move the order with a last vote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SEED_BYTES = 32
_PURPOSE = b"wijkkas/draw/v1\n"


def drawn_order(seed: bytes, project_ids: Iterable[str]) -> tuple[str, ...]:
    """The project ids in the order of their lots. Raises `ValueError` for a seed of another length.

    The order of any two does not depend on which others take part.
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
    return tuple(sorted(project_ids, key=lambda project_id: lot(seed, project_id)))


def lot(seed: bytes, project_id: str) -> bytes:
    """What a project drew: 32 bytes."""
    return hashlib.sha256(_PURPOSE + seed + project_id.encode()).digest()
