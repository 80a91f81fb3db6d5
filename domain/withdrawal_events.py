"""What is announced, answered and decided of withdrawing a grant, as events.

Each holds what a page or a letter about it has to say, so that it can be told from the log alone.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from domain.activity import GrantedActivities
from domain.command import ActorId
from domain.event import Commitment, Day, Identifier, PublicEvent
from domain.money import ZERO, Money
from domain.withdrawal_ground import WithdrawalGround

EFFECTIVE_ON = "the day from which less is left, on a ground of Awb 4:50; null on other grounds"
BREACHED_ON = (
    "the day on which obligations were not met after the determination (Awb 4:49, first paragraph, "
    "c); null on other grounds, and in entries of before"
)


class WithdrawalAnnounced(PublicEvent):
    """What the body intends to leave of it, nothing where all is withdrawn; until when to react."""

    TOPIC: ClassVar[str] = "withdrawal.announced.v2"

    proposal_id: Identifier
    former_cents: Money
    former_activities: GrantedActivities = ()
    amount_cents: Money
    activities: GrantedActivities = ()
    ground: WithdrawalGround
    reason: Commitment
    views_until: Day
    effective_on: Day | None = Field(default=None, description=EFFECTIVE_ON)
    breached_on: Day | None = Field(description=BREACHED_ON)


class ViewsGiven(PublicEvent):
    """What an applicant thinks of it; only who handles the grant reads it."""

    TOPIC: ClassVar[str] = "withdrawal.views_given.v1"

    proposal_id: Identifier
    note: Commitment


class GrantWithdrawn(PublicEvent):
    """The decision, in full: what is left, on which ground, and until when to object."""

    TOPIC: ClassVar[str] = "grant.withdrawn.v2"

    proposal_id: Identifier
    former_cents: Money
    former_activities: GrantedActivities = ()
    amount_cents: Money
    activities: GrantedActivities = ()
    ground: WithdrawalGround
    reason: Commitment
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )
    announced_by: ActorId
    effective_on: Day | None = Field(default=None, description=EFFECTIVE_ON)
    breached_on: Day | None = Field(description=BREACHED_ON)
    compensation_cents: Money = ZERO
    compensation_reason: Commitment | None = Field(
        default=None,
        description="why so much for damage from trust in it; null on a ground that asks none",
    )
    decided_on: Day
    objection_until: Day = Field(description="the last day for an objection")


class WithdrawalRejected(PublicEvent):
    """The grant stays as it is."""

    TOPIC: ClassVar[str] = "withdrawal.rejected.v1"

    proposal_id: Identifier
    reason: Commitment
    mandate_id: Identifier | None
    former_cents: Money
