"""Going straight to the court with an objection: agreed to and sent there, or decided on here."""

from __future__ import annotations

from application.interest import guard_no_interest
from application.objection import standing_of
from application.proposal_standing import existing_proposal
from application.streams import Reading, StreamEvents
from domain import direct_appeal
from domain.direct_appeal import ForwardObjection, RejectDirectAppeal
from domain.objection import Standing
from domain.objection_state import OPEN, guard_objection


def forward_objection(command: ForwardObjection, read: Reading) -> list[StreamEvents]:
    """The college or a mandate holder agrees, and it is sent to the court."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    standing = _standing(command, read)
    mandate = read.mandate_named(command.mandate_id)
    return [found.gets([direct_appeal.forward(command, found.state, standing, mandate)])]


def reject_direct_appeal(command: RejectDirectAppeal, read: Reading) -> list[StreamEvents]:
    """The college or a mandate holder decides on it here."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    standing = _standing(command, read)
    mandate = read.mandate_named(command.mandate_id)
    return [found.gets([direct_appeal.reject(command, found.state, standing, mandate)])]


def _standing(command: ForwardObjection | RejectDirectAppeal, read: Reading) -> Standing:
    """How the decision that is objected to stands."""
    objections = read.objections(command.proposal_id).state
    proposal = existing_proposal(read, command.proposal_id)
    about = guard_objection(objections, command.objection_id, *OPEN)
    return standing_of(read, proposal, about.against, about.term.taken_at)
