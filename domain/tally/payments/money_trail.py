"""Where the money of each project's supporters went, winner by winner, and what they had left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from domain.tally.election import Election
from domain.tally.outcome import Outcome
from domain.tally.payments.spending import RULES_WITH_PAYMENTS, Spending, given_by, paid_wins


@dataclass(frozen=True, slots=True)
class MoneyTrail:
    """What the supporters of one project did with their money, all of them together.

    `went` holds what they paid by winner, in order of election and above zero, for the project
    itself too. `behind` is what they had left before each winner was paid, and in the end; under
    Phragmén, at the moment of each of these.
    """

    project_id: str
    went: tuple[tuple[str, Fraction], ...]
    behind: tuple[Fraction, ...]

    @property
    def unspent(self) -> Fraction:
        """What they had left in the end."""
        return self.behind[-1]

    @property
    def spent(self) -> Fraction:
        """What they spent in all."""
        return sum((amount for _, amount in self.went), start=Fraction(0))

    @property
    def given(self) -> Fraction:
        """What they were given in all: what they spent, and what they had left."""
        return self.unspent + self.spent


def money_trails(
    election: Election, outcome: Outcome, projects: Collection[str] | None = None
) -> dict[str, MoneyTrail]:
    """The trail of each of some projects, or of all; none where voters do not pay in turn.

    All amounts are of the count that decided: where a completion raised the shares, with the raised
    share. `outcome` must be an outcome of this very election.
    """
    if outcome.rule not in RULES_WITH_PAYMENTS:
        return {}
    wins = paid_wins(outcome)
    projects = list(election.prices if projects is None else projects)
    spending = Spending(election)
    spent = dict.fromkeys(projects, Fraction(0))
    went: dict[str, list[tuple[str, Fraction]]] = {each: [] for each in projects}
    behind: dict[str, list[Fraction]] = {each: [] for each in projects}
    for win in (*wins, None):
        given = given_by(outcome, win)
        for each in projects:
            behind[each].append(given * election.votes[each] - spent[each])
        if win is None:
            break
        for each, amount in spending.paid_by_supporters(projects, win).items():
            spent[each] += amount
            if amount:
                went[each].append((win.project_id, amount))
    return {each: MoneyTrail(each, tuple(went[each]), tuple(behind[each])) for each in projects}
