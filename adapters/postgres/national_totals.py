"""National totals, asked of every partition where it lives: a connection each, some at a time.

A partition is asked as its own role, by one statement, so that its figures and its position belong
together. One that cannot be reached, or has not come as far as was asked, is named as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from psycopg import Connection
from psycopg.errors import QueryCanceled
from psycopg.rows import TupleRow

from adapters.postgres.partition_entry import refuse_unfit
from adapters.postgres.projection_tables import qualified
from adapters.postgres.reaching import reached
from adapters.postgres.view_reading import POSITION_AT
from application.partition_directory import PartitionDirectory
from domain.errors import UNAVAILABLE, Refusal
from projections.budget_state import BudgetState
from projections.national_totals import (
    NationalTotals,
    PartitionMissing,
    PartitionTotals,
    national_totals,
    totals_at,
)
from projections.questions import PositionNotReached

ASKED_AT_ONCE_MAX = 16
"""Connections to all clusters together."""
ANSWER_SECONDS_MAX = 30

# From each (year, wijk) to the next one in the index, and the last state of each: as many look-ups
# as there are wijken, however long the log is.
_STATES = """
    WITH RECURSIVE ledger AS (
        SELECT generation, position FROM {schema}.projections WHERE name = 'ledger'
    ), places (year, wijk) AS (
        SELECT coalesce(%(year)s::integer, -1), ''::text COLLATE "C"
        UNION ALL
        SELECT following.year, following.wijk
        FROM places CROSS JOIN LATERAL (
            SELECT kept.year, kept.wijk FROM {schema}.budget_states kept
            WHERE kept.generation = (SELECT generation FROM ledger)
                AND (kept.year, kept.wijk) > (places.year, places.wijk)
                AND kept.year <= coalesce(%(year)s::integer, 9999)
            ORDER BY kept.year, kept.wijk LIMIT 1) following
    ), latest AS (
        SELECT state.* FROM places CROSS JOIN LATERAL (
            SELECT kept.* FROM {schema}.budget_states kept
            WHERE kept.generation = (SELECT generation FROM ledger)
                AND kept.year = places.year AND kept.wijk = places.wijk
                AND kept.position <= coalesce(%(at)s::bigint, (SELECT position FROM ledger))
            ORDER BY kept.position DESC LIMIT 1) state
    )
    SELECT ledger.position, latest.division_id, latest.year, latest.wijk, latest.position,
        allocated_cents, carried_over_cents, excess_cents, reserved_cents,
        granted_cents, advanced_cents,
        determined_cents, paid_cents, recovered_cents, released_cents, available_cents,
        voted_on_cents, institution_cents, coordination_cents, subsidised_cents, pooled_cents
    FROM ledger LEFT JOIN latest ON true
    ORDER BY latest.year, latest.wijk"""

Session = Connection[TupleRow]


class PartitionTooSlow(Refusal):
    code = "partition.too_slow"
    status = UNAVAILABLE
    dutch = "Partitie {partition} gaf binnen {seconds} seconden geen antwoord. Probeer het later."
    english = "Partition {partition} gave no answer within {seconds} seconds. Try again later."


def ask_totals(
    directory: PartitionDirectory,
    partitions: Sequence[str],
    *,
    year: int | None = None,
    as_of: datetime | None = None,
    answer_seconds_max: float = ANSWER_SECONDS_MAX,
) -> NationalTotals:
    """The totals of these partitions now, or as of a time of appending; of all years, or of one.

    A time is held against the times in each partition's own log, set by its own cluster's clock.
    """

    def position_in(session: Session, partition: str) -> int | None:
        return None if as_of is None else _position_at(session, partition, as_of)

    return _asked(directory, partitions, year, position_in, answer_seconds_max)


def ask_totals_at(
    directory: PartitionDirectory, vector: Mapping[str, int], *, year: int | None = None
) -> NationalTotals:
    """The totals at a vector: of the partitions in it, each as it stood at its position."""
    return _asked(
        directory,
        list(vector),
        year,
        lambda _, partition: vector[partition],
        ANSWER_SECONDS_MAX,
    )


def _asked(
    directory: PartitionDirectory,
    partitions: Sequence[str],
    year: int | None,
    position_in: Callable[[Session, str], int | None],
    seconds_max: float,
) -> NationalTotals:
    ask = partial(
        _answer_of, directory, year=year, position_in=position_in, seconds_max=seconds_max
    )
    with ThreadPoolExecutor(ASKED_AT_ONCE_MAX, thread_name_prefix="totals") as threads:
        return national_totals(threads.map(ask, partitions))


def _answer_of(
    directory: PartitionDirectory,
    partition: str,
    *,
    year: int | None,
    position_in: Callable[[Session, str], int | None],
    seconds_max: float,
) -> PartitionTotals | PartitionMissing:
    try:
        place = directory.place(partition)
        with reached(place.address, place.cluster, purpose="wijkkas totals") as session:
            session.execute(
                "SELECT set_config('statement_timeout', %s, false)", (f"{seconds_max * 1000:.0f}",)
            )
            try:
                refuse_unfit(session, partition)
                return _totals(session, partition, year, position_in(session, partition))
            except QueryCanceled as slow:
                raise PartitionTooSlow(partition=partition, seconds=seconds_max) from slow
    except Refusal as refusal:
        return PartitionMissing(partition, refusal)


def _totals(session: Session, partition: str, year: int | None, at: int | None) -> PartitionTotals:
    rows = session.execute(qualified(_STATES, partition), {"year": year, "at": at}).fetchall()
    position = rows[0][0] if rows else -1
    if at is not None and at > position:
        raise PositionNotReached(position=at, last=position)
    states = [BudgetState(*row[1:]) for row in rows if row[1] is not None]
    return totals_at(partition, position if at is None else at, states)


def _position_at(session: Session, partition: str, moment: datetime) -> int:
    row = session.execute(qualified(POSITION_AT, partition), {"moment": moment}).fetchone()
    return -1 if row is None else int(row[0])
