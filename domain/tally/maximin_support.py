"""Maximin support: in each step the project that lets the prices be borne most evenly.

Voters bear the prices of the winners they approve, divided between them as evenly as can be; the
division may be another one after each step. In each step, every project that still fits in what is
left of the budget is added in turn, and the one is elected with which the voter who has to bear the
most has to bear the least. Projects without supporters are not elected. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from domain.tally.burden import average_burden, divide, least_burden
from domain.tally.election import Amount, Election, exact
from domain.tally.lowest import with_lowest
from domain.tally.outcome import Loss, Payment, RuleCount, WhyLost, Win, loss_of
from domain.tally.ties import Tie, TieOrder


def elect_by_maximin_support(
    election: Election, eligible: Collection[str], order: TieOrder
) -> RuleCount:
    """Count by maximin support; only `eligible` projects can be elected.

    The `share` of the outcome is the most that any voter has to bear for all winners together, and
    the payments are one division in which nobody bears more.
    """
    left = election.budget
    waiting = {each: average_burden(election, [each]) for each in eligible if election.votes[each]}
    wins: list[Win] = []
    ties: list[Tie] = []

    def burden(project_id: str, lowest: Fraction | None) -> Fraction | None:
        if election.prices[project_id] > left:
            return None
        with_it = [*(win.project_id for win in wins), project_id]
        return least_burden(election, with_it, at_least=waiting[project_id], enough=lowest)

    while best := with_lowest(waiting, burden):
        chosen, tie = order.choose(best, step=len(wins) + 1)
        ties += [tie] if tie else []
        price, votes = election.prices[chosen], election.votes[chosen]
        wins.append(Win(len(wins) + 1, chosen, price, votes, share=waiting.pop(chosen)))
        left = exact(left - price)
    won = {win.project_id for win in wins}
    losses = tuple(_why_lost(election, each, left) for each in eligible if each not in won)
    share = (wins[-1].share if wins else None) or Fraction(0)
    return RuleCount(_with_payments(election, wins, share), losses, tuple(ties), share=share)


def _why_lost(election: Election, project_id: str, left: Amount) -> Loss:
    if not election.votes[project_id]:
        return loss_of(election, project_id, WhyLost.NO_VOTES, 0)
    return loss_of(election, project_id, WhyLost.DID_NOT_FIT, left)


def _with_payments(election: Election, wins: list[Win], share: Fraction) -> tuple[Win, ...]:
    """The winners with what each voter bears of their prices in the end."""
    burden = divide(election, [win.project_id for win in wins], share)
    return tuple(
        replace(win, payments=tuple(_payments(election, coins, burden.coins_per_unit)))
        for win, coins in zip(wins, burden.coins.values(), strict=True)
    )


def _payments(election: Election, coins: Mapping[int, int], per_unit: int) -> Iterator[Payment]:
    for each in sorted(coins):
        if coins[each]:
            voters = election.ballots[each].voters
            yield Payment(each, voters, Fraction(coins[each], voters * per_unit))
