"""Who has spent how much, while the payments of a count are gone through once more, exactly.

Voters who paid the same for the same winners are taken together: there are far fewer of those
kinds than there are groups of equal ballots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from domain.tally.columns import Numbers
from domain.tally.election import Election
from domain.tally.outcome import Outcome, Win
from domain.tally.parameters import VotingRule

RULES_WITH_PAYMENTS = (
    VotingRule.EQUAL_SHARES,
    VotingRule.BOUNDED_OVERSPENDING,
    VotingRule.PHRAGMEN,
)
"""The rules in which voters pay for one winner after the other, out of money of their own.

Maximin support divides all prices anew in each step: nobody has paid for one winner before another.
"""


@dataclass(frozen=True, slots=True)
class Supporters:
    """So many voters who support a project with so many points, and have spent so much each."""

    spent: Fraction
    voters: int
    points: int = 1


def paid_wins(outcome: Outcome) -> tuple[Win, ...]:
    """The wins that voters paid for, in order; a greedy completion adds others after these."""
    if outcome.rule not in RULES_WITH_PAYMENTS:
        return ()
    return tuple(win for win in outcome.wins if win.payments)


def given_by(outcome: Outcome, win: Win | None) -> Fraction:
    """What each voter had been given in all when a win was paid; `None` asks for the end."""
    if win is not None and win.share is not None:
        return win.share
    return outcome.share or Fraction(0)


class Spending:
    """What every voter has spent so far; nothing at first."""

    def __init__(self, election: Election, *, with_points: bool = False) -> None:
        """`with_points` tells supporters apart by the points that they give."""
        self._election = election
        self._voters = np.array([group.voters for group in election.ballots], np.int64)
        self._kind = np.zeros(len(self._voters), np.int64)
        self._spent = [Fraction(0)]
        self._kind_after: dict[tuple[int, Fraction], int] = {}
        self._with_points = with_points
        self._positions: dict[str, Numbers] = {}

    def pay(self, win: Win) -> None:
        """Add what was paid for a winner."""
        for payment in win.payments:
            before = int(self._kind[payment.ballot_group])
            after = self._kind_after.get((before, payment.each))
            if after is None:
                after = len(self._spent)
                self._spent.append(self._spent[before] + payment.each)
                self._kind_after[before, payment.each] = after
            self._kind[payment.ballot_group] = after

    def of(self, project_id: str) -> list[Supporters]:
        """The supporters of a project, those who are alike together."""
        positions = self._positions_of(project_id)
        kinds, points = self._kind[positions], self._points_of(project_id)
        alike, which = np.unique(
            kinds * (int(points.max(initial=0)) + 1) + points, return_inverse=True
        )
        first = np.zeros(len(alike), np.int64)
        first[which] = np.arange(len(which))
        voters = np.zeros(len(alike), np.int64)
        np.add.at(voters, which, self._voters[positions])
        return [
            Supporters(self._spent[int(kinds[at])], int(number), int(points[at]))
            for at, number in zip(first, voters, strict=True)
        ]

    def paid_by_supporters(self, project_ids: Sequence[str], win: Win) -> dict[str, Fraction]:
        """For each of these projects, what its supporters paid together for a winner."""
        amounts = list({payment.each for payment in win.payments})
        place = {each: at for at, each in enumerate(amounts, start=1)}
        paid = np.zeros(len(self._voters), np.int64)
        for payment in win.payments:
            paid[payment.ballot_group] = place[payment.each]
        found = {}
        for project_id in project_ids:
            positions = self._positions_of(project_id)
            voters = np.zeros(len(amounts) + 1, np.int64)
            np.add.at(voters, paid[positions], self._voters[positions])
            found[project_id] = sum(
                (int(voters[at]) * amounts[at - 1] for at in np.flatnonzero(voters) if at),
                start=Fraction(0),
            )
        return found

    def _positions_of(self, project_id: str) -> Numbers:
        if project_id not in self._positions:
            supporters = self._election.supporters[project_id]
            self._positions[project_id] = np.array(supporters, np.int64)
        return self._positions[project_id]

    def _points_of(self, project_id: str) -> Numbers:
        if self._with_points:
            return np.array(self._election.points_of_supporters[project_id], np.int64)
        return np.ones(len(self._positions_of(project_id)), np.int64)
