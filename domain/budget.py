"""The money of one wijk in one year: one stream, one consistency boundary.

Allocating, reserving, granting, paying, carrying over and releasing are events of this stream,
accepted together with the grant's or the payout's own, so that no two commands can spend the same
euro. All of it is on the line for initiatives, from which proposals are paid, until an act puts a
part on another line (`budget_line`). At every position: allocated + carried in + pooled + lawful
excess = available + on other lines + bound by subsidies + reserved + granted + carried out +
released.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.budget_events import (
    AllocationReversed,
    BudgetEvent,
    BudgetLine,
    CityMoneyAllocated,
    ExcessCovered,
    ExcessReturned,
    GrantReduced,
    LineClosed,
    MoneyAllocated,
    MoneyCarriedIn,
    MoneyCarriedOut,
    MoneyDivided,
    MoneyGranted,
    MoneyMoved,
    MoneyPaid,
    MoneyPooledIn,
    MoneyPooledOut,
    MoneyReserved,
    RemainderReleased,
    ReservationReleased,
    SavedPart,
    SubsidyBound,
    SubsidyFreed,
)
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event
from domain.money import ZERO, Money, total


class NotEnoughMoney(Refusal):
    code = "budget.not_enough_available"
    dutch = "Er is nog {available} beschikbaar in wijk {wijk} in {year}; gevraagd is {asked}."
    english = "{available} is still available in wijk {wijk} in {year}; {asked} was asked."


class NotAllocated(Refusal):
    code = "budget.not_allocated"
    dutch = "Voor wijk {wijk} is in {year} geen geld verdeeld."
    english = "No money has been allocated to wijk {wijk} in {year}."


@dataclass(frozen=True, slots=True)
class Budget:
    """What a wijk has in a year, and for which proposals it is reserved or granted.

    `lines` is what is free on the lines beside the one for initiatives; `bound` is what subsidies
    bind of the line for institutions; `saved` is what came along from years before;
    `pooled` what came from other wijken less what went to the whole city. `city_shares` are the
    numbers of allocations whose city-wide share is here.
    """

    division_id: str
    wijk: str
    year: int
    allocated: Money = ZERO
    carried_in: Money = ZERO
    carried_out: Money = ZERO
    released: Money = ZERO
    reserved: Mapping[str, Money] = field(default_factory=dict)
    granted: Mapping[str, Money] = field(default_factory=dict)
    lines: Mapping[str, Money] = field(default_factory=dict)
    bound: Mapping[str, Money] = field(default_factory=dict)
    excess: Mapping[str, Money] = field(default_factory=dict)
    saved: tuple[SavedPart, ...] = ()
    pooled: Money = ZERO
    city_shares: frozenset[int] = frozenset()

    @property
    def available(self) -> Money:
        """What can still be reserved: what is free on the line for initiatives."""
        came_in = self.allocated + self.carried_in + self.pooled + total(self.excess.values())
        elsewhere = (self.reserved, self.granted, self.lines, self.bound)
        spoken_for = total(amount for amounts in elsewhere for amount in amounts.values())
        return came_in - self.carried_out - self.released - spoken_for

    def left_by_year(self) -> tuple[SavedPart, ...]:
        """What can still be reserved, by the year it was first given for, the oldest first.

        What is oldest is spent first, so that what is left is the newest.
        """
        left, parts = self.available, []
        given = self.allocated + self.pooled + total(self.excess.values())
        this_year = SavedPart(given_for=self.year, amount_cents=max(given, ZERO))
        for part in (this_year, *reversed(self.saved)):
            amount = min(part.amount_cents, left)
            left -= amount
            if amount:
                parts.append(SavedPart(given_for=part.given_for, amount_cents=amount))
        return tuple(reversed(parts))

    def free_on(self, line: BudgetLine) -> Money:
        """What nobody has a claim on yet, on one line."""
        return self.available if line is BudgetLine.INITIATIVE else self.lines.get(line, ZERO)


def stream_of(year: int, wijk: str) -> str:
    """The stream of one wijk's money in one year."""
    return f"budget:{year}:{wijk}"


def evolve(budget: Budget | None, event: Event) -> Budget | None:
    """The budget after one more event."""
    if not isinstance(event, BudgetEvent):
        return budget
    budget = budget or Budget(event.division_id, event.wijk, event.year)
    amount = event.amount_cents
    match event:
        case MoneyAllocated():
            return replace(budget, allocated=budget.allocated + amount)
        case AllocationReversed():
            return replace(budget, allocated=budget.allocated - amount)
        case MoneyCarriedOut():
            return replace(budget, carried_out=budget.carried_out + amount)
        case MoneyCarriedIn():
            saved = (*budget.saved, *event.saved)
            return replace(budget, carried_in=budget.carried_in + amount, saved=saved)
        case RemainderReleased():
            return replace(budget, released=budget.released + amount)
        case _:
            return _moved_for_a_proposal(budget, event)


