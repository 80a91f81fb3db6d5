"""What is kept of fetched passes is forgotten in time, whatever is in the way meanwhile."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from adapters.forgetting import forgetting
from application.log import LogUnavailable
from tests.fakes.pass_watch import FakePassWatch

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
SECONDS_MAX = 10.0


class FirstAway(FakePassWatch):
    """A watch whose database is away the first time."""

    def forget(self, moment: datetime) -> None:
        super().forget(moment)
        if len(self.forgot) == 1:
            raise LogUnavailable("away")


def test_it_is_asked_again_and_again_also_after_a_failure_and_no_more_once_it_ended() -> None:
    watch = FirstAway()
    with forgetting(watch, lambda: NOON, every_seconds=0.01):
        give_up = time.monotonic() + SECONDS_MAX
        while len(watch.forgot) < 3:
            assert time.monotonic() < give_up
            time.sleep(0.01)
    asked = len(watch.forgot)
    assert set(watch.forgot) == {NOON}
    time.sleep(0.05)
    assert len(watch.forgot) == asked


def test_to_end_it_is_not_to_wait_for_the_next_time() -> None:
    begun = time.monotonic()
    with forgetting(FakePassWatch(), lambda: NOON, every_seconds=3_600.0):
        pass
    assert time.monotonic() - begun < SECONDS_MAX
