"""Money of a wijk once a grant is determined: bound anew, made available, paid, or come back.

What a grant is determined at stays bound. What was granted above it becomes available at once, but
for what was paid of it already: that only when it has come back.
"""

from __future__ import annotations

from domain.budget import Budget, evolve, key_of
from domain.budget_events import (
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
    about = key_of(budget) | {"proposal_id": proposal_id}
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
    about = key_of(budget) | {"proposal_id": proposal_id, "payout_id": payout_id}
    return [FinalMoneyPaid.following(command, **about, amount_cents=amount)]


def receive_back(
    command: ActorCommand, budget: Budget, proposal_id: str, amount: Money
) -> list[Event]:
    """Book money that came back: on the account, and available again."""
    about = key_of(budget) | {"proposal_id": proposal_id}
    return [
        MoneyRecovered.following(command, **about, amount_cents=amount),
        GrantReduced.following(command, **about, amount_cents=amount),
    ]


def budget_after(budget: Budget, events: list[Event]) -> Budget:
    """The budget once these movements have happened."""
    after: Budget | None = budget
    for event in events:
        after = evolve(after, event)
    return after or budget
