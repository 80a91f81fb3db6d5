"""Money that people vote on: held on the line for initiatives until what they decided is done.

The outcome of a round is the way the ceiling is distributed (Awb 4:26), so what it distributes is
still there when it is known. From the opening on the money of a round is not available for anything
else. Counting frees what nobody won, and all of it where the outcome does not bind. What a proposal
won is held until it is reserved, refused, withdrawn or agreed on; what themes got, until people
choose projects within it, or the year closes. A round that opened before this was kept holds
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.budget import Budget, key_of
from domain.budget_events import BudgetEvent
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event
from domain.money import ZERO, Money, total
from domain.proposal import Proposal
from domain.round_money_events import (
    RoundMoneyBound,
    RoundMoneyCounted,
    RoundMoneyFreed,
    WinnerMoney,
    WinnerMoneyBound,
)


class RoundsNotCounted(Refusal):
    code = "budget_year.rounds_not_counted"
    dutch = "In wijk {wijk} is een stemronde nog niet geteld; sluit en tel die eerst."
    english = "In wijk {wijk} a round has not been counted yet; close and count it first."


class WinnersNotDecidedOn(Refusal):
    code = "budget_year.winners_not_decided_on"
    dutch = "In wijk {wijk} wacht {won} op besluiten over wat een stemronde won; besluit eerst."
    english = "In wijk {wijk} {won} waits for decisions on what won a round; decide first."


def put_to_vote(command: ActorCommand, budget: Budget, round_id: str, amount: Money) -> Event:
    """A round opens on so much of what is available."""
    about = key_of(budget, round_id=round_id, amount_cents=amount)
    return RoundMoneyBound.following(command, **about)


def counted(
    command: ActorCommand,
    budget: Budget,
    round_id: str,
    won: Mapping[str, Money],
    themes: Money = ZERO,
) -> list[Event]:
    """The votes are counted: what nobody won is free. Nothing for a round that holds nothing."""
    held = budget.voted.get(round_id)
    if held is None:
        return []
    free = held - themes - total(won.values())
    if free < ZERO:
        raise AssertionError("a round gives no more than it opened on")
    parts = tuple(WinnerMoney(proposal_id=name, amount_cents=each) for name, each in won.items())
    about = key_of(budget, round_id=round_id, amount_cents=free)
    return [RoundMoneyCounted.following(command, **about, won=parts, themes_cents=themes)]


def freed_for(command: ActorCommand, budget: Budget, proposal: Proposal) -> list[BudgetEvent]:
    """What is held for a proposal that won, once its money is reserved or it ends without."""
    won = budget.won.get(proposal.proposal_id)
    if won is None:
        return []
    about = key_of(budget, round_id=proposal.round_id, proposal_id=proposal.proposal_id)
    return [RoundMoneyFreed.following(command, **about, amount_cents=won, themes=())]


def kept_again(
    command: ActorCommand, budget: Budget, proposal: Proposal, won: Money, given_up: Money
) -> list[Event]:
    """A reservation for who won is given up: what it won of that is held again."""
    amount = min(won, given_up, budget.available)
    if amount <= ZERO:
        return []
    about = key_of(budget, round_id=proposal.round_id, proposal_id=proposal.proposal_id)
    return [WinnerMoneyBound.following(command, **about, amount_cents=amount)]


def taken_over(
    command: ActorCommand, budget: Budget, round_id: str | None, themes: Mapping[str, Money]
) -> list[Event]:
    """What these themes got in a round goes to the one that chooses projects within them. A second
    one within a theme finds nothing held for it any more, and takes nothing of another theme.
    """
    if round_id is None:
        return []
    new = {name: got for name, got in themes.items() if (round_id, name) not in budget.followed}
    part = min(budget.themes.get(round_id, ZERO), total(new.values()))
    return [_themes_freed(command, budget, round_id, part, tuple(new))] if part else []


def let_go_of_themes(command: ActorCommand, budget: Budget) -> list[Event]:
    """When the year closes, no round follows any more within what themes got."""
    held = sorted(budget.themes.items())
    return [_themes_freed(command, budget, round_id, amount) for round_id, amount in held]


def _themes_freed(
    command: ActorCommand,
    budget: Budget,
    round_id: str,
    amount: Money,
    themes: tuple[str, ...] = (),
) -> Event:
    about = key_of(budget, round_id=round_id, proposal_id=None, amount_cents=amount)
    return RoundMoneyFreed.following(command, **about, themes=themes)


def guard_votes_are_done(budgets: Mapping[str, Budget]) -> None:
    """A year does not end while people vote on its money, nor before who won is decided on."""
    for wijk, budget in sorted(budgets.items()):
        if budget.voted:
            raise RoundsNotCounted(wijk=wijk)
        if budget.won:
            raise WinnersNotDecidedOn(wijk=wijk, won=total(budget.won.values()))
