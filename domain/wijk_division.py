"""The division of a municipality into wijken. Dated: last year's figures keep last year's borders.

Every figure is keyed on (division, wijk, year). Codes are those of Statistics Netherlands (CBS).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

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


class DivisionAdopted(PublicEvent):
    """The wijken, their codes and names, that figures refer to from `valid_from` on."""

    TOPIC: ClassVar[str] = "division.adopted.v2"

    division_id: Identifier
    municipality: str = MunicipalityCode
    valid_from: Day
    wijken: tuple[Wijk, ...]
    example: IsExample


@dataclass(frozen=True, slots=True)
class Division:
    """A division as adopted: names of wijken by code."""

    division_id: str
    valid_from: date
    wijken: dict[str, str]


def stream_of(division_id: str) -> str:
    """The stream of one division."""
    return f"division:{division_id}"


def evolve(division: Division | None, event: Event) -> Division | None:
    """The division after one more event."""
    match event:
        case DivisionAdopted():
            names = {wijk.code: wijk.name for wijk in event.wijken}
            return Division(event.division_id, event.valid_from, names)
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


def guard_division_exists(division: Division | None, division_id: str) -> Division:
    """A year is opened on a division that was adopted before."""
    if division is None:
        raise DivisionUnknown(division=division_id)
    return division


def guard_wijk_exists(division: Division | None, division_id: str, wijk: str) -> None:
    """Money and plans belong to a wijk of the division in force."""
    if wijk not in guard_division_exists(division, division_id).wijken:
        raise WijkUnknown(wijk=wijk, division=division_id)
