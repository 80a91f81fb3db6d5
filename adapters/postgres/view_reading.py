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

# The last position appended at or before a moment. Times never decrease with position, and
# positions have no holes. Between `low`, which was by then, and `above`, which was not, a guess is
# made from the times of both, which is near where entries come evenly; every other turn the middle
# is looked at, so that there are at most twice as many look-ups as the log's length has digits in
# binary.
POSITION_AT = """
    WITH RECURSIVE ends AS (
        SELECT first.appended_at AS first_time, head.next_position, head.last_time
        FROM {schema}.main_head head
        JOIN {schema}.main_log first ON first.position = 0
    ), narrowing (turn, low, low_time, above, above_time) AS (
        SELECT 0, 0::bigint, first_time, next_position - 1, last_time
        FROM ends WHERE first_time <= %(moment)s AND last_time > %(moment)s
        UNION ALL
        SELECT turn + 1,
            CASE WHEN entry.appended_at <= %(moment)s THEN probe ELSE low END,
            CASE WHEN entry.appended_at <= %(moment)s THEN entry.appended_at ELSE low_time END,
            CASE WHEN entry.appended_at <= %(moment)s THEN above ELSE probe END,
            CASE WHEN entry.appended_at <= %(moment)s THEN above_time ELSE entry.appended_at END
        FROM narrowing
        CROSS JOIN LATERAL (SELECT CASE WHEN turn %% 2 = 1 THEN (low + above) / 2
            ELSE greatest(low + 1, least(above - 1, low + floor((above - low)
                * (extract(epoch FROM %(moment)s - low_time)
                / extract(epoch FROM above_time - low_time)))::bigint)) END AS probe OFFSET 0) next
        JOIN {schema}.main_log entry ON entry.position = probe
        WHERE low + 1 < above
    )
    SELECT coalesce(
        (SELECT low FROM narrowing WHERE low + 1 = above),
        (SELECT next_position - 1 FROM ends WHERE last_time <= %(moment)s),
        -1)"""
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
