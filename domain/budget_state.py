"""Where the money of one wijk and year stands: its state after each event of its stream.

What may be done with it is in `budget` and in the rooms of what moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.border_money_events import MoneyMappedIn, MoneyMappedOut
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
    MoneyPooledIn,
    MoneyPooledOut,
    MoneyReserved,
    RemainderReleased,
    ReservationReleased,
    SavedPart,
    SubsidyBound,
    SubsidyFreed,
)
from domain.event import Event
from domain.money import ZERO, Money, total
from domain.round_money_events import (
    RoundMoneyBound,
    RoundMoneyCounted,
    RoundMoneyFreed,
    WinnerMoneyBound,
)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a wijk has in a year, and for which proposals it is reserved or granted.

    `lines` is what is free on the lines beside the one for initiatives; `bound` is what subsidies
    bind of the line for institutions; `saved` is what came along from years before;
    `pooled` what came from other wijken less what went to the whole city. `city_shares` are the
    numbers of allocations whose city-wide share is here. What people vote on is held: `voted` by
    round until it is counted, `won` by proposal until it is reserved, and `themes` by the round
    that divided it, until projects are chosen within it; within which of them is in `followed`.
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
    voted: Mapping[str, Money] = field(default_factory=dict)
    won: Mapping[str, Money] = field(default_factory=dict)
    themes: Mapping[str, Money] = field(default_factory=dict)
    followed: frozenset[tuple[str, str]] = frozenset()

    @property
    def voted_on(self) -> Money:
        """What is held on the line for initiatives, because people vote or voted on it."""
        held = (self.voted, self.won, self.themes)
        return total(amount for amounts in held for amount in amounts.values())

    @property
    def available(self) -> Money:
        """What can still be reserved: free on the line for initiatives, and not voted on."""
        came_in = self.allocated + self.carried_in + self.pooled + total(self.excess.values())
        elsewhere = (self.reserved, self.granted, self.lines, self.bound)
        spoken_for = total(amount for amounts in elsewhere for amount in amounts.values())
        return came_in - self.carried_out - self.released - spoken_for - self.voted_on

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
        case MoneyCarriedOut() | MoneyMappedOut():
            return replace(budget, carried_out=budget.carried_out + amount)
        case MoneyCarriedIn() | MoneyMappedIn():
            saved = together((*budget.saved, *event.saved))
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
            return _voted_on(budget, event)


def _voted_on(budget: Budget, event: BudgetEvent) -> Budget:
    amount = event.amount_cents
    match event:
        case RoundMoneyBound():
            return replace(budget, voted=moved(budget.voted, event.round_id, amount))
        case RoundMoneyCounted():
            left = {name: held for name, held in budget.voted.items() if name != event.round_id}
            won = {**budget.won} | {each.proposal_id: each.amount_cents for each in event.won}
            themes = moved(budget.themes, event.round_id, event.themes_cents)
            return replace(budget, voted=left, won=won, themes=themes)
        case RoundMoneyFreed(proposal_id=None):
            followed = budget.followed | {(event.round_id, theme) for theme in event.themes}
            themes = moved(budget.themes, event.round_id, -amount)
            return replace(budget, themes=themes, followed=followed)
        case RoundMoneyFreed(proposal_id=str(proposal_id)):
            return replace(budget, won=moved(budget.won, proposal_id, -amount))
        case WinnerMoneyBound():
            return replace(budget, won=moved(budget.won, event.proposal_id, amount))
        case _:
            return budget


def together(saved: Iterable[SavedPart]) -> tuple[SavedPart, ...]:
    """What was given for the same year is one part, the oldest first: of several wijken too."""
    by_year: dict[int, Money] = {}
    for part in saved:
        by_year[part.given_for] = by_year.get(part.given_for, ZERO) + part.amount_cents
    return tuple(
        SavedPart(given_for=year, amount_cents=amount) for year, amount in sorted(by_year.items())
    )


def moved(amounts: Mapping[str, Money], key: str, amount: Money) -> dict[str, Money]:
    """Amounts by proposal or line after one of them moved; what is nothing is left out."""
    after = {**amounts, key: amounts.get(key, ZERO) + amount}
    return {key: value for key, value in after.items() if value}
