"""The wijkplan: what a wijk needs in a year, and which priorities follow from it.

A need (behoefte) from a meeting, survey or letter is the first record of the chain need, priority,
chosen executor, activity, result. Adopting the plan makes a version; an award names the version
and priority it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import Field

from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, WijkCode, Year
from domain.past_day import PastDay
from domain.wijkplan_events import (
    ExecutorChosen,
    NeedRecorded,
    NeedSource,
    NeighbourhoodCode,
    PriorityReviewed,
    PrioritySet,
    Theme,
    WijkplanAdopted,
    WijkplanEvent,
)

MAX_INDICATORS_OF_PRIORITY = 20


class WijkplanUnknown(Refusal):
    code = "wijkplan.unknown"
    status = NOT_FOUND
    dutch = "Wijk {wijk} heeft voor {year} nog geen wijkplan."
    english = "Wijk {wijk} has no wijkplan for {year} yet."


class NeedAlreadyRecorded(Refusal):
    code = "wijkplan.need_already_recorded"
    dutch = "Behoefte {need} is al vastgelegd."
    english = "Need {need} has already been recorded."


class NeedUnknown(Refusal):
    code = "wijkplan.need_unknown"
    status = NOT_FOUND
    dutch = "Behoefte {need} is niet vastgelegd. Leg eerst de behoefte vast."
    english = "Need {need} is not on record. Record the need first."


class NeighbourhoodElsewhere(Refusal):
    code = "wijkplan.neighbourhood_elsewhere"
    dutch = "Buurt {neighbourhood} ligt niet in wijk {wijk}."
    english = "Neighbourhood {neighbourhood} is not in wijk {wijk}."


class SourceIsNoMeeting(Refusal):
    code = "wijkplan.source_is_no_meeting"
    dutch = "Wat uit een enquête of brief komt, is niet in een bijeenkomst gehoord."
    english = "What comes from a survey or letter was not heard in a meeting."


class NothingToAdopt(Refusal):
    code = "wijkplan.nothing_to_adopt"
    dutch = "Er is niets nieuws om vast te stellen: kies eerst een prioriteit."
    english = "There is nothing new to adopt: set a priority first."


class AdoptedBeforePrevious(Refusal):
    code = "wijkplan.adopted_before_previous"
    dutch = "De vorige versie is van {day}; een nieuwe versie kan niet ouder zijn."
    english = "The version before is of {day}; a new one cannot be older."


class RecordNeed(ActorCommand):
    """Record what residents of the wijk or a neighbourhood need, and in which meeting they said."""

    wijk: WijkCode
    year: Year
    need_id: Identifier
    source: NeedSource
    neighbourhood: NeighbourhoodCode | None = None
    meeting_id: Identifier | None = None
    description: Commitment


class SetPriority(ActorCommand):
    """Set a priority that answers needs on record; setting it again replaces the draft."""

    wijk: WijkCode
    year: Year
    priority_id: Identifier
    theme: Theme
    title: Commitment
    need_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=50)
    indicators: tuple[Identifier, ...] = Field(default=(), max_length=MAX_INDICATORS_OF_PRIORITY)


class AdoptWijkplan(ActorCommand):
    """Adopt the priorities set so far as the next version, drafted in a meeting of the network."""

    wijk: WijkCode
    year: Year
    adopted_on: PastDay
    meeting_id: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Wijkplan:
    """Needs and priorities so far, and the priorities of every version that was adopted.

    `executors` has by priority who was chosen to work on it.
    """

    needs: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    changed: bool = False
    versions: Mapping[int, frozenset[str]] = field(default_factory=dict)
    adopted_on: date = date.min
    reviewed: frozenset[str] = frozenset()
    executors: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The version in force; 0 before the first adoption."""
        return len(self.versions)


def stream_of(year: int, wijk: str) -> str:
    """The stream of one wijk's plan for one year."""
    return f"wijkplan:{year}:{wijk}"


def evolve(plan: Wijkplan | None, event: Event) -> Wijkplan | None:
    """The plan after one more event."""
    if not isinstance(event, WijkplanEvent):
        return plan
    plan = plan or Wijkplan()
    match event:
        case NeedRecorded():
            return replace(plan, needs=plan.needs | {event.need_id})
        case PrioritySet():
            return replace(plan, priorities=plan.priorities | {event.priority_id}, changed=True)
        case ExecutorChosen():
            chosen = plan.executors.get(event.priority_id, frozenset()) | {event.executor_id}
            executors = {**plan.executors, event.priority_id: chosen}
            return replace(plan, changed=True, executors=executors)
        case WijkplanAdopted():
            versions = {**plan.versions, event.plan_version: frozenset(event.priority_ids)}
            return replace(plan, versions=versions, changed=False, adopted_on=event.adopted_on)
        case PriorityReviewed():
            return replace(plan, reviewed=plan.reviewed | {event.priority_id})
        case _:
            return plan


def record_need(command: RecordNeed, plan: Wijkplan | None) -> list[Event]:
    """Each need is recorded once, of the wijk or a neighbourhood in it."""
    if plan is not None and command.need_id in plan.needs:
        raise NeedAlreadyRecorded(need=command.need_id)
    place = command.neighbourhood
    if place is not None and place.removeprefix("BU")[:6] != command.wijk.removeprefix("WK"):
        raise NeighbourhoodElsewhere(neighbourhood=place, wijk=command.wijk)
    if command.meeting_id is not None and command.source is not NeedSource.MEETING:
        raise SourceIsNoMeeting()
    return [NeedRecorded.following(command)]


def set_priority(command: SetPriority, plan: Wijkplan | None) -> list[Event]:
    """A priority rests on needs that are on record."""
    needs = plan.needs if plan else frozenset()
    for need_id in command.need_ids:
        if need_id not in needs:
            raise NeedUnknown(need=need_id)
    return [PrioritySet.following(command)]


def adopt(command: AdoptWijkplan, plan: Wijkplan | None) -> list[Event]:
    """Adopt when something changed since the last version, and no earlier than that one."""
    plan = guard_plan_known(plan, command.year, command.wijk)
    if not plan.changed:
        raise NothingToAdopt()
    if command.adopted_on < plan.adopted_on:
        raise AdoptedBeforePrevious(day=plan.adopted_on)
    return [
        WijkplanAdopted.following(
            command,
            plan_version=plan.version + 1,
            priority_ids=tuple(sorted(plan.priorities)),
        )
    ]


def guard_plan_known(plan: Wijkplan | None, year: int, wijk: str) -> Wijkplan:
    """There is a plan as soon as one need was recorded."""
    if plan is None:
        raise WijkplanUnknown(wijk=wijk, year=year)
    return plan
