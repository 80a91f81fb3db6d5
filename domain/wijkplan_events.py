"""What happens to a wijkplan: needs, priorities, the choice of who executes, versions, reviews."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.event import (
    Commitment,
    Day,
    Identifier,
    PlanVersion,
    PublicEvent,
    WijkCode,
    Year,
)

NeighbourhoodCode = Annotated[
    str,
    Field(pattern=r"^BU[0-9]{8}$", description="CBS code of a neighbourhood, as BU03071002"),
]
Headcount = Annotated[
    int,
    Field(
        strict=True,
        ge=0,
        le=10_000_000,
        description="people, in aggregate: none, or at least ten",
    ),
]


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


class ExecutorKind(StrEnum):
    """Who works on a priority; several can do so together."""

    INITIATIVE = "initiative"
    VOLUNTEERS = "volunteers"
    CARERS = "carers"
    EXPERIENCE = "experience"
    PROFESSIONALS = "professionals"


class WijkplanEvent(PublicEvent):
    """Something that happened to the plan of one wijk and year."""

    wijk: WijkCode
    year: Year


class NeedRecorded(WijkplanEvent):
    """A need was heard, and where: in the whole wijk or a neighbourhood of it, in which meeting."""

    TOPIC: ClassVar[str] = "wijkplan.need_recorded.v2"

    need_id: Identifier
    source: NeedSource
    neighbourhood: NeighbourhoodCode | None
    meeting_id: Identifier | None
    description: Commitment


class PrioritySet(WijkplanEvent):
    """A priority of the plan's next version, with the needs and indicators it answers."""

    TOPIC: ClassVar[str] = "wijkplan.priority_set.v2"

    priority_id: Identifier
    theme: Theme
    title: Commitment
    need_ids: tuple[Identifier, ...]
    indicators: tuple[Identifier, ...]


class ExecutorChosen(WijkplanEvent):
    """Who will work on a priority, and why they."""

    TOPIC: ClassVar[str] = "wijkplan.executor_chosen.v1"

    priority_id: Identifier
    executor_id: Identifier
    kind: ExecutorKind
    name: Commitment
    reason: Commitment


class WijkplanAdopted(WijkplanEvent):
    """A version of the plan, counted from 1, with all its priorities.

    `meeting_id` is the meeting of the network that drafted it, where there was one.
    """

    TOPIC: ClassVar[str] = "wijkplan.adopted.v2"

    plan_version: PlanVersion
    priority_ids: tuple[Identifier, ...]
    adopted_on: Day
    meeting_id: Identifier | None


class PriorityReviewed(WijkplanEvent):
    """What was done for a priority, how many it reached, what was learnt.

    Counts are of people in aggregate, the least self-reliant apart; None where nobody counted, or
    where there were fewer than ten.
    """

    TOPIC: ClassVar[str] = "wijkplan.priority_reviewed.v1"

    priority_id: Identifier
    done: Commitment
    learnt: Commitment
    reached: Headcount | None
    least_self_reliant: Headcount | None
