"""Elections made up from a number: with the sizes, ballots, prices and ties of real cities.

The same shape gives the same election on every machine and with every version of numpy: of its
random numbers only the raw bits are used, and all arithmetic on them is with whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.random import PCG64
from numpy.typing import NDArray

from domain.tally.columns import BallotColumns
from domain.tally.election import Election

Whole: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int16]

SPARE_PICKS = 4
"""More picks than a voter approves projects, for those picked twice."""

HASH_FACTOR = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an election is to look like.

    `approvals` has, per number of approvals from 1, how many of the voters approve so many, in
    proportion. Voters and projects belong to `neighbourhoods`; of 100 picks `near` are in the
    voter's own. There a project of rank r is picked in proportion to 1 / (`flatness` + r). Prices
    are multiples of `price_step`, up to `price_steps` of it, low ones more often; the budget is
    `budget_percent` of what all projects cost together.
    """

    name: str
    voters: int
    projects: int
    approvals: tuple[int, ...]
    neighbourhoods: int
    near: int
    flatness: int
    price_step: int
    price_steps: int
    budget_percent: int
    seed: int


class _Draws:
    """Whole numbers from the raw bits of a generator."""

    def __init__(self, seed: int) -> None:
        self._bits = PCG64(seed)

    def below(self, limits: Whole | int, number: int) -> Whole:
        """Numbers from zero up to and without the limits. Limits are far below 2**31, so that
        leaving out the remainder favours no number by more than one in two billion.
        """
        raw = (self._bits.random_raw(number) >> np.uint64(2)).astype(np.int64)
        return raw % limits

    def weighted(self, weights: Whole, number: int) -> Whole:
        """Places in `weights`, in proportion to them."""
        upto = np.cumsum(weights)
        return np.searchsorted(upto, self.below(int(upto[-1]), number), side="right")


def generated(shape: Shape) -> Election:
    """The election of a shape. Project ids are P0001 and up; prices are whole units."""
    draws = _Draws(shape.seed)
    columns = _columns(_ballots(shape, draws), shape.projects)
    prices = _prices(shape, draws)
    budget = int(prices.sum()) * shape.budget_percent // 100
    ids = (f"P{number:04d}" for number in range(1, shape.projects + 1))
    return Election.of_columns(budget, zip(ids, prices.tolist(), strict=True), columns)


def fresh(election: Election) -> Election:
    """The same election with nothing worked out yet, so that each measurement does all the work."""
    prices = [(project.project_id, project.price) for project in election.projects]
    return Election.of_columns(election.budget, prices, election.columns)


def _prices(shape: Shape, draws: _Draws) -> Whole:
    """The lower of two draws: more low prices than high ones."""
    first = draws.below(shape.price_steps, shape.projects)
    second = draws.below(shape.price_steps, shape.projects)
    return (np.minimum(first, second) + 1) * shape.price_step


def _ballots(shape: Shape, draws: _Draws) -> Small:
    """A row per voter: the projects approved, ascending, filled up with the number of projects."""
    starts = np.arange(shape.neighbourhoods + 1) * shape.projects // shape.neighbourhoods
    home_of = np.repeat(np.arange(shape.neighbourhoods), np.diff(starts))
    ranks = np.arange(shape.projects) - starts[home_of]
    upto = np.concatenate([[0], np.cumsum(1_000_000 // (shape.flatness + ranks))])
    home = draws.below(shape.neighbourhoods, shape.voters)
    approvals = draws.weighted(np.array(shape.approvals), shape.voters) + 1
    lowest, highest = upto[starts[home]], upto[starts[home + 1]]
    picks = []
    for _ in range(len(shape.approvals) + SPARE_PICKS):
        near = draws.below(100, shape.voters) < shape.near
        first = np.where(near, lowest, 0)
        last = np.where(near, highest, upto[-1])
        at = first + draws.below(last - first, shape.voters)
        picks.append((np.searchsorted(upto, at, side="right") - 1).astype(np.int16))
    return _first_distinct(picks, approvals, shape.projects)


def _first_distinct(picks: list[Small], wanted: Whole, nothing: int) -> Small:
    """Of each voter the first so many picks that are not there before; the others `nothing`."""
    kept: list[Small] = []
    taken = np.zeros(len(wanted), np.int64)
    for picked in picks:
        refused = taken == wanted
        for earlier in kept:
            refused |= earlier == picked
        kept.append(np.where(refused, np.int16(nothing), picked))
        taken += ~refused
    rows = np.column_stack(kept)
    rows.sort(axis=1)
    return rows[:, : int(wanted.max())]


def _columns(rows: Small, nothing: int) -> BallotColumns:
    """Groups of equal rows, found by a hash of each row and checked entry by entry."""
    mixed = np.zeros(len(rows), np.uint64)
    for column in rows.T.astype(np.uint64):
        mixed = (mixed ^ (column + np.uint64(1))) * HASH_FACTOR
        mixed ^= mixed >> np.uint64(29)
    _, first, group, voters = np.unique(
        mixed, return_index=True, return_inverse=True, return_counts=True
    )
    if not (rows[first][group] == rows).all():
        raise AssertionError("two different ballots have the same hash: take another seed")
    groups = rows[first]
    named = groups < nothing
    starts = np.concatenate([[0], np.cumsum(named.sum(axis=1))])
    return BallotColumns(
        voters.astype(np.int64), starts.astype(np.int64), groups[named].astype(np.int32)
    )
