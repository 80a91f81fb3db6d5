"""What can happen to a proposal until a decision is taken on it, as events of its own stream.

The rules are in `proposal` and in the rooms `proposal_amendment`, `proposal_completion`,
`proposal_activities` and `proposal_lineage`; what follows from the events is in `proposal_state`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.activity import LINES_MAX, CostLine, FundingLine
from domain.address_ceiling import Addresses
from domain.applicant import JOINT_MAX, SUBMITTED_MAX, JointApplicant
from domain.budget_year import DecidedByCouncil
from domain.command import ActorId
from domain.event import Commitment, Day, Identifier, PublicEvent, WijkCode, Year
from domain.money import Money, PositiveMoney
from domain.regulation_contents import RegulationVersion
from domain.regulation_parts import ApplicantKind, SupportLayer

HELPERS_MAX = (JOINT_MAX + 1) * SUBMITTED_MAX
"""Who helped with one proposal: one for each that each of its applicants can submit in a year."""

ProposalVersion = Annotated[
    int, Field(strict=True, ge=2, description="version of the proposal; as submitted it is 1")
]


class ProposalKind(StrEnum):
    """What is asked: a grant for an initiative, or to take over a municipal task (uitdaagrecht)."""

    GRANT = "grant"
    CHALLENGE = "challenge"


class LeftOutGround(StrEnum):
    """Why a proposal is left out of handling (Awb 4:5, first paragraph)."""

    INCOMPLETE = "incomplete"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    NOT_COMPLETED_IN_TIME = "not_completed_in_time"


class ProposalSubmitted(PublicEvent):
    """An initiative was proposed; title and description are in the vault."""

    TOPIC: ClassVar[str] = "proposal.submitted.v6"

    proposal_id: Identifier
    wijk: WijkCode
    year: Year
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    kind: ProposalKind
    layer: SupportLayer | None = Field(description="layer of the pyramid; null where none was said")
    applicant_id: ActorId
    applicant_kind: ApplicantKind
    joint_applicants: tuple[JointApplicant, ...] = Field(max_length=JOINT_MAX)
    helper_ids: tuple[ActorId, ...] = Field(
        max_length=HELPERS_MAX,
        description="who helped: submitted it for an applicant, or a proposal that it came from",
    )
    regulation: RegulationVersion | None = Field(
        description="the regulation in force when it was submitted; null where there was none"
    )
    came_from: tuple[Identifier, ...] = Field(
        description="proposals that it was merged or split from; empty for a new one"
    )
    addresses: Addresses | None = Field(
        default=None, description="how many addresses take part; null where nobody told"
    )
    category: Identifier | None = Field(
        default=None, description="category of the regulation; null where none was said"
    )

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """Who is named as applicant and has not said so: nobody, where a merger or split did."""
        named = (self.applicant_id, *(each.applicant_id for each in self.joint_applicants))
        return () if self.came_from else tuple(each for each in named if each != self.by.id)


class ProposalTakenInHandling(PublicEvent):
    """The proposal is an application and can be voted and decided on."""

    TOPIC: ClassVar[str] = "proposal.taken_in_handling.v1"

    proposal_id: Identifier


class ProposalLeftOutOfHandling(PublicEvent):
    """The proposal is not handled, for this ground and reason.

    `amount_cents` is what it asks, which the mandate reaches; zero where the log did not tell.
    """

    TOPIC: ClassVar[str] = "proposal.left_out_of_handling.v3"

    proposal_id: Identifier
    ground: LeftOutGround
    reason: Commitment
    objection_until: Day = Field(description="the last day for an objection to it (Awb 6:7)")
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself did it, or where none was named"
    )
    amount_cents: Money


class ProposalReturned(PublicEvent):
    """It is in handling after all: leaving it out did not stand, by an objection or a court."""

    TOPIC: ClassVar[str] = "proposal.returned.v1"

    proposal_id: Identifier
    objection_id: Identifier


class ProposalWithdrawn(PublicEvent):
    """The applicant took the proposal back."""

    TOPIC: ClassVar[str] = "proposal.withdrawn.v1"

    proposal_id: Identifier


class ProposalPlacedOnBallot(PublicEvent):
    """The proposal is on the frozen list of a round, at a frozen price."""

    TOPIC: ClassVar[str] = "proposal.placed_on_ballot.v1"

    proposal_id: Identifier
    round_id: Identifier
    price_cents: PositiveMoney


class ProposalConfirmed(PublicEvent):
    """Who was helped, or named as joint applicant, said that the proposal is theirs too."""

    TOPIC: ClassVar[str] = "proposal.confirmed.v1"

    proposal_id: Identifier


class ProposalAmended(PublicEvent):
    """The proposal as it reads from now on; earlier versions stay in the log."""

    TOPIC: ClassVar[str] = "proposal.amended.v3"

    proposal_id: Identifier
    version: ProposalVersion
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    addresses: Addresses | None = Field(
        default=None, description="how many addresses take part; null where nobody told"
    )
    category: Identifier | None = Field(
        default=None, description="category of the regulation; null where none was said"
    )


class ProposalCompletionRequested(PublicEvent):
    """Something is missing; the applicant has until the end of this day (Awb 4:5)."""

    TOPIC: ClassVar[str] = "proposal.completion_requested.v1"

    proposal_id: Identifier
    reason: Commitment
    answer_by: Day


class ProposalCompleted(PublicEvent):
    """The applicant answered what was missing."""

    TOPIC: ClassVar[str] = "proposal.completed.v1"

    proposal_id: Identifier
    note: Commitment


class ProposalActivitySet(PublicEvent):
    """An activity with its budget is part of the proposal, or replaces an earlier version of it.

    `asked_cents` is its costs without co-funding; `amount_cents` what all activities ask together.
    """

    TOPIC: ClassVar[str] = "proposal.activity_set.v2"

    proposal_id: Identifier
    version: ProposalVersion
    activity_id: Identifier
    title: Commitment
    costs: tuple[CostLine, ...] = Field(min_length=1, max_length=LINES_MAX)
    funding: tuple[FundingLine, ...] = Field(max_length=LINES_MAX)
    asked_cents: PositiveMoney
    amount_cents: PositiveMoney
    category: Identifier | None = Field(
        default=None,
        description="category of the regulation; null where it is that of the proposal",
    )


class ProposalActivityRemoved(PublicEvent):
    """An activity is no part of the proposal any more; the amount is what the others ask."""

    TOPIC: ClassVar[str] = "proposal.activity_removed.v1"

    proposal_id: Identifier
    version: ProposalVersion
    activity_id: Identifier
    amount_cents: PositiveMoney


class ProposalActivitiesRanked(PublicEvent):
    """In which order activities are awarded while the money lasts, with the reason for it."""

    TOPIC: ClassVar[str] = "proposal.activities_ranked.v1"

    proposal_id: Identifier
    activity_ids: tuple[Identifier, ...]
    reason: Commitment


class ProposalMerged(PublicEvent):
    """The proposal goes on in another one, with the consent of every applicant of both."""

    TOPIC: ClassVar[str] = "proposal.merged.v1"

    proposal_id: Identifier
    into: Identifier


class ProposalSplit(PublicEvent):
    """A part of the proposal goes on as a proposal of its own; this one asks what is left."""

    TOPIC: ClassVar[str] = "proposal.split.v2"

    proposal_id: Identifier
    version: ProposalVersion
    part: Identifier
    activity_ids: tuple[Identifier, ...] = Field(description="activities that went along")
    amount_cents: PositiveMoney
    addresses: Addresses | None = Field(
        description="how many addresses are left with this one; null where their number stays"
    )


class ProposalDuplicateMarked(PublicEvent):
    """The proposal asks what another one asks already; both stay, and point to each other."""

    TOPIC: ClassVar[str] = "proposal.duplicate_marked.v1"

    proposal_id: Identifier
    duplicate_of: Identifier
    reason: Commitment


class ProposalAgreementRecorded(PublicEvent):
    """A right to challenge ended in an agreement about the task, in place of a grant.

    `amount_cents` is what the challenge asks, which the mandate reaches; zero where the log did not
    tell.
    """

    TOPIC: ClassVar[str] = "proposal.agreement_recorded.v3"

    proposal_id: Identifier
    agreement: Identifier
    reason: Commitment
    agreed_on: Day
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself agreed, or where none was named"
    )
    amount_cents: Money
    council_act: DecidedByCouncil = None
