"""How a proposal stands, as handlers of several rooms ask it: itself, its money, its round."""

from __future__ import annotations

from application.regulation import rules_under
from application.streams import Reading, Stream
from application.wijk_money import money_in
from domain.budget import Budget
from domain.outcome_weighing import advises
from domain.proposal import Proposal, ProposalStatus, guard_proposal_exists, guard_status
from domain.regulation_contents import NO_RULES, Regulation
from domain.voting_round import VotingRound


def existing_proposal(read: Reading, proposal_id: str) -> Proposal:
    """The proposal. Raises `ProposalUnknown`."""
    return guard_proposal_exists(read.proposal(proposal_id).state, proposal_id)


def proposal_in_handling(read: Reading, proposal_id: str) -> Proposal:
    """A proposal that is handled. Raises `ProposalUnknown` and `ProposalInWrongState`."""
    return guard_status(read.proposal(proposal_id).state, proposal_id, ProposalStatus.IN_HANDLING)


def money_of(read: Reading, proposal: Proposal) -> tuple[Stream[Budget], Budget]:
    """The money of the wijk and year of a proposal: stream and state. Raises `NotAllocated`."""
    return money_in(read, proposal.year, proposal.wijk)


def round_and_rules(read: Reading, proposal: Proposal) -> tuple[VotingRound | None, Regulation]:
    """The round whose list a proposal is on, if any, and the rules that the round began under."""
    if proposal.round_id is None:
        return None, NO_RULES
    found = read.voting_round(proposal.round_id).state
    return found, rules_under(read, found.regulation) if found else NO_RULES


def advising_round(read: Reading, proposal: Proposal) -> VotingRound | None:
    """The round whose outcome is advice on it; None where there is none."""
    found, rules = round_and_rules(read, proposal)
    return found if advises(found, rules) else None


def holds_money(read: Reading, proposal_id: str) -> bool:
    """Whether money is reserved or granted for a proposal."""
    grant = read.grant(proposal_id).state
    return grant is not None and grant.holds_money


def is_bound(read: Reading, proposal_id: str) -> bool:
    """Whether money is set apart for a proposal, or a decision on it was drafted or taken."""
    return holds_money(read, proposal_id) or read.decision(proposal_id).state is not None
