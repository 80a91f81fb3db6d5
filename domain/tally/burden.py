"""Dividing the prices of projects over their supporters so that nobody bears more than a ceiling.

That it cannot be done has one cause (Hall): some of the projects cost more together than all their
supporters together may bear. Either a division is found here, or such projects are. It is a flow of
money from projects to voters, raised along shortest paths, in whole coins so small that every price
and the ceiling are whole numbers of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from domain.tally.election import Election


@dataclass(frozen=True, slots=True)
class Burden:
    """Who pays what: coins by ballot group (all its voters together), by project.

    `too_dear` are projects that cannot be paid by all their supporters under the ceiling; when it
    is empty, every price is divided.
    """

    coins: Mapping[str, Mapping[int, int]]
    coins_per_unit: int
    too_dear: frozenset[str]


def divide(election: Election, projects: Collection[str], ceiling: Fraction) -> Burden:
    """Divide the prices of these projects, of which each has supporters."""
    flow = _Flow(election, projects, ceiling)
    too_dear: set[str] = set()
    for project_id in projects:
        too_dear.update(flow.pay(project_id))
    return Burden(flow.paid, flow.coins_per_unit, frozenset(too_dear))


def least_burden(
    election: Election,
    projects: Collection[str],
    at_least: Fraction,
    enough: Fraction | None = None,
) -> Fraction:
    """The lowest ceiling under which these projects can be paid, known to be `at_least` that.

    Stops early at a lower bound when that is above `enough`. Each round takes the average over
    projects that are too dear, which is higher than before: there are only so many averages.
    """
    ceiling = at_least
    while too_dear := divide(election, projects, ceiling).too_dear:
        ceiling = average_burden(election, too_dear)
        if enough is not None and ceiling > enough:
            break
    return ceiling


def average_burden(election: Election, projects: Collection[str]) -> Fraction:
    """What each voter who supports any of these would pay if all paid the same."""
    supporters = {each for project_id in projects for each in election.supporters[project_id]}
    voters = sum(election.ballots[each].voters for each in supporters)
    return Fraction(election.cost(projects)) / voters


class _Flow:
    """A division in the making: what each group pays for each project, and what it may still."""

    def __init__(self, election: Election, projects: Collection[str], ceiling: Fraction) -> None:
        prices = {each: election.prices[each] for each in projects}
        self.coins_per_unit = lcm(
            ceiling.denominator, *(price.denominator for price in prices.values())
        )
        each_voter = int(ceiling * self.coins_per_unit)
        self._prices = {each: int(price * self.coins_per_unit) for each, price in prices.items()}
        self._supporters = {each: election.supporters[each] for each in projects}
        self._free = [group.voters * each_voter for group in election.ballots]
        self._projects_of: list[list[str]] = [[] for _ in election.ballots]
        for project_id, supporters in self._supporters.items():
            for each in supporters:
                self._projects_of[each].append(project_id)
        self.paid: dict[str, dict[int, int]] = {each: {} for each in projects}

    def pay(self, project_id: str) -> Collection[str]:
        """Pay a project, moving what others paid where that helps.

        When it cannot be paid: the projects that then are too dear together.
        """
        needed = self._prices[project_id] - self._take(project_id, self._prices[project_id])
        while needed:
            found = self._path(project_id)
            if isinstance(found, frozenset):
                return found
            needed -= self._pay_along(found, needed)
        return ()

    def _take(self, project_id: str, needed: int) -> int:
        """Let supporters pay what they still may, first those who support the fewest of these."""
        paid, taken = self.paid[project_id], 0
        for each in sorted(self._supporters[project_id], key=self._how_many):
            coins = min(self._free[each], needed - taken)
            if coins:
                self._free[each] -= coins
                paid[each] = paid.get(each, 0) + coins
                taken += coins
        return taken

    def _how_many(self, group: int) -> int:
        return len(self._projects_of[group])

    def _path(self, start: str) -> list[str] | frozenset[str]:
        """The shortest way to money: each project can hand supporters' money to the one before.

        When there is none: all projects on the way, whose supporters pay for nothing else.
        """
        before: dict[str, str | None] = {start: None}
        reached = [start]
        for project_id in reached:
            supporters = self._supporters[project_id]
            if any(self._free[each] for each in supporters):
                return list(_back(before, project_id))
            for each in supporters:
                for other in self._projects_of[each]:
                    if other not in before and self.paid[other].get(each):
                        before[other] = project_id
                        reached.append(other)
        return frozenset(before)

    def _pay_along(self, path: list[str], needed: int) -> int:
        """Pay the first project of a path as far as that goes, and say how far."""
        last = path[-1]
        steps = list(pairwise(path))
        coins = min(
            needed,
            sum(self._free[each] for each in self._supporters[last]),
            *(self._movable(taker, giver) for taker, giver in steps),
        )
        self._take(last, coins)
        for taker, giver in steps:
            self._move(taker, giver, coins)
        return coins

    def _movable(self, taker: str, giver: str) -> int:
        return sum(self.paid[giver].get(each, 0) for each in self._supporters[taker])

    def _move(self, taker: str, giver: str, coins: int) -> None:
        """Let voters who support both pay for the taker what they paid for the giver."""
        paid, given = self.paid[taker], self.paid[giver]
        for each in self._supporters[taker]:
            moved = min(given.get(each, 0), coins)
            if moved:
                given[each] -= moved
                paid[each] = paid.get(each, 0) + moved
                coins -= moved


def _back(before: Mapping[str, str | None], last: str) -> Iterator[str]:
    """The path from the start to the last project."""
    path = [last]
    while (earlier := before[path[-1]]) is not None:
        path.append(earlier)
    return reversed(path)
