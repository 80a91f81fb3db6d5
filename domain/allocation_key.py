"""The key of an allocation and what came of it: fixed parts, a city-wide share, and parts in
proportion to figures such as inhabitants on a date, priority weights, or an indicator.

What is fixed and what is city-wide goes off the total first. The rest is divided over the other
parts by their points, and each part over the wijken by weight; every split is by largest
remainder, so that parts and shares add up to the cent.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.event import Commitment, Day, Identifier, IsExample, PublicEvent, WijkCode, Year
from domain.money import Money
from domain.past_day import PastDay

MAX_WEIGHT = 10**12
Weight = Annotated[
    int, Field(strict=True, ge=0, le=MAX_WEIGHT, description="weight in an allocation key")
]
"""What a wijk weighs in a part of a key: inhabitants, or another count that the part names."""

MAX_PARTS = 6
MAX_POINTS = 1_000_000
Points = Annotated[
    int,
    Field(
        strict=True,
        ge=0,
        le=MAX_POINTS,
        description="what a part weighs among the parts that divide what is left; 0 when fixed",
    ),
]
AllocationNumber = Annotated[
    int,
    Field(strict=True, ge=1, le=10_000, description="the year's allocations, counted from 1"),
]


class KeyPartKind(StrEnum):
    """What a part of a key goes by."""

    INHABITANTS = "inhabitants"
    PRIORITY = "priority"
    INDICATOR = "indicator"
    FIXED = "fixed"
    OTHER = "other"


class KeyPart(BaseModel):
    """A part of a key. Where it is fixed, weights are the cents that each wijk gets.

    `indicator` names the figure of the year's quickscan that an indicator part goes by.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: KeyPartKind
    points: Points
    indicator: Identifier | None = None
    source: Identifier
    measured_on: PastDay
    example: IsExample = False
    weights: dict[WijkCode, Weight] = Field(min_length=1, max_length=240)


class PartLine(BaseModel):
    """What one wijk weighs in a part, and what it gets of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wijk: WijkCode
    weight: Weight
    amount_cents: Money


class AllocationPart(BaseModel):
    """A part of a published key with its sum, its source, and what each wijk gets of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: KeyPartKind
    points: Points
    indicator: Identifier | None
    source: Identifier
    measured_on: Day
    example: IsExample
    amount_cents: Money
    lines: tuple[PartLine, ...]


class AllocationShare(BaseModel):
    """What one wijk gets of all parts together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wijk: WijkCode
    amount_cents: Money


class AllocationPublished(PublicEvent):
    """The key with its parts, their sources and dates, and every share: enough to recompute it.

    An allocation is known by its number: the first of a year is 1.
    """

    TOPIC: ClassVar[str] = "allocation.published.v2"

    year: Year
    division_id: Identifier
    total_cents: Money
    city_wide_cents: Money
    key: Identifier
    parts: tuple[AllocationPart, ...]
    shares: tuple[AllocationShare, ...]
    corrects: AllocationNumber | None = Field(
        description="the number of the allocation whose place this one takes"
    )


class AllocationCorrected(PublicEvent):
    """An allocation was reversed; another took its place, and both stay visible."""

    TOPIC: ClassVar[str] = "allocation.corrected.v1"

    year: Year
    number: AllocationNumber
    corrected_by: AllocationNumber
    reason: Commitment
