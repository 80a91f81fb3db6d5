"""The epoch of a log, and what happens when another begins."""

from __future__ import annotations

import pytest
from psycopg import Connection
from psycopg.rows import TupleRow
from structlog.testing import capture_logs

from adapters.postgres import epochs
from adapters.postgres.epochs import Epochs
from adapters.postgres.pool import open_pool
from application.streams import RememberedStreams
from domain import budget_year
from tests.fakes.log import InMemoryLog
from tests.integration.conftest import Partition
from tests.integration.logs import logs_of
from tests.integration.submissions import command, events
from tests.scenarios.town import YEAR, Town


class SaysTheEpoch:
    """A connection to a server in an epoch; None for one that is a replica."""

    def __init__(self, epoch: int | None) -> None:
        self.epoch = epoch

    def execute(self, query: str) -> SaysTheEpoch:
        """Whatever is asked."""
        assert query == epochs._EPOCH
        return self

    def fetchone(self) -> tuple[int] | None:
        """The epoch."""
        return None if self.epoch is None else (self.epoch,)


def forgotten_after(*seen: int | None) -> int:
    """How often something is forgotten when connections are in these epochs, one after another."""
    watched, times = Epochs(), []
    watched.when_new(lambda: times.append(1))
    for epoch in seen:
        connection: Connection[TupleRow] = SaysTheEpoch(epoch)  # type: ignore[assignment]  # a fake
        watched.note(connection)
    return len(times)


def test_a_server_tells_its_epoch_with_each_new_connection(database: Partition) -> None:
    watched = Epochs()
    with (
        open_pool(database.app_url, database.schema, when_connected=watched.note) as pool,
        pool.connection(),
    ):
        assert watched.current == 1


@pytest.mark.parametrize(
    ("seen", "times"), [((1, 1, 1), 0), ((1, 2, 2), 1), ((1, None, 1), 0), ((2, 1, 3), 2)]
)
def test_what_is_remembered_is_forgotten_once_per_epoch(
    seen: tuple[int | None, ...], times: int
) -> None:
    assert forgotten_after(*seen) == times


def test_the_journal_tells_that_another_began() -> None:
    with capture_logs() as journal:
        forgotten_after(1, 2)
    assert [(each["event"], each["epoch"]) for each in journal] == [("log.epoch_began", 2)]


@pytest.mark.parametrize("forgets", [True, False])
def test_a_stream_that_is_no_more_is_known_only_to_who_does_not_forget(forgets: bool) -> None:
    town = Town().with_money(1_000)
    streams, name = RememberedStreams(town.log), budget_year.stream_of(YEAR)
    assert streams.read(name, budget_year.evolve).state is not None
    assert isinstance(town.log, InMemoryLog)
    town.log._kept.streams.clear()
    if forgets:
        streams.forget()
    assert (streams.read(name, budget_year.evolve).state is None) == forgets


def test_an_outcome_is_told_by_a_transaction_that_writes(database: Partition) -> None:
    """Only such a one waits for a replica."""
    log = logs_of(database).main
    once = command(*events("a", 0))
    log.append([once])
    with database.pool.connection() as session:
        before = written(session)
        assert log.outcome(command().command_id, once.fingerprint) is None
        assert written(session) == before
        assert log.outcome(once.command_id, once.fingerprint) is not None
        assert written(session) > before


def written(session: Connection[TupleRow]) -> int:
    """A number that goes up with each transaction that writes."""
    row = session.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    assert row is not None
    return int(row[0])
