"""Wijkplans: per year and wijk the needs on record, the priorities, and every adopted version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from domain.event import Commitment
from domain.wijkplan_events import (
    ExecutorChosen,
    ExecutorKind,
    NeedRecorded,
    NeedSource,
    PriorityReviewed,
    PrioritySet,
    Theme,
    WijkplanAdopted,
)
from domain.wijkplan_events import WijkplanEvent as PlanEvent
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry


class Need(Part):
    """What residents need, and where it was heard."""

    need_id: str
    source: NeedSource
    neighbourhood: str | None
    meeting_id: str | None
    description: Commitment
    recorded: Deed


class Executor(Part):
    """Who was chosen to work on a priority, and why they."""

    executor_id: str
    kind: ExecutorKind
    name: Commitment
    reason: Commitment
    chosen: Deed


class Review(Part):
    """What came of a priority. Counts are None where nobody counted, or fewer than ten came."""

    priority_id: str
    done: Commitment
    learnt: Commitment
    reached: int | None
    least_self_reliant: int | None
    reviewed: Deed


class Priority(Part):
    """A priority with the needs and figures it answers, and who works on it."""

    priority_id: str
    theme: Theme
    title: Commitment
    need_ids: tuple[str, ...]
    indicators: tuple[str, ...]
    set_by: Deed
    executors: tuple[Executor, ...] = ()


class PlanVersion(Part):
    """A version with its priorities as they read when it was adopted."""

    version: int
    adopted_on: date
    meeting_id: str | None
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
    reviews: tuple[Review, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.year}/{self.wijk}"

    def priority(self, priority_id: str) -> Priority | None:
        """A priority of the draft."""
        found = (each for each in self.priorities if each.priority_id == priority_id)
        return next(found, None)

    @property
    def in_force(self) -> PlanVersion | None:
        """The last version that was adopted."""
        return self.versions[-1] if self.versions else None

    def review(self, priority_id: str) -> Review | None:
        """What came of a priority, once somebody looked back on it."""
        return next((each for each in self.reviews if each.priority_id == priority_id), None)

    def texts(self) -> Iterator[Commitment]:
        """Every text of the plan, for whoever shows it."""
        yield from (need.description for need in self.needs)
        for priority in (
            *self.priorities,
            *(each for version in self.versions for each in version.priorities),
        ):
            yield priority.title
            for executor in priority.executors:
                yield from (executor.name, executor.reason)
        for review in self.reviews:
            yield from (review.done, review.learnt)

    def version(self, number: int) -> PlanVersion | None:
        """A version by its number, which counts from 1."""
        return next((each for each in self.versions if each.version == number), None)


class WijkplansProjection:
    """One document per year and wijk; key and path are the same."""

    name = "wijkplans"
    version = 2
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
    changes: Changes = {"position": entry.position}
    match event:
        case NeedRecorded():
            changes["needs"] = (*plan.needs, _need(entry, event))
        case PrioritySet():
            others = (each for each in plan.priorities if each.priority_id != event.priority_id)
            before = plan.priority(event.priority_id)
            executors = before.executors if before else ()
            changes["priorities"] = (*others, _priority(entry, event, executors))
        case ExecutorChosen():
            changes["priorities"] = tuple(
                _executed(entry, event, each) if each.priority_id == event.priority_id else each
                for each in plan.priorities
            )
        case PriorityReviewed():
            changes["reviews"] = (*plan.reviews, _review(entry, event))
        case WijkplanAdopted():
            changes["versions"] = (*plan.versions, _version(entry, event, plan))
    return altered(plan, changes)


def _need(entry: Entry, event: NeedRecorded) -> Need:
    return as_told(Need, event, recorded=deed(entry, event))


def _executed(entry: Entry, event: ExecutorChosen, priority: Priority) -> Priority:
    chosen = as_told(Executor, event, chosen=deed(entry, event))
    others = (each for each in priority.executors if each.executor_id != event.executor_id)
    return altered(priority, {"executors": (*others, chosen)})


def _review(entry: Entry, event: PriorityReviewed) -> Review:
    return as_told(Review, event, reviewed=deed(entry, event))


def _priority(entry: Entry, event: PrioritySet, executors: tuple[Executor, ...]) -> Priority:
    return as_told(Priority, event, set_by=deed(entry, event), executors=executors)


def _version(entry: Entry, event: WijkplanAdopted, plan: WijkplanDocument) -> PlanVersion:
    return PlanVersion(
        version=event.plan_version,
        adopted_on=event.adopted_on,
        meeting_id=event.meeting_id,
        priorities=tuple(
            each for each in plan.priorities if each.priority_id in event.priority_ids
        ),
        adopted=deed(entry, event),
    )
