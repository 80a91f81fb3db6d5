"""Wijkplans: per year and wijk the needs on record, the priorities, and every adopted version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.event import Commitment
from domain.wijkplan import NeedRecorded, NeedSource, PrioritySet, Theme, WijkplanAdopted
from domain.wijkplan import WijkplanEvent as PlanEvent
from projections.document import Deed, Document, Documents, Part, altered, deed
from projections.entry import Entry


class Need(Part):
    """What residents need, and where it was heard."""

    need_id: str
    source: NeedSource
    description: Commitment
    recorded: Deed


class Priority(Part):
    """A priority and the needs it answers."""

    priority_id: str
    theme: Theme
    title: Commitment
    need_ids: tuple[str, ...]
    set_by: Deed


class PlanVersion(Part):
    """A version with its priorities as they read when it was adopted."""

    version: int
    adopted_on: date
    priorities: tuple[Priority, ...]
    adopted: Deed

    def priority(self, priority_id: str) -> Priority | None:
        """A priority of this version."""
        found = (each for each in self.priorities if each.priority_id == priority_id)
        return next(found, None)


class WijkplanDocument(Document):
    """The plan of a wijk for a year; `priorities` are the draft of the next version."""

    year: int
    wijk: str
    needs: tuple[Need, ...] = ()
    priorities: tuple[Priority, ...] = ()
    versions: tuple[PlanVersion, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.year}/{self.wijk}"

    @property
    def in_force(self) -> PlanVersion | None:
        """The last version that was adopted."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> PlanVersion | None:
        """A version by its number, which counts from 1."""
        return next((each for each in self.versions if each.version == number), None)


class WijkplansProjection:
    """One document per year and wijk; key and path are the same."""

    name = "wijkplans"
    version = 1
    subjects: frozenset[str] | None = frozenset({"wijkplan"})
    kinds: Mapping[str, type[Document]] = {"": WijkplanDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The plan that the event is about."""
        event = entry.event
        return (_key(event),) if isinstance(event, PlanEvent) else ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The plan after the event."""
        event = entry.event
        if not isinstance(event, PlanEvent):
            return {}
        plan = documents.find(_key(event), WijkplanDocument) or WijkplanDocument(
            position=entry.position, year=event.year, wijk=event.wijk
        )
        return {_key(event): _plan_after(entry, event, plan)}


def _key(event: PlanEvent) -> str:
    return f"{event.year}/{event.wijk}"


def _plan_after(entry: Entry, event: PlanEvent, plan: WijkplanDocument) -> WijkplanDocument:
    changes: dict[str, object] = {"position": entry.position}
    match event:
        case NeedRecorded():
            changes["needs"] = (*plan.needs, _need(entry, event))
        case PrioritySet():
            others = (each for each in plan.priorities if each.priority_id != event.priority_id)
            changes["priorities"] = (*others, _priority(entry, event))
        case WijkplanAdopted():
            changes["versions"] = (*plan.versions, _version(entry, event, plan))
    return altered(plan, changes)


def _need(entry: Entry, event: NeedRecorded) -> Need:
    return Need(
        need_id=event.need_id,
        source=event.source,
        description=event.description,
        recorded=deed(entry, event),
    )


def _priority(entry: Entry, event: PrioritySet) -> Priority:
    return Priority(
        priority_id=event.priority_id,
        theme=event.theme,
        title=event.title,
        need_ids=event.need_ids,
        set_by=deed(entry, event),
    )


def _version(entry: Entry, event: WijkplanAdopted, plan: WijkplanDocument) -> PlanVersion:
    return PlanVersion(
        version=event.plan_version,
        adopted_on=event.adopted_on,
        priorities=tuple(
            each for each in plan.priorities if each.priority_id in event.priority_ids
        ),
        adopted=deed(entry, event),
    )
