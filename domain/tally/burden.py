"""Dividing the prices of projects over their supporters so that whoever bears most bears least.

A ceiling on what each voter bears is too low for one reason only (Hall): some of the projects cost
more together than all their supporters together may bear. So the price of a project is paid under a
ceiling as far as that goes, moving what voters bear for other projects where that helps; when no
more can be moved, the projects that were reached are such projects, and the ceiling is raised to
what they cost on average. What was divided before stays divided.

It is a flow of money from projects to voters, raised along shortest paths, in whole coins: a raise
to a ceiling that is not a whole number of them cuts every coin into more pieces first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from math import lcm

from domain.tally.election import Election
from domain.tally.outcome import Payment


def average_burden(election: Election, projects: Collection[str]) -> Fraction:
    """What each voter who supports any of these would bear if all bore the same."""
    supporters = {each for project_id in projects for each in election.supporters[project_id]}
    voters = sum(election.ballots[each].voters for each in supporters)
    return Fraction(election.cost(projects)) / voters


class Burden:
    """Prices divided over supporters. Nobody bears more than `ceiling`, the lowest there can be."""

    def __init__(self, election: Election) -> None:
        """Begin without any project, so that nobody bears anything."""
        self.ceiling = Fraction(0)
        self._election = election
        self._coins_per_unit = lcm(*(project.price.denominator for project in election.projects))
        self._free = [0] * len(election.ballots)
        self._borne: dict[str, dict[int, int]] = {}

    def with_project(
        self, project_id: str, at_least: Fraction, enough: Fraction | None = None
    ) -> Burden:
        """The burden of one more project, which has supporters; this one stays as it is.

        Its ceiling is known to be `at_least` something. Where it turns out above `enough`, the
        search ends: its ceiling is a lower bound then, and the division is of no use.
        """
        burden = self._copied()
        burden._borne[project_id] = {}
        burden._raise_to(max(self.ceiling, at_least))
        while too_dear := burden._bear(project_id):
            ceiling = average_burden(self._election, too_dear)
            if enough is not None and ceiling > enough:
                burden.ceiling = ceiling
                break
            burden._raise_to(ceiling)
        return burden

    def payments(self, project_id: str) -> Iterator[Payment]:
        """What voters bear for a project, by ballot group."""
        coins = self._borne[project_id]
        for each in sorted(coins):
            if coins[each]:
                voters = self._election.ballots[each].voters
                yield Payment(each, voters, Fraction(coins[each], voters * self._coins_per_unit))

    def _copied(self) -> Burden:
        copy = Burden(self._election)
        copy.ceiling = self.ceiling
        copy._coins_per_unit = self._coins_per_unit
        copy._free = list(self._free)
        copy._borne = {project_id: dict(coins) for project_id, coins in self._borne.items()}
        return copy

    def _raise_to(self, ceiling: Fraction) -> None:
        coins_per_unit = lcm(self._coins_per_unit, ceiling.denominator)
        pieces = coins_per_unit // self._coins_per_unit
        more = int((ceiling - self.ceiling) * coins_per_unit)
        self._free = [
            free * pieces + more * group.voters
            for free, group in zip(self._free, self._election.ballots, strict=True)
        ]
        if pieces > 1:
            for borne in self._borne.values():
                for each in borne:
                    borne[each] *= pieces
        self._coins_per_unit, self.ceiling = coins_per_unit, ceiling

    def _bear(self, project_id: str) -> Collection[str]:
        """Divide what is still to be borne of a price; or the projects that are too dear for it."""
        price = int(self._election.prices[project_id] * self._coins_per_unit)
        needed = price - sum(self._borne[project_id].values())
        needed -= self._take(project_id, needed)
        while needed:
            before, last = self._reached_from(project_id)
            if last is None:
                return before.keys()
            needed -= self._bear_along(_path(before, last), needed)
        return ()

    def _take(self, project_id: str, needed: int) -> int:
        """Let supporters bear what they still may, and say how much that is."""
        borne, taken = self._borne[project_id], 0
        for each in self._election.supporters[project_id]:
            if taken == needed:
                break
            coins = min(self._free[each], needed - taken)
            if coins:
                self._free[each] -= coins
                borne[each] = borne.get(each, 0) + coins
                taken += coins
        return taken

    def _reached_from(self, start: str) -> tuple[dict[str, str | None], str | None]:
        """Projects whose supporters can bear more for the one before, and by which they were found.

        And the first that has a supporter who may bear more; `None` when there is none.
        """
        before: dict[str, str | None] = {start: None}
        reached = [start]
        for project_id in reached:
            supporters = self._election.supporters[project_id]
            if any(map(self._free.__getitem__, supporters)):
                return before, project_id
            for other, borne in self._borne.items():
                if other not in before and any(map(borne.get, supporters)):
                    before[other] = project_id
                    reached.append(other)
        return before, None

    def _bear_along(self, path: list[tuple[str, str]], needed: int) -> int:
        """Hand on along a path what the last project's supporters may bear, and say how much."""
        last = path[-1][1]
        coins = min(
            needed,
            sum(self._free[each] for each in self._election.supporters[last]),
            *(self._movable(taker, giver) for taker, giver in path),
        )
        self._take(last, coins)
        for taker, giver in path:
            self._move(taker, giver, coins)
        return coins

    def _movable(self, taker: str, giver: str) -> int:
        borne = self._borne[giver]
        return sum(borne.get(each, 0) for each in self._election.supporters[taker])

    def _move(self, taker: str, giver: str, coins: int) -> None:
        """Let voters who support both bear for the taker what they bore for the giver."""
        taken, given = self._borne[taker], self._borne[giver]
        for each in self._election.supporters[taker]:
            moved = min(given.get(each, 0), coins)
            if moved:
                given[each] -= moved
                taken[each] = taken.get(each, 0) + moved
                coins -= moved


def _path(before: Mapping[str, str | None], last: str) -> list[tuple[str, str]]:
    """The steps from the start to the last project, each from a taker to a giver."""
    steps = []
    while (earlier := before[last]) is not None:
        steps.append((earlier, last))
        last = earlier
    return steps[::-1]
