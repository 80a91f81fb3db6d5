"""What follows for the money of a wijk when a grant comes to another amount."""

from __future__ import annotations

from application.streams import Reading
from domain.budget import Budget, release_remainder
from domain.command import ActorCommand
from domain.event import Event
from domain.excess import budget_after, returned_after
from domain.proposal import Proposal


def settled_movements(
    command: ActorCommand, bound: Budget, events: list[Event], proposal: Proposal, read: Reading
) -> list[Event]:
    """These movements, and what follows from money that they free: lawful excess goes back first;
    and in a closed year, in which nothing can be spent any more, the rest is released.
    """
    after = returned_after(command, bound, proposal.proposal_id, events)
    year = read.budget_year(proposal.year).state
    if year is None or not year.closed:
        return after
    left = budget_after(bound, after)
    return [*after, *release_remainder(command, left)] if left.available else after
