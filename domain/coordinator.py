"""The coordinator of a wijk: who runs the process, appointed per period, and what stays apart.

The college appoints one party, or several as a consortium, after an open tender or by designation.
For one wijk and day there is at most one. What they may not also do is in `separation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.board_events import PARTIES_MAX
from domain.calendar import dutch_day
from domain.command import ActorCommand, ActorId
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, PublicEvent, WijkCode
from domain.past_day import PastDay
from domain.validity import Period, Validity
from domain.wijk_division import MAX_WIJKEN

PERSONS_MAX = 50


class CoordinatorAlreadyAppointed(Refusal):
    code = "coordinator.already_appointed"
    dutch = "Aanwijzing {appointment} is al vastgelegd."
    english = "Appointment {appointment} has already been recorded."


class AppointmentUnknown(Refusal):
    code = "coordinator.appointment_unknown"
    status = NOT_FOUND
    dutch = "Aanwijzing {appointment} is niet vastgelegd."
    english = "Appointment {appointment} is not on record."


class AppointmentPeriodEmpty(Refusal):
    code = "coordinator.period_empty"
    dutch = "De periode eindigt voordat zij begint."
    english = "The period ends before it begins."


class AppointmentsOverlap(Refusal):
    code = "coordinator.overlap"
    dutch = "In dezelfde wijk en periode is al een coördinator aangewezen: {appointment}."
    english = "A coordinator has been appointed there at the time already: {appointment}."


class PartyNamedTwice(Refusal):
    code = "coordinator.party_named_twice"
    dutch = "Noem elke partij een keer."
    english = "Name each party once."


class AppointmentOver(Refusal):
    code = "coordinator.appointment_over"
    dutch = "Aanwijzing {appointment} loopt niet verder dan {day}."
    english = "Appointment {appointment} goes on no longer than {day}."


class AppointmentEndedBackwards(Refusal):
    code = "coordinator.ended_backwards"
    dutch = "Een aanwijzing eindigt op zijn vroegst vandaag, en niet voordat zij begint."
    english = "An appointment ends today at the earliest, and not before it begins."


class NotAppointedHere(Refusal):
    code = "coordinator.not_appointed_here"
    status = FORBIDDEN
    dutch = (
        "In {wijk} is vandaag een ander als coördinator aangewezen. Laat het over aan wie in die "
        "aanwijzing staat, of vraag het college u erin te noemen."
    )
    english = (
        "Somebody else is appointed as coordinator in {wijk} today. Leave it to who is named in "
        "that appointment, or ask the college to name you in one."
    )


class AppointmentProcedure(StrEnum):
    """How the coordinator was found."""

    OPEN_TENDER = "open_tender"
    DESIGNATION = "designation"


class CoordinatorParty(BaseModel):
    """One party of a coordinator, and who acts for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    party_id: Identifier
    actor_ids: tuple[ActorId, ...] = Field(default=(), max_length=PERSONS_MAX)


class AppointCoordinator(ActorCommand):
    """Appoint a coordinator for a period, for the city (no wijken named) or for wijken."""

    appointment_id: Identifier
    procedure: AppointmentProcedure
    act: Identifier
    decided_on: PastDay
    name: Commitment
    parties: tuple[CoordinatorParty, ...] = Field(min_length=1, max_length=PARTIES_MAX)
    valid_from: Day
    valid_until: Day
    wijken: tuple[WijkCode, ...] = Field(default=(), max_length=MAX_WIJKEN)


class EndAppointment(ActorCommand):
    """Let an appointment end before its period."""

    appointment_id: Identifier
    last_day: Day


class CoordinatorAppointed(PublicEvent):
    """Who coordinates, where and how long, by which act; several parties are a consortium."""

    TOPIC: ClassVar[str] = "coordinator.appointed.v1"

    appointment_id: Identifier
    procedure: AppointmentProcedure
    act: Identifier = Field(description="number of the act that appoints them")
    decided_on: Day
    name: Commitment
    parties: tuple[CoordinatorParty, ...]
    valid_from: Day
    valid_until: Day = Field(description="the last day, included")
    wijken: tuple[WijkCode, ...] = Field(description="where; empty is the whole city")


