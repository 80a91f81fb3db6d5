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
    return released_once_closed(command, bound, after, read)


def released_once_closed(
    command: ActorCommand, bound: Budget, events: list[Event], read: Reading
) -> list[Event]:
    """These movements; in a closed year what they free is released with them."""
    year = read.budget_year(bound.year).state
    if year is None or not year.closed:
        return events
    left = budget_after(bound, events)
    return [*events, *release_remainder(command, left)] if left.available else events
