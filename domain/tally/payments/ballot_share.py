"""Where the share of one ballot went: the same for everybody who filled in the same.

What a ballot paid follows from what a full payer of each winner paid, in order: a voter pays that
too, or all that is left. So whoever knows these few numbers and their own ballot can work it out
alone, and tells nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.outcome import Outcome, Win
from domain.tally.parameters import TallyParameters, VotingRule
from domain.tally.payments.spending import given_by, paid_wins
from domain.tally.task import task_of


@dataclass(frozen=True, slots=True)
class FullPayment:
    """What supporters of one winner paid who had enough: `each`, or that for each point they gave.

    `None`: all that they had. By then each voter had been given `given` in all.
    """

    project_id: str
    given: Fraction
    each: Fraction | None
    by_points: bool = False

    def by(self, purse: Fraction, points: int) -> Fraction:
        """What is paid out of a purse, by who gave the winner so many points."""
        if self.each is None:
            return purse
        return min(purse, self.each * (points if self.by_points else 1))


@dataclass(frozen=True, slots=True)
class BallotShare:
    """What one voter was given in all, paid for which winner, in order, and had left."""

    given: Fraction
    paid: tuple[tuple[str, Fraction], ...]

    @property
    def unspent(self) -> Fraction:
        """What was left in the end."""
        return self.given - sum(amount for _, amount in self.paid)


def full_payments(
    election: Election, parameters: TallyParameters, outcome: Outcome
) -> tuple[FullPayment, ...]:
    """One per winner that voters paid for, in order; none where voters do not pay in turn."""
    _, task = task_of(election, outcome.rule, parameters)
    by_points = outcome.rule == VotingRule.EQUAL_SHARES and task.utility is Utility.POINTS
    return tuple(
        FullPayment(
            win.project_id,
            given_by(outcome, win),
            None
            if outcome.rule == VotingRule.PHRAGMEN
            else full_payment(election, win, by_points=by_points),
            by_points,
        )
        for win in paid_wins(outcome)
    )


def full_payment(election: Election, win: Win, *, by_points: bool) -> Fraction:
    """The most that anyone paid for a winner, for each point where points count."""
    if not by_points:
        return max(payment.each for payment in win.payments)
    supporters = election.supporters[win.project_id]
    points = dict(zip(supporters, election.points_of_supporters[win.project_id], strict=True))
    return max(payment.each / points[payment.ballot_group] for payment in win.payments)


def share_of_ballot(
    payments: tuple[FullPayment, ...], outcome: Outcome, ballot: Mapping[str, int]
) -> BallotShare:
    """Where the share of a ballot went; `ballot` has the points by project, one for a choice."""
    spent = Fraction(0)
    paid: list[tuple[str, Fraction]] = []
    for payment in payments:
        if points := ballot.get(payment.project_id):
            amount = payment.by(payment.given - spent, points)
            spent += amount
            if amount:
                paid.append((payment.project_id, amount))
    return BallotShare(given_by(outcome, None), tuple(paid))
