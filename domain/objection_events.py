"""What happens to an objection, up to the court: lodged, heard, advised on, decided, ruled on."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.activity import GrantedActivities
from domain.budget_year import DecidedByCouncil
from domain.command import ActorId
from domain.decision_ground import DecisionGround
from domain.event import Commitment, Day, Identifier, Moment, PlanVersion, PublicEvent
from domain.money import Money
from domain.objection_hearing import Hearers


class DecisionKind(StrEnum):
    """What is objected to: the decision on a proposal, a determination, a withdrawal, or that a
    proposal was left out of handling.
    """

    DECISION = "decision"
    DETERMINATION = "determination"
    WITHDRAWAL = "withdrawal"
    HANDLING = "handling"


class ObjectionOutcome(StrEnum):
    """What is decided on an objection, or what a committee advises to decide."""

    UNFOUNDED = "unfounded"
    FOUNDED = "founded"
    INADMISSIBLE = "inadmissible"


class RulingOutcome(StrEnum):
    """What a court ruled: nothing changes, it says itself what comes of it, or decide again."""

    DISMISSED = "dismissed"
    ANNULLED = "annulled"
    DECIDE_AGAIN = "decide_again"


class ObjectionEvent(PublicEvent):
    """Something that happened to one objection."""

    proposal_id: Identifier
    objection_id: Identifier


class ObjectionLodged(ObjectionEvent):
    """Somebody with an interest objects; `in_time` or not, by the term of the decision."""

    TOPIC: ClassVar[str] = "objection.lodged.v1"

    objector_id: ActorId
    against: DecisionKind
    reason: Commitment
    interest: Commitment | None = Field(description="null for who applied for the grant")
    excuse: Commitment | None = Field(description="why it comes late, where it does")
    asks_court: bool = Field(
        default=False, description="whether it asks to skip the objection and go to the court"
    )
    received_on: Day
    posted_on: Day | None = Field(
        default=None, description="when it was posted; null for what did not come by post"
    )
    objection_until: Day = Field(description="the last day for an objection")
    in_time: bool = Field(
        description="whether it came by that day, or by post a week later (Awb 6:9)"
    )
    former_taken_by: ActorId = Field(description="who took the decision that is objected to")
    former_taken_at: Moment = Field(description="when that decision was taken")
    former_mandate_id: Identifier | None = Field(
        description="the mandate it was taken under; null where the college itself decided"
    )


class ObjectionRegistered(ObjectionEvent):
    """A case officer confirms that it was received, and says how it is handled."""

    TOPIC: ClassVar[str] = "objection.registered.v1"

    with_committee: bool = Field(description="whether a committee advises on it")
    decide_by: Day = Field(description="the last day for a decision on it")


class ObjectionPostponed(ObjectionEvent):
    """The decision on it is put off, for a reason, by law or with consent."""

    TOPIC: ClassVar[str] = "objection.postponed.v1"

    formerly: Day = Field(description="the last day for a decision until now")
    decide_by: Day = Field(description="the last day for a decision from now on")
    reason: Commitment
    consent: Commitment | None = Field(
        description="who agreed and how; null where the law lets the body do it by itself"
    )


class ObjectionWithdrawn(ObjectionEvent):
    """Who objected takes it back."""

    TOPIC: ClassVar[str] = "objection.withdrawn.v1"


class HearingRecorded(ObjectionEvent):
    """Who objected was heard, or did not want to be."""

    TOPIC: ClassVar[str] = "objection.hearing_recorded.v2"

    held_on: Day
    was_waived: bool = Field(description="true where who objects did not want to be heard")
    report: Commitment
    heard_by: Hearers


class CommitteeAdviceRecorded(ObjectionEvent):
    """What the committee advises to decide, and why."""

    TOPIC: ClassVar[str] = "objection.committee_advice_recorded.v1"

    advice: ObjectionOutcome
    reason: Commitment


class ObjectionDecided(ObjectionEvent):
    """The decision on the objection, in full, and what it comes to from now on: it can be printed
    from this event alone.
    """

    TOPIC: ClassVar[str] = "objection.decided.v3"

    against: DecisionKind
    outcome: ObjectionOutcome
    former_cents: Money
    former_activities: GrantedActivities = ()
    amount_cents: Money
    activities: GrantedActivities = ()
    council_act: DecidedByCouncil = None
    ground: DecisionGround | None = Field(
        description="on what a decision on a proposal that was changed rests now; null elsewhere"
    )
    reason: Commitment
    excuse: Commitment | None = Field(description="why it may come late, where it did")
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )
    priority_id: Identifier | None
    plan_version: PlanVersion | None
    former_taken_by: ActorId = Field(description="who took the decision that is objected to")
    former_mandate_id: Identifier | None
    decided_on: Day
    appeal_until: Day = Field(description="the last day for an appeal at the court")


class ObjectionForwarded(ObjectionEvent):
    """The body agrees that it goes straight to the court, and sends it there with its date."""

    TOPIC: ClassVar[str] = "objection.forwarded.v1"

    court: Identifier
    received_on: Day = Field(description="the day on which the objection was received")
    reason: Commitment
    former_cents: Money
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )
    forwarded_on: Day


class DirectAppealRejected(ObjectionEvent):
    """The body does not agree that it goes straight to the court: it is handled as any other."""

    TOPIC: ClassVar[str] = "objection.direct_appeal_rejected.v1"

    reason: Commitment
    former_cents: Money
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )


class AppealRecorded(ObjectionEvent):
    """Somebody went to court about the decision on the objection."""

    TOPIC: ClassVar[str] = "appeal.recorded.v1"

    court: Identifier
    reference: Identifier
    lodged_on: Day


class RulingRecorded(ObjectionEvent):
    """What the court ruled, and what it comes to since: told to decide again, what stood before."""

    TOPIC: ClassVar[str] = "appeal.ruling_recorded.v1"

    outcome: RulingOutcome
    amount_cents: Money
    activities: GrantedActivities = ()
    decide_by: Day | None = Field(description="until when to decide again")
    reason: Commitment
    ruled_on: Day
