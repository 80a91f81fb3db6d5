"""The division of a municipality into wijken. Dated: last year's figures keep last year's borders.

Every figure is keyed on (division, wijk, year). Codes are those of Statistics Netherlands (CBS).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.allocation_key import Weight
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Day, Event, Identifier, IsExample, PublicEvent, WijkCode

MAX_WIJKEN = 240
"""A year closes for all wijken in one command, so their number is bounded by the log's."""

MunicipalityCode = Field(pattern=r"^GM[0-9]{4}$", description="CBS code of a municipality")


class DivisionAlreadyAdopted(Refusal):
    code = "division.already_adopted"
    dutch = "De wijkindeling {division} is al vastgesteld."
    english = "The division {division} has already been adopted."


class DivisionUnknown(Refusal):
    code = "division.unknown"
    status = NOT_FOUND
    dutch = "De wijkindeling {division} bestaat niet. Stel eerst een indeling vast."
    english = "The division {division} does not exist. Adopt a division first."


class WijkListedTwice(Refusal):
    code = "division.wijk_listed_twice"
    dutch = "Wijk {wijk} staat twee keer in de indeling."
    english = "Wijk {wijk} is listed twice in the division."


class WijkUnknown(Refusal):
    code = "wijk.unknown"
    status = NOT_FOUND
    dutch = "Wijk {wijk} bestaat niet in de wijkindeling {division}. Controleer de wijkcode."
    english = "Wijk {wijk} does not exist in division {division}. Check the code of the wijk."


class DivisionNotLater(Refusal):
    code = "division.not_later"
    dutch = "De indeling {division} geldt niet later dan {former}; draai ze om."
    english = "Division {division} does not hold later than {former}; turn them around."


class DivisionHoldsLater(Refusal):
    code = "division.holds_later"
    dutch = "De indeling {division} geldt pas vanaf {day}; het jaar {year} begint eerder."
    english = "Division {division} holds from {day} only; the year {year} begins before that."


class BordersAlreadyRecorded(Refusal):
    code = "division.borders_already_recorded"
    dutch = "Van de indeling {division} is al vastgelegd welke wijken ervoor kwamen."
    english = "For division {division} it is on record already which wijken went before."


class FormerWijkLeftOut(Refusal):
    code = "division.former_wijk_left_out"
    dutch = "Van wijk {wijk} is niet gezegd waar zij is gebleven."
    english = "It was not said where wijk {wijk} went."


class MovedPartsUnclear(Refusal):
    code = "division.moved_parts_unclear"
    dutch = "Wijk {wijk} is opgesplitst: zeg van elk deel hoe groot het is, of van geen enkel."
    english = "Wijk {wijk} was split: say of each part how large it is, or of none."


class Wijk(BaseModel):
    """A part of the municipality, by code and name; both are public facts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: WijkCode
    name: str = Field(min_length=1, max_length=80, description="what people call the wijk")


class AdoptDivision(ActorCommand):
    """Adopt a division that holds from a date; `example` marks one that was made up for a try."""

    division_id: Identifier
    municipality: str = MunicipalityCode
    valid_from: Day
    wijken: tuple[Wijk, ...] = Field(min_length=1, max_length=MAX_WIJKEN)
    example: IsExample = False


class BorderChange(BaseModel):
    """A wijk of a former division, or a part of it, lies in this wijk now.

    `weight` is how much of the former wijk came along, as addresses; None where nobody knows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    former_wijk: WijkCode
    wijk: WijkCode
    weight: Weight | None = None


class RecordBorders(ActorCommand):
    """Say for every wijk of the division before where it went, and on which source."""

    division_id: Identifier
    former_id: Identifier
    source: Identifier
    changes: tuple[BorderChange, ...] = Field(min_length=1, max_length=2 * MAX_WIJKEN)


class DivisionAdopted(PublicEvent):
    """The wijken, their codes and names, that figures refer to from `valid_from` on."""

    TOPIC: ClassVar[str] = "division.adopted.v2"

    division_id: Identifier
    municipality: str = MunicipalityCode
    valid_from: Day
    wijken: tuple[Wijk, ...]
    example: IsExample


