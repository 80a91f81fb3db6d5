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

# The last position appended at or before a time. Times never decrease with position, and positions
# have no holes: so halving finds it, in as many look-ups as the log's length has binary digits.
POSITION_AT = """
    WITH RECURSIVE halving (low, high) AS (
        SELECT -1::bigint, next_position - 1 FROM {schema}.main_head
        UNION ALL
        SELECT CASE WHEN entry.appended_at <= %(moment)s THEN middle ELSE low END,
            CASE WHEN entry.appended_at <= %(moment)s THEN high ELSE middle - 1 END
        FROM halving
        CROSS JOIN LATERAL (SELECT (low + high + 1) / 2 AS middle OFFSET 0) half
        JOIN {schema}.main_log entry ON entry.position = middle
        WHERE low < high
    )
    SELECT low FROM halving WHERE low = high"""
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
