"""The promotion drill: the primary is gone under load, and its replica takes over without a loss.

Run by `make drill-promotion`. A replica that is not synchronous, and whose receiver stalls, is the
negative control: there acknowledged events are lost, positions are dense again all the same, and
readers notice by epoch and chained hash. `WIJKKAS_DRILL_PROMOTIONS` sets how often.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from adapters.postgres.log_check import check_log
from application.log import LogUnavailable
from tests.drills.follower import AnotherHistory, Follower
from tests.drills.workload import EVENTS_EACH, SCHEMA, Work, address, build_city, house_at
from tests.faults.cutting_proxy import CuttingProxy
from tests.nodes import DEPLOYMENT, Node, settings_in
from tests.waiting import soon

PROMOTIONS = int(os.environ.get("WIJKKAS_DRILL_PROMOTIONS", "5"))
COMMANDS = 40
SYNCHRONOUS = settings_in(DEPLOYMENT / "replica.conf")
ASYNCHRONOUS = SYNCHRONOUS | {"synchronous_standby_names": "''"}
CAUGHT_UP = """
    SELECT count(*) FROM pg_stat_replication
    WHERE state = 'streaming' AND replay_lsn >= %s::pg_lsn"""


@dataclass
class Pair:
    """A primary with its replica, behind a proxy through which the application comes."""

    primary: Node
    replica: Node
    proxy: CuttingProxy
    year: int

    def set(self, settings: dict[str, str]) -> None:
        """Both have the same settings, whichever takes commands."""
        for node in (self.primary, self.replica):
            node.configure(settings)
            node.reload()

    def wait_until_caught_up(self) -> None:
        """Until the replica has what the primary has now."""
        with self.primary.superuser() as session:
            row = session.execute("SELECT pg_current_wal_lsn()").fetchone()
            assert row is not None
            assert soon(lambda: session.execute(CAUGHT_UP, row).fetchone() == (1,))

    def take_over(self, receiver: int | None = None) -> None:
        """The primary is gone for good; the replica is promoted, and the application finds it."""
        self.primary.kill()
        if receiver is not None:  # it wakes up to be told to end
            os.kill(receiver, signal.SIGTERM)
            os.kill(receiver, signal.SIGCONT)
        self.replica.promote()
        self.primary, self.replica = self.replica, self.primary
        self.proxy.turn_to(self.primary.sockets)

    def make_replica_anew(self) -> None:
        """What was the primary becomes the replica of what took over."""
        self.replica.copy(self.primary)
        self.replica.start()


@pytest.fixture
def pair(scratch: Path, new_node: Callable[[str], Node]) -> Iterator[Pair]:
    """Synchronous, with the example city on it."""
    primary, replica = new_node("a"), new_node("b")
    primary.create()
    year = build_city(primary, scratch)
    replica.copy(primary)
    replica.start()
    proxy = CuttingProxy(scratch / "p", primary.sockets)
    made = Pair(primary, replica, proxy, year)
    made.set(SYNCHRONOUS)
    yield made
    proxy.close()


def test_a_synchronous_replica_takes_over_without_a_loss(pair: Pair, scratch: Path) -> None:
    seconds: list[float] = []
    acknowledged = lost = 0
    with house_at(address(pair.primary, pair.proxy.folder), scratch) as house:
        follower = Follower()
        for _ in range(PROMOTIONS):
            work = Work(house, pair.year)
            with work.going_on():
                assert soon(lambda: work.is_past(COMMANDS))  # noqa: B023 - waited for here
                follower.follow(house)
                pair.wait_until_caught_up()
                began, before = time.monotonic(), len(work.acknowledged)
                pair.take_over()
                pair.make_replica_anew()
                assert soon(lambda: work.is_past(before))  # noqa: B023 - as above
                seconds.append(time.monotonic() - began)
                assert soon(lambda: work.is_past(before + COMMANDS))  # noqa: B023 - as above
            assert follower.follow(house) > 0
            lost += work.lost(house)
            acknowledged += len(work.acknowledged)
            assert check_log(house.pool, SCHEMA).broken == ()
        assert follower.epoch == 1 + PROMOTIONS
        house.projector.catch_up()
        assert house.projector.rebuild().identical
    print(  # noqa: T201 - the result
        f"\n{PROMOTIONS} promotions: {lost} of {acknowledged} acknowledged lost; answers after "
        + ", ".join(f"{each:.1f}" for each in seconds)
        + " s"
    )
    assert lost == 0


def test_an_asynchronous_one_with_a_stalled_receiver_loses_and_readers_notice(
    pair: Pair, scratch: Path
) -> None:
    pair.set(ASYNCHRONOUS)
    with house_at(address(pair.primary, pair.proxy.folder), scratch) as house:
        work, ahead, behind = Work(house, pair.year), Follower(), Follower()
        with work.going_on():
            assert soon(lambda: work.is_past(COMMANDS))
        behind.follow(house)
        pair.wait_until_caught_up()
        receiver = pair.replica.stall_receiver()
        fill_what_is_on_its_way(pair)
        with work.going_on():
            assert soon(lambda: work.is_past(3 * COMMANDS))
        ahead.follow(house)
        pair.take_over(receiver)

        lost = work.lost(house)
        print(f"\nasynchronous and stalled: {lost} of {len(work.acknowledged)} lost")  # noqa: T201 - the result
        assert lost >= COMMANDS
        assert check_log(house.pool, SCHEMA).broken == (), "positions alone tell nothing"
        with pytest.raises(AnotherHistory):
            ahead.follow(house)
        assert behind.follow(house) == 0, "who had read no more than what is left goes on"

        with work.going_on():
            assert soon(lambda: house.log.next_position() > ahead.position + 1)
        assert check_log(house.pool, SCHEMA).broken == ()
        with pytest.raises(AnotherHistory):
            ahead.follow(house)
        ahead.epoch = house.epochs.current
        assert ahead.follow(house) > 0, "without the epoch nobody would look"


def test_an_outcome_is_told_again_only_when_the_replica_has_it(pair: Pair, scratch: Path) -> None:
    """A server that recovers shows commits that nobody was told of, and that its replica lacks."""
    with house_at(address(pair.primary, pair.proxy.folder), scratch) as house:
        command = Work(house, pair.year).a_proposal()
        length = house.log.next_position()
        receiver = pair.replica.stall_receiver()
        Thread(target=lambda: suppressed(lambda: house.desk.carry_out(command))).start()
        assert soon(lambda: is_waiting_for_the_replica(pair.primary))
        pair.primary.kill()
        pair.primary.start()
        with ThreadPoolExecutor(1) as asking:
            assert soon(lambda: house.log.next_position() == length + EVENTS_EACH), (
                "it shows the commit"
            )
            told = asking.submit(house.log.outcome, command.command_id, command.fingerprint())
            with pytest.raises(StillWaiting):
                told.result(timeout=2.0)
            pair.take_over(receiver)
            pair.primary.configure(ASYNCHRONOUS)
            pair.primary.reload()
            with contextlib.suppress(LogUnavailable):
                told.result()
        again = house.desk.carry_out(command)
        stored = [each.position for each in house.log.read(length)]
        assert stored == list(range(length, length + EVENTS_EACH))
        assert again.position == stored[-1]


def is_waiting_for_the_replica(node: Node) -> bool:
    """Whether a commit on a node waits for its replica."""
    with node.superuser() as session:
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        return session.execute(waits).fetchone() != (0,)


def suppressed(work: Callable[[], object]) -> None:
    """Do it; what comes of it is nobody's concern."""
    with contextlib.suppress(Exception):
        work()


def fill_what_is_on_its_way(pair: Pair) -> None:
    """What a stalled receiver has in its buffers reaches the replica when it ends: fill them."""
    with pair.primary.superuser() as session:
        session.execute("SELECT pg_logical_emit_message(false, 'filling', repeat('x', 30000000))")
