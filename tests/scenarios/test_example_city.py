"""The example city, built in memory: whenever somebody starts it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from adapters.example_city.city import build_example_city
from adapters.house import House
from application.ballot_box import BallotBox
from application.command_desk import CommandDesk
from application.handlers import handlers
from tests.fakes.pass_watch import FakePassWatch
from tests.fakes.vault import FakeVault
from tests.fakes.voting_passes import FakeVotingPassRegister
from tests.scenarios.town import Town


def house_at(now: datetime) -> House:
    """What building the city asks of a house, in memory."""
    town, passes = Town(), FakeVotingPassRegister()
    town.now = now
    box = BallotBox(town.ballot_log, town.streams, lambda *_: True)
    decide = handlers(box, passes.open_round, town.draw_seeds)
    house = SimpleNamespace(
        now=lambda: now,
        log=town.log,
        streams=town.streams,
        desk=CommandDesk(town.log, town.streams, decide, examples_may_act=True),
        ballot_box=box,
        passes=passes,
        vault=FakeVault(),
        pass_watch=FakePassWatch(),
    )
    return cast("House", house)


@pytest.mark.parametrize("hour", [1, 7, 13, 19])
def test_it_is_built_at_any_hour_of_the_day(hour: int) -> None:
    """A step is ten minutes after the one before, and passes midnight at another step each time."""
    house = house_at(datetime(2026, 11, 27, hour, 20, tzinfo=UTC))
    assert build_example_city(house, lambda _: None) == (2026, 2027)
