"""The mandate register as a list: who may decide, up to which sum, in which period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain.calendar import dutch_day
from domain.command import ActorId
from domain.mandate import MandateAccepted, MandateGiven, MandateMatter, MandateWithdrawn
from domain.money import Money
from projections.document import Deed, Document, Documents, altered, as_told, deed
from projections.entry import Entry


class MandateDocument(Document):
    """A line of the register; `withdrawn` is None while the mandate stands.

    `accepted` is None where the holder works under the college, and until they consent.
    """

    mandate_id: str
    holder_id: ActorId
    ceiling_cents: Money
    valid_from: date
    valid_until: date
    article: str
    matter: MandateMatter
    outside_college: bool
    given: Deed
    accepted: Deed | None = None
    withdrawn: Deed | None = None

    @property
    def path(self) -> str:
        return self.mandate_id

    def held_at(self, moment: datetime) -> bool:
        """Whether one could decide under it: given, accepted where that is asked, not withdrawn."""
        begun = self.accepted if self.outside_college else self.given
        ended = self.withdrawn is not None and self.withdrawn.at <= moment
        in_period = self.valid_from <= dutch_day(moment) <= self.valid_until
        return begun is not None and begun.at <= moment and not ended and in_period


class MandatesProjection:
    """One document per mandate."""

    name = "mandates"
    version = 2
    subjects: frozenset[str] | None = frozenset({"mandate"})
    kinds: Mapping[str, type[Document]] = {"": MandateDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The mandate that the event is about."""
        match entry.event:
            case MandateGiven() | MandateAccepted() | MandateWithdrawn() as event:
                return (event.mandate_id,)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The mandate after the event."""
        match entry.event:
            case MandateGiven() as event:
                return {event.mandate_id: _given(entry, event)}
            case MandateAccepted() | MandateWithdrawn() as event:
                found = documents.find(event.mandate_id, MandateDocument)
                what = "accepted" if isinstance(event, MandateAccepted) else "withdrawn"
                changes = {what: deed(entry, event), "position": entry.position}
                return {event.mandate_id: altered(found, changes)} if found else {}
            case _:
                return {}


def _given(entry: Entry, event: MandateGiven) -> MandateDocument:
    return as_told(MandateDocument, event, position=entry.position, given=deed(entry, event))
