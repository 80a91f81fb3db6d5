"""Budget years with the acts that frame them, the allocation and the closing; and the divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.budget_year import (
    ActKind,
    AllocationPublished,
    AllocationShare,
    Body,
    BudgetYearClosed,
    BudgetYearOpened,
    CouncilAct,
    FrameworkActRecorded,
    Remainder,
)
from domain.money import ZERO, Money, total
from domain.wijk_division import DivisionAdopted, Wijk
from projections.document import Deed, Document, Documents, Part, altered, deed
from projections.entry import Entry


class DivisionDocument(Document):
    """A division as adopted; `example` marks one that was made up for a try."""

    division_id: str
    municipality: str
    valid_from: date
    wijken: tuple[Wijk, ...]
    example: bool
    adopted: Deed

    @property
    def path(self) -> str:
        return f"division/{self.division_id}"


class FrameworkAct(Part):
    """An act of council or college, by number and date."""

    kind: ActKind
    body: Body
    number: str
    decided_on: date
    recorded: Deed


class Allocation(Part):
    """A published allocation: the key, its source and date, and the share of every wijk."""

    total_cents: Money
    key: str
    source: str
    measured_on: date
    example: bool
    shares: tuple[AllocationShare, ...]
    published: Deed


class Closing(Part):
    """What happened to the remainder when the year closed."""

    remainder: Remainder
    council_act: CouncilAct | None
    closed: Deed


class YearDocument(Document):
    """A budget year; `division` and `opened` are None until it is opened."""

    year: int
    acts: tuple[FrameworkAct, ...] = ()
    division: DivisionDocument | None = None
    ceiling_cents: Money = ZERO
    opened: Deed | None = None
    allocations: tuple[Allocation, ...] = ()
    closing: Closing | None = None

    @property
    def path(self) -> str:
        return f"year/{self.year}"

    @property
    def wijken(self) -> tuple[Wijk, ...]:
        """The wijken of the year's division; none before it is opened."""
        return self.division.wijken if self.division else ()

    @property
    def allocated_cents(self) -> Money:
        """What all allocations add up to."""
        return total(allocation.total_cents for allocation in self.allocations)

    @property
    def is_example(self) -> bool:
        """Whether division or key were made up for a try."""
        division = self.division is not None and self.division.example
        return division or any(allocation.example for allocation in self.allocations)

    def name_of(self, wijk: str) -> str | None:
        """The name of a wijk in this year's division."""
        return next((each.name for each in self.wijken if each.code == wijk), None)


class YearsProjection:
    """One document per year, and one per division (`division:…`)."""

    name = "years"
    version = 1
    subjects: frozenset[str] | None = frozenset(
        {"division", "framework", "budget_year", "allocation"}
    )
    kinds: Mapping[str, type[Document]] = {"": YearDocument, "division": DivisionDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The year, and the division it is opened on."""
        match entry.event:
            case DivisionAdopted(division_id=division_id):
                return (f"division:{division_id}",)
            case BudgetYearOpened(year=year, division_id=division_id):
                return str(year), f"division:{division_id}"
            case FrameworkActRecorded() | AllocationPublished() | BudgetYearClosed() as event:
                return (str(event.year),)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The division that was adopted, or the year that something happened to."""
        match entry.event:
            case DivisionAdopted() as event:
                return {f"division:{event.division_id}": _division(entry, event)}
            case (
                FrameworkActRecorded()
                | BudgetYearOpened()
                | AllocationPublished()
                | BudgetYearClosed()
            ) as event:
                year = documents.find(str(event.year), YearDocument)
                year = year or YearDocument(position=entry.position, year=event.year)
                return {str(event.year): _year_after(entry, year, documents)}
            case _:
                return {}


def _division(entry: Entry, event: DivisionAdopted) -> DivisionDocument:
    return DivisionDocument(
        position=entry.position,
        division_id=event.division_id,
        municipality=event.municipality,
        valid_from=event.valid_from,
        wijken=event.wijken,
        example=event.example,
        adopted=deed(entry, event),
    )


def _year_after(entry: Entry, year: YearDocument, documents: Documents) -> YearDocument:
    changes: dict[str, object] = {"position": entry.position}
    match entry.event:
        case FrameworkActRecorded() as event:
            changes["acts"] = (*year.acts, _act(entry, event))
        case BudgetYearOpened() as event:
            changes["opened"] = deed(entry, event)
            changes["ceiling_cents"] = event.ceiling_cents
            changes["division"] = documents.find(f"division:{event.division_id}", DivisionDocument)
        case AllocationPublished() as event:
            changes["allocations"] = (*year.allocations, _allocation(entry, event))
        case BudgetYearClosed() as event:
            changes["closing"] = Closing(
                remainder=event.remainder,
                council_act=event.council_act,
                closed=deed(entry, event),
            )
    return altered(year, changes)


def _act(entry: Entry, event: FrameworkActRecorded) -> FrameworkAct:
    return FrameworkAct(
        kind=event.kind,
        body=event.body,
        number=event.number,
        decided_on=event.decided_on,
        recorded=deed(entry, event),
    )


def _allocation(entry: Entry, event: AllocationPublished) -> Allocation:
    return Allocation(
        total_cents=event.total_cents,
        key=event.key,
        source=event.source,
        measured_on=event.measured_on,
        example=event.example,
        shares=event.shares,
        published=deed(entry, event),
    )
