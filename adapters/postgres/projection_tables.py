"""What the tables of all projections have in common: generations, inserts, digests of rows.

Every row belongs to a generation. One generation of a projection is live; a rebuild writes the next
one beside it, in the same tables, so that swapping them is one number in one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import LiteralString, Protocol

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composable, Identifier, Literal

from projections.entry import Entry

Session = Connection[TupleRow]
Key = tuple[int | str, ...]

ROWS_PER_FETCH = 5_000


class ProjectionStore(Protocol):
    """Keeps one projection in tables. `subjects` are those of the projection."""

    @property
    def name(self) -> str:
        """The projection's name."""

    @property
    def version(self) -> int:
        """The version of its fold."""

    @property
    def subjects(self) -> frozenset[str] | None:
        """Which events it follows; None for all."""

    @property
    def tables(self) -> Sequence[StoredTable]:
        """Where its rows are."""

    def remembering(self) -> ProjectionStore:
        """A store that keeps in memory what it wrote, while nobody else writes its generation."""

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        """Write what these entries change, in the session's transaction. They follow, in order, on
        all that was applied to this generation before.
        """


@cache
def qualified(text: LiteralString, schema: str) -> bytes:
    """A statement with the partition's schema for `{schema}`."""
    return SQL(text).format(schema=Identifier(schema)).as_bytes(None)


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table with rows of generations. `key` orders them, bytewise where it is text.

    `columns` are all of its columns but the generation. `projection` is set where several
    projections share the table.
    """

    schema: str
    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    projection: str | None = None

    def digests(self, session: Session, generation: int) -> Iterator[tuple[Key, bytes]]:
        """Key and SHA-256 of every row of a generation, in order of key.

        In a transaction: the rows come by a cursor.
        """
        query = SQL(
            "SELECT {key}, sha256(convert_to(ROW({columns})::text, 'UTF8'))"
            " FROM {table} WHERE {rows} ORDER BY {key}"
        ).format(
            key=_names(self.key),
            columns=_names(self.columns),
            table=self._table(),
            rows=self._rows(SQL("="), generation),
        )
        with session.cursor(name=f"digests_{self.name}") as cursor:
            cursor.itersize = ROWS_PER_FETCH
            cursor.execute(query)
            for row in cursor:
                yield tuple(row[:-1]), bytes(row[-1])

    def clear_all_but(self, session: Session, generation: int) -> None:
        """Remove the rows of every other generation."""
        query = SQL("DELETE FROM {table} WHERE {rows}")
        rows = self._rows(SQL("<>"), generation)
        session.execute(query.format(table=self._table(), rows=rows))

    def _table(self) -> Composable:
        return Identifier(self.schema, self.name)

    def _rows(self, comparison: Composable, generation: int) -> Composable:
        rows = SQL("generation {} {}").format(comparison, Literal(generation))
        if self.projection is None:
            return rows
        return SQL("{} AND projection = {}").format(rows, Literal(self.projection))


def copy_in(
    session: Session,
    schema: str,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Insert many rows at once; a row that is there already is an error."""
    into = Identifier(schema, table)
    statement = SQL("COPY {} ({}) FROM STDIN").format(into, _names(columns))
    with session.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _names(columns: Sequence[str]) -> Composable:
    return SQL(", ").join(Identifier(column) for column in columns)
