"""A grant: money reserved for a proposal, granted by a decision, or released again.

The amounts themselves move in the budget of the wijk (`budget.py`), in the same command.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.activity import Granted, GrantedActivities
from domain.budget_year import CouncilAct
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.money import ZERO, Money, PositiveMoney
from domain.proposal import Proposal, ProposalStatus, guard_status
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import outcome_is_advice
from domain.voting_round import RoundStatus, VotingRound


class GrantUnknown(Refusal):
    code = "grant.unknown"
    status = NOT_FOUND
    dutch = "Voor voorstel {proposal} is geen geld gereserveerd of verleend."
    english = "No money is reserved or granted for proposal {proposal}."


class GrantAlreadyReserved(Refusal):
    code = "grant.already_reserved"
    dutch = "Voor voorstel {proposal} is al geld gereserveerd of verleend."
    english = "Money has already been reserved or granted for proposal {proposal}."


class GrantNotReserved(Refusal):
    code = "grant.not_reserved"
    dutch = "Voor voorstel {proposal} staat geen reservering open."
    english = "There is no open reservation for proposal {proposal}."


class GrantAboveProposal(Refusal):
    code = "grant.above_proposal"
    dutch = "{asked} is meer dan het voorstel vraagt ({amount})."
    english = "{asked} is more than the proposal asks ({amount})."


class GrantAboveFunding(Refusal):
    code = "grant.above_funding"
    dutch = "{asked} is meer dan stemronde {round} het voorstel toewijst ({funded})."
    english = "{asked} is more than round {round} gives the proposal ({funded})."


class RoundNotTallied(Refusal):
    code = "grant.round_not_tallied"
    dutch = "De uitslag van stemronde {round} is er nog niet."
    english = "The result of round {round} is not there yet."


class NotAWinner(Refusal):
    code = "grant.not_a_winner"
    dutch = "Voorstel {proposal} heeft stemronde {round} niet gewonnen."
    english = "Proposal {proposal} did not win round {round}."


class ReserveGrant(ActorCommand):
    """Set money apart for a proposal, so that a decision can be prepared.

    Where the decision is late, the council act that covers what is above the remainder of today.
    """

    proposal_id: Identifier
    amount_cents: PositiveMoney
    cover: CouncilAct | None = None


class ReleaseGrant(ActorCommand):
    """Give a reservation up, with a reason: the money is available again."""

    proposal_id: Identifier
    reason: Commitment


class GrantReserved(PublicEvent):
    """Money is set apart for the proposal."""

    TOPIC: ClassVar[str] = "grant.reserved.v1"

    proposal_id: Identifier
    amount_cents: PositiveMoney


class GrantGranted(PublicEvent):
    """The money is the applicant's, by decision (verlening, Awb 4:29)."""

    TOPIC: ClassVar[str] = "grant.granted.v1"

    proposal_id: Identifier
    amount_cents: PositiveMoney
    activities: GrantedActivities = ()


class GrantReleased(PublicEvent):
    """The reservation was given up: by choice (`reason`), or because the proposal was refused."""

    TOPIC: ClassVar[str] = "grant.released.v1"

    proposal_id: Identifier
    reason: Commitment


class GrantChanged(PublicEvent):
    """What a grant comes to after the decision on it was looked at again; nothing: it is gone."""

    TOPIC: ClassVar[str] = "grant.changed.v1"

    proposal_id: Identifier
    former_cents: Money
    amount_cents: Money
    activities: GrantedActivities = ()


class GrantStatus(StrEnum):
    """Where the money of a proposal stands."""

    RESERVED = "reserved"
    GRANTED = "granted"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Grant:
    """The amount that is reserved or granted for a proposal; zero once released or withdrawn.

    `activities` is what each activity gets of what was granted; `granted_on` the day since which it
    stands, by the first decision or one that came after an objection or a ruling.
    """

    proposal_id: str
    amount: Money
    status: GrantStatus
    activities: GrantedActivities = ()
    granted_on: date | None = None

    @property
    def holds_money(self) -> bool:
        """Whether money is reserved or granted."""
        return self.status in (GrantStatus.RESERVED, GrantStatus.GRANTED)


def stream_of(proposal_id: str) -> str:
    """The stream of the grant to one proposal."""
    return f"grant:{proposal_id}"


