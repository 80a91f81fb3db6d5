"""What happens to a neighbourhood board: seats, meetings, interests, needs in order, advice."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.command import ActorId
from domain.event import Commitment, Day, Identifier, PublicEvent, WijkCode, Year
from domain.money import Money
from domain.regulation_parts import MAX_LINES, SeatKind

POINTS_MAX = 10
MEMBERS_MAX = 200
NEEDS_RANKED_MAX = 50
PARTIES_MAX = 10

Points = Annotated[
    int,
    Field(strict=True, ge=0, le=POINTS_MAX, description="from 0, not at all, to 10, fully"),
]
Members = Annotated[
    tuple[ActorId, ...], Field(max_length=MEMBERS_MAX, description="opaque ids, never names")
]
Parties = Annotated[
    tuple[Identifier, ...],
    Field(max_length=PARTIES_MAX, description="organisations that somebody works or speaks for"),
]


class CriterionPoints(BaseModel):
    """How far an activity meets one criterion of the regulation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    criterion: Identifier
    points: Points


class BoardEvent(PublicEvent):
    """Something that happened to the board of one wijk."""

    wijk: WijkCode


class MemberAppointed(BoardEvent):
    """Somebody has a seat, from the first day to the last, both included."""

    TOPIC: ClassVar[str] = "board.member_appointed.v1"

    seat_id: Identifier
    member_id: ActorId
    kind: SeatKind
    name: Commitment | None = Field(description="null where the member is not named on pages")
    party_ids: Parties
    valid_from: Day
    valid_until: Day = Field(description="the last day, included")


class SeatEnded(BoardEvent):
    """A seat ends before its term."""

    TOPIC: ClassVar[str] = "board.seat_ended.v1"

    seat_id: Identifier
    last_day: Day


class BoardMeetingRecorded(BoardEvent):
    """The board met, able to advise: at least `quorum` members were there."""

    TOPIC: ClassVar[str] = "board.meeting_recorded.v1"

    year: Year
    meeting_id: Identifier
    met_on: Day
    present_ids: Members
    quorum: int = Field(ge=1, description="what the regulation asked on that day")


class InterestDeclared(BoardEvent):
    """A member has an interest in a proposal; what they advised on it lapses."""

    TOPIC: ClassVar[str] = "board.interest_declared.v1"

    proposal_id: Identifier


class NeedsRanked(BoardEvent):
    """The board says which needs come first in the plan of a year; the plan itself is adopted."""

    TOPIC: ClassVar[str] = "board.needs_ranked.v1"

    year: Year
    meeting_id: Identifier
    need_ids: tuple[Identifier, ...] = Field(max_length=NEEDS_RANKED_MAX)
    reason: Commitment


class AdviceGiven(BoardEvent):
    """What the board advises on an activity, or on a whole proposal where `activity_id` is null.

    `advised_cents` is what a decision that follows it grants for this line. Who was there with an
    interest is in `recused_ids`, and counts for nothing.
    """

    TOPIC: ClassVar[str] = "board.advice_given.v1"

    meeting_id: Identifier
    proposal_id: Identifier
    proposal_version: int = Field(ge=1, description="the version that was advised on")
    activity_id: Identifier | None
    priority_id: Identifier | None = Field(description="priority of the plan that it answers")
    favourable: bool = Field(description="whether the board advises to grant it")
    advised_cents: Money
    points: tuple[CriterionPoints, ...] = Field(max_length=MAX_LINES)
    weighted_points: int = Field(ge=0, description="sum of points times weight")
    weighted_points_max: int = Field(ge=0, description="the most that the weights allow")
    adviser_ids: Members
    recused_ids: Members
    reason: Commitment
