"""The position that a time stands for, however unevenly entries came."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.postgres.projection_tables import qualified
from adapters.postgres.view_reading import POSITION_AT
from tests.integration.conftest import Partition

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def evenly(count: int) -> list[datetime]:
    return [BEGIN + timedelta(minutes=number) for number in range(count)]


def in_bursts(count: int) -> list[datetime]:
    """Most entries at a few moments, and years between them, as after a last evening of voting."""
    return sorted(
        BEGIN + timedelta(days=400 * (number**2 % 5), seconds=number % 3) for number in range(count)
    )


def all_at_once(count: int) -> list[datetime]:
    return [BEGIN] * count


def ever_later(count: int) -> list[datetime]:
    """Each twice as long after the former: what misleads a guess by proportion most."""
    return [BEGIN + timedelta(microseconds=2 ** min(number, 56)) for number in range(count)]


@pytest.mark.parametrize("times_of", [evenly, in_bursts, all_at_once, ever_later])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_is_the_last_that_was_appended_by_then(
    database: Partition, times_of: object, count: int
) -> None:
    assert callable(times_of)
    times: list[datetime] = times_of(count)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        _fill(owner, database.schema, times)
        moments = {near for time in (BEGIN, *times) for near in (time - TICK, time, time + TICK)}
        query = qualified(POSITION_AT, database.schema)
        for moment in sorted(moments):
            row = owner.execute(query, {"moment": moment}).fetchone()
            assert row == (bisect_right(times, moment) - 1,)


def _fill(owner: psycopg.Connection, schema: str, times: list[datetime]) -> None:
    log, head = Identifier(schema, "main_log"), Identifier(schema, "main_head")
    with owner.cursor() as cursor:
        cursor.executemany(
            SQL(
                "INSERT INTO {} (position, stream, version, name, payload, appended_at)"
                " VALUES (%s, 'test:times', %s, 'test.happened.v1', '', %s)"
            ).format(log),
            [(number, number, time) for number, time in enumerate(times)],
        )
    if times:
        owner.execute(
            SQL("UPDATE {} SET next_position = %s, last_time = %s").format(head),
            (len(times), times[-1]),
        )