class AppointmentEnded(PublicEvent):
    """They coordinate until this day, and no longer."""

    TOPIC: ClassVar[str] = "coordinator.appointment_ended.v1"

    appointment_id: Identifier
    last_day: Day


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who coordinates (`everyone`: parties, and who acts for them), where and when."""

    appointment_id: str
    everyone: frozenset[str]
    validity: Validity


@dataclass(frozen=True, slots=True)
class Coordinators:
    """Every appointment, by id."""

    by_id: Mapping[str, Appointment] = field(default_factory=dict)

    def everyone_in(self, wijk: str, day: date) -> frozenset[str]:
        """The coordinator of a wijk on a day: its parties and persons; empty where there is none.

        Party ids and ids of persons are looked at alike.
        """
        for each in self.by_id.values():
            if each.validity.holds(wijk, day):
                return each.everyone
        return frozenset()


def stream_of() -> str:
    """The stream of all appointments: one for the municipality, so that overlaps are seen."""
    return "coordinator:register"


def evolve(coordinators: Coordinators | None, event: Event) -> Coordinators | None:
    """The appointments after one more event."""
    known = coordinators or Coordinators()
    match event:
        case CoordinatorAppointed():
            return Coordinators({**known.by_id, event.appointment_id: _appointment(event)})
        case AppointmentEnded() if event.appointment_id in known.by_id:
            found = known.by_id[event.appointment_id]
            ended = replace(found, validity=found.validity.ended(event.last_day))
            return Coordinators({**known.by_id, event.appointment_id: ended})
        case _:
            return coordinators


def _appointment(said: CoordinatorAppointed | AppointCoordinator) -> Appointment:
    return Appointment(
        said.appointment_id,
        everyone_of(said.parties),
        Validity(Period(said.valid_from, said.valid_until), frozenset(said.wijken)),
    )


def everyone_of(parties: Iterable[CoordinatorParty]) -> frozenset[str]:
    """Parties, and who acts for them."""
    return frozenset(name for each in parties for name in (each.party_id, *each.actor_ids))


def appoint(command: AppointCoordinator, coordinators: Coordinators | None) -> list[Event]:
    """Appoint once, for a period that is not empty, where and when there is no other."""
    known = coordinators or Coordinators()
    if command.appointment_id in known.by_id:
        raise CoordinatorAlreadyAppointed(appointment=command.appointment_id)
    if command.valid_until < command.valid_from:
        raise AppointmentPeriodEmpty()
    if len({each.party_id for each in command.parties}) < len(command.parties):
        raise PartyNamedTwice()
    appointed = _appointment(command)
    for other in known.by_id.values():
        if appointed.validity.meets(other.validity):
            raise AppointmentsOverlap(appointment=other.appointment_id)
    return [CoordinatorAppointed.following(command)]


def guard_appointed(coordinators: Coordinators | None, wijk: str, who: str, day: date) -> None:
    """Where a coordinator is appointed, nobody else coordinates; elsewhere the role is enough."""
    named = (coordinators or Coordinators()).everyone_in(wijk, day)
    if named and who not in named:
        raise NotAppointedHere(wijk=wijk)


def end(command: EndAppointment, coordinators: Coordinators | None) -> list[Event]:
    """An appointment ends on a day that is not past, within its period."""
    found = (coordinators or Coordinators()).by_id.get(command.appointment_id)
    if found is None:
        raise AppointmentUnknown(appointment=command.appointment_id)
    period = found.validity.period
    if command.last_day >= period.last:
        raise AppointmentOver(appointment=command.appointment_id, day=period.last.isoformat())
    if command.last_day < max(dutch_day(command.at), period.first):
        raise AppointmentEndedBackwards()
    return [AppointmentEnded.following(command)]
