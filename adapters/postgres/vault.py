"""The vault on PostgreSQL: texts in a schema beside the partition's log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.postgres.attempts import attempt
from adapters.postgres.pool import Pool
from application.vault import (
    MAX_FIELD_CHARACTERS,
    SALT_BYTES,
    commitment_of,
    guard_text,
)

_COMMITMENTS_PER_QUERY = 1_000
_KEEPING_ATTEMPTS_MAX = 5

_KEEP = SQL(
    """
    WITH kept AS (
        INSERT INTO {vault}.kept_texts (command_id, field, commitment, salt, kept_text)
        VALUES (%(command_id)s, %(field)s, %(commitment)s, %(salt)s, %(text)s)
        ON CONFLICT (command_id, field) DO NOTHING
        RETURNING commitment, kept_text
    )
    SELECT commitment, kept_text FROM kept
    UNION ALL
    SELECT commitment, kept_text FROM {vault}.kept_texts
    WHERE command_id = %(command_id)s AND field = %(field)s
    """
)
_TEXTS = SQL("SELECT commitment, kept_text FROM {vault}.kept_texts WHERE commitment = ANY(%s)")
_OPENING = SQL("SELECT kept_text, salt FROM {vault}.kept_texts WHERE commitment = %s")
_FORGET = SQL("DELETE FROM {vault}.kept_texts WHERE command_id = %s")


class PostgresVault:
    """Every call is safe to repeat, and is repeated within bounds when the server was away.

    Raises `application.log.LogUnavailable` when the server stays away.
    """

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        vault = Identifier(f"{schema}_vault")
        self._keep = _KEEP.format(vault=vault)
        self._texts = _TEXTS.format(vault=vault)
        self._opening = _OPENING.format(vault=vault)
        self._forget = _FORGET.format(vault=vault)

    def keep(self, command_id: UUID, field: str, text: str) -> str:
        """Keep a text and return its commitment; the same command, field and text, the same."""
        guard_text(text)
        if not 0 < len(field) <= MAX_FIELD_CHARACTERS:
            raise ValueError(f"a field's name has 1 to {MAX_FIELD_CHARACTERS} characters")
        commitment, kept = self._kept(command_id, field, text)
        if kept != text:
            raise ValueError(f"another text was kept for {field} of command {command_id}")
        return commitment

    def _kept(self, command_id: UUID, field: str, text: str) -> tuple[str, str]:
        salt = secrets.token_bytes(SALT_BYTES)
        values = {
            "command_id": command_id,
            "field": field,
            "commitment": commitment_of(text, salt),
            "salt": salt,
            "text": text,
        }
        for _ in range(_KEEPING_ATTEMPTS_MAX):
            row = attempt(
                self._pool, lambda connection: connection.execute(self._keep, values).fetchone()
            )
            # Without a row, the same field was kept by another call while this one was waiting;
            # the next statement sees it.
            if row is not None:
                return row[0], row[1]
        raise RuntimeError(f"{field} of command {command_id} is kept and forgotten all the time")

    def texts(self, commitments: Iterable[str]) -> dict[str, str]:
        """The texts that are still kept, by commitment."""
        wanted = list(dict.fromkeys(commitments))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _COMMITMENTS_PER_QUERY):
            some = wanted[start : start + _COMMITMENTS_PER_QUERY]
            found.update(self._rows_of_texts(some))
        return found

    def _rows_of_texts(self, commitments: list[str]) -> dict[str, str]:
        def read(connection: Connection[TupleRow]) -> dict[str, str]:
            return dict(connection.execute(self._texts, (commitments,)).fetchall())

        return attempt(self._pool, read)

    def opening(self, commitment: str) -> tuple[str, str] | None:
        """Text and salt (hex) behind a commitment; None when it is not kept."""
        row = attempt(
            self._pool,
            lambda connection: connection.execute(self._opening, (commitment,)).fetchone(),
        )
        return None if row is None else (row[0], row[1].hex())

    def forget(self, command_id: UUID) -> None:
        """Forget the texts of a command."""
        attempt(self._pool, lambda connection: connection.execute(self._forget, (command_id,)))