def evolve(grant: Grant | None, event: Event) -> Grant | None:
    """The grant after one more event."""
    match event:
        case GrantReserved():
            return Grant(event.proposal_id, event.amount_cents, GrantStatus.RESERVED)
        case GrantGranted():
            amount, activities = event.amount_cents, event.activities
            since = dutch_day(event.at)
            return Grant(event.proposal_id, amount, GrantStatus.GRANTED, activities, since)
        case GrantChanged():
            return _changed(grant, event)
        case GrantReleased() if grant:
            return replace(grant, amount=ZERO, status=GrantStatus.RELEASED)
        case _:
            return grant


def _changed(grant: Grant | None, event: GrantChanged) -> Grant:
    stood = grant is not None and grant.status is GrantStatus.GRANTED
    since = grant.granted_on if grant and stood else dutch_day(event.at)
    amount, activities = event.amount_cents, event.activities
    if not amount:
        return Grant(event.proposal_id, amount, GrantStatus.WITHDRAWN, activities)
    return Grant(event.proposal_id, amount, GrantStatus.GRANTED, activities, since)


def reserve(
    command: ReserveGrant,
    grant: Grant | None,
    proposal: Proposal | None,
    voting_round: VotingRound | None,
    rules: Regulation = NO_RULES,
) -> list[Event]:
    """Reserve once for a proposal in handling; if it stood in a round, only when it won, and no
    more than it was funded with.
    """
    found = guard_status(proposal, command.proposal_id, ProposalStatus.IN_HANDLING)
    if grant is not None and grant.holds_money:
        raise GrantAlreadyReserved(proposal=command.proposal_id)
    if command.amount_cents > found.amount:
        raise GrantAboveProposal(asked=command.amount_cents, amount=found.amount)
    guard_round_was_won(found, voting_round, command.amount_cents, rules)
    return [GrantReserved.following(command)]


def guard_round_was_won(
    proposal: Proposal,
    voting_round: VotingRound | None,
    asked: Money,
    rules: Regulation,
) -> None:
    """The outcome of a round is the way the ceiling is distributed (Awb 4:26). Who won is funded
    with its price, or with a part of it where the round could fund it in part.

    Where the round's regulation makes the outcome advice, or too few voted, it is there before
    anyone decides, and a decision may depart from it with its reason.
    """
    counted = guard_round_was_counted(proposal, voting_round)
    if counted is None or not outcome_binds(counted, rules):
        return
    funded = counted.won.get(proposal.proposal_id)
    if funded is None:
        raise NotAWinner(proposal=proposal.proposal_id, round=proposal.round_id)
    if asked > funded:
        raise GrantAboveFunding(asked=asked, round=proposal.round_id, funded=funded)


def outcome_binds(counted: VotingRound, rules: Regulation) -> bool:
    """Whether nobody may depart from the outcome: it is not advice, and enough people voted."""
    return not (outcome_is_advice(rules) or counted.misses_quorum or counted.has_no_outcome)


def guard_round_was_counted(
    proposal: Proposal, voting_round: VotingRound | None
) -> VotingRound | None:
    """Nobody decides on what people vote on before their votes are counted: not to grant it, and
    not to refuse it. None for a proposal that is on no list.
    """
    if proposal.round_id is None:
        return None
    if voting_round is None or voting_round.status is not RoundStatus.TALLIED:
        raise RoundNotTallied(round=proposal.round_id)
    return voting_round


def grant_by_decision(command: ActorCommand, grant: Grant, granted: Granted) -> list[Event]:
    """Grant what was reserved, in the same command as the decision."""
    about = {"proposal_id": grant.proposal_id, "amount_cents": granted.amount}
    return [GrantGranted.following(command, **about, activities=granted.activities)]


def release(command: ReleaseGrant, grant: Grant | None) -> list[Event]:
    """Release a reservation; a grant that was decided on is not released this way."""
    guard_reserved(grant, command.proposal_id)
    return [GrantReleased.following(command)]


def release_by_refusal(command: ActorCommand, grant: Grant, reason: str) -> list[Event]:
    """A proposal that is refused keeps no reservation."""
    return [GrantReleased.following(command, proposal_id=grant.proposal_id, reason=reason)]


def guard_reserved(grant: Grant | None, proposal_id: str) -> Grant:
    """Only an open reservation can be granted or released."""
    if grant is None or grant.status is not GrantStatus.RESERVED:
        raise GrantNotReserved(proposal=proposal_id)
    return grant


def guard_granted(grant: Grant | None, proposal_id: str) -> Grant:
    """Only what was granted can be paid."""
    if grant is None or grant.status is not GrantStatus.GRANTED:
        raise GrantUnknown(proposal=proposal_id)
    return grant