class BordersRecorded(PublicEvent):
    """Where every wijk of the division before went. Figures of then stay as they were."""

    TOPIC: ClassVar[str] = "division.borders_recorded.v1"

    division_id: Identifier
    former_id: Identifier
    source: Identifier
    changes: tuple[BorderChange, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A division as adopted: names of wijken by code; `former_id` and `changes` once it was mapped.

    What is for the whole city goes under `city`, a code that none of the wijken has.
    """

    division_id: str
    valid_from: date
    wijken: dict[str, str]
    former_id: str | None = None
    city: str = ""
    changes: tuple[BorderChange, ...] = ()

    @property
    def first_year(self) -> int:
        """The first year whose figures can be of it: it holds from the first day of the year on."""
        day = self.valid_from
        return day.year if (day.month, day.day) == (1, 1) else day.year + 1

    def no_more(self, wijk: str) -> set[str]:
        """The former wijken that a wijk became a part of, and that are no wijken any more."""
        became = {change.former_wijk for change in self.changes if change.wijk == wijk}
        return became - self.wijken.keys()


def code_of_city(municipality: str, wijken: Iterable[str]) -> str:
    """The code under which money, plans and proposals of the whole city go: as that of a wijk with
    number 00, or where the division has such a wijk, the last number that it does not have.
    """
    taken = set(wijken)
    numbers = (0, *range(99, 0, -1))
    codes = (f"WK{municipality.removeprefix('GM')}{number:02d}" for number in numbers)
    return next((code for code in codes if code not in taken), "")


def stream_of(division_id: str) -> str:
    """The stream of one division."""
    return f"division:{division_id}"


def evolve(division: Division | None, event: Event) -> Division | None:
    """The division after one more event."""
    match event:
        case DivisionAdopted():
            names = {wijk.code: wijk.name for wijk in event.wijken}
            city = code_of_city(event.municipality, names)
            return Division(event.division_id, event.valid_from, names, city=city)
        case BordersRecorded() if division:
            return replace(division, former_id=event.former_id, changes=event.changes)
        case _:
            return division


def adopt(command: AdoptDivision, division: Division | None) -> list[Event]:
    """Adopt a division once, each wijk in it once."""
    if division is not None:
        raise DivisionAlreadyAdopted(division=command.division_id)
    seen: set[str] = set()
    for wijk in command.wijken:
        if wijk.code in seen:
            raise WijkListedTwice(wijk=wijk.code)
        seen.add(wijk.code)
    return [DivisionAdopted.following(command)]


def record_borders(
    command: RecordBorders, division: Division | None, former: Division | None
) -> list[Event]:
    """Every former wijk goes somewhere; a new wijk may come from nowhere, as one that is built."""
    division = guard_division_exists(division, command.division_id)
    former = guard_division_exists(former, command.former_id)
    if division.valid_from <= former.valid_from:
        raise DivisionNotLater(division=command.division_id, former=command.former_id)
    if division.former_id is not None:
        raise BordersAlreadyRecorded(division=command.division_id)
    went: dict[str, list[int | None]] = defaultdict(list)
    for change in command.changes:
        guard_wijk_exists(former, command.former_id, change.former_wijk)
        guard_wijk_exists(division, command.division_id, change.wijk)
        went[change.former_wijk].append(change.weight)
    for wijk in sorted(former.wijken):
        guard_moved_parts(wijk, went[wijk])
    return [BordersRecorded.following(command)]


def guard_moved_parts(wijk: str, weights: list[int | None]) -> None:
    """Nothing falls between two wijken, and the size of a part is known beside the others'."""
    if not weights:
        raise FormerWijkLeftOut(wijk=wijk)
    known = [weight for weight in weights if weight is not None]
    if known and (len(known) < len(weights) or not sum(known)):
        raise MovedPartsUnclear(wijk=wijk)


def guard_holds_in(division: Division, year: int) -> None:
    """Every figure of a year is of one division, so that holds from the first day of the year."""
    if division.first_year > year:
        day = division.valid_from.isoformat()
        raise DivisionHoldsLater(division=division.division_id, day=day, year=year)


def guard_division_exists(division: Division | None, division_id: str) -> Division:
    """A year is opened on a division that was adopted before."""
    if division is None:
        raise DivisionUnknown(division=division_id)
    return division


def guard_place_exists(division: Division | None, division_id: str, place: str) -> None:
    """Plans and proposals belong to a wijk of the division in force, or to the whole city."""
    if guard_division_exists(division, division_id).city != place:
        guard_wijk_exists(division, division_id, place)


def guard_wijk_exists(division: Division | None, division_id: str, wijk: str) -> None:
    """Money and plans belong to a wijk of the division in force."""
    if wijk not in guard_division_exists(division, division_id).wijken:
        raise WijkUnknown(wijk=wijk, division=division_id)
