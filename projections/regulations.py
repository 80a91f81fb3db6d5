"""The regulations as a list: which rules, where, from and until when, and what took their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from domain.regulation import FOR_EVER, RegulationAdopted, RegulationWithdrawn
from domain.regulation_contents import Regulation
from projections.document import Deed, Document, Documents, altered, deed
from projections.entry import Entry


class RegulationDocument(Document):
    """A regulation as recorded. `valid_until` is None while no end is known; `wijken` empty is
    the whole city.
    """

    regulation_id: str
    scheme: str
    decided_on: date
    rules: Regulation
    rules_hash: str
    valid_from: date
    valid_until: date | None
    wijken: tuple[str, ...]
    replaces: str | None
    adopted: Deed
    replaced_by: str | None = None
    withdrawn: Deed | None = None

    @property
    def path(self) -> str:
        return self.regulation_id

    def is_in_force(self, day: date) -> bool:
        """Whether something can begin under it on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class RegulationsProjection:
    """One document per regulation."""

    name = "regulations"
    version = 1
    subjects: frozenset[str] | None = frozenset({"regulation"})
    kinds: Mapping[str, type[Document]] = {"": RegulationDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The regulation that the event is about, and the one that it replaces."""
        match entry.event:
            case RegulationAdopted() as event:
                return tuple(each for each in (event.regulation_id, event.replaces) if each)
            case RegulationWithdrawn() as event:
                return (event.regulation_id,)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The regulations after the event."""
        match entry.event:
            case RegulationAdopted() as event:
                changed: dict[str, Document] = {event.regulation_id: _adopted(entry, event)}
                former = documents.find(event.replaces or "", RegulationDocument)
                if former is not None:
                    end = event.valid_from - timedelta(days=1)
                    changes = {"replaced_by": event.regulation_id}
                    changed[former.regulation_id] = _ended(former, end, entry, **changes)
                return changed
            case RegulationWithdrawn() as event:
                found = documents.find(event.regulation_id, RegulationDocument)
                if found is None:
                    return {}
                done = deed(entry, event)
                return {found.path: _ended(found, event.last_day, entry, withdrawn=done)}
            case _:
                return {}


def _adopted(entry: Entry, event: RegulationAdopted) -> RegulationDocument:
    said = {name: getattr(event, name) for name in type(event).model_fields if name not in _DEED}
    return RegulationDocument(position=entry.position, adopted=deed(entry, event), **said)


_DEED = frozenset({"by", "at"})


def _ended(
    found: RegulationDocument, last_day: date, entry: Entry, **changes: object
) -> RegulationDocument:
    end = min(last_day, found.valid_until or FOR_EVER)
    return altered(found, {"valid_until": end, "position": entry.position} | changes)
