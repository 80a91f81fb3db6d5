"""Ten million events by six writers, with one reader behind them and sessions killed all the while.

`WIJKKAS_SOAK_EVENTS` sets how many, `WIJKKAS_SOAK_MINUTES` ends it before that.
"""

from __future__ import annotations

import os
import threading
import time

from tests.integration.conftest import Partition
from tests.integration.logs import logs_of
from tests.integration.sessions import application_session
from tests.integration.tailing import write_and_tail

EVENTS = int(os.environ.get("WIJKKAS_SOAK_EVENTS", "10_000_000"))
MINUTES = float(os.environ.get("WIJKKAS_SOAK_MINUTES", "720"))
KILL_EVERY_SECONDS = 0.3
WRITERS = 6

KILL_ONE = """
    SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE usename = current_user AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1
    ) one
"""


def test_nothing_is_missed_or_doubled_while_sessions_are_killed(database: Partition) -> None:
    log = logs_of(database).main
    started, over = time.monotonic(), threading.Event()
    killed = 0

    def kill_now_and_then() -> None:
        nonlocal killed
        with application_session(database) as killer:
            while not over.wait(KILL_EVERY_SECONDS):
                killed += len(killer.execute(KILL_ONE).fetchall())

    killing = threading.Thread(target=kill_now_and_then)
    killing.start()
    try:
        tail = write_and_tail(
            log, WRITERS, EVENTS, enough=lambda: time.monotonic() - started > MINUTES * 60
        )
    finally:
        over.set()
        killing.join()
    seconds = time.monotonic() - started
    print(f"{tail.position} events in {seconds:.0f} s, {killed} sessions killed")  # noqa: T201 - the result
    assert (tail.missed_or_doubled, tail.out_of_order) == (0, 0)
    assert tail.position == tail.expected == log.next_position()
