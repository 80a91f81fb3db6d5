"""Sequential Phragmén: every voter is given money, evenly and by and by, until the budget ends it.

All start with nothing and are given the same, without pause. As soon as the supporters of a project
have its price together, they buy it with all they have. The count ends when a project that could be
bought costs more than is left of the budget, also where an equal could still be paid: what comes
later had to wait longer. A project dearer than the whole budget does not take part, nor does one
without supporters.

What a voter has is what everyone was given since the voter's last purchase. Times are measured in
money: at time t each voter has been given t. They are whole numbers of one small coin; where one is
not, every coin is cut into more pieces first.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from math import lcm

from domain.tally.constraints import Constraints, barred_loss
from domain.tally.election import Amount, Election, exact
from domain.tally.lowest import with_lowest
from domain.tally.outcome import Loss, Payment, RuleCount, WhyLost, Win, loss_of
from domain.tally.ties import Tie, TieOrder


def buy_as_money_comes(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    constraints: Constraints | None = None,
) -> RuleCount:
    """Count by sequential Phragmén; only `eligible` projects can be bought.

    The `share` of the outcome is what each voter had been given at the last purchase.
    """
    money = _Money(election)
    constraints = constraints or Constraints(election)
    left = election.budget
    waiting = {
        each: Fraction(0)
        for each in eligible
        if election.votes[each] and election.prices[each] <= left
    }
    bars = constraints.bar(waiting)
    wins: list[Win] = []
    ties: list[Tie] = []

    def due_at(project_id: str, _: Fraction | None) -> Fraction | None:
        return None if project_id in bars else money.due(project_id)

    while due := with_lowest(waiting, due_at):
        if any(election.prices[each] > left for each in due):
            break
        chosen, tie = order.choose(due, step=len(wins) + 1)
        ties += [tie] if tie else []
        wins.append(money.buy(chosen, step=len(wins) + 1))
        left = exact(left - election.prices[chosen])
        del waiting[chosen]
        constraints.won(chosen, election.prices[chosen])
        bars |= constraints.bar(waiting)
    ended = money.due(due[0]) if due else Fraction(0)
    losses = tuple(
        barred_loss(election, each, bars[each], left)
        if each in bars
        else _why_lost(election, each, left, money.behind(each, ended))
        for each in eligible
        if each not in {win.project_id for win in wins}
    )
    share = wins[-1].share if wins else Fraction(0)
    return RuleCount(tuple(wins), losses, tuple(ties), share=share)


def _why_lost(election: Election, project_id: str, left: Amount, behind: Fraction) -> Loss:
    if not election.votes[project_id]:
        return loss_of(election, project_id, WhyLost.NO_VOTES, 0)
    if election.prices[project_id] > left:
        return loss_of(election, project_id, WhyLost.DID_NOT_FIT, left)
    return loss_of(election, project_id, WhyLost.COUNT_ENDED, behind)


class _Money:
    """When each voter last spent all they had; voters of one ballot group always did together."""

    def __init__(self, election: Election) -> None:
        self._election = election
        self._voters = [group.voters for group in election.ballots]
        self._coins_per_unit = lcm(*(project.price.denominator for project in election.projects))
        self._spent_at = [0] * len(election.ballots)

    def due(self, project_id: str) -> Fraction:
        """The time at which the supporters of a project have its price together."""
        coins = self._spent_before(project_id) + self._price(project_id)
        return Fraction(coins, self._election.votes[project_id] * self._coins_per_unit)

    def behind(self, project_id: str, time: Fraction) -> Fraction:
        """What the supporters of a project have together at a time."""
        spent = Fraction(self._spent_before(project_id), self._coins_per_unit)
        return time * self._election.votes[project_id] - spent

    def buy(self, project_id: str, step: int) -> Win:
        """Take all that the supporters of a project have, when it is due.

        Each has something: who has spent all at this very time made the project due later.
        """
        time = self.due(project_id)
        self._cut_coins((time * self._coins_per_unit).denominator)
        now = int(time * self._coins_per_unit)
        payments = []
        for each in self._election.supporters[project_id]:
            paid = Fraction(now - self._spent_at[each], self._coins_per_unit)
            payments.append(Payment(each, self._voters[each], paid))
            self._spent_at[each] = now
        return Win(
            step=step,
            project_id=project_id,
            price=self._election.prices[project_id],
            votes=self._election.votes[project_id],
            money_behind=Fraction(self._election.prices[project_id]),
            most_paid=max(payment.each for payment in payments),
            payments=tuple(payments),
            share=time,
        )

    def _spent_before(self, project_id: str) -> int:
        """The times of their last purchases, added up over the supporters of a project."""
        supporters = self._election.supporters[project_id]
        return sum(self._spent_at[each] * self._voters[each] for each in supporters)

    def _price(self, project_id: str) -> int:
        return int(self._election.prices[project_id] * self._coins_per_unit)

    def _cut_coins(self, pieces: int) -> None:
        if pieces > 1:
            self._coins_per_unit *= pieces
            self._spent_at = [coins * pieces for coins in self._spent_at]
