"""A budget year: the acts that frame it, its opening, the published allocation, its closing.

Four acts with number, date and body together open a year: the council adopts the budget and the
subsidy by-law, the college adopts the scheme with its ceiling and gives the mandate. A sounding of
the council's opinion (peilnota) may go before. The ceiling and its distribution are published
beforehand (Awb 4:22, 4:25-4:27).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.allocation_key import AllocationCorrected, AllocationPublished
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Day, Event, Identifier, PublicEvent, WijkCode, Year
from domain.money import ZERO, Money, PositiveMoney, total
from domain.past_day import PastDay


class BudgetYearUnknown(Refusal):
    code = "budget_year.unknown"
    status = NOT_FOUND
    dutch = "Begrotingsjaar {year} is niet geopend."
    english = "Budget year {year} has not been opened."


class BudgetYearAlreadyOpened(Refusal):
    code = "budget_year.already_opened"
    dutch = "Begrotingsjaar {year} is al geopend."
    english = "Budget year {year} has already been opened."


class BudgetYearIsClosed(Refusal):
    code = "budget_year.closed"
    dutch = "Begrotingsjaar {year} is afgesloten; hierin kan niets meer veranderen."
    english = "Budget year {year} is closed; nothing in it can change any more."


class FrameworkActMissing(Refusal):
    code = "budget_year.act_missing"
    dutch = "Het jaar {year} kan nog niet open: het besluit '{act}' ontbreekt."
    english = "The year {year} cannot be opened yet: the act '{act}' is missing."


class WrongBody(Refusal):
    code = "budget_year.wrong_body"
    dutch = "Het besluit '{act}' is niet aan dit orgaan, maar aan: {body}."
    english = "The act '{act}' is not up to this body, but to: {body}."


class ActKind(StrEnum):
    """The acts that frame a year."""

    SOUNDING = "sounding"
    BUDGET = "budget"
    BY_LAW = "by_law"
    SCHEME = "scheme"
    MANDATE = "mandate"


class Body(StrEnum):
    """Who takes a framework act."""

    COUNCIL = "council"
    COLLEGE = "college"


COMPETENT_BODY = {
    ActKind.SOUNDING: Body.COUNCIL,
    ActKind.BUDGET: Body.COUNCIL,
    ActKind.BY_LAW: Body.COUNCIL,
    ActKind.SCHEME: Body.COLLEGE,
    ActKind.MANDATE: Body.COLLEGE,
}
REQUIRED_ACTS = (ActKind.BUDGET, ActKind.BY_LAW, ActKind.SCHEME, ActKind.MANDATE)


class CouncilAct(BaseModel):
    """A decision of the council by number and date, as cited by whoever rests on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: Identifier
    decided_on: PastDay


DecidedByCouncil = Annotated[
    CouncilAct | None,
    Field(
        description="what the council decided, above the amount from which it does; null below it"
    ),
]


class BodyAct(CouncilAct):
    """A decision of council or college that money within a year rests on."""

    body: Body


class RecordFrameworkAct(ActorCommand):
    """Record an act that was taken, by its number and date."""

    year: Year
    kind: ActKind
    body: Body
    number: Identifier
    decided_on: PastDay


class OpenBudgetYear(ActorCommand):
    """Open a year under a ceiling, on a division; possible once its four acts are recorded."""

    year: Year
    division_id: Identifier
    ceiling_cents: PositiveMoney


class FrameworkActRecorded(PublicEvent):
    """An act of council or college that frames the year."""

    TOPIC: ClassVar[str] = "framework.act_recorded.v1"

    year: Year
    kind: ActKind
    body: Body
    number: Identifier
    decided_on: Day


class BudgetYearOpened(PublicEvent):
    """Money can be allocated up to the ceiling, over the wijken of the division."""

    TOPIC: ClassVar[str] = "budget_year.opened.v1"

    year: Year
    division_id: Identifier
    ceiling_cents: Money


class Remainder(StrEnum):
    """What happens to money that was not granted when the year closes."""

    CARRY_OVER = "carry_over"
    RELEASE = "release"


class RemaindersPooled(PublicEvent):
    """What these wijken had left is for the whole city from now on, under a council act."""

    TOPIC: ClassVar[str] = "budget_year.remainders_pooled.v1"

    year: Year
    council_act: CouncilAct
    wijken: tuple[WijkCode, ...]
    amount_cents: Money


class BudgetYearClosed(PublicEvent):
    """The remainder of every wijk is carried over under a council act, or released."""

    TOPIC: ClassVar[str] = "budget_year.closed.v1"

    year: Year
    remainder: Remainder
    council_act: CouncilAct | None


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A year with its acts; `division_id` is None until it is opened.

    `corrected` are the numbers of allocations that were reversed.
    """

    year: int
    acts: frozenset[ActKind] = frozenset()
    division_id: str | None = None
    ceiling: Money = ZERO
    allocations: tuple[AllocationPublished, ...] = ()
    corrected: frozenset[int] = frozenset()
    closed: bool = False

    @property
    def allocated(self) -> Money:
        """What the allocations that stand add up to."""
        numbered = enumerate(self.allocations, start=1)
        return total(each.total_cents for number, each in numbered if number not in self.corrected)


def stream_of(year: int) -> str:
    """The stream of one budget year."""
    return f"budget_year:{year}"


def evolve(year: BudgetYear | None, event: Event) -> BudgetYear | None:
    """The year after one more event."""
    match event:
        case FrameworkActRecorded():
            year = year or BudgetYear(event.year)
            return replace(year, acts=year.acts | {event.kind})
        case BudgetYearOpened():
            year = year or BudgetYear(event.year)
            return replace(year, division_id=event.division_id, ceiling=event.ceiling_cents)
        case AllocationPublished() if year:
            return replace(year, allocations=(*year.allocations, event))
        case AllocationCorrected() if year:
            return replace(year, corrected=year.corrected | {event.number})
        case BudgetYearClosed() if year:
            return replace(year, closed=True)
        case _:
            return year


def record_act(command: RecordFrameworkAct, year: BudgetYear | None) -> list[Event]:
    """Record an act of the body that may take it."""
    competent = COMPETENT_BODY[command.kind]
    if command.body is not competent:
        raise WrongBody(act=command.kind.value, body=competent.value)
    if year is not None and year.closed:
        raise BudgetYearIsClosed(year=command.year)
    return [FrameworkActRecorded.following(command)]


def open_year(command: OpenBudgetYear, year: BudgetYear | None) -> list[Event]:
    """Open the year when every required act is there. The division's existence is the caller's."""
    if year is not None and year.division_id is not None:
        raise BudgetYearAlreadyOpened(year=command.year)
    recorded = year.acts if year else frozenset()
    for act in REQUIRED_ACTS:
        if act not in recorded:
            raise FrameworkActMissing(year=command.year, act=act.value)
    return [BudgetYearOpened.following(command)]


def guard_year_is_open(year: BudgetYear | None, number: int) -> tuple[BudgetYear, str]:
    """Money moves only in a year that was opened and is not closed: the year and its division."""
    if year is None or year.division_id is None:
        raise BudgetYearUnknown(year=number)
    if year.closed:
        raise BudgetYearIsClosed(year=number)
    return year, year.division_id


def guard_year_was_opened(year: BudgetYear | None, number: int) -> None:
    """What looks back is about a year that was opened, closed by now or not."""
    if year is None or year.division_id is None:
        raise BudgetYearUnknown(year=number)
