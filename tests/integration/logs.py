"""Both logs of a partition, of each kind there is: one conformance suite holds them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import local
from typing import cast

import pytest

from adapters.postgres.log import PostgresBallotLog, PostgresLog
from application.log import BallotLog, Log
from tests.fakes.log import InMemoryBallotLog, InMemoryLog
from tests.integration.conftest import Partition

KINDS = ["postgres", "memory"]


@dataclass(frozen=True, slots=True)
class Logs:
    """Both logs of one partition."""

    main: Log
    ballots: BallotLog


def logs_of(partition: Partition) -> Logs:
    """The logs of a partition on PostgreSQL."""
    pool, schema = partition.pool, partition.schema
    return Logs(PostgresLog(pool, schema), PostgresBallotLog(pool, schema))


def logs_of_many_servers(partition: Partition) -> Logs:
    """The same, where each thread is a server of its own: what they write is not gathered."""
    pool, schema = partition.pool, partition.schema
    return Logs(
        cast(Log, _OfEachThread(lambda: PostgresLog(pool, schema))),
        cast(BallotLog, _OfEachThread(lambda: PostgresBallotLog(pool, schema))),
    )


class _OfEachThread(local):
    """In every thread another log."""

    def __init__(self, make: Callable[[], Log]) -> None:
        self._log = make()

    def __getattr__(self, name: str) -> object:
        return getattr(self._log, name)


def logs_in_memory() -> Logs:
    """The logs in memory."""
    ballots = InMemoryBallotLog()
    return Logs(InMemoryLog(ballots), ballots)


def logs_for(request: pytest.FixtureRequest, partition: str = "database") -> Logs:
    """Two empty logs of the kind that a fixture's parameter names, in that fixture's partition."""
    if request.param == "memory":
        return logs_in_memory()
    return logs_of(request.getfixturevalue(partition))
