"""`wijkkas project` as a process: it ends in order when it is told to, and writes down no texts."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from application.log import NewEvent
from domain.proposal import ProposalSubmitted
from tests.integration.conftest import Partition
from tests.integration.projecting import append, log_of, projector_of
from tests.integration.web.served import COMMAND, SECONDS_MAX
from tests.scenarios.town import Town
from tests.waiting import soon

SECRET = "Jansen"


@contextmanager
def proposals_coming(partition: Partition) -> Iterator[None]:
    """Proposals without end, for the length of the block."""
    over, log = threading.Event(), log_of(partition)
    payload = a_proposal()

    def submit() -> None:
        for number in count():
            if over.is_set():
                return
            name = f"idea-{number}"
            content = payload.replace(b"idea-place", name.encode())
            append(log, NewEvent(f"proposal:{name}", 0, ProposalSubmitted.TOPIC, content))

    writing = threading.Thread(target=submit)
    writing.start()
    try:
        yield
    finally:
        over.set()
        writing.join()


def a_proposal() -> bytes:
    """The payload of one, of the town of the scenarios."""
    town = Town().with_money(1_000)
    town.admit("idea-place", 100)
    found = town.log.read(0, 1_000)
    return next(each.payload for each in found if each.name == ProposalSubmitted.TOPIC)


def test_told_to_stop_under_load_it_finishes_its_batch_and_leaves(database: Partition) -> None:
    environment = {"DATABASE_URL": database.app_url, "WIJKKAS_PARTITION": database.schema}
    with proposals_coming(database):
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "project"],
            env=os.environ | environment,
            stderr=subprocess.PIPE,
        )
        projector = projector_of(database, log_of(database))
        assert soon(lambda: min(lag.position for lag in projector.lag()) > 10)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=SECONDS_MAX)
        assert (process.returncode, said) == (0, b"")
    projector.catch_up()
    assert projector.rebuild().identical


def test_an_entry_that_cannot_be_taken_leaves_no_text_in_the_journal(
    database: Partition, caplog: pytest.LogCaptureFixture
) -> None:
    log = log_of(database)
    projector = projector_of(database, log)
    broken = b'{"title":"%s"}' % SECRET.encode()
    append(log, NewEvent("proposal:a", 0, ProposalSubmitted.TOPIC, broken))
    with caplog.at_level(logging.WARNING):
        projector.catch_up()
    stopped = [lag for lag in projector.lag() if lag.failure]
    assert stopped
    assert "stands still at 0" in caplog.text
    assert SECRET not in caplog.text


def test_a_projector_that_is_interrupted_writes_down_the_kind_and_no_more(
    database: Partition, caplog: pytest.LogCaptureFixture
) -> None:
    projector = projector_of(database, log_of(database))

    def fails() -> bool:
        projector.stop()
        raise ValueError(SECRET)

    projector.step = fails  # type: ignore[method-assign]  # a fake
    with caplog.at_level(logging.WARNING):
        projector.run()
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text
