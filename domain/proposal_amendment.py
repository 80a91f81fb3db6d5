"""Amending a proposal: its next version, until the list of a round is frozen with it.

Title, description and amount can be amended by whoever applies. Where a proposal has activities,
its amount is what they ask together, and follows from them.
"""

from __future__ import annotations

from domain.address_ceiling import Addresses
from domain.command import ActorCommand
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Event, Identifier
from domain.money import PositiveMoney
from domain.proposal import UNDECIDED, Proposal, guard_status
from domain.proposal_events import ProposalAmended


class NotAnApplicant(Refusal):
    code = "proposal.not_an_applicant"
    status = FORBIDDEN
    dutch = "Alleen wie dit voorstel aanvraagt kan dit doen."
    english = "Only those who apply for this proposal can do this."


class ProposalFrozen(Refusal):
    code = "proposal.frozen"
    dutch = "Dit voorstel staat op de lijst van stemronde {round} en kan niet meer veranderen."
    english = "This proposal is on the list of round {round} and cannot change any more."


class ProposalBeingDecided(Refusal):
    code = "proposal.being_decided"
    dutch = "Over dit voorstel wordt al besloten; het kan niet meer veranderen."
    english = "This proposal is being decided on; it cannot change any more."


class AmountFollowsActivities(Refusal):
    code = "proposal.amount_follows_activities"
    dutch = "Het bedrag is de som van de activiteiten: {amount}. Verander een activiteit."
    english = "The amount is the sum of the activities: {amount}. Change an activity."


class AmendProposal(ActorCommand):
    """Write the proposal anew: so it reads from now on; what is left out is said no more."""

    proposal_id: Identifier
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    addresses: Addresses | None = None
    category: Identifier | None = None


def amend(command: AmendProposal, proposal: Proposal | None, *, is_bound: bool) -> list[Event]:
    """The next version; `is_bound` tells that money or a draft decision rests on this one."""
    found = guard_amendable(command, proposal, command.proposal_id, is_bound=is_bound)
    if found.activities and command.amount_cents != found.amount:
        raise AmountFollowsActivities(amount=found.amount)
    return [ProposalAmended.following(command, version=found.version + 1)]


def guard_amendable(
    command: ActorCommand, proposal: Proposal | None, proposal_id: str, *, is_bound: bool
) -> Proposal:
    """Applicants may change a proposal until residents or the college look at a fixed text."""
    found = guard_status(proposal, proposal_id, *UNDECIDED)
    guard_applies(command, found)
    guard_not_frozen(found, is_bound=is_bound)
    return found


def guard_applies(command: ActorCommand, proposal: Proposal) -> None:
    """What is theirs is theirs to change."""
    if command.by.id not in proposal.applicants:
        raise NotAnApplicant()


def guard_not_frozen(proposal: Proposal, *, is_bound: bool) -> None:
    """Nothing that people vote or decide on changes meanwhile."""
    if proposal.round_id is not None:
        raise ProposalFrozen(round=proposal.round_id)
    if is_bound:
        raise ProposalBeingDecided()
