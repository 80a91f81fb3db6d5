"""Bounded retries of what is safe to send to a log again."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from threading import Lock
from typing import TypeVar

import stamina
from psycopg import Connection, Error, InterfaceError, OperationalError, errors
from psycopg.rows import TupleRow
from psycopg_pool import TooManyRequests
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from adapters.journal import journal
from adapters.postgres.late_answers import LateAnswer, answered_by
from adapters.postgres.pool import Pool
from application.log import LogUnavailable

Answer = TypeVar("Answer")

MAX_ATTEMPTS = 20
MAX_SECONDS = 15.0
NO_ANSWER = "the log did not answer within the bound of attempts"
JOURNAL = "wijkkas.log"


class RetryCount:
    """How often this process tried something again, for metrics."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.number = 0

    def add(self) -> None:
        """Once more."""
        with self._lock:
            self.number += 1


RETRIES = RetryCount()


def _note_retry(details: RetryDetails) -> None:
    """The kind of failure and no more: its text may name a stream, and a ballot's stream a pass."""
    RETRIES.add()
    journal(JOURNAL).warning(
        "log.retried", failure=type(details.caused_by).__name__, attempt=details.retry_num
    )


set_on_retry_hooks([_note_retry])

_PASSING: tuple[type[Error], ...] = (
    OperationalError,  # a lost connection, a failed commit, a server that stops or starts
    InterfaceError,  # a connection that turned out to be closed
    errors.SerializationFailure,  # the head moved under the lock
    errors.NoDataFound,  # the head row is not here (now)
    errors.UniqueViolation,  # a position was taken
    errors.ReadOnlySqlTransaction,  # this server is a replica (yet)
)


def attempt(pool: Pool, work: Callable[[Connection[TupleRow]], Answer]) -> Answer:
    """Do `work`, one statement that is its own transaction, again when its failure may pass.

    Raises `LogUnavailable` after 20 attempts or 15 seconds, and at once when too many callers wait
    for a connection already: to wait among them would only make it worse. A statement that is not
    answered by then, as while a commit waits for a replica, may be carried out all the same.
    """
    bound = time.monotonic() + MAX_SECONDS
    try:
        for retry in _attempts(timeout=MAX_SECONDS):
            with retry:
                return answered_by(bound, pool, work)
    except LateAnswer as late:
        raise LogUnavailable(NO_ANSWER) from late
    except _PASSING as error:
        raise LogUnavailable(NO_ANSWER) from error
    raise AssertionError("the last attempt returns or raises")


async def attempt_soon(work: Callable[[], Awaitable[Answer]]) -> Answer:
    """The same in an event loop, where `work` finds its own connection.

    The first attempt goes without the bookkeeping of retries, which takes longer than it does.
    """
    try:
        return await work()
    except _PASSING:
        RETRIES.add()
    try:
        async for retry in _attempts(timeout=MAX_SECONDS):
            with retry:
                return await work()
    except _PASSING as error:
        raise LogUnavailable(NO_ANSWER) from error
    raise AssertionError("the last attempt returns or raises")


def _may_pass(error: Exception) -> bool:
    return isinstance(error, _PASSING) and not isinstance(error, TooManyRequests)


_attempts = partial(
    stamina.retry_context,
    on=_may_pass,
    attempts=MAX_ATTEMPTS,
    wait_initial=0.02,
    wait_max=1.0,
    wait_jitter=0.1,
)
