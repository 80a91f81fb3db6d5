"""Lawful excess: a grant above what is left of the ceiling, where the law lets it be above it.

Whether the ceiling is in the way is asked as of the first decision, or as of the last day for it,
where somebody decides too late, on an objection, or after a court did (Awb 4:25, third paragraph).
Such a grant may exceed what is left today. The excess is booked apart, with the council act that it
is paid from, and what the grant turns out not to need of it goes back.
"""

from __future__ import annotations

from domain.budget import Budget, guard_available, key_of
from domain.budget_events import (
    ExcessCovered,
    ExcessReturned,
    GrantReduced,
    MoneyGranted,
    MoneyReserved,
    ReservationReleased,
)
from domain.budget_year import CouncilAct
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event
from domain.money import ZERO, Money, total


class CoverMissing(Refusal):
    code = "excess.cover_missing"
    dutch = "{short} komt boven wat er nog is. Noem het raadsbesluit dat dit betaalt."
    english = "{short} is above what is left. Name the council act that pays for it."


def cover_excess(
    command: ActorCommand,
    budget: Budget,
    proposal_id: str,
    amount: Money,
    cover: CouncilAct | None,
    *,
    was_within_ceiling: bool,
) -> list[Event]:
    """What is short of an amount today, covered where the ceiling then was not in its way."""
    short = amount - budget.available
    if short <= ZERO:
        return []
    if not was_within_ceiling:
        guard_available(budget, amount)
    if cover is None:
        raise CoverMissing(short=short)
    about = key_of(budget, proposal_id=proposal_id)
    return [ExcessCovered.following(command, **about, amount_cents=short, council_act=cover)]


def room_then(then: Budget | None, now: Budget, proposal_id: str) -> Money:
    """What a proposal could get by the ceiling as it stood then, and that no other has had since as
    lawful excess: the room of then is used once.
    """
    if then is None:
        return ZERO
    purses = (then.reserved, then.granted, then.won)
    own: Money = total(purse.get(proposal_id, ZERO) for purse in purses)
    since: Money = total(
        max(ZERO, amount - then.excess.get(other, ZERO))
        for other, amount in now.excess.items()
        if other != proposal_id
    )
    return max(ZERO, then.available + own - since)


def bind_more(
    command: ActorCommand,
    budget: Budget,
    proposal_id: str,
    more: Money,
    cover: CouncilAct | None,
    *,
    was_within_ceiling: bool,
) -> list[Event]:
    """Bind more money to a grant than it has, out of what is available and of lawful excess."""
    if not more:
        return []
    about = key_of(budget, proposal_id=proposal_id, amount_cents=more)
    return [
        *cover_excess(
            command, budget, proposal_id, more, cover, was_within_ceiling=was_within_ceiling
        ),
        MoneyReserved.following(command, **about),
        MoneyGranted.following(command, **about),
    ]


def returned_after(
    command: ActorCommand, budget: Budget, proposal_id: str, events: list[Event]
) -> list[Event]:
    """These movements, and after them what a grant needs no more of its excess goes back."""
    frees = (GrantReduced, ReservationReleased)
    freed = total(each.amount_cents for each in events if isinstance(each, frees))
    back = min(freed, budget.excess.get(proposal_id, ZERO))
    if not back:
        return events
    about = key_of(budget, proposal_id=proposal_id)
    return [*events, ExcessReturned.following(command, **about, amount_cents=back)]
