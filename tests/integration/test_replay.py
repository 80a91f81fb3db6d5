"""Reading the log fast from a real database: the same entries as one by one, in order."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.postgres.entry_loading import loaded
from adapters.postgres.replay import replayed
from application.log import Log, NewEvent
from projections.document import follows
from projections.entry import Entry
from tests.integration.conftest import Partition
from tests.integration.projecting import a_year_in_town, append, copied, log_of


def replay(
    partition: Partition, until: int, *, after: int = -1, subjects: frozenset[str] | None = None
) -> list[Entry]:
    """All entries of a replay in pages of seven, which must reach the end without a failure."""
    with partition.pool.connection() as session:
        batches = list(replayed(session, partition.schema, after, until, subjects, page_entries=7))
    assert [batch.failure for batch in batches] == [None] * len(batches)
    assert batches[-1].position == until
    return [entry for batch in batches for entry in batch.entries]


def one_by_one(log: Log) -> list[Entry]:
    """The entries as they are loaded with all checks."""
    return [loaded(recorded) for recorded in log.read(0, 1_000)]


def a_log(partition: Partition) -> Log:
    """A town's year in the partition's log."""
    log = log_of(partition)
    copied(a_year_in_town(), log)
    return log


def test_a_replay_gives_every_entry_once_in_order(database: Partition) -> None:
    log = a_log(database)
    assert replay(database, log.next_position() - 1) == one_by_one(log)


def test_a_replay_can_begin_and_end_anywhere(database: Partition) -> None:
    log = a_log(database)
    assert replay(database, 20, after=2) == one_by_one(log)[3:21]


def test_a_replay_of_some_subjects_leaves_out_the_others(database: Partition) -> None:
    log, subjects = a_log(database), frozenset({"budget", "payout"})
    last = log.next_position() - 1
    assert replay(database, last, subjects=subjects) == [
        entry for entry in one_by_one(log) if follows(subjects, entry.event.TOPIC)
    ]


def test_an_entry_that_cannot_be_loaded_ends_the_replay_there(database: Partition) -> None:
    log = a_log(database)
    bad = log.next_position()
    append(log, NewEvent("mandate:bad", 0, "mandate.given.v1", b'{"no": "such payload"}'))
    append(log, NewEvent("mandate:bad", 1, "mandate.given.v1", b'{"no": "such payload"}'))
    with database.pool.connection() as session:
        batches = list(replayed(session, database.schema, -1, bad + 1))
    assert batches[-1].position == bad - 1
    assert "mandate.given.v1" in (batches[-1].failure or "")
    assert [entry for batch in batches for entry in batch.entries] == one_by_one_until(log, bad)


def one_by_one_until(log: Log, position: int) -> list[Entry]:
    """The entries below a position."""
    return [loaded(recorded) for recorded in log.read(0, position)]


def test_a_replay_beyond_the_end_is_an_error(database: Partition) -> None:
    log = a_log(database)
    with pytest.raises(LookupError):
        replay(database, log.next_position() + 20)


def test_a_hole_in_the_log_is_an_error(database: Partition) -> None:
    log = a_log(database)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            SQL("DELETE FROM {} WHERE position = 9").format(Identifier(database.schema, "main_log"))
        )
    with pytest.raises(LookupError, match="hole"):
        replay(database, log.next_position() - 1)
