"""Judging whether proposals are feasible, on the grounds of the regulation."""

from __future__ import annotations

from application.coordinator import guard_assessor
from application.interest import guard_no_interest
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import feasibility
from domain.decision import guard_not_decided
from domain.feasibility import AssignValuator, RecordFeasibility
from domain.objection_events import DecisionKind
from domain.regulation_rules import FeasibilityRule


def assign_valuator(command: AssignValuator, read: Reading) -> list[StreamEvents]:
    """A case officer asks somebody to look at a proposal."""
    guard_no_interest(command, read)
    found = read.feasibility(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    rule = feasibility_rule(read, command.proposal_id)
    assigned = feasibility.assign_valuator(command, listed, rule)
    guard_assessor(command, read, command.proposal_id, command.valuator_id)
    _guard_matters_still(read, command.proposal_id)
    return [found.gets(assigned)]


def record_feasibility(command: RecordFeasibility, read: Reading) -> list[StreamEvents]:
    """The valuator says of each published ground whether it holds."""
    guard_no_interest(command, read)
    found = read.feasibility(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    rule = feasibility_rule(read, command.proposal_id)
    recorded = feasibility.record(command, found.state, listed, rule)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    _guard_matters_still(read, command.proposal_id)
    return [found.gets(recorded)]


def _guard_matters_still(read: Reading, proposal_id: str) -> None:
    """Nobody judges what is decided on, unless an objection has that looked at again (Awb 7:11)."""
    objections = read.objections(proposal_id).state
    if objections is None or not objections.is_open_on(DecisionKind.DECISION):
        guard_not_decided(read.decision(proposal_id).state, proposal_id)


def feasibility_rule(read: Reading, proposal_id: str) -> FeasibilityRule | None:
    """The grounds of the regulation that the proposal was submitted under, if it has any."""
    proposal = read.proposal(proposal_id).state
    return rules_under(read, proposal.regulation).feasibility if proposal else None


def published_grounds(read: Reading, proposal_id: str) -> tuple[str, ...]:
    """These grounds, for who judges; none where there are none."""
    rule = feasibility_rule(read, proposal_id)
    return rule.grounds if rule else ()
