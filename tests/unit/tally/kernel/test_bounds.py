"""Every purse is within its bounds, and the kernel goes wrong as soon as these are not rounded."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from fractions import Fraction

import pytest

from domain.tally.election import Election
from domain.tally.equal_shares import Utility, equal_share
from domain.tally.kernel import layout
from domain.tally.kernel.exactly import ExactPurses
from domain.tally.kernel.run import Run
from domain.tally.kernel.units import units_for
from domain.tally.ties import TieOrder
from tests.unit.tally.kernel import plain_python
from tests.unit.tally.kernel.both import made_up


def purses_within_bounds(election: Election, utility: Utility) -> tuple[bool, int]:
    """Whether each true purse is within its bounds after the count, and the widest bounds."""
    share = equal_share(election)
    run = Run(election, election.prices, TieOrder(election.prices.keys()), share, utility=utility)
    assert run.fits()
    assert run.start() == layout.DONE
    groups = len(election.columns.voters)
    prices = [project.price for project in election.projects]
    exactly = ExactPurses(run.work.supporters, groups, prices, share, utility)
    exactly.buy(run.work.results.accepted[: run.work.control[layout.ACCEPTED]].tolist())
    units = Fraction(int(run.work.terms.prices[0])) / prices[0]
    low, high = run.work.purses
    within = all(
        int(low[group]) <= exactly.purse(group) * units <= int(high[group])
        for group in range(groups)
    )
    return within, int((high - low).max())


@pytest.mark.parametrize("seed", range(25))
def test_every_purse_is_within_its_bounds(seed: int) -> None:
    for unit in (1, 10**9, 10**16):
        for utility in (Utility.COST, Utility.CARDINALITY):
            made = made_up(seed, projects=6, voters=23, unit=unit, off_by_one=unit > 1)
            within, _ = purses_within_bounds(made, utility)
            assert within


def test_bounds_stay_narrow_over_many_purchases() -> None:
    chance = random.Random(1)  # noqa: S311 - made-up ballots, no secrets
    prices = {f"p{number:03}": chance.randrange(1, 10**6) for number in range(200)}
    ballots = [[each for each in prices if chance.random() < 0.3] for _ in range(150)]
    made = Election.of(60 * 10**6, prices, ballots)
    within, widest = purses_within_bounds(made, Utility.COST)
    assert within
    assert 0 < widest < 10_000


def test_a_purse_outside_its_bounds_would_be_seen() -> None:
    made = Election.of(10, {"a": 3}, [["a"], []])
    exactly = ExactPurses(
        Run(made, {"a"}, TieOrder(("a",)), Fraction(5)).work.supporters,
        2,
        [3],
        Fraction(5),
        Utility.COST,
    )
    exactly.buy([0])
    assert sorted(exactly.purse(group) for group in range(2)) == [2, 5]


class TestUnits:
    def test_all_money_stays_below_the_largest_sum(self) -> None:
        for weight in (1, 7, 10**6, 10**7):
            for most in (Fraction(1, 3), Fraction(10**9), Fraction(10**12, 7)):
                units = units_for(1, most, Fraction(0), most, weight)
                if units is not None:
                    assert most * weight * units.per_amount < layout.UNITS_MAX

    def test_a_share_is_a_whole_number_of_units_where_there_is_room(self) -> None:
        units = units_for(6, Fraction(10, 7), Fraction(1, 5), Fraction(100), 1_000)
        assert units is not None
        assert units.per_amount % (6 * 7 * 5) == 0

    def test_there_is_no_unit_for_too_much_money(self) -> None:
        assert units_for(1, Fraction(2**61), Fraction(0), Fraction(2**61), 2) is None


class TestWithoutRounding:
    """The same kernel in plain Python, where a part of it can be replaced by a broken one."""

    def test_as_it_is_it_says_what_the_plain_count_says(self) -> None:
        assert self._told("as it is") == "agrees"

    @pytest.mark.parametrize("broken", sorted(plain_python.BROKEN))
    def test_a_bound_that_is_not_rounded_outwards_is_found_out(self, broken: str) -> None:
        assert self._told(broken) == "differs"

    def _told(self, variant: str) -> str:
        return subprocess.run(
            [sys.executable, "-W", "error::RuntimeWarning", "-m", plain_python.__name__, variant],
            env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
