"""Parts of a dossier that are there before a decision: activities, completion, feasibility, texts
that were hidden; and the document of a merger or split.
"""

from __future__ import annotations

from datetime import date

from domain.activity import CostLine, FundingLine
from domain.budget_year import CouncilAct
from domain.calendar import dutch_day
from domain.command import ActorId
from domain.event import Commitment
from domain.feasibility import GroundFinding
from domain.moderation import ModerationGround, ReviewOutcome
from domain.money import Money, total
from domain.regrouping import RegroupingStatus
from projections.document import Deed, Document, Part


class ActivityInDossier(Part):
    """An activity with its budget, and what it asks of the grant."""

    activity_id: str
    title: Commitment
    costs: tuple[CostLine, ...]
    funding: tuple[FundingLine, ...]
    asked_cents: Money
    category: str | None = None

    @property
    def costs_cents(self) -> Money:
        """All of its costs."""
        return total(line.amount_cents for line in self.costs)

    @property
    def own_work_cents(self) -> Money:
        """Of the co-funding, what is work in kind."""
        return total(line.amount_cents for line in self.funding if line.kind.in_kind)

    @property
    def money_cents(self) -> Money:
        """Of the co-funding, what is money."""
        return total(line.amount_cents for line in self.funding if not line.kind.in_kind)


class Completion(Part):
    """What was missing, until when it could be brought, and the answer."""

    reason: Commitment
    answer_by: date
    asked: Deed
    note: Commitment | None = None
    answered: Deed | None = None

    @property
    def ended_on(self) -> date:
        """The day on which it was answered; or the last one for that, where it was not."""
        return dutch_day(self.answered.at) if self.answered else self.answer_by


class FeasibilityInDossier(Part):
    """Who looks at it, what was found on each published ground, and of which version; zero where
    that was not told.
    """

    valuator_id: ActorId
    findings: tuple[GroundFinding, ...] = ()
    reason: Commitment | None = None
    feasible: bool | None = None
    version: int = 0
    done: Deed | None = None


class HiddenText(Part):
    """Title and text as they were, why they are not shown, and what came of a review."""

    title: Commitment
    description: Commitment
    ground: ModerationGround
    reason: Commitment
    hidden: Deed
    appeal: Commitment | None = None
    outcome: ReviewOutcome | None = None
    outcome_reason: Commitment | None = None


class Agreement(Part):
    """What a right to challenge ended in, and its mandate; none of the college itself."""

    agreement: str
    agreed_on: date
    reason: Commitment
    mandate_id: str | None
    council_act: CouncilAct | None = None


class RegroupingDocument(Document):
    """A merger or split: what would become of which proposals, and whose consent is there."""

    regrouping_id: str
    proposal_ids: tuple[str, ...]
    is_merger: bool
    title: Commitment
    description: Commitment
    amount_cents: Money
    activity_ids: tuple[str, ...] = ()
    asked_of: tuple[ActorId, ...]
    agreed: tuple[ActorId, ...]
    status: RegroupingStatus = RegroupingStatus.PREPARED
    prepared: Deed
