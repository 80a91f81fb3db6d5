"""A proposal: an initiative that a resident submits for a wijk.

It is taken in handling, or left out of handling with a ground and a reason (Awb 4:5); the applicant
may withdraw it. From being taken in handling on it is an application (aanvraag).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.command import ActorCommand
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent, WijkCode, Year
from domain.money import Money, PositiveMoney
from domain.regulation import AdoptedRegulation
from domain.regulation_contents import RegulationVersion
from domain.regulation_guards import guard_within_proposal_ceiling


class ProposalAlreadySubmitted(Refusal):
    code = "proposal.already_submitted"
    dutch = "Voorstel {proposal} is al ingediend."
    english = "Proposal {proposal} has already been submitted."


class ProposalUnknown(Refusal):
    code = "proposal.unknown"
    status = NOT_FOUND
    dutch = "Voorstel {proposal} bestaat niet."
    english = "Proposal {proposal} does not exist."


class ProposalInWrongState(Refusal):
    code = "proposal.wrong_state"
    dutch = "Dit kan niet bij een voorstel met de status '{status}'."
    english = "This is not possible for a proposal whose status is '{status}'."


class NotTheApplicant(Refusal):
    code = "proposal.not_the_applicant"
    status = FORBIDDEN
    dutch = "Alleen de indiener kan dit voorstel intrekken."
    english = "Only the applicant can withdraw this proposal."


class OwnInterest(Refusal):
    code = "proposal.own_interest"
    status = FORBIDDEN
    dutch = "U heeft dit voorstel zelf ingediend; laat deze stap over aan een collega."
    english = "You submitted this proposal yourself; leave this step to a colleague."


class ProposalAlreadyOnBallot(Refusal):
    code = "proposal.already_on_ballot"
    dutch = "Voorstel {proposal} staat al op de lijst van stemronde {round}."
    english = "Proposal {proposal} is already on the list of round {round}."


class ProposalHasMoney(Refusal):
    code = "proposal.has_money"
    dutch = "Voor dit voorstel is geld gereserveerd of verleend; intrekken kan zo niet meer."
    english = "Money is reserved or granted for this proposal; it cannot be withdrawn this way."


class ProposalStatus(StrEnum):
    """Where a proposal stands before a decision is taken on it."""

    SUBMITTED = "submitted"
    IN_HANDLING = "in_handling"
    LEFT_OUT_OF_HANDLING = "left_out_of_handling"
    WITHDRAWN = "withdrawn"


class LeftOutGround(StrEnum):
    """Why a proposal is left out of handling (Awb 4:5, first paragraph)."""

    INCOMPLETE = "incomplete"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    NOT_COMPLETED_IN_TIME = "not_completed_in_time"


class SubmitProposal(ActorCommand):
    """Propose an initiative for a wijk, with the amount it needs.

    Without `proposal_id` it gets the next number of its wijk and year. Only what brings proposals
    in that have ids already, as an import, gives one: ties go by id, so nobody who has an interest
    in a proposal may have a say in it.
    """

    proposal_id: Identifier | None = None
    wijk: WijkCode
    year: Year
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney


class TakeInHandling(ActorCommand):
    """Admit a proposal: it is complete and fits the scheme."""

    proposal_id: Identifier


class LeaveOutOfHandling(ActorCommand):
    """Leave a proposal out of handling, with ground and reason."""

    proposal_id: Identifier
    ground: LeftOutGround
    reason: Commitment


class WithdrawProposal(ActorCommand):
    """Withdraw one's own proposal."""

    proposal_id: Identifier


class ProposalSubmitted(PublicEvent):
    """An initiative was proposed; title and description are in the vault."""

    TOPIC: ClassVar[str] = "proposal.submitted.v2"

    proposal_id: Identifier
    wijk: WijkCode
    year: Year
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    regulation: RegulationVersion | None = Field(
        description="the regulation in force when it was submitted; null where there was none"
    )


class ProposalTakenInHandling(PublicEvent):
    """The proposal is an application and can be voted and decided on."""

    TOPIC: ClassVar[str] = "proposal.taken_in_handling.v1"

    proposal_id: Identifier


