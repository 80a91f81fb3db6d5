"""Money of a wijk once a grant is determined: bound anew, made available, paid, or come back.

What a grant is determined at stays bound. What was granted above it becomes available at once, but
for what was paid of it already: that only when it has come back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from domain.budget import Budget, BudgetEvent, evolve, key_of, moved
from domain.command import ActorCommand
from domain.event import Event, Identifier
from domain.money import Money


class MoneyDetermined(BudgetEvent):
    """Granted money of which is certain that the applicant has a right to it."""

    TOPIC: ClassVar[str] = "budget.money_determined.v1"

    proposal_id: Identifier

    def changed(self, budget: Budget) -> Budget:
        """It stays bound."""
        return replace(budget, determined=budget.determined + self.amount_cents)


class GrantReduced(BudgetEvent):
    """Money that was granted and not determined is available again."""

    TOPIC: ClassVar[str] = "budget.grant_reduced.v1"

    proposal_id: Identifier

    def changed(self, budget: Budget) -> Budget:
        """Less is bound."""
        return replace(budget, granted=moved(budget.granted, self.proposal_id, -self.amount_cents))


class FinalMoneyPaid(BudgetEvent):
    """Money left the city's account after the grant was determined."""

    TOPIC: ClassVar[str] = "budget.final_money_paid.v1"

    proposal_id: Identifier
    payout_id: Identifier

    def changed(self, budget: Budget) -> Budget:
        """Paid, like an advance."""
        return replace(budget, paid=budget.paid + self.amount_cents)


class MoneyRecovered(BudgetEvent):
    """Money came back on the city's account."""

    TOPIC: ClassVar[str] = "budget.money_recovered.v1"

    proposal_id: Identifier

    def changed(self, budget: Budget) -> Budget:
        """Received back."""
        return replace(budget, recovered=budget.recovered + self.amount_cents)


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
