"""The dossier of a proposal: all that is known of it, in one document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import AwareDatetime

from domain.activity import GrantedActivity
from domain.applicant import JointApplicant
from domain.command import ActorId, Role
from domain.decision_ground import DecisionOutcome
from domain.event import Commitment
from domain.money import ZERO, Money, total
from domain.payout import UNDER_WAY, PayoutStatus
from domain.proposal import LeftOutGround, ProposalKind, ProposalStatus
from domain.regulation_parts import ApplicantKind, SupportLayer
from projections.decision_parts import (
    AccountInDossier,
    DecisionInDossier,
    DeterminationInDossier,
    Draft,
    PayoutInDossier,
    SuspensionInDossier,
)
from projections.document import Deed, Document, Part
from projections.dossier_advice import AdviceInDossier, PointsInDossier
from projections.next_step import STEP_OF_STATUS, NextStep, RoundOutcome
from projections.proposal_parts import (
    ActivityInDossier,
    Agreement,
    Completion,
    FeasibilityInDossier,
    HiddenText,
)
from projections.protection_parts import ClaimInDossier, ObjectionInDossier, WithdrawalInDossier

HAPPENINGS_MAX = 500
"""A dossier keeps the last so many; the audit trail has all of them."""
HIDDEN: Commitment = "0" * 64
"""Stands for a text that is not shown; no text has this commitment."""


class LeftOut(Part):
    """Why the proposal was left out of handling."""

    ground: LeftOutGround
    reason: Commitment
    done: Deed
    objection_until: date
    mandate_id: str | None = None


class LineOnList(Part):
    """A line of a list: the proposal, or one of its activities. `funded_cents` is what it won."""

    line_id: str
    activity_id: str | None
    price_cents: Money
    funded_cents: Money | None


class PlaceOnList(Part):
    """The round whose list the proposal stands on, at which price, and what came of it.

    `funded_cents` is what a winner gets: its price, a part of it, or what its activities got that
    won; with fewer ballots than `ballots_for_outcome` nobody won. `left_off` stand on no list.
    """

    round_id: str
    price_cents: Money
    opens_at: AwareDatetime
    closes_at: AwareDatetime | None
    ballots_for_outcome: int = 0
    outcome: RoundOutcome = RoundOutcome.OPEN
    funded_cents: Money | None = None
    lines: tuple[LineOnList, ...] = ()
    left_off: tuple[str, ...] = ()
    left_off_reason: Commitment | None = None

    @property
    def activities(self) -> Mapping[str, LineOnList]:
        """Its activities on the list, by id; none where it stands there as a whole."""
        return {line.activity_id: line for line in self.lines if line.activity_id}


class Happening(Part):
    """One line of what happened; `about` is the round or payout it was about."""

    position: int
    event: str
    at: AwareDatetime
    actor_id: ActorId
    role: Role
    amount_cents: Money | None = None
    about: str | None = None


class ProposalDossier(Document):
    """A proposal and all that followed from it. Texts are commitments.

    While a text is hidden, `title` and `description` are `HIDDEN`, which opens nothing anywhere.
    """

    proposal_id: str
    year: int
    wijk: str
    applicant_id: ActorId
    title: Commitment
    description: Commitment
    amount_cents: Money
    submitted: Deed
    regulation_id: str | None = None
    status: ProposalStatus = ProposalStatus.SUBMITTED
    version: int = 1
    kind: ProposalKind = ProposalKind.GRANT
    layer: SupportLayer | None = None
    applicant_kind: ApplicantKind = ApplicantKind.RESIDENT
    joint_applicants: tuple[JointApplicant, ...] = ()
    helper_ids: tuple[ActorId, ...] = ()
    unconfirmed: tuple[ActorId, ...] = ()
    activities: tuple[ActivityInDossier, ...] = ()
    ranking_reason: Commitment | None = None
    completion: Completion | None = None
    stood_still_days: int = 0
    supporters: int = 0
    feasibility: FeasibilityInDossier | None = None
    addresses: int | None = None
    category: str | None = None
    came_from: tuple[str, ...] = ()
    went_to: tuple[str, ...] = ()
    duplicate_of: str | None = None
    duplicate_reason: Commitment | None = None
    duplicates: tuple[str, ...] = ()
    regroupings: tuple[str, ...] = ()
    hidden: HiddenText | None = None
    agreement: Agreement | None = None
    left_out: LeftOut | None = None
    round: PlaceOnList | None = None
    reserved_cents: Money = ZERO
    granted_cents: Money = ZERO
    granted_on: date | None = None
    granted_activities: tuple[GrantedActivity, ...] = ()
    release_reason: Commitment | None = None
    advice: tuple[AdviceInDossier, ...] = ()
    points: tuple[PointsInDossier, ...] = ()
    draft: Draft | None = None
    decision: DecisionInDossier | None = None
    payouts: tuple[PayoutInDossier, ...] = ()
    account: AccountInDossier | None = None
    determination: DeterminationInDossier | None = None
    suspension: SuspensionInDossier | None = None
    closed: Deed | None = None
    claim: ClaimInDossier | None = None
    recovered_cents: Money = ZERO
    withdrawal: WithdrawalInDossier | None = None
    objections: tuple[ObjectionInDossier, ...] = ()
    happenings: tuple[Happening, ...] = ()
    happenings_left_out: int = 0

    @property
    def path(self) -> str:
        return f"{self.year}/{self.wijk}/{self.proposal_id}"

    @property
    def applicants(self) -> tuple[str, ...]:
        """Everyone who applies."""
        return (self.applicant_id, *(each.applicant_id for each in self.joint_applicants))

    @property
    def left_off_reason(self) -> Commitment | None:
        """Why activities do not stand on the list that it is on; None where all of them do."""
        return self.round.left_off_reason if self.round else None

    def completion_runs_on(self, today: date) -> bool:
        """Whether what is missing can still be brought: until then no decision is due."""
        awaits = self.status is ProposalStatus.AWAITS_COMPLETION
        return awaits and self.completion is not None and today <= self.completion.answer_by

    @property
    def views_awaited(self) -> tuple[str, ...]:
        """Which applicants did not say yet what they think of a withdrawal that is intended."""
        if self.withdrawal is None or not self.withdrawal.is_pending:
            return ()
        given = {each.applicant_id for each in self.withdrawal.views}
        return tuple(each for each in self.applicants if each not in given)

    def may_react_on(self, today: date) -> tuple[str, ...]:
        """Whom of them a reaction is still taken from."""
        runs = self.withdrawal is not None and today <= self.withdrawal.views_until
        return self.views_awaited if runs else ()

    @property
    def is_hidden(self) -> bool:
        """Whether its text is not shown."""
        return self.title == HIDDEN

    @property
    def paid_cents(self) -> Money:
        """What was paid on the grant."""
        return self._payouts_sum(PayoutStatus.PAID)

    @property
    def asked_cents(self) -> Money:
        """What is paid or still may be, because it was asked and not rejected."""
        return self._payouts_sum(*UNDER_WAY, PayoutStatus.PAID)

    @property
    def bound_by_payouts(self) -> Money:
        """What is paid or still may be, less what came back: so much of the grant is used."""
        return self.asked_cents - self.recovered_cents

    def _payouts_sum(self, *statuses: PayoutStatus) -> Money:
        return total(each.amount_cents for each in self.payouts if each.status in statuses)

    @property
    def next_step(self) -> NextStep:
        """What the proposal waits for, in one word."""
        if self.closed is not None:
            return NextStep.CLOSED
        if self.decision is not None:
            return _after_decision(self)
        if self.status is ProposalStatus.IN_HANDLING:
            return _before_decision(self)
        return STEP_OF_STATUS[self.status]


def _before_decision(dossier: ProposalDossier) -> NextStep:
    if dossier.draft is not None:
        return NextStep.AWAITS_DECISION
    if dossier.reserved_cents:
        return NextStep.AWAITS_DRAFT
    if dossier.round is None:
        return NextStep.AWAITS_ROUND
    return {
        RoundOutcome.OPEN: NextStep.ON_BALLOT,
        RoundOutcome.CLOSED: NextStep.AWAITS_TALLY,
        RoundOutcome.WON: NextStep.AWAITS_RESERVATION,
        RoundOutcome.LOST: NextStep.AWAITS_REFUSAL,
        RoundOutcome.NO_OUTCOME: NextStep.AWAITS_COLLEGE,
    }[dossier.round.outcome]


def _after_decision(dossier: ProposalDossier) -> NextStep:
    if not dossier.granted_cents:
        return _without_a_grant(dossier)
    statuses = {payout.status for payout in dossier.payouts}
    if PayoutStatus.REQUESTED in statuses:
        return NextStep.AWAITS_SECOND_PERSON
    if PayoutStatus.APPROVED in statuses:
        return NextStep.AWAITS_BANK
    if dossier.determination is not None:
        return _after_determination(dossier, dossier.determination)
    if dossier.account is not None:
        return NextStep.AWAITS_DETERMINATION
    if dossier.claim is not None:
        return NextStep.AWAITS_RECOVERY
    if not dossier.paid_cents:
        return NextStep.AWAITS_PAYOUT
    paid_in_full = dossier.paid_cents - dossier.recovered_cents == dossier.granted_cents
    return NextStep.PAID if paid_in_full else NextStep.PARTLY_PAID


def _without_a_grant(dossier: ProposalDossier) -> NextStep:
    """Refused, or granted once and taken back."""
    if dossier.claim is not None:
        return NextStep.AWAITS_RECOVERY
    was_refused = dossier.decision and dossier.decision.outcome is DecisionOutcome.REFUSE
    return NextStep.REFUSED if was_refused else NextStep.GRANT_WITHDRAWN


def _after_determination(
    dossier: ProposalDossier, determination: DeterminationInDossier
) -> NextStep:
    if determination.to_recover:
        return NextStep.AWAITS_RECOVERY
    if dossier.paid_cents - dossier.recovered_cents < determination.amount_cents:
        return NextStep.AWAITS_FINAL_PAYOUT
    return NextStep.SETTLED
