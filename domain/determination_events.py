"""What happens once a grant is accounted for: determined, changed, claimed back, received."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.cost_claim import COSTS_MAX, CostsOfDay
from domain.event import Commitment, Day, Identifier, PublicEvent
from domain.money import Money, PositiveMoney

PAY_BACK_BY = "the last day for paying back what is claimed; null where nothing is"


class DeterminationGround(StrEnum):
    """Why the grant comes to this amount: as granted, or lower (Awb 4:46, second paragraph)."""

    AS_GRANTED = "as_granted"
    NOT_CARRIED_OUT = "not_carried_out"
    OBLIGATIONS_NOT_MET = "obligations_not_met"
    WRONG_INFORMATION = "wrong_information"
    GRANTED_IN_ERROR = "granted_in_error"


class AccountRendered(PublicEvent):
    """What the applicant says was spent and done."""

    TOPIC: ClassVar[str] = "account.rendered.v3"

    proposal_id: Identifier
    costs_cents: Money
    report: Commitment
    costs: tuple[CostsOfDay, ...] = Field(
        default=(),
        max_length=COSTS_MAX,
        description="what was spent on which day; empty where nobody told",
    )
    audit: Commitment | None = Field(
        description="what the accountant states who audited it; null where none did"
    )


class GrantDetermined(PublicEvent):
    """What the grant comes to (vaststelling); from now on it gives a right to payment."""

    TOPIC: ClassVar[str] = "grant.determined.v3"

    proposal_id: Identifier
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )
    granted_cents: PositiveMoney
    amount_cents: Money
    claimed_back_cents: Money
    ground: DeterminationGround
    reason: Commitment
    determined_on: Day
    objection_until: Day = Field(description="the last day for an objection")
    recovery_until: Day = Field(description="the last day on which money can be claimed back")
    pay_back_by: Day | None = Field(description=PAY_BACK_BY)
    with_grant: bool = Field(
        default=False,
        description="whether it is a part of the decision that granted it, as no account is asked",
    )


class RecoveryRecorded(PublicEvent):
    """Money came back."""

    TOPIC: ClassVar[str] = "recovery.recorded.v1"

    proposal_id: Identifier
    recovery_id: Identifier
    amount_cents: PositiveMoney
    reference: Identifier


class DeterminationChanged(PublicEvent):
    """What the grant comes to after the determination was looked at again."""

    TOPIC: ClassVar[str] = "determination.changed.v1"

    proposal_id: Identifier
    former_cents: Money
    amount_cents: Money


class RecoveryClaimed(PublicEvent):
    """What is still to be paid back after a decision changed; nothing where a claim falls away."""

    TOPIC: ClassVar[str] = "recovery.claimed.v2"

    proposal_id: Identifier
    amount_cents: Money
    recovery_until: Day = Field(description="the last day on which money can be claimed back")
    pay_back_by: Day | None = Field(description=PAY_BACK_BY)
