"""The seeds of draws on PostgreSQL, in a table beside the vault that only ever gets rows."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from psycopg.sql import SQL, Identifier

from adapters.postgres.attempts import attempt
from adapters.postgres.pool import Pool
from domain.draw_seed import commitment_to
from domain.tally.draw import SEED_BYTES

_KEEP = SQL(
    "INSERT INTO {vault}.draw_seeds (round_id, seed) VALUES (%s, %s) ON CONFLICT DO NOTHING"
)
_REVEAL = SQL("SELECT seed FROM {vault}.draw_seeds WHERE round_id = %s")


class PostgresDrawSeeds:
    """One partition's seeds. `make` gives so many random bytes."""

    def __init__(
        self, pool: Pool, schema: str, make: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._pool = pool
        self._make = make
        vault = Identifier(f"{schema}_vault")
        self._keep = _KEEP.format(vault=vault)
        self._reveal = _REVEAL.format(vault=vault)

    def commit(self, round_id: str) -> str:
        """Make the round's seed (once) and return its SHA-256; see the port."""
        values = (round_id, self._make(SEED_BYTES))
        attempt(self._pool, lambda connection: connection.execute(self._keep, values))
        seed = self.reveal(round_id)
        if seed is None:
            raise LookupError(f"the seed of round {round_id} was made and is not there")
        return commitment_to(seed)

    def reveal(self, round_id: str) -> bytes | None:
        """The round's seed; None when none is kept."""
        row = attempt(
            self._pool,
            lambda connection: connection.execute(self._reveal, (round_id,)).fetchone(),
        )
        return bytes(row[0]) if row else None
