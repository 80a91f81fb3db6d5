"""The kernel beside the plain count: the same election through both, and what they say."""

from __future__ import annotations

import random
from fractions import Fraction

from domain.tally.add1 import CompletedCount, complete_by_raising_shares
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import (
    EqualSharesCount,
    Utility,
    buy_with_equal_shares,
    equal_share,
)
from domain.tally.kernel.counting import complete_shares, count_shares
from domain.tally.kernel.outcomes import KernelCompletion, KernelCount
from domain.tally.ties import TieOrder


def counted_by_kernel(
    election: Election, utility: Utility = Utility.COST, share: Fraction | None = None
) -> KernelCount:
    share = equal_share(election) if share is None else share
    counted = count_shares(election, election.prices, _order(election), share, utility)
    assert counted is not None
    return counted


def within_the_kernel(election: Election, utility: Utility) -> bool:
    """Whether the kernel counts this election at all."""
    share, order = equal_share(election), _order(election)
    return count_shares(election, election.prices, order, share, utility) is not None


def agrees(
    election: Election, utility: Utility = Utility.COST, share: Fraction | None = None
) -> KernelCount:
    """The kernel's count, after a look that the plain one says the same."""
    kernel = counted_by_kernel(election, utility, share)
    plain = plainly(election, utility, share)
    assert (kernel.winners, kernel.ties) == (plain.winners, plain.ties)
    assert kernel.share == plain.share
    return kernel


def completion_agrees(
    election: Election,
    step: Amount,
    stop_at_exhaustive: bool = False,
    utility: Utility = Utility.COST,
) -> KernelCompletion:
    """The kernel's completion, after a look that the plain one says the same."""
    order = _order(election)
    kernel = complete_shares(
        election,
        election.prices,
        order,
        step,
        stop_at_exhaustive=stop_at_exhaustive,
        utility=utility,
    )
    assert kernel is not None
    plain = completed_plainly(election, step, stop_at_exhaustive, utility)
    assert (kernel.count.winners, kernel.count.ties) == (plain.count.winners, plain.count.ties)
    assert kernel.count.share == plain.count.share
    assert (kernel.raises, kernel.ties_on_the_way) == (plain.raises, plain.ties_on_the_way)
    return kernel


def plainly(election: Election, utility: Utility, share: Fraction | None) -> EqualSharesCount:
    share = equal_share(election) if share is None else share
    return buy_with_equal_shares(
        election, election.prices, _order(election), share, utility=utility
    )


def completed_plainly(
    election: Election, step: Amount, stop_at_exhaustive: bool, utility: Utility
) -> CompletedCount:
    def count_with(share: Fraction) -> EqualSharesCount:
        return plainly(election, utility, share)

    return complete_by_raising_shares(
        election, election.prices, count_with, step, stop_at_exhaustive
    )


def made_up(
    seed: int, projects: int, voters: int, unit: int = 1, off_by_one: bool = False
) -> Election:
    """An election with few different prices, so that ties and near ties happen."""
    chance = random.Random(seed)  # noqa: S311 - made-up ballots, no secrets
    ids = [f"p{number}" for number in range(projects)]
    off = (-1, 0, 1) if off_by_one else (0,)
    prices = {each: chance.choice((10, 20, 30)) * unit + chance.choice(off) for each in ids}
    ballots = [[each for each in ids if chance.random() < 0.5] for _ in range(voters)]
    return Election.of(chance.choice((20, 40, 60, 90)) * unit, prices, ballots)


def _order(election: Election) -> TieOrder:
    return TieOrder(election.prices.keys())
