"""How far a projection is, also in time: by the clock of the log."""

from __future__ import annotations

import time

from tests.integration.conftest import Partition
from tests.integration.projecting import a_year_in_town, copied, log_of, projector_of

WAITED_SECONDS = 0.3


def test_a_projection_tells_how_long_its_next_entry_has_been_waiting(database: Partition) -> None:
    log = log_of(database)
    copied(a_year_in_town(), log)
    projector = projector_of(database, log)
    time.sleep(WAITED_SECONDS)
    lags = projector.lag()
    assert all(lag.behind == log.next_position() for lag in lags)
    assert all(WAITED_SECONDS <= lag.seconds < 60 for lag in lags)


def test_a_projection_that_is_up_to_date_has_nothing_waiting(database: Partition) -> None:
    log = log_of(database)
    copied(a_year_in_town(), log)
    projector = projector_of(database, log)
    projector.catch_up()
    assert {(lag.behind, lag.seconds) for lag in projector.lag()} == {(0, 0.0)}
