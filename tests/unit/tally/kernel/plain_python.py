"""Run by a test in a process of its own: the kernel uncompiled, as it is or with a broken part.

Says `agrees` or `differs`, compared with the plain count.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.kernel import money, offers, shares
from domain.tally.kernel.layout import Work
from domain.tally.kernel.offers import find_upper
from tests.unit.tally.kernel.both import counted_by_kernel, made_up, plainly


def pay_the_lowest(work: Work, project: int) -> None:
    """Takes the same payment off both ends: as if it were a whole number of units."""
    work.offers.upper[project] = work.offers.level[project]
    money.pay(work, project)


def pay_the_highest(work: Work, project: int) -> None:
    """The same with the highest payment."""
    work.offers.level[project] = work.offers.upper[project]
    money.pay(work, project)


def price_from_the_wrong_end(work: Work, project: int) -> float:
    """Takes the lower bound of a price for its upper one: the first in the queue is the best."""
    find_upper(work, project)
    return float(work.offers.bound[project])


BROKEN: dict[str, tuple[object, str, Callable[..., object]]] = {
    "pays the lowest": (shares, "pay", pay_the_lowest),
    "pays the highest": (shares, "pay", pay_the_highest),
    "takes the lower bound for the upper": (offers, "find_upper", price_from_the_wrong_end),
}
"""What is broken: the module, the name in it, and what is put there."""


def told() -> str:
    """Count elections until a difference is found."""
    an_order = Election.of(
        9 * 10**17,
        {"a": 2 * 10**17 - 1, "b": 3 * 10**17 + 1, "c": 2 * 10**17 + 1, "d": 3 * 10**17 + 1},
        ["", *["abc"] * 2, "abcd", *["abd"] * 2, "ac", "acd", *["ad"] * 3, "b", *["bcd"] * 2, "bd"],
    )
    the_last_coin = Election.of(
        7 * 10**17, {"a": 10**17 + 1, "b": 6 * 10**17 - 1}, [["a", "b"]] * 7
    )
    made = [made_up(seed, 5, 17, 10**16, off_by_one=True) for seed in range(20)]
    for election in (an_order, the_last_coin, *made):
        for utility in (Utility.COST, Utility.CARDINALITY):
            kernel, plain = counted_by_kernel(election, utility), plainly(election, utility, None)
            if (kernel.winners, kernel.ties) != (plain.winners, plain.ties):
                return "differs"
    return "agrees"


if __name__ == "__main__":
    if sys.argv[1] in BROKEN:
        setattr(*BROKEN[sys.argv[1]])
    sys.stdout.write(told())
