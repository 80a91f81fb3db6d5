"""Where a proposal stands: its state after each event, and what every step asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from domain.activity import CostLine, FundingLine
from domain.applicant import JointApplicant
from domain.calendar import dutch_day
from domain.command import Role
from domain.deadlines import stood_still, stood_still_unanswered
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Event
from domain.money import Money
from domain.objection_term import ObjectionTerm
from domain.proposal_events import (
    ProposalActivitiesRanked,
    ProposalActivityRemoved,
    ProposalActivitySet,
    ProposalAgreementRecorded,
    ProposalAmended,
    ProposalCompleted,
    ProposalCompletionRequested,
    ProposalConfirmed,
    ProposalDuplicateMarked,
    ProposalKind,
    ProposalLeftOutOfHandling,
    ProposalMerged,
    ProposalPlacedOnBallot,
    ProposalReturned,
    ProposalSplit,
    ProposalSubmitted,
    ProposalTakenInHandling,
    ProposalWithdrawn,
)
from domain.regulation_contents import RegulationVersion
from domain.regulation_parts import ApplicantKind, SupportLayer


class ProposalUnknown(Refusal):
    code = "proposal.unknown"
    status = NOT_FOUND
    dutch = "Voorstel {proposal} bestaat niet."
    english = "Proposal {proposal} does not exist."


class ProposalInWrongState(Refusal):
    code = "proposal.wrong_state"
    dutch = "Dit kan niet bij een voorstel met de status '{status}'."
    english = "This is not possible for a proposal whose status is '{status}'."


class OwnInterest(Refusal):
    code = "proposal.own_interest"
    status = FORBIDDEN
    dutch = "U heeft dit voorstel zelf ingediend; laat deze stap over aan een collega."
    english = "You submitted this proposal yourself; leave this step to a colleague."


class ProposalStatus(StrEnum):
    """Where a proposal stands before a decision is taken on it."""

    UNCONFIRMED = "unconfirmed"
    SUBMITTED = "submitted"
    AWAITS_COMPLETION = "awaits_completion"
    IN_HANDLING = "in_handling"
    LEFT_OUT_OF_HANDLING = "left_out_of_handling"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    AGREED = "agreed"


CONFIRMED = (
    ProposalStatus.SUBMITTED,
    ProposalStatus.AWAITS_COMPLETION,
    ProposalStatus.IN_HANDLING,
)
"""Everyone who is named said that it is theirs, and it can still go somewhere."""
UNDECIDED = (ProposalStatus.UNCONFIRMED, *CONFIRMED)
"""From these a proposal can still go somewhere."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One of the activities of a proposal: its budget, and what it asks of the grant."""

    title: str
    costs: tuple[CostLine, ...]
    funding: tuple[FundingLine, ...]
    asked: Money
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands; `round_id` is the round whose list it is on.

    `regulation` is the one it was submitted under, which it keeps.
    `applicants` are all who apply; of them `unconfirmed` have not said so yet. `activities` stand
    in order of rank where they were ranked, else in the order in which they were set.
    `version_since` is the day since which it reads as it does.
    """

    proposal_id: str
    applicant_id: str
    wijk: str
    year: int
    amount: Money
    status: ProposalStatus = ProposalStatus.SUBMITTED
    round_id: str | None = None
    kind: ProposalKind = ProposalKind.GRANT
    layer: SupportLayer | None = None
    joint_applicants: tuple[JointApplicant, ...] = ()
    applicant_kind: ApplicantKind = ApplicantKind.RESIDENT
    helper_ids: tuple[str, ...] = ()
    unconfirmed: frozenset[str] = frozenset()
    version: int = 1
    answer_by: date | None = None
    activities: Mapping[str, Activity] = field(default_factory=dict)
    duplicate_of: str | None = None
    came_from: tuple[str, ...] = ()
    regulation: RegulationVersion | None = None
    submitted_on: date | None = None
    left_out: ObjectionTerm | None = None
    asked_on: date | None = None
    completed_on: date | None = None
    stood_still: timedelta = timedelta()
    addresses: int | None = None
    category: str | None = None
    version_since: date | None = None

    @property
    def completion_asked(self) -> bool:
        """Whether the applicant was ever asked to complete it."""
        return self.asked_on is not None

    @property
    def applicants(self) -> frozenset[str]:
        """Everyone who applies."""
        joint = (each.applicant_id for each in self.joint_applicants)
        return frozenset({self.applicant_id, *joint})

    @property
    def interested(self) -> frozenset[str]:
        """Everyone with an interest of their own: who applies, and who helped."""
        return self.applicants.union(self.helper_ids)

    @property
    def is_undecided(self) -> bool:
        """Whether it can still go somewhere, as far as its own life cycle tells."""
        return self.status in UNDECIDED


def stream_of(proposal_id: str) -> str:
    """The stream of one proposal."""
    return f"proposal:{proposal_id}"


def evolve(proposal: Proposal | None, event: Event) -> Proposal | None:
    """The proposal after one more event."""
    if isinstance(event, ProposalSubmitted):
        return _submitted(event)
    return _changed(proposal, event) if proposal else None


def _submitted(event: ProposalSubmitted) -> Proposal:
    unconfirmed = frozenset(event.to_confirm)
    return Proposal(
        proposal_id=event.proposal_id,
        applicant_id=event.applicant_id,
        wijk=event.wijk,
        year=event.year,
        amount=event.amount_cents,
        status=ProposalStatus.UNCONFIRMED if unconfirmed else ProposalStatus.SUBMITTED,
        kind=event.kind,
        layer=event.layer,
        joint_applicants=event.joint_applicants,
        applicant_kind=event.applicant_kind,
        helper_ids=event.helper_ids,
        unconfirmed=unconfirmed,
        regulation=event.regulation,
        came_from=event.came_from,
        submitted_on=dutch_day(event.at),
        version_since=dutch_day(event.at),
        addresses=event.addresses,
        category=event.category,
    )


def _changed(proposal: Proposal, event: Event) -> Proposal:
    match event:
        case ProposalConfirmed():
            left = proposal.unconfirmed - {event.by.id}
            status = proposal.status if left else ProposalStatus.SUBMITTED
            return replace(proposal, unconfirmed=left, status=status)
        case ProposalCompletionRequested():
            status = ProposalStatus.AWAITS_COMPLETION
            asked_on = dutch_day(event.at)
            again = replace(proposal, status=status, answer_by=event.answer_by, completed_on=None)
            return replace(again, asked_on=asked_on)
        case ProposalCompleted():
            day = dutch_day(event.at)
            still = proposal.stood_still + stood_still(proposal.asked_on or day, day)
            status = ProposalStatus.SUBMITTED
            answered = replace(proposal, status=status, answer_by=None, stood_still=still)
            return replace(answered, completed_on=day)
        case ProposalTakenInHandling():
            status, still = ProposalStatus.IN_HANDLING, _still_unanswered(proposal)
            return replace(proposal, status=status, answer_by=None, stood_still=still)
        case ProposalLeftOutOfHandling():
            status, still = ProposalStatus.LEFT_OUT_OF_HANDLING, _still_unanswered(proposal)
            return replace(
                proposal, status=status, left_out=_term(event), answer_by=None, stood_still=still
            )
        case ProposalReturned():
            return replace(proposal, status=ProposalStatus.IN_HANDLING)
        case ProposalWithdrawn():
            return replace(proposal, status=ProposalStatus.WITHDRAWN)
        case ProposalMerged():
            return replace(proposal, status=ProposalStatus.MERGED)
        case ProposalAgreementRecorded():
            return replace(proposal, status=ProposalStatus.AGREED)
        case ProposalDuplicateMarked():
            return replace(proposal, duplicate_of=event.duplicate_of)
        case ProposalPlacedOnBallot():
            return replace(proposal, round_id=event.round_id)
        case _:
            return _rewritten(proposal, event)


def _term(event: ProposalLeftOutOfHandling) -> ObjectionTerm:
    return ObjectionTerm(
        event.objection_until,
        event.by.id,
        event.at,
        event.mandate_id,
        in_its_name=event.by.role is not Role.COLLEGE,
    )


def _still_unanswered(proposal: Proposal) -> timedelta:
    """For how long the term stood still, once the one for completing it has passed unused."""
    if proposal.asked_on is None or proposal.answer_by is None:
        return proposal.stood_still
    return proposal.stood_still + stood_still_unanswered(proposal.asked_on, proposal.answer_by)


def _rewritten(proposal: Proposal, event: Event) -> Proposal:
    """What an event changes of what the proposal asks."""
    activities = dict(proposal.activities)
    match event:
        case ProposalActivitySet():
            activities[event.activity_id] = Activity(
                event.title, event.costs, event.funding, event.asked_cents, event.category
            )
        case ProposalActivityRemoved(activity_id=activity_id):
            activities.pop(activity_id, None)
        case ProposalActivitiesRanked(activity_ids=ranked):
            order = [*ranked, *(each for each in activities if each not in ranked)]
            kept = {each: activities[each] for each in order if each in activities}
            return replace(proposal, activities=kept)
        case ProposalSplit(activity_ids=gone):
            activities = {name: each for name, each in activities.items() if name not in gone}
            proposal = replace(proposal, addresses=event.addresses or proposal.addresses)
        case ProposalAmended(addresses=addresses, category=category):
            proposal = replace(proposal, addresses=addresses, category=category)
        case _:
            return proposal
    return replace(
        proposal,
        version=event.version,
        version_since=dutch_day(event.at),
        amount=event.amount_cents,
        activities=activities,
    )


def guard_proposal_exists(proposal: Proposal | None, proposal_id: str) -> Proposal:
    """Whatever is asked about a proposal needs one that was submitted."""
    if proposal is None:
        raise ProposalUnknown(proposal=proposal_id)
    return proposal


def guard_status(proposal: Proposal | None, proposal_id: str, *allowed: ProposalStatus) -> Proposal:
    """Each step of the life cycle starts from the states that the law names."""
    found = guard_proposal_exists(proposal, proposal_id)
    if found.status not in allowed:
        raise ProposalInWrongState(status=found.status.value)
    return found
