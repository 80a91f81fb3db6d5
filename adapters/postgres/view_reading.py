"""What all answers from the tables share: reading again what may pass, positions and times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from psycopg.rows import TupleRow

from adapters.postgres.attempts import attempt
from adapters.postgres.pool import Pool
from adapters.postgres.projection_tables import qualified
from projections.questions import PAGE_MAX

# The last position appended at or before a moment: times never decrease with position.
POSITION_AT = """
    SELECT coalesce((SELECT position FROM {schema}.main_log WHERE appended_at <= %(moment)s
        ORDER BY appended_at DESC, position DESC LIMIT 1), -1)"""
_REACHED = """
    SELECT coalesce(min(position), -1) FROM {schema}.projections WHERE failure IS NULL"""


class ViewReading:
    """Reads of one partition's projections."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        self._schema = schema

    def position(self) -> int:
        """The last position that is in every projection that does not stand still."""
        ((position,),) = self._rows(_REACHED, {})
        return int(position)

    def _rows(
        self, statement: LiteralString, parameters: dict[str, object] | Sequence[object]
    ) -> list[TupleRow]:
        query = qualified(statement, self._schema)
        return attempt(
            self._pool,
            lambda connection: connection.execute(query, parameters, prepare=True).fetchall(),
        )

    def _position_at(self, moment: datetime) -> int:
        """The last position appended at or before a time; -1 when there is none."""
        ((position,),) = self._rows(POSITION_AT, {"moment": moment})
        return int(position)


def page_size(limit: int) -> int:
    """A limit within bounds. Raises `ValueError` outside them."""
    if not 1 <= limit <= PAGE_MAX:
        raise ValueError(f"a page has 1 to {PAGE_MAX} lines, not {limit}")
    return limit
