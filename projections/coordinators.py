"""Coordinators: who was appointed, how they were found, by which act, where and how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.coordinator import (
    AppointmentEnded,
    AppointmentProcedure,
    CoordinatorAppointed,
    CoordinatorParty,
)
from domain.event import Commitment
from domain.validity import Period, Validity
from projections.document import Deed, Document, Documents, altered, as_told, deed
from projections.entry import Entry


class CoordinatorDocument(Document):
    """An appointment. `wijken` empty is the whole city; several parties are a consortium."""

    appointment_id: str
    procedure: AppointmentProcedure
    act: str
    decided_on: date
    name: Commitment
    parties: tuple[CoordinatorParty, ...]
    valid_from: date
    valid_until: date
    wijken: tuple[str, ...]
    appointed: Deed
    ended: Deed | None = None

    @property
    def path(self) -> str:
        return self.appointment_id

    @property
    def validity(self) -> Validity:
        """When and where they coordinate."""
        return Validity(Period(self.valid_from, self.valid_until), frozenset(self.wijken))

    def coordinates(self, wijk: str, day: date) -> bool:
        """Whether they coordinate a wijk on a day."""
        return self.validity.holds(wijk, day)


class CoordinatorsProjection:
    """One document per appointment."""

    name = "coordinators"
    version = 1
    subjects: frozenset[str] | None = frozenset({"coordinator"})
    kinds: Mapping[str, type[Document]] = {"": CoordinatorDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The appointment that the event is about."""
        match entry.event:
            case CoordinatorAppointed() | AppointmentEnded() as event:
                return (event.appointment_id,)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The appointment after the event."""
        match entry.event:
            case CoordinatorAppointed() as event:
                return {event.appointment_id: _appointed(entry, event)}
            case AppointmentEnded() as event:
                found = documents.find(event.appointment_id, CoordinatorDocument)
                if found is None:
                    return {}
                ended = {"valid_until": event.last_day, "ended": deed(entry, event)}
                return {found.path: altered(found, ended | {"position": entry.position})}
            case _:
                return {}


def _appointed(entry: Entry, event: CoordinatorAppointed) -> CoordinatorDocument:
    return as_told(
        CoordinatorDocument, event, position=entry.position, appointed=deed(entry, event)
    )
