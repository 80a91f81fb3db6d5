"""Parts of a dossier by which a decision is looked at again: objections, appeals, withdrawals."""

from __future__ import annotations

from datetime import date

from domain.activity import GrantedActivity
from domain.budget_year import CouncilAct
from domain.command import ActorId
from domain.decision_ground import DecisionGround
from domain.event import Commitment
from domain.money import ZERO, Money
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.objection_state import OPEN, ObjectionStatus
from domain.withdrawal_ground import COMPENSATED, WithdrawalGround
from projections.document import Deed, Part


class HearingInDossier(Part):
    """When who objects was heard, or that it was not wanted; what was said stays in the file."""

    held_on: date
    was_waived: bool
    report: Commitment
    heard_by: tuple[str, ...] = ()


class PostponementInDossier(Part):
    """How the decision on an objection was put off; the consent stays in the file."""

    formerly: date
    decide_by: date
    reason: Commitment
    consent: Commitment | None


class ObjectionDecision(Part):
    """What was decided on an objection, with everything that has to be on it."""

    outcome: ObjectionOutcome
    former_cents: Money
    former_activities: tuple[GrantedActivity, ...] = ()
    amount_cents: Money
    activities: tuple[GrantedActivity, ...] = ()
    reason: Commitment
    excuse: Commitment | None
    mandate_id: str | None
    taken: Deed
    decided_on: date
    appeal_until: date
    council_act: CouncilAct | None = None
    ground: DecisionGround | None = None


class DirectAppealAnswer(Part):
    """Whether the body agreed that an objection goes straight to the court, and why."""

    is_agreed: bool
    court: str | None = None
    reason: Commitment
    mandate_id: str | None
    taken: Deed


class AppealInDossier(Part):
    """At which court, and what it ruled. What was sent there straight away has no number that we
    know, and `former_activities` is what each activity got then.
    """

    court: str
    reference: str | None
    lodged_on: date
    former_activities: tuple[GrantedActivity, ...] = ()
    outcome: RulingOutcome | None = None
    amount_cents: Money | None = None
    activities: tuple[GrantedActivity, ...] = ()
    reason: Commitment | None = None
    ruled_on: date | None = None


class ObjectionInDossier(Part):
    """An objection, and how far it came. What who objects wrote stays in the file."""

    objection_id: str
    objector_id: ActorId
    against: DecisionKind
    reason: Commitment
    interest: Commitment | None
    excuse: Commitment | None
    received_on: date
    posted_on: date | None = None
    objection_until: date
    in_time: bool
    asks_court: bool = False
    direct_appeal: DirectAppealAnswer | None = None
    status: ObjectionStatus = ObjectionStatus.LODGED
    with_committee: bool = False
    decide_by: date | None = None
    postponements: tuple[PostponementInDossier, ...] = ()
    hearing: HearingInDossier | None = None
    advice: ObjectionOutcome | None = None
    advice_reason: Commitment | None = None
    decision: ObjectionDecision | None = None
    appeal: AppealInDossier | None = None

    @property
    def awaits_court_answer(self) -> bool:
        """Whether it asks to go straight to the court, and the body did not decide on that yet."""
        return self.asks_court and self.direct_appeal is None and self.status in OPEN

    @property
    def is_forwarded(self) -> bool:
        """Whether it went straight to the court."""
        return self.direct_appeal is not None and self.direct_appeal.is_agreed

    @property
    def public_texts(self) -> list[Commitment | None]:
        """What everyone may read of it: why it was put off or decided so, by body or court."""
        decided = self.decision.reason if self.decision else None
        put_off = [each.reason for each in self.postponements]
        ruled = self.appeal.reason if self.appeal else None
        answered = self.direct_appeal.reason if self.direct_appeal else None
        return [decided, ruled, answered, *put_off]

    @property
    def texts(self) -> list[Commitment | None]:
        """What who handles it reads too."""
        heard = self.hearing.report if self.hearing else None
        late = self.decision.excuse if self.decision else None
        agreed = [each.consent for each in self.postponements]
        return [self.reason, self.interest, self.excuse, heard, self.advice_reason, late, *agreed]


class ViewsInDossier(Part):
    """What one applicant thinks of it; it stays in the file."""

    applicant_id: ActorId
    note: Commitment


class WithdrawalInDossier(Part):
    """What the body intends with a grant, or decided of it."""

    former_cents: Money
    former_activities: tuple[GrantedActivity, ...] = ()
    amount_cents: Money
    activities: tuple[GrantedActivity, ...] = ()
    ground: WithdrawalGround
    reason: Commitment
    views_until: date
    announced: Deed
    effective_on: date | None = None
    breached_on: date | None = None
    views: tuple[ViewsInDossier, ...] = ()
    compensation_cents: Money = ZERO
    compensation_reason: Commitment | None = None
    mandate_id: str | None = None
    taken: Deed | None = None
    decided_on: date | None = None
    objection_until: date | None = None
    rejected: Deed | None = None
    rejected_reason: Commitment | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it was announced, and nothing was decided of it yet."""
        return self.taken is None and self.rejected is None

    @property
    def asks_compensation(self) -> bool:
        """Whether damage from trust in the grant is decided on with it (Awb 4:50)."""
        return self.ground in COMPENSATED


class ClaimInDossier(Part):
    """What is still to be paid back of a grant that was not determined."""

    to_recover: Money
    recovery_until: date
    pay_back_by: date | None = None
