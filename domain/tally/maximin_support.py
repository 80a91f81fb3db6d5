"""Maximin support: in each step the project that lets the prices be borne most evenly.

Voters bear the prices of the winners they approve, divided between them as evenly as can be; the
division may be another one after each step. In each step, every project that still fits in what is
left of the budget is added in turn, and the one is elected with which the voter who has to bear the
most has to bear the least. Projects without supporters are not elected. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from domain.tally.burden import Burden, average_burden
from domain.tally.election import Amount, Election, exact
from domain.tally.lowest import with_lowest
from domain.tally.outcome import Loss, RuleCount, WhyLost, Win, loss_of
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

    burden = Burden(election)
    with_it: dict[str, Burden] = {}

    def ceiling(project_id: str, lowest: Fraction | None) -> Fraction | None:
        if election.prices[project_id] > left:
            return None
        with_it[project_id] = burden.with_project(project_id, waiting[project_id], enough=lowest)
        return with_it[project_id].ceiling

    while best := with_lowest(waiting, ceiling):
        chosen, tie = order.choose(best, step=len(wins) + 1)
        ties += [tie] if tie else []
        price, votes = election.prices[chosen], election.votes[chosen]
        wins.append(Win(len(wins) + 1, chosen, price, votes, share=waiting.pop(chosen)))
        burden = with_it[chosen]
        with_it.clear()
        left = exact(left - price)
    won = {win.project_id for win in wins}
    losses = tuple(_why_lost(election, each, left) for each in eligible if each not in won)
    paid = tuple(replace(win, payments=tuple(burden.payments(win.project_id))) for win in wins)
    return RuleCount(paid, losses, tuple(ties), share=burden.ceiling)


def _why_lost(election: Election, project_id: str, left: Amount) -> Loss:
    if not election.votes[project_id]:
        return loss_of(election, project_id, WhyLost.NO_VOTES, 0)
    return loss_of(election, project_id, WhyLost.DID_NOT_FIT, left)
