"""A grant or its determination comes to another amount: what moves in the budget of the wijk.

At any time so much of a grant is bound as it comes to, or as was paid and did not come back where
that is more. What was paid above it is to be paid back.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.budget import Budget
from domain.budget_year import CouncilAct
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event
from domain.excess import bind_more
from domain.money import ZERO, Money
from domain.settlement import determine_otherwise, unbind


class GrantBelowDetermined(Refusal):
    code = "grant.below_determined"
    dutch = "De subsidie is al vastgesteld op {determined}; minder verlenen kan niet meer."
    english = "The grant has been determined at {determined}; less cannot be granted any more."


@dataclass(frozen=True, slots=True)
class AmountChange:
    """From which amount to which; what was paid and did not come back; what pays an excess.

    `was_within_ceiling`: whether the ceiling was not in its way when the first decision was taken.
    """

    former: Money
    amount: Money
    net_paid: Money
    is_determined: bool
    cover: CouncilAct | None = None
    was_within_ceiling: bool = True

    @property
    def to_recover(self) -> Money:
        """What is to be paid back once it comes to the new amount."""
        return max(ZERO, self.net_paid - self.amount)


def movements(
    command: ActorCommand, budget: Budget, proposal_id: str, change: AmountChange
) -> list[Event]:
    """Bind more or less, as far as what was paid allows; and make more or less of it certain."""
    bound = budget.granted.get(proposal_id, ZERO)
    wanted = max(change.amount, change.net_paid)
    more, freed = max(ZERO, wanted - bound), max(ZERO, bound - wanted)
    certain: list[Event] = []
    if change.is_determined:
        certain = determine_otherwise(command, budget, proposal_id, change.former, change.amount)
    added = bind_more(
        command,
        budget,
        proposal_id,
        more,
        change.cover,
        was_within_ceiling=change.was_within_ceiling,
    )
    return [*added, *certain, *unbind(command, budget, proposal_id, freed)]
