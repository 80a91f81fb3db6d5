"""The kinds of faults: each strikes the surroundings while commands are in flight, and is repaired.

Repairing is what a supervisor of services does by itself, or what happens anyway: starting again,
making room on a disk, a replica made anew. Nothing is repaired inside the log.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from random import Random

from tests.faults.cutting_proxy import Moment
from tests.faults.surroundings import Surroundings
from tests.nodes import set_clock
from tests.waiting import soon

Fault = Callable[[Surroundings, Random], str]

CLOCK_SECONDS_MAX = 7_200
CUTS_MAX = 3
CUT_SECONDS_MAX = 10.0
FULL_SECONDS_MAX = 1.5
BETWEEN_SECONDS_MAX = 0.3


def database_killed(around: Surroundings, luck: Random) -> str:
    """`kill -9` of PostgreSQL: of the whole server, or of one session, which is the end of all."""
    if luck.random() < 0.5:
        around.primary.kill_one_session(luck.randrange(100))
        return "one session"
    around.primary.kill()
    time.sleep(luck.uniform(0, BETWEEN_SECONDS_MAX))
    around.primary.start()
    return "all of it"


def server_killed(around: Surroundings, luck: Random) -> str:
    """`kill -9` of the process that serves."""
    around.server.kill()
    time.sleep(luck.uniform(0, BETWEEN_SECONDS_MAX))
    around.server.start()
    return ""


def projector_killed(around: Surroundings, luck: Random) -> str:
    """`kill -9` of the projector."""
    around.projector.kill()
    time.sleep(luck.uniform(0, BETWEEN_SECONDS_MAX))
    around.projector.start()
    return ""


def connection_cut(around: Surroundings, luck: Random) -> str:
    """The connection is gone in the middle of an append: before, during or after its commit."""
    moment, times = luck.choice(list(Moment)), luck.randint(1, CUTS_MAX)
    cut = around.proxy.cuts.total()
    around.proxy.order(moment, times)
    happened = soon(lambda: around.proxy.cuts.total() >= cut + times, CUT_SECONDS_MAX)
    return f"{moment}, {times} ×" + ("" if happened else ", not all of them yet")


def clock_jumped(around: Surroundings, luck: Random) -> str:
    """The clocks of database and server jump, by up to two hours, ahead or back."""
    seconds = luck.randint(-CLOCK_SECONDS_MAX, CLOCK_SECONDS_MAX)
    set_clock(around.clock, seconds)
    return f"to {seconds:+d} s"


def disk_filled(around: Surroundings, luck: Random) -> str:
    """Not a byte is left where the database writes; then there is room again."""
    primary = around.primary
    disk = around.disk_of(primary)
    disk.fill()
    try:
        with_effect = soon(primary.is_out_of_room, luck.uniform(0.3, FULL_SECONDS_MAX))
        time.sleep(luck.uniform(0, BETWEEN_SECONDS_MAX))
    finally:
        disk.free()
    primary.start()
    return "noticed" if with_effect else "not noticed"


def replica_promoted(around: Surroundings, luck: Random) -> str:
    """The primary is gone for good, and its replica takes over; a new replica is made.

    It was attached: one that was not may lack what a primary that was restarted shows.
    """
    around.replica.start()
    around.wait_until_attached()
    around.primary.kill()
    time.sleep(luck.uniform(0, BETWEEN_SECONDS_MAX))
    around.replica.promote()
    around.change_places()
    around.replica.copy(around.primary)
    around.replica.start()
    return ""


KINDS: Mapping[str, Fault] = {
    "database killed": database_killed,
    "server killed": server_killed,
    "projector killed": projector_killed,
    "connection cut": connection_cut,
    "clock jumped": clock_jumped,
    "disk full": disk_filled,
    "replica promoted": replica_promoted,
}


def order_of_faults(luck: Random, number: int, each_at_least: int) -> list[str]:
    """Kinds in a random order, so many of each at least."""
    kinds = list(KINDS)
    more = number - each_at_least * len(kinds)
    if more < 0:
        raise ValueError(f"{number} faults cannot be {each_at_least} of each kind")
    ordered = kinds * each_at_least + luck.choices(kinds, k=more)
    luck.shuffle(ordered)
    return ordered
