"""Money of a wijk once a grant is determined: bound anew, made available, paid, or come back.

What a grant is determined at stays bound. What was granted above it becomes available at once, but
for what was paid of it already: that only when it has come back.
"""

from __future__ import annotations

from domain.budget import Budget, key_of
from domain.budget_events import (
    DeterminationReversed,
    FinalMoneyPaid,
    GrantReduced,
    MoneyDetermined,
    MoneyRecovered,
)
from domain.command import ActorCommand
from domain.event import Event
from domain.money import Money


def settle(
    command: ActorCommand, budget: Budget, proposal_id: str, determined: Money, freed: Money
) -> list[Event]:
    """What is determined stays bound; `freed` can be used again."""
    about = key_of(budget, proposal_id=proposal_id)
    found: list[Event] = []
    if determined:
        found.append(MoneyDetermined.following(command, **about, amount_cents=determined))
    if freed:
        found.append(GrantReduced.following(command, **about, amount_cents=freed))
    return found


def pay_finally(
    command: ActorCommand, budget: Budget, proposal_id: str, payout_id: str, amount: Money
) -> list[Event]:
    """Book a payment on a determined grant."""
    about = key_of(budget, proposal_id=proposal_id, payout_id=payout_id)
    return [FinalMoneyPaid.following(command, **about, amount_cents=amount)]


def receive_back(
    command: ActorCommand, budget: Budget, proposal_id: str, amount: Money
) -> list[Event]:
    """Book money that came back: on the account, and available again."""
    about = key_of(budget, proposal_id=proposal_id)
    return [
        MoneyRecovered.following(command, **about, amount_cents=amount),
        GrantReduced.following(command, **about, amount_cents=amount),
    ]


def determine_otherwise(
    command: ActorCommand, budget: Budget, proposal_id: str, former: Money, amount: Money
) -> list[Event]:
    """What is certain becomes more, or less; how much is bound is another matter."""
    about = key_of(budget, proposal_id=proposal_id)
    if amount > former:
        return [MoneyDetermined.following(command, **about, amount_cents=amount - former)]
    return [DeterminationReversed.following(command, **about, amount_cents=former - amount)]


def unbind(command: ActorCommand, budget: Budget, proposal_id: str, freed: Money) -> list[Event]:
    """Money that a grant does not need any more is available again."""
    if not freed:
        return []
    about = key_of(budget, proposal_id=proposal_id)
    return [GrantReduced.following(command, **about, amount_cents=freed)]
