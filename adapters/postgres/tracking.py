"""Where each projection is: its live generation, and the last position that is in it.

The row of a projection is the guard of everything written for it: moving its position, from the
value that was read to the new one, is the first statement of each transaction and must meet exactly
one row. Two projectors at once can then not apply the same entry twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.postgres.projection_tables import ProjectionStore, Session, qualified
from domain.errors import UNAVAILABLE, Refusal

FAILURE_CHARACTERS_MAX = 2_000

_REGISTER = """
    INSERT INTO {schema}.projections (name, generation, version, position)
    SELECT given.name, 0, given.version, -1
    FROM unnest(%s::text[], %s::integer[]) AS given (name, version)
    ON CONFLICT (name) DO NOTHING"""
_READ = """
    SELECT name, generation, version, position, failure_position, failure
    FROM {schema}.projections"""
_SECONDS_BEHIND = """
    SELECT tracked.name,
        greatest(0, extract(epoch FROM clock_timestamp() - entry.appended_at))::float8
    FROM {schema}.projections tracked
    JOIN {schema}.main_log entry ON entry.position = tracked.position + 1"""
_MOVE = """
    UPDATE {schema}.projections
    SET position = %s, failure_position = NULL, failure = NULL
    WHERE name = %s AND generation = %s AND position = %s"""
_FAIL = """
    UPDATE {schema}.projections SET failure_position = %s, failure = %s
    WHERE name = %s AND generation = %s AND position = %s"""
_HOLD = """
    UPDATE {schema}.projections SET position = position
    WHERE name = %s AND generation = %s RETURNING position"""
_SWAP = """
    UPDATE {schema}.projections
    SET generation = %s, version = %s, failure_position = NULL, failure = NULL
    WHERE name = %s AND generation = %s"""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A projection as its row says; `position` -1: nothing applied yet."""

    name: str
    generation: int
    version: int
    position: int
    failure_position: int | None
    failure: str | None


class ProjectionStopped(Refusal):
    code = "projection.stopped"
    status = UNAVAILABLE
    dutch = "Overzicht {name} staat stil bij positie {position}: {failure}"
    english = "Projection {name} stands still at position {position}: {failure}"


class Overtaken(Exception):  # noqa: N818 - says what happened to the caller
    """Another projector, or a rebuild, moved the projection first: read where it is now."""


class Tracking:
    """The tracking rows of one partition."""

    def __init__(self, schema: str) -> None:
        self._schema = schema

    def register(self, session: Session, stores: Iterable[ProjectionStore]) -> None:
        """Make the rows that are missing, at generation 0, with nothing applied."""
        given = [(store.name, store.version) for store in stores]
        names, versions = [name for name, _ in given], [version for _, version in given]
        session.execute(qualified(_REGISTER, self._schema), [names, versions])

    def read(self, session: Session) -> dict[str, Tracked]:
        """Every projection, by name."""
        rows = session.execute(qualified(_READ, self._schema), prepare=True)
        return {row[0]: Tracked(*row) for row in rows}

    def seconds_behind(self, session: Session) -> dict[str, float]:
        """How long the next entry of each projection has been waiting, by the database's clock.

        What is up to date is left out.
        """
        rows = session.execute(qualified(_SECONDS_BEHIND, self._schema), prepare=True)
        return {row[0]: row[1] for row in rows}

    def move(self, session: Session, tracked: Tracked, position: int) -> None:
        """Compare-and-set: from where it was read to be, to `position`. Raises `Overtaken`."""
        moved = session.execute(
            qualified(_MOVE, self._schema),
            [position, tracked.name, tracked.generation, tracked.position],
            prepare=True,
        )
        if moved.rowcount != 1:
            raise Overtaken(tracked.name)

    def fail(self, session: Session, tracked: Tracked, position: int, failure: str) -> None:
        """Say at which entry the projection stands still, and why; nothing if it moved on."""
        session.execute(
            qualified(_FAIL, self._schema),
            [
                position,
                failure[:FAILURE_CHARACTERS_MAX],
                tracked.name,
                tracked.generation,
                tracked.position,
            ],
        )

    def hold(self, session: Session, tracked: Tracked) -> int:
        """Lock a projection for the length of the transaction: the position it is at.

        Raises `Overtaken` when another generation is live by now.
        """
        parameters = [tracked.name, tracked.generation]
        row = session.execute(qualified(_HOLD, self._schema), parameters).fetchone()
        if row is None:
            raise Overtaken(tracked.name)
        return int(row[0])

    def swap(self, session: Session, tracked: Tracked, generation: int, version: int) -> None:
        """Make another generation the live one, at the position where the old one is held."""
        session.execute(
            qualified(_SWAP, self._schema), [generation, version, tracked.name, tracked.generation]
        )
