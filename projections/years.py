"""Budget years with the acts that frame them, the allocation and the closing; and the divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.allocation_key import (
    AllocationCorrected,
    AllocationPart,
    AllocationPublished,
    AllocationShare,
)
from domain.budget_year import (
    ActKind,
    Body,
    BudgetYearClosed,
    BudgetYearOpened,
    CouncilAct,
    FrameworkActRecorded,
    Remainder,
)
from domain.event import Commitment
from domain.money import ZERO, Money, total
from domain.wijk_division import BorderChange, BordersRecorded, DivisionAdopted, Wijk, code_of_city
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry
from projections.places import WHOLE_CITY, Place, places_of


class DivisionDocument(Document):
    """A division as adopted; `example` marks one that was made up for a try.

    `changes` say where the wijken of the division before went, once that is on record.
    """

    division_id: str
    municipality: str
    valid_from: date
    wijken: tuple[Wijk, ...]
    example: bool
    adopted: Deed
    former_id: str | None = None
    source: str | None = None
    changes: tuple[BorderChange, ...] = ()

    @property
    def path(self) -> str:
        return f"division/{self.division_id}"

    @property
    def city(self) -> str:
        """The code under which money of the whole city goes."""
        return code_of_city(self.municipality, (each.code for each in self.wijken))


class FrameworkAct(Part):
    """An act of council or college, by number and date."""

    kind: ActKind
    body: Body
    number: str
    decided_on: date
    recorded: Deed


class Correction(Part):
    """An allocation was reversed: which took its place, and why."""

    corrected_by: int
    reason: Commitment
    corrected: Deed


class Allocation(Part):
    """A published allocation: its key in parts, each with source and date, and every share.

    `corrects` is the number of the one it took the place of, `correction` is there where another
    took its place.
    """

    number: int
    total_cents: Money
    city_wide_cents: Money
    key: str
    parts: tuple[AllocationPart, ...]
    shares: tuple[AllocationShare, ...]
    corrects: int | None
    published: Deed
    correction: Correction | None = None

    @property
    def example(self) -> bool:
        """Whether a figure of its key was made up for a try."""
        return any(part.example for part in self.parts)

    def share_of(self, wijk: str) -> Money | None:
        """What a wijk gets; None where it is not in the key."""
        found = (share.amount_cents for share in self.shares if share.wijk == wijk)
        return next(found, None)


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
    def places(self) -> tuple[Place, ...]:
        """The wijken by name, and last the whole city: what has a budget of its own."""
        return places_of(self.wijken, self.division.city) if self.division else ()

    @property
    def allocated_cents(self) -> Money:
        """What all allocations that stand add up to."""
        return total(allocation.total_cents for allocation in self.standing)

    @property
    def standing(self) -> tuple[Allocation, ...]:
        """The allocations that were not reversed."""
        return tuple(each for each in self.allocations if each.correction is None)

    def allocation(self, number: int) -> Allocation | None:
        """An allocation by its number."""
        return next((each for each in self.allocations if each.number == number), None)

    @property
    def is_example(self) -> bool:
        """Whether division or key were made up for a try."""
        division = self.division is not None and self.division.example
        return division or any(allocation.example for allocation in self.standing)

    def name_of(self, wijk: str) -> str | None:
        """The name of a wijk in this year's division, or of the whole city."""
        if self.division is not None and wijk == self.division.city:
            return WHOLE_CITY
        return next((each.name for each in self.wijken if each.code == wijk), None)


class YearsProjection:
    """One document per year, and one per division (`division:…`)."""

    name = "years"
    version = 2
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
            case BordersRecorded(division_id=division_id):
                return (f"division:{division_id}",)
            case (
                FrameworkActRecorded()
                | AllocationPublished()
                | AllocationCorrected()
                | BudgetYearClosed()
            ) as event:
                return (str(event.year),)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The division that was adopted, or the year that something happened to."""
        match entry.event:
            case DivisionAdopted() as event:
                return {f"division:{event.division_id}": _division(entry, event)}
            case BordersRecorded() as event:
                return _mapped(entry, event, documents)
            case (
                FrameworkActRecorded()
                | BudgetYearOpened()
                | AllocationPublished()
                | AllocationCorrected()
                | BudgetYearClosed()
            ) as event:
                year = documents.find(str(event.year), YearDocument)
                year = year or YearDocument(position=entry.position, year=event.year)
                return {str(event.year): _year_after(entry, year, documents)}
            case _:
                return {}


def _division(entry: Entry, event: DivisionAdopted) -> DivisionDocument:
    return as_told(DivisionDocument, event, position=entry.position, adopted=deed(entry, event))


def _mapped(entry: Entry, event: BordersRecorded, documents: Documents) -> Mapping[str, Document]:
    key = f"division:{event.division_id}"
    division = documents.find(key, DivisionDocument)
    if division is None:
        return {}
    changes = {
        "position": entry.position,
        "former_id": event.former_id,
        "source": event.source,
        "changes": event.changes,
    }
    return {key: altered(division, changes)}


def _year_after(entry: Entry, year: YearDocument, documents: Documents) -> YearDocument:
    changes: Changes = {"position": entry.position}
    match entry.event:
        case FrameworkActRecorded() as event:
            changes["acts"] = (*year.acts, _act(entry, event))
        case BudgetYearOpened() as event:
            changes["opened"] = deed(entry, event)
            changes["ceiling_cents"] = event.ceiling_cents
            changes["division"] = documents.find(f"division:{event.division_id}", DivisionDocument)
        case AllocationPublished() as event:
            number = len(year.allocations) + 1
            changes["allocations"] = (*year.allocations, _allocation(entry, event, number))
        case AllocationCorrected() as event:
            changes["allocations"] = tuple(
                _corrected(entry, event, each) if each.number == event.number else each
                for each in year.allocations
            )
        case BudgetYearClosed() as event:
            changes["closing"] = Closing(
                remainder=event.remainder,
                council_act=event.council_act,
                closed=deed(entry, event),
            )
    return altered(year, changes)


def _act(entry: Entry, event: FrameworkActRecorded) -> FrameworkAct:
    return as_told(FrameworkAct, event, recorded=deed(entry, event))


def _allocation(entry: Entry, event: AllocationPublished, number: int) -> Allocation:
    return as_told(Allocation, event, number=number, published=deed(entry, event))


def _corrected(entry: Entry, event: AllocationCorrected, wrong: Allocation) -> Allocation:
    correction = Correction(
        corrected_by=event.corrected_by, reason=event.reason, corrected=deed(entry, event)
    )
    return altered(wrong, {"correction": correction})
