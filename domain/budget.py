"""The money of one wijk in one year: one stream, one consistency boundary.

Allocating, reserving, granting, paying, carrying over and releasing are events of this stream,
accepted together with the grant's or the payout's own, so that no two commands can spend the same
euro. All of it is on the line for initiatives, from which proposals are paid, until an act puts a
part on another line (`budget_line`). At every position: allocated + carried in + pooled + lawful
excess = available + voted on + on other lines + bound by subsidies + reserved + granted + carried
out + released.
"""

from __future__ import annotations

from domain.budget_events import (
    MoneyGranted,
    MoneyPaid,
    MoneyReserved,
    RemainderReleased,
    ReservationReleased,
)
from domain.budget_state import Budget, budget_after, evolve, stream_of
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event
from domain.money import ZERO, Money

__all__ = [
    "BoundByRounds",
    "Budget",
    "NotAllocated",
    "NotEnoughMoney",
    "budget_after",
    "evolve",
    "grant_reserved",
    "guard_allocated",
    "guard_available",
    "guard_not_voted_on",
    "key_of",
    "pay",
    "release_remainder",
    "release_reservation",
    "reserve",
    "stream_of",
]
"""The whole vocabulary of the money of a wijk, so that other rooms find it here."""


class NotEnoughMoney(Refusal):
    code = "budget.not_enough_available"
    dutch = "Er is nog {available} beschikbaar in wijk {wijk} in {year}; gevraagd is {asked}."
    english = "{available} is still available in wijk {wijk} in {year}; {asked} was asked."


class NotAllocated(Refusal):
    code = "budget.not_allocated"
    dutch = "Voor wijk {wijk} is in {year} geen geld verdeeld."
    english = "No money has been allocated to wijk {wijk} in {year}."


class BoundByRounds(Refusal):
    code = "budget.voted_on"
    dutch = "Over {held} wordt of is gestemd; tot dat besloten is, is {available} vrij."
    english = "People vote or voted on {held}; until that is decided on, {available} is free."


def reserve(command: ActorCommand, budget: Budget, proposal_id: str, amount: Money) -> list[Event]:
    """Reserve for a proposal; never more than is available."""
    guard_available(budget, amount)
    about = key_of(budget, proposal_id=proposal_id)
    return [MoneyReserved.following(command, **about, amount_cents=amount)]


def release_reservation(command: ActorCommand, budget: Budget, proposal_id: str) -> list[Event]:
    """Make what is reserved for a proposal available again; nothing when nothing is reserved."""
    reserved = budget.reserved.get(proposal_id, ZERO)
    if not reserved:
        return []
    about = key_of(budget, proposal_id=proposal_id)
    return [ReservationReleased.following(command, **about, amount_cents=reserved)]


def grant_reserved(
    command: ActorCommand, budget: Budget, proposal_id: str, amount: Money
) -> list[Event]:
    """Bind reserved money by a decision; what is left of the reservation becomes available."""
    reserved = budget.reserved.get(proposal_id, ZERO)
    if amount > reserved:
        raise NotEnoughMoney(available=reserved, wijk=budget.wijk, year=budget.year, asked=amount)
    about = key_of(budget, proposal_id=proposal_id)
    granted = MoneyGranted.following(command, **about, amount_cents=amount)
    if amount == reserved:
        return [granted]
    left_over = ReservationReleased.following(command, **about, amount_cents=reserved - amount)
    return [granted, left_over]


def pay(
    command: ActorCommand, budget: Budget, proposal_id: str, payout_id: str, amount: Money
) -> list[Event]:
    """Book a payment on granted money; the payout's own rules guard the amount."""
    about = key_of(budget, proposal_id=proposal_id, payout_id=payout_id)
    return [MoneyPaid.following(command, **about, amount_cents=amount)]


def release_remainder(
    command: ActorCommand, budget: Budget, amount: Money | None = None
) -> list[Event]:
    """Give what is available, or so much of it, back to the city's general means."""
    released = budget.available if amount is None else amount
    return [RemainderReleased.following(command, **key_of(budget), amount_cents=released)]


def guard_allocated(budget: Budget | None, year: int, wijk: str) -> Budget:
    """Nothing is spent in a wijk that no money was allocated to."""
    if budget is None:
        raise NotAllocated(wijk=wijk, year=year)
    return budget


def guard_available(budget: Budget, amount: Money) -> None:
    """Money never exceeds the ceiling of the wijk and year (Awb 4:25)."""
    guard_not_voted_on(budget, amount)
    if amount > budget.available:
        raise NotEnoughMoney(
            available=budget.available, wijk=budget.wijk, year=budget.year, asked=amount
        )


def guard_not_voted_on(budget: Budget, amount: Money) -> None:
    """What people vote on is distributed by what they decide, and by nothing else (Awb 4:26)."""
    held = budget.voted_on
    if held and budget.available < amount <= budget.available + held:
        raise BoundByRounds(held=held, available=budget.available)


def key_of(budget: Budget, **about: object) -> dict[str, object]:
    """The fields that every movement of a budget has, and what this one is about."""
    return {"division_id": budget.division_id, "wijk": budget.wijk, "year": budget.year, **about}
