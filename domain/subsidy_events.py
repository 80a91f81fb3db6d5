"""Fixed subsidies of institutions in a wijk, as events of one register, and what follows from them.

A subsidy runs from year to year for the same activities, until it is ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.budget_year import BodyAct
from domain.event import Commitment, Day, Event, Identifier, PublicEvent, WijkCode, Year
from domain.money import ZERO, Money, PositiveMoney, split_by_largest_remainder
from domain.regulation_parts import Weeks
from domain.wijkplan_events import ExecutorKind

MAX_ACTIVITIES = 40
Activities = Annotated[
    tuple[Identifier, ...],
    Field(min_length=1, max_length=MAX_ACTIVITIES, description="what it does, by a short mark"),
]


class EndingGround(StrEnum):
    """Why a subsidy that was given for years is not given for a following period (Awb 4:51)."""

    CHANGED_CIRCUMSTANCES = "changed_circumstances"
    CHANGED_INSIGHTS = "changed_insights"


class SubsidyStatus(StrEnum):
    """How far a subsidy is on the way to its end."""

    RUNS = "runs"
    ANNOUNCED = "announced"
    ENDED = "ended"


def status_of(announced_on: date | None, last_day: date | None) -> SubsidyStatus:
    """By whether its end was announced, and decided."""
    if last_day is not None:
        return SubsidyStatus.ENDED
    return SubsidyStatus.RUNS if announced_on is None else SubsidyStatus.ANNOUNCED


class SubsidyEvent(PublicEvent):
    """Something about one subsidy of a wijk."""

    wijk: WijkCode
    subsidy_id: Identifier


class SubsidyRecorded(SubsidyEvent):
    """An institution has so much a year, for these activities, since that day."""

    TOPIC: ClassVar[str] = "subsidy.recorded.v2"

    name: Commitment
    description: Commitment
    activities: Activities
    amount_cents: PositiveMoney
    since: Day
    decision: BodyAct | None = Field(
        description="the decision that gave it; null where the log did not tell"
    )


class EndingAnnounced(SubsidyEvent):
    """The institution was told that the subsidy is to end, and after which reasonable term."""

    TOPIC: ClassVar[str] = "subsidy.ending_announced.v1"

    announced_on: Day
    term_weeks: Weeks
    reason: Commitment


class SubsidyEnded(SubsidyEvent):
    """It was decided that there is no subsidy from a year on; it runs until its last day."""

    TOPIC: ClassVar[str] = "subsidy.ended.v2"

    from_year: Year
    ground: EndingGround
    reason: Commitment
    last_day: Day
    objection_until: Day = Field(description="the last day for an objection to it (Awb 6:7)")


class EndingReversed(SubsidyEvent):
    """That it ends does not stand, after an objection or a court: it runs as if nobody had said so.

    `act` is the decision by which it does not stand.
    """

    TOPIC: ClassVar[str] = "subsidy.ending_reversed.v1"

    act: BodyAct
    reason: Commitment


class ActivityHandedOver(SubsidyEvent):
    """Somebody else goes on with an activity: a residents' initiative, or another executor.

    `proposal_id` is there where it is a proposal, `name` where it is not.
    """

    TOPIC: ClassVar[str] = "subsidy.activity_handed_over.v1"

    activity: Identifier
    kind: ExecutorKind
    from_day: Day
    proposal_id: Identifier | None
    name: Commitment | None


class SubsidyCarriedOut(SubsidyEvent):
    """Borders changed: from a year on the subsidy goes on in a wijk that this one became."""

    TOPIC: ClassVar[str] = "subsidy.carried_out.v1"

    division_id: Identifier
    to_wijk: WijkCode
    to_subsidy_id: Identifier
    from_year: Year


class SubsidyCarriedIn(SubsidyEvent):
    """A subsidy of a former wijk goes on in this one, as it stood: `announced_on` and `last_day`
    are null where its end was not announced or decided.
    """

    TOPIC: ClassVar[str] = "subsidy.carried_in.v1"

    division_id: Identifier
    from_wijk: WijkCode
    from_subsidy_id: Identifier
    from_year: Year
    amount_cents: PositiveMoney
    since: Day
    activities: Activities
    announced_on: Day | None
    term_weeks: Annotated[
        int, Field(strict=True, ge=0, description="0 where nothing was announced")
    ]
    last_day: Day | None
    handed_over: Annotated[
        tuple[Identifier, ...],
        Field(max_length=MAX_ACTIVITIES, description="activities that others went on with before"),
    ]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """A subsidy as it stands; `last_day` is there once its end is decided. It is held in this wijk
    from `from_year` on, and until it was `carried_out` to another.
    """

    subsidy_id: str
    amount: Money
    since: date
    activities: frozenset[str]
    announced_on: date | None = None
    term_weeks: int = 0
    last_day: date | None = None
    handed_over: frozenset[str] = frozenset()
    from_year: int = 0
    carried_out: SubsidyCarriedOut | None = None

    @property
    def status(self) -> SubsidyStatus:
        """How far it is on the way to its end."""
        return status_of(self.announced_on, self.last_day)

    def due_in(self, year: int) -> Money:
        """What the institution has a right to in a year; in its last year until its last day."""
        if year < self.since.year or (self.last_day is not None and year > self.last_day.year):
            return ZERO
        if year < self.from_year or (self.carried_out and year >= self.carried_out.from_year):
            return ZERO
        if self.last_day is None or year < self.last_day.year:
            return self.amount
        until = self.last_day.timetuple().tm_yday
        days = {"until": until, "after": date(year, 12, 31).timetuple().tm_yday - until}
        return split_by_largest_remainder(self.amount, days)["until"]

    def held_in(self, year: int, today: date) -> Money:
        """What cannot be moved in a year: all of it until the last day, then what is due."""
        due = self.due_in(year)
        runs = self.last_day is None or today <= self.last_day
        return self.amount if runs and due else due


@dataclass(frozen=True, slots=True)
class Subsidies:
    """The register of one wijk."""

    by_id: Mapping[str, Subsidy] = field(default_factory=dict)


def stream_of(wijk: str) -> str:
    """The stream of the subsidies of one wijk."""
    return f"subsidies:{wijk}"


def evolve(register: Subsidies | None, event: Event) -> Subsidies | None:
    """The register after one more event."""
    if not isinstance(event, SubsidyEvent):
        return register
    register = register or Subsidies()
    known = register.by_id.get(event.subsidy_id)
    match event:
        case SubsidyRecorded():
            known = Subsidy(
                event.subsidy_id, event.amount_cents, event.since, frozenset(event.activities)
            )
        case EndingAnnounced() if known:
            known = replace(known, announced_on=event.announced_on, term_weeks=event.term_weeks)
        case SubsidyEnded() if known:
            known = replace(known, last_day=event.last_day)
        case EndingReversed() if known:
            known = replace(
                known, announced_on=None, term_weeks=0, last_day=None, handed_over=frozenset()
            )
        case SubsidyCarriedOut() if known:
            known = replace(known, carried_out=event)
        case SubsidyCarriedIn():
            known = _arrived(event)
        case ActivityHandedOver() if known:
            known = replace(known, handed_over=known.handed_over | {event.activity})
        case _:
            return register
    return replace(register, by_id={**register.by_id, event.subsidy_id: known})


def _arrived(event: SubsidyCarriedIn) -> Subsidy:
    return Subsidy(
        event.subsidy_id,
        event.amount_cents,
        event.since,
        frozenset(event.activities),
        announced_on=event.announced_on,
        term_weeks=event.term_weeks,
        last_day=event.last_day,
        handed_over=frozenset(event.handed_over),
        from_year=event.from_year,
    )
