"""A proposal that asks what another one asks already: marked, with a reason; both stay."""

from __future__ import annotations

from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier
from domain.proposal import UNDECIDED, Proposal, guard_proposal_exists, guard_status
from domain.proposal_amendment import guard_not_frozen
from domain.proposal_events import ProposalDuplicateMarked


class DuplicateOfItself(Refusal):
    code = "lineage.duplicate_of_itself"
    dutch = "Een voorstel is geen dubbel van zichzelf."
    english = "A proposal is no duplicate of itself."


class AlreadyMarkedDuplicate(Refusal):
    code = "lineage.already_marked"
    dutch = "Dit voorstel staat al bekend als dubbel van {proposal}."
    english = "This proposal is marked as a duplicate of {proposal} already."


class MarkDuplicate(ActorCommand):
    """Say that a proposal asks what another one asks, with a reason; both pages point to it."""

    proposal_id: Identifier
    duplicate_of: Identifier
    reason: Commitment


def mark_duplicate(
    command: MarkDuplicate, proposal: Proposal | None, other: Proposal | None
) -> list[Event]:
    """A mark is a link, not an end: the applicants merge, withdraw, or leave it."""
    found = guard_status(proposal, command.proposal_id, *UNDECIDED)
    guard_not_frozen(found, is_bound=False)
    if command.duplicate_of == command.proposal_id:
        raise DuplicateOfItself()
    guard_proposal_exists(other, command.duplicate_of)
    if found.duplicate_of is not None:
        raise AlreadyMarkedDuplicate(proposal=found.duplicate_of)
    return [ProposalDuplicateMarked.following(command)]