def budget_after(budget: Budget, events: list[Event]) -> Budget:
    """The budget once these movements have happened."""
    after: Budget | None = budget
    for event in events:
        after = evolve(after, event)
    return after or budget


def _moved_for_a_proposal(budget: Budget, event: BudgetEvent) -> Budget:
    amount = event.amount_cents
    match event:
        case MoneyReserved():
            return replace(budget, reserved=moved(budget.reserved, event.proposal_id, amount))
        case ReservationReleased():
            return replace(budget, reserved=moved(budget.reserved, event.proposal_id, -amount))
        case MoneyGranted():
            return replace(
                budget,
                reserved=moved(budget.reserved, event.proposal_id, -amount),
                granted=moved(budget.granted, event.proposal_id, amount),
            )
        case GrantReduced():
            return replace(budget, granted=moved(budget.granted, event.proposal_id, -amount))
        case ExcessCovered():
            return replace(budget, excess=moved(budget.excess, event.proposal_id, amount))
        case ExcessReturned():
            return replace(budget, excess=moved(budget.excess, event.proposal_id, -amount))
        case _:
            return _beside_initiatives(budget, event)


def _beside_initiatives(budget: Budget, event: BudgetEvent) -> Budget:
    """What is on other lines; the line for initiatives is what they leave, and is not kept."""
    amount = event.amount_cents
    match event:
        case MoneyDivided():
            return replace(budget, lines=moved(budget.lines, event.line, amount))
        case MoneyMoved():
            lines = moved(moved(budget.lines, event.from_line, -amount), event.to_line, amount)
            lines.pop(BudgetLine.INITIATIVE, None)
            return replace(budget, lines=lines)
        case CityMoneyAllocated():
            shares = budget.city_shares | {event.allocation_number}
            return replace(budget, allocated=budget.allocated + amount, city_shares=shares)
        case MoneyPooledIn():
            return replace(budget, pooled=budget.pooled + amount)
        case MoneyPooledOut():
            return replace(budget, pooled=budget.pooled - amount)
        case SubsidyBound():
            return replace(
                budget,
                lines=moved(budget.lines, BudgetLine.INSTITUTION, -amount),
                bound=moved(budget.bound, event.subsidy_id, amount),
            )
        case SubsidyFreed():
            return replace(budget, bound=moved(budget.bound, event.subsidy_id, -amount))
        case LineClosed():
            return replace(budget, lines=moved(budget.lines, event.line, -amount))
        case _:
            return budget


def moved(amounts: Mapping[str, Money], key: str, amount: Money) -> dict[str, Money]:
    """Amounts by proposal or line after one of them moved; what is nothing is left out."""
    after = {**amounts, key: amounts.get(key, ZERO) + amount}
    return {key: value for key, value in after.items() if value}


def reserve(command: ActorCommand, budget: Budget, proposal_id: str, amount: Money) -> list[Event]:
    """Reserve for a proposal; never more than is available."""
    guard_available(budget, amount)
    return [
        MoneyReserved.following(
            command, **key_of(budget), proposal_id=proposal_id, amount_cents=amount
        )
    ]


def release_reservation(command: ActorCommand, budget: Budget, proposal_id: str) -> list[Event]:
    """Make what is reserved for a proposal available again; nothing when nothing is reserved."""
    reserved = budget.reserved.get(proposal_id, ZERO)
    if not reserved:
        return []
    return [
        ReservationReleased.following(
            command, **key_of(budget), proposal_id=proposal_id, amount_cents=reserved
        )
    ]


def grant_reserved(
    command: ActorCommand, budget: Budget, proposal_id: str, amount: Money
) -> list[Event]:
    """Bind reserved money by a decision; what is left of the reservation becomes available."""
    left_over = budget.reserved.get(proposal_id, ZERO) - amount
    if left_over < ZERO:
        raise NotEnoughMoney(
            available=budget.reserved.get(proposal_id, ZERO),
            wijk=budget.wijk,
            year=budget.year,
            asked=amount,
        )
    granted = MoneyGranted.following(
        command, **key_of(budget), proposal_id=proposal_id, amount_cents=amount
    )
    if not left_over:
        return [granted]
    released = ReservationReleased.following(
        command, **key_of(budget), proposal_id=proposal_id, amount_cents=left_over
    )
    return [granted, released]


def pay(
    command: ActorCommand, budget: Budget, proposal_id: str, payout_id: str, amount: Money
) -> list[Event]:
    """Book a payment on granted money; the payout's own rules guard the amount."""
    return [
        MoneyPaid.following(
            command,
            **key_of(budget),
            proposal_id=proposal_id,
            payout_id=payout_id,
            amount_cents=amount,
        )
    ]


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
    if amount > budget.available:
        raise NotEnoughMoney(
            available=budget.available, wijk=budget.wijk, year=budget.year, asked=amount
        )


def key_of(budget: Budget) -> dict[str, object]:
    """The fields that every movement of a budget has."""
    return {"division_id": budget.division_id, "wijk": budget.wijk, "year": budget.year}
