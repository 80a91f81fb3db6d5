"""The wijkplan: what a wijk needs in a year, and which priorities follow from it.

A need (behoefte) from a meeting, survey or letter is the first record of the chain need, priority,
activity, result. Adopting the plan makes a version; an award names the version and priority it
rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import (
    Commitment,
    Day,
    Event,
    Identifier,
    PlanVersion,
    PublicEvent,
    WijkCode,
    Year,
)


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


class NothingToAdopt(Refusal):
    code = "wijkplan.nothing_to_adopt"
    dutch = "Er is niets nieuws om vast te stellen: kies eerst een prioriteit."
    english = "There is nothing new to adopt: set a priority first."


class NeedSource(StrEnum):
    """Where a need was heard."""

    MEETING = "meeting"
    SURVEY = "survey"
    LETTER = "letter"


class Theme(StrEnum):
    """The themes of a plan: growing up and parenting; caring for yourself and looking out for
    others; living together well.
    """

    GROWING_UP = "growing_up"
    CARING = "caring"
    LIVING_TOGETHER = "living_together"


class RecordNeed(ActorCommand):
    """Record what residents need."""

    wijk: WijkCode
    year: Year
    need_id: Identifier
    source: NeedSource
    description: Commitment


class SetPriority(ActorCommand):
    """Set a priority that answers needs on record; setting it again replaces the draft."""

    wijk: WijkCode
    year: Year
    priority_id: Identifier
    theme: Theme
    title: Commitment
    need_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=50)


class AdoptWijkplan(ActorCommand):
    """Adopt the priorities set so far as the next version of the plan."""

    wijk: WijkCode
    year: Year
    adopted_on: Day


class WijkplanEvent(PublicEvent):
    """Something that happened to the plan of one wijk and year."""

    wijk: WijkCode
    year: Year


class NeedRecorded(WijkplanEvent):
    """A need was heard, and where."""

    TOPIC: ClassVar[str] = "wijkplan.need_recorded.v1"

    need_id: Identifier
    source: NeedSource
    description: Commitment


class PrioritySet(WijkplanEvent):
    """A priority of the plan's next version, with the needs it answers."""

    TOPIC: ClassVar[str] = "wijkplan.priority_set.v1"

    priority_id: Identifier
    theme: Theme
    title: Commitment
    need_ids: tuple[Identifier, ...]


class WijkplanAdopted(WijkplanEvent):
    """A version of the plan, counted from 1, with all its priorities."""

    TOPIC: ClassVar[str] = "wijkplan.adopted.v1"

    plan_version: PlanVersion
    priority_ids: tuple[Identifier, ...]
    adopted_on: Day


@dataclass(frozen=True, slots=True)
class Wijkplan:
    """Needs and priorities so far, and the priorities of every version that was adopted."""

    needs: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    changed: bool = False
    versions: Mapping[int, frozenset[str]] = field(default_factory=dict)

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
        case WijkplanAdopted():
            versions = {**plan.versions, event.plan_version: frozenset(event.priority_ids)}
            return replace(plan, versions=versions, changed=False)
        case _:
            return plan


def record_need(command: RecordNeed, plan: Wijkplan | None) -> list[Event]:
    """Each need is recorded once."""
    if plan is not None and command.need_id in plan.needs:
        raise NeedAlreadyRecorded(need=command.need_id)
    return [NeedRecorded.following(command)]


def set_priority(command: SetPriority, plan: Wijkplan | None) -> list[Event]:
    """A priority rests on needs that are on record."""
    needs = plan.needs if plan else frozenset()
    for need_id in command.need_ids:
        if need_id not in needs:
            raise NeedUnknown(need=need_id)
    return [PrioritySet.following(command)]


def adopt(command: AdoptWijkplan, plan: Wijkplan | None) -> list[Event]:
    """Adopt when something changed since the last version."""
    if plan is None:
        raise WijkplanUnknown(wijk=command.wijk, year=command.year)
    if not plan.changed:
        raise NothingToAdopt()
    return [
        WijkplanAdopted.following(
            command,
            plan_version=plan.version + 1,
            priority_ids=tuple(sorted(plan.priorities)),
        )
    ]
