"""The money of a wijk, as several rooms read it; and what follows when some of it is freed."""

from __future__ import annotations

from application.streams import Reading, Stream
from domain.budget import Budget, budget_after, guard_allocated, release_remainder
from domain.command import ActorCommand
from domain.event import Event
from domain.excess import returned_after
from domain.proposal import Proposal
from domain.subsidy_events import Subsidies
from domain.wijk_division import Division


def money_in(read: Reading, year: int, wijk: str) -> tuple[Stream[Budget], Budget]:
    """The money of a wijk in a year: stream and state. Raises `NotAllocated`."""
    money = read.budget(year, wijk)
    return money, guard_allocated(money.state, year, wijk)


def former_subsidies(
    read: Reading, division: Division | None, wijk: str
) -> dict[str, Subsidies | None]:
    """The subsidies under wijken that a wijk was before borders changed, if they are no more."""
    former = division.no_more(wijk) if division else set()
    return {each: read.subsidies(each).state for each in sorted(former)}


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
