"""What appends commands of one event refuses arguments that do not add up, whoever calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import DataException
from psycopg.sql import SQL, Identifier

from tests.integration.conftest import Partition

MAIN = ("uuid", "bytea", "text", "text", "text", "integer", "text", "bytea")
BALLOTS = ("uuid", "bytea", "text", "text", "integer", "text", "bytea")


def arguments(types: tuple[str, ...], length: int) -> list[list[Any]]:
    """Arrays of one length: as many commands, each fit to be stored."""
    values: dict[str, Callable[[int], Any]] = {
        "uuid": lambda number: uuid4(),
        "bytea": lambda number: b"\x00" * 32,
        "text": lambda number: f"text-{number}",
        "integer": lambda number: 0,
    }
    return [[values[each](number) for number in range(length)] for each in types]


@pytest.mark.parametrize(
    ("function", "log", "types", "longer"),
    [("append_main_singles", "main_log", MAIN, number) for number in range(1, len(MAIN))]
    + [
        ("append_ballot_singles", "ballot_log", BALLOTS, number)
        for number in range(1, len(BALLOTS))
    ],
)
def test_what_is_longer_than_the_commands_is_refused_and_nothing_is_stored(
    database: Partition, function: str, log: str, types: tuple[str, ...], longer: int
) -> None:
    given = arguments(types, 1)
    given[longer] += arguments(types, 2)[longer][1:]
    places = SQL(", ").join(SQL(f"%s::{each}[]") for each in types)
    query = SQL("SELECT * FROM {}({})").format(Identifier(database.schema, function), places)
    with psycopg.connect(database.app_url, autocommit=True) as connection:
        with pytest.raises(DataException, match="do not add up"):
            connection.execute(query, given)
        stored = connection.execute(
            SQL("SELECT count(*) FROM {}").format(Identifier(database.schema, log))
        ).fetchone()
    assert stored == (0,)
