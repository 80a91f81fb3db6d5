"""What an outcome means for its voters: who has a winner, how many, and how even it is.

What a voter *got* of the money is its share: the price of each winner, divided equally over all
who support it, added up over the winners that the voter supports. That is the share of Lackner,
Maly and Rey, *Fairness in Participatory Budgeting via Equality of Resources* (AAMAS 2023). How
unevenly these are spread is said by Gini's coefficient (*Variabilità e mutabilità*, 1912):

    the sum of |x - y| over all pairs of voters, divided by 2 × voters² × the average share

which is 0 where all got as much, and below 1 always: (voters - 1) / voters if one got everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.tally.columns import Numbers
from domain.tally.election import Amount, Election

BILLIONTHS = 10**9
"""A voter's share of approved money that won is rounded down to a billionth; all else is exact."""

_WORD = 2**62
_Whole = NDArray[Any]
"""Whole numbers: of one machine word where they fit, Python's own where they may not."""


@dataclass(frozen=True, slots=True)
class VoterFigures:
    """What winners mean for voters. Shares are fractions from 0 to 1; without voters all are 0.

    `with_a_winner` voters support at least one winner. `winners_each` is the average number of
    winners that a voter supports. `approved_money_won` is the average, over voters who support
    anything, of which part of the price of all that they support went to winners; each voter's
    part is rounded down to a billionth. `gini` is that of the shares (see the module), and 0 where
    nobody got anything. A winner that nobody supports is nobody's share.
    """

    voters: int
    with_a_winner: int
    winners_each: Fraction
    approved_money_won: Fraction
    gini: Fraction

    @property
    def share_with_a_winner(self) -> Fraction:
        """The part of the voters who support at least one winner."""
        return Fraction(self.with_a_winner, max(self.voters, 1))


class VotersOfElection:
    """The ballots of one election, made ready to be held against several outcomes."""

    def __init__(self, election: Election) -> None:
        self._columns = election.columns
        self._voters = election.voters
        self._place = {each.project_id: at for at, each in enumerate(election.projects)}
        self._prices = [Fraction(each.price) for each in election.projects]
        self._votes: list[int] = self._columns.votes(len(self._prices)).tolist()

    def figures(self, funded: Mapping[str, Amount]) -> VoterFigures:
        """The figures of an outcome: what each winner gets, by project id."""
        money = {self._place[project_id]: Fraction(got) for project_id, got in funded.items()}
        supports = _SupportOfWinners(self, money)
        winners_in_all = sum(self._votes[at] for at in money)
        return VoterFigures(
            voters=self._voters,
            with_a_winner=int(supports.voters.sum()),
            winners_each=Fraction(winners_in_all, max(self._voters, 1)),
            approved_money_won=self._approved_money_won(supports, money),
            gini=self._gini(supports, money),
        )

    def _approved_money_won(
        self, supports: _SupportOfWinners, money: Mapping[int, Fraction]
    ) -> Fraction:
        if not self._who_support_anything:
            return Fraction(0)
        coins = lcm(*(each.denominator for each in (*self._prices, *money.values())))
        won = supports.sums({at: int(got * coins) for at, got in money.items()}, BILLIONTHS)
        approved = self._approved(coins)[supports.groups]
        parts = won * BILLIONTHS // approved
        in_all = sum(map(mul, parts.tolist(), supports.voters.tolist()))
        return Fraction(in_all, self._who_support_anything * BILLIONTHS)

    def _gini(self, supports: _SupportOfWinners, money: Mapping[int, Fraction]) -> Fraction:
        each = {at: got / self._votes[at] for at, got in money.items() if self._votes[at]}
        coins = lcm(*(share.denominator for share in each.values()))
        shares = supports.sums({at: int(share * coins) for at, share in each.items()})
        voters_of: dict[int, int] = {}
        for share, voters in zip(shares.tolist(), supports.voters.tolist(), strict=True):
            voters_of[share] = voters_of.get(share, 0) + voters
        return gini_of(voters_of, self._voters)

    def _approved(self, coins: int) -> _Whole:
        """What all that each group supports costs, in coins."""
        prices = [int(price * coins) for price in self._prices]
        entries = _whole(prices, len(prices), BILLIONTHS)[self._columns.projects]
        starts = self._columns.starts
        running = np.zeros(len(entries) + 1, entries.dtype)
        np.cumsum(entries, out=running[1:])
        costs: _Whole = running[starts[1:]] - running[starts[:-1]]
        return costs

    @cached_property
    def _who_support_anything(self) -> int:
        return int(self._columns.voters[np.diff(self._columns.starts) > 0].sum())

    @cached_property
    def group_of_entry(self) -> Numbers:
        """For every entry of the columns, the group that it belongs to."""
        sizes = np.diff(self._columns.starts)
        return np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)

    def entries_of(self, winners: _Whole) -> tuple[_Whole, Numbers]:
        """The entries that name a winner: its position, and the group that names it."""
        named = winners[self._columns.projects]
        return self._columns.projects[named], self.group_of_entry[named]

    def voters_of(self, groups: Numbers) -> Numbers:
        """How many voters each of these groups has."""
        found: Numbers = self._columns.voters[groups]
        return found

    @property
    def projects(self) -> int:
        """How many projects the election has."""
        return len(self._prices)


class _SupportOfWinners:
    """The groups that support a winner, and which winners those are."""

    def __init__(self, election: VotersOfElection, winners: Mapping[int, object]) -> None:
        won = np.zeros(election.projects, bool)
        won[list(winners)] = True
        self._projects = election.projects
        self._entries, group_of_entry = election.entries_of(won)
        self._starts = np.flatnonzero(np.diff(group_of_entry, prepend=-1))
        self.groups = group_of_entry[self._starts]
        self.voters = election.voters_of(self.groups)

    def sums(self, amounts: Mapping[int, int], factor: int = 1) -> _Whole:
        """Per group, the amounts of the winners that it supports, with room to multiply them."""
        listed = [amounts.get(at, 0) for at in range(self._projects)]
        if not len(self._starts):
            return np.zeros(0, np.int64)
        found: _Whole = np.add.reduceat(
            _whole(listed, self._projects, factor)[self._entries], self._starts
        )
        return found


def gini_of(voters_of: Mapping[int, int], voters: int) -> Fraction:
    """Gini's coefficient of shares: how many voters have each share; the others have nothing."""
    in_all = sum(share * number for share, number in voters_of.items())
    if not in_all:
        return Fraction(0)
    below = voters - sum(voters_of.values())
    ranked = 0
    for share, number in sorted(voters_of.items()):
        # Places below + 1 .. below + number of the row of all voters, lowest share first: each
        # share counts once for every voter below it, and once less for every voter above it.
        ranked += share * number * (2 * below + number - voters)
        below += number
    return Fraction(ranked, voters * in_all)


def _whole(numbers: list[int], added: int, factor: int) -> _Whole:
    """An array in which so many of these can be added up and multiplied without overflowing."""
    fits = max(numbers, default=0) * max(added, 1) * factor < _WORD
    if fits:
        return np.array(numbers, np.int64)
    found = np.empty(len(numbers), np.object_)
    found[:] = numbers
    return found
