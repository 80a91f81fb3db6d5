"""A connection that is cut in the middle of an append: the command is carried out, and once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from adapters.postgres.pool import open_pool
from domain.ballot import CastBallot
from domain.command import ActorCommand
from tests.faults.cutting_proxy import CuttingProxy, Moment
from tests.integration.conftest import Partition
from tests.integration.offices import Answer, Office, a_first_ballot, a_proposal, office, town_of
from tests.integration.storms import assert_nothing_is_lost_or_doubled, events_of

CUTS = 2


@pytest.fixture
def proxy(database: Partition, scratch: Path) -> Iterator[CuttingProxy]:
    """Between the application and its database."""
    sockets = Path(str(conninfo_to_dict(database.app_url)["host"]))
    made = CuttingProxy(scratch / f"proxy-{database.schema}", sockets)
    yield made
    made.close()


@pytest.fixture
def behind(database: Partition, proxy: CuttingProxy) -> Iterator[Office]:
    """An office that reaches its database through the proxy, with a round that is open."""
    address = make_conninfo(database.app_url, host=str(proxy.folder))
    with open_pool(address, database.schema) as pool:
        made = office(database, pool=pool)
        town = town_of(made).with_money(1_000)
        town.admit("garden", 100)
        town.open_round(["garden"], budget=100)
        yield made


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("command", [a_proposal("late"), a_first_ballot(1)], ids=["main", "ballot"])
def test_a_command_that_is_cut_off_again_and_again_is_carried_out_once(
    behind: Office, proxy: CuttingProxy, moment: Moment, command: ActorCommand | CastBallot
) -> None:
    proxy.order(moment, CUTS)
    promised = (
        behind.box.cast(command).version
        if isinstance(command, CastBallot)
        else behind.desk.carry_out(command).position
    )
    assert proxy.cuts[moment] == CUTS
    assert events_of(behind, command) == 1
    assert_nothing_is_lost_or_doubled(behind, [command], [Answer("", promised)])
