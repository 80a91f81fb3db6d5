"""Lines of a wijk's budget in a year: what allocations and acts put on each, and every movement
between them with its act and its reason.

What is free on a line, and what is bound, is in the budget state. What comes from another year or
is left when the year closes is not counted here, so that years can be held beside each other. Where
borders changed between two years, it is told wijk by wijk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from domain.border_money_events import MoneyMappedIn, MoneyMappedOut, ShareOfWijk
from domain.budget_events import (
    AllocationReversed,
    BudgetEvent,
    BudgetLine,
    CityMoneyAllocated,
    MoneyAllocated,
    MoneyDivided,
    MoneyMoved,
    SubsidyFreed,
)
from domain.budget_year import BodyAct, CouncilAct
from domain.event import Commitment
from domain.money import ZERO, Money
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry


class LineMovement(Part):
    """Money that went from one line to another."""

    from_line: BudgetLine
    to_line: BudgetLine
    amount_cents: Money
    act: BodyAct
    reason: Commitment
    moved: Deed


class CrossedMoney(Part):
    """Money that crossed a change of borders, with the wijk and year on the other side."""

    division: str
    wijk: str
    year: int
    amount_cents: Money
    share: ShareOfWijk
    council_act: CouncilAct
    moved: Deed


class LinesDocument(Document):
    """The lines of one wijk and year: `put` has what each was given, by line.

    `came` is what arrived from wijken of the division before, `went` what went to those it became.
    """

    year: int
    wijk: str
    put: dict[BudgetLine, Money] = Field(default_factory=dict)
    movements: tuple[LineMovement, ...] = ()
    came: tuple[CrossedMoney, ...] = ()
    went: tuple[CrossedMoney, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.year}/{self.wijk}"

    def put_on(self, line: BudgetLine) -> Money:
        """What allocations and acts gave a line."""
        return self.put.get(line, ZERO)


class BudgetLinesProjection:
    """One document per wijk and year."""

    name = "budget_lines"
    version = 2
    subjects: frozenset[str] | None = frozenset({"budget"})
    kinds: Mapping[str, type[Document]] = {"": LinesDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The lines that the event changes, if it does."""
        event = entry.event
        return (_key_of(event),) if isinstance(event, CHANGE_LINES) else ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The lines after the event."""
        event = entry.event
        if not isinstance(event, CHANGE_LINES):
            return {}
        key = _key_of(event)
        lines = documents.find(key, LinesDocument) or LinesDocument(
            position=entry.position, year=event.year, wijk=event.wijk
        )
        changes: Changes = {"position": entry.position}
        match event:
            case MoneyAllocated() | CityMoneyAllocated():
                changes["put"] = _with(lines.put, BudgetLine.INITIATIVE, event.amount_cents)
            case AllocationReversed():
                changes["put"] = _with(lines.put, BudgetLine.INITIATIVE, -event.amount_cents)
            case MoneyDivided():
                changes |= _moved(entry, event, lines, BudgetLine.INITIATIVE, event.line)
            case SubsidyFreed():
                put = _with(lines.put, BudgetLine.INSTITUTION, -event.amount_cents)
                changes["put"] = _with(put, BudgetLine.INITIATIVE, event.amount_cents)
            case MoneyMoved():
                changes |= _moved(entry, event, lines, event.from_line, event.to_line)
            case MoneyMappedIn():
                changes["came"] = (*lines.came, _came(entry, event))
            case MoneyMappedOut():
                changes["went"] = (*lines.went, _went(entry, event))
        return {key: altered(lines, changes)}


CHANGE_LINES = (
    MoneyAllocated,
    CityMoneyAllocated,
    AllocationReversed,
    MoneyDivided,
    MoneyMoved,
    SubsidyFreed,
    MoneyMappedIn,
    MoneyMappedOut,
)


def _key_of(event: BudgetEvent) -> str:
    return f"{event.year}/{event.wijk}"


def _with(
    put: Mapping[BudgetLine, Money], line: BudgetLine, amount: Money
) -> dict[BudgetLine, Money]:
    return {**put, line: put.get(line, ZERO) + amount}


def _moved(
    entry: Entry,
    event: MoneyDivided | MoneyMoved,
    lines: LinesDocument,
    from_line: BudgetLine,
    to_line: BudgetLine,
) -> Changes:
    movement = as_told(
        LineMovement, event, from_line=from_line, to_line=to_line, moved=deed(entry, event)
    )
    put = _with(lines.put, from_line, -event.amount_cents)
    return {
        "put": _with(put, to_line, event.amount_cents),
        "movements": (*lines.movements, movement),
    }


def _came(entry: Entry, event: MoneyMappedIn) -> CrossedMoney:
    there = {"division": event.from_division, "wijk": event.from_wijk, "year": event.from_year}
    return as_told(CrossedMoney, event, moved=deed(entry, event), **there)


def _went(entry: Entry, event: MoneyMappedOut) -> CrossedMoney:
    there = {"division": event.to_division, "wijk": event.to_wijk, "year": event.to_year}
    return as_told(CrossedMoney, event, moved=deed(entry, event), **there)
