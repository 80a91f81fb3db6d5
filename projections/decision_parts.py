"""Parts of a dossier from the decision on: what was decided, paid, accounted for and determined."""

from __future__ import annotations

from datetime import date

from domain.activity import GrantedActivity
from domain.budget_year import CouncilAct
from domain.calendar import dutch_day
from domain.command import ActorId
from domain.cost_claim import CostsOfDay
from domain.decision import Finding
from domain.decision_ground import GROUNDS_OF_A_GRANT, DecisionGround, DecisionOutcome
from domain.determination_events import DeterminationGround
from domain.event import Commitment
from domain.money import ZERO, Money
from domain.payout import PayoutStatus
from domain.withdrawal_ground import WithdrawalGround
from projections.document import Deed, Part
from projections.dossier_advice import AdviceFollowed, OutcomeFollowed, RankingFollowed


class Draft(Part):
    """A decision as it was prepared, with the article of its mandate."""

    outcome: DecisionOutcome
    amount_cents: Money
    ground: DecisionGround
    reason: Commitment
    mandate_id: str
    mandate_article: str | None
    priority_id: str | None
    plan_version: int | None
    activities: tuple[GrantedActivity, ...] = ()
    prepared: Deed
    council_act: CouncilAct | None = None
    advice: AdviceFollowed | None = None
    ranking: RankingFollowed | None = None
    voted: OutcomeFollowed | None = None


class Verification(Part):
    """What the griffier found."""

    finding: Finding
    note: Commitment | None
    done: Deed


class DecisionInDossier(Part):
    """The decision as taken, with everything that has to be on it when it is printed.

    Without a mandate the college itself decided.
    """

    outcome: DecisionOutcome
    amount_cents: Money
    ground: DecisionGround
    reason: Commitment
    mandate_id: str | None
    mandate_article: str | None
    priority_id: str | None
    plan_version: int | None
    activities: tuple[GrantedActivity, ...] = ()
    prepared_by: ActorId
    taken: Deed
    taken_on: date
    objection_until: date
    verification: Verification | None = None
    council_act: CouncilAct | None = None
    advice: AdviceFollowed | None = None
    ranking: RankingFollowed | None = None
    voted: OutcomeFollowed | None = None

    @property
    def is_for_less(self) -> bool:
        """Whether its ground is that of what it does not grant, of what was won."""
        is_grant = self.outcome is DecisionOutcome.GRANT
        return is_grant and self.ground not in GROUNDS_OF_A_GRANT


class PayoutInDossier(Part):
    """A payout on the grant; `reference` is the bank's."""

    payout_id: str
    amount_cents: Money
    status: PayoutStatus
    requested: Deed
    approved: Deed | None = None
    rejected: Deed | None = None
    reason: Commitment | None = None
    paid: Deed | None = None
    reference: str | None = None


class AccountInDossier(Part):
    """What the applicant says was spent, on which days where those are told, and done."""

    costs_cents: Money
    report: Commitment
    rendered: Deed
    costs: tuple[CostsOfDay, ...] = ()
    audit: Commitment | None = None


class DeterminationInDossier(Part):
    """What the grant came to, and what of it was paid too much."""

    amount_cents: Money
    claimed_back_cents: Money
    ground: DeterminationGround
    reason: Commitment
    mandate_id: str | None
    determined: Deed
    determined_on: date
    objection_until: date
    recovery_until: date
    pay_back_by: date | None = None
    with_grant: bool = False
    recovered_cents: Money = ZERO

    @property
    def to_recover(self) -> Money:
        """What is still to be paid back."""
        return self.claimed_back_cents - self.recovered_cents


class SuspendedTime(Part):
    """From and until which day nothing was to be paid, both of them included."""

    since: date
    until: date


class SuspensionInDossier(Part):
    """The last notice of a serious suspicion, and until when nothing is paid because of it;
    `earlier` is when nothing was because of one before.
    """

    ground: WithdrawalGround
    reason: Commitment
    mandate_id: str | None
    notified: Deed
    suspended_until: date
    lifted: Deed | None = None
    lifted_reason: Commitment | None = None
    earlier: tuple[SuspendedTime, ...] = ()

    @property
    def times(self) -> tuple[SuspendedTime, ...]:
        """When nothing was or is to be paid, the last one as it stands now."""
        until = dutch_day(self.lifted.at) if self.lifted else self.suspended_until
        return (*self.earlier, SuspendedTime(since=dutch_day(self.notified.at), until=until))

    def runs_on(self, day: date) -> bool:
        """Whether nothing is paid on this day."""
        return self.lifted is None and day <= self.suspended_until