class ProposalLeftOutOfHandling(PublicEvent):
    """The proposal is not handled, for this ground and reason."""

    TOPIC: ClassVar[str] = "proposal.left_out_of_handling.v1"

    proposal_id: Identifier
    ground: LeftOutGround
    reason: Commitment


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands; `round_id` is the round whose list it is on.

    `regulation` is the one it was submitted under, which it keeps.
    """

    proposal_id: str
    applicant_id: str
    wijk: str
    year: int
    amount: Money
    status: ProposalStatus = ProposalStatus.SUBMITTED
    round_id: str | None = None
    regulation: RegulationVersion | None = None


def stream_of(proposal_id: str) -> str:
    """The stream of one proposal."""
    return f"proposal:{proposal_id}"


def evolve(proposal: Proposal | None, event: Event) -> Proposal | None:
    """The proposal after one more event."""
    match event:
        case ProposalSubmitted():
            return Proposal(
                event.proposal_id,
                event.by.id,
                event.wijk,
                event.year,
                event.amount_cents,
                regulation=event.regulation,
            )
        case ProposalTakenInHandling() if proposal:
            return replace(proposal, status=ProposalStatus.IN_HANDLING)
        case ProposalLeftOutOfHandling() if proposal:
            return replace(proposal, status=ProposalStatus.LEFT_OUT_OF_HANDLING)
        case ProposalWithdrawn() if proposal:
            return replace(proposal, status=ProposalStatus.WITHDRAWN)
        case ProposalPlacedOnBallot() if proposal:
            return replace(proposal, round_id=event.round_id)
        case _:
            return proposal


def submit(
    command: SubmitProposal,
    proposal_id: str,
    proposal: Proposal | None,
    regulation: AdoptedRegulation | None = None,
) -> list[Event]:
    """A proposal is submitted once, within the regulation in force, which it keeps."""
    if proposal is not None:
        raise ProposalAlreadySubmitted(proposal=proposal_id)
    if regulation is not None:
        guard_within_proposal_ceiling(regulation.rules, command.amount_cents)
    version = regulation.version if regulation else None
    return [ProposalSubmitted.following(command, proposal_id=proposal_id, regulation=version)]


def take_in_handling(command: TakeInHandling, proposal: Proposal | None) -> list[Event]:
    """Only what was submitted can be taken in handling, and not by the applicant."""
    found = guard_status(proposal, command.proposal_id, ProposalStatus.SUBMITTED)
    guard_no_own_interest(command, found)
    return [ProposalTakenInHandling.following(command)]


def leave_out_of_handling(command: LeaveOutOfHandling, proposal: Proposal | None) -> list[Event]:
    """Leaving out of handling is possible before the proposal is taken in handling (Awb 4:5)."""
    guard_status(proposal, command.proposal_id, ProposalStatus.SUBMITTED)
    return [ProposalLeftOutOfHandling.following(command)]


def withdraw(
    command: WithdrawProposal, proposal: Proposal | None, *, has_money: bool
) -> list[Event]:
    """The applicant may withdraw as long as no money is reserved or granted."""
    found = guard_status(
        proposal, command.proposal_id, ProposalStatus.SUBMITTED, ProposalStatus.IN_HANDLING
    )
    if command.by.id != found.applicant_id:
        raise NotTheApplicant()
    if has_money:
        raise ProposalHasMoney()
    return [ProposalWithdrawn.following(command)]


def place_on_ballot(
    command: ActorCommand, proposal: Proposal | None, proposal_id: str, round_id: str
) -> ProposalPlacedOnBallot:
    """A proposal in handling stands on one list only; its amount becomes its price."""
    found = guard_status(proposal, proposal_id, ProposalStatus.IN_HANDLING)
    if found.round_id is not None:
        raise ProposalAlreadyOnBallot(proposal=proposal_id, round=found.round_id)
    return ProposalPlacedOnBallot.following(
        command, proposal_id=proposal_id, round_id=round_id, price_cents=found.amount
    )


def guard_no_own_interest(command: ActorCommand, proposal: Proposal) -> None:
    """Who has a personal interest has no influence on the decision (Awb 2:4)."""
    if command.by.id == proposal.applicant_id:
        raise OwnInterest()


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
