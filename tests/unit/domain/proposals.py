"""Proposals in every state of their life, and what each command is answered in each of them.

`TABLE` is written by hand, beside the handlers: for each command and state the event that follows,
or the code of the refusal. The unit tests try each cell, and the walk of the properties goes by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain import (
    proposal,
)
from domain.activity import CostKind, CostLine
from domain.applicant import JointApplicant
from domain.command import Actor, Role
from domain.event import Event
from domain.proposal import (
    LeftOutGround,
    Proposal,
    ProposalKind,
    ProposalLeftOutOfHandling,
    ProposalPlacedOnBallot,
    ProposalStatus,
    ProposalSubmitted,
    ProposalTakenInHandling,
    ProposalWithdrawn,
)
from domain.proposal_events import (
    ProposalActivitySet,
    ProposalAgreementRecorded,
    ProposalCompletionRequested,
    ProposalMerged,
)
from domain.regulation_parts import ApplicantKind
from tests.unit.domain.given import (
    CARLA,
    LIENDERT,
    NOON,
    TODAY,
    YEAR,
    after,
    day,
    euros,
    happened,
    sealed,
)

EMMA = Actor(id="person-emma", role=Role.RESIDENT)
FRITS = Actor(id="person-frits", role=Role.RESIDENT)
GREET = Actor(id="person-greet", role=Role.RESIDENT)
ANSWER_BY = TODAY + timedelta(days=14)
TOO_LATE = NOON + timedelta(days=15)

CONTENT: dict[str, Any] = {
    "proposal_id": "garden",
    "wijk": LIENDERT,
    "year": YEAR,
    "title": sealed("a garden"),
    "description": sealed("for everyone"),
    "amount_cents": euros(600),
}
ALONE: dict[str, Any] = {
    "kind": ProposalKind.CHALLENGE,
    "layer": None,
    "applicant_id": EMMA.id,
    "applicant_kind": ApplicantKind.RESIDENT,
    "joint_applicants": (),
    "helper_ids": (),
    "came_from": (),
    "regulation": None,
}
WITH_FRITS = JointApplicant(applicant_id=FRITS.id, kind=ApplicantKind.ASSOCIATION)


def submitted(**changed: Any) -> ProposalSubmitted:
    """The garden is proposed, by Emma alone unless told otherwise."""
    return happened(ProposalSubmitted, EMMA, **(CONTENT | ALONE | changed))


def an_activity(name: str, cost: int) -> ProposalActivitySet:
    """An activity of the garden, in whole euros."""
    return happened(
        ProposalActivitySet,
        EMMA,
        proposal_id="garden",
        version=2,
        activity_id=name,
        title=sealed(name),
        costs=(CostLine(kind=CostKind.HIRE, amount_cents=euros(cost)),),
        funding=(),
        asked_cents=euros(cost),
        amount_cents=euros(600),
    )


BEGUN: tuple[Event, ...] = (submitted(), an_activity("digging", 400), an_activity("planting", 200))
TAKEN = happened(ProposalTakenInHandling, proposal_id="garden")
ASKED = happened(
    ProposalCompletionRequested,
    proposal_id="garden",
    reason=sealed("no plan of costs"),
    answer_by=ANSWER_BY,
)
LEFT_OUT = happened(
    ProposalLeftOutOfHandling,
    proposal_id="garden",
    ground=LeftOutGround.REQUIREMENTS_NOT_MET,
    reason=sealed("no plan of costs"),
    objection_until=day(4, 12),
    mandate_id=None,
    amount_cents=euros(500),
)
WITHDRAWN = happened(ProposalWithdrawn, EMMA, proposal_id="garden")
MERGED = happened(ProposalMerged, EMMA, proposal_id="garden", into="park")
AGREED = happened(
    ProposalAgreementRecorded,
    CARLA,
    proposal_id="garden",
    agreement="A-1",
    reason=sealed("both sides signed"),
    agreed_on=TODAY,
    mandate_id="mandate-2",
    amount_cents=euros(600),
)
ON_BALLOT = happened(
    ProposalPlacedOnBallot, proposal_id="garden", round_id="round-1", price_cents=euros(600)
)

STATES: dict[str, Sequence[Event]] = {
    "nothing": (),
    "unconfirmed": (submitted(joint_applicants=(WITH_FRITS,)), *BEGUN[1:]),
    "submitted": BEGUN,
    "awaits_completion": (*BEGUN, ASKED),
    "in_handling": (*BEGUN, TAKEN),
    "on_ballot": (*BEGUN, TAKEN, ON_BALLOT),
    "left_out_of_handling": (*BEGUN, LEFT_OUT),
    "withdrawn": (*BEGUN, WITHDRAWN),
    "merged": (*BEGUN, MERGED),
    "agreed": (*BEGUN, TAKEN, AGREED),
}
"""What happened before, by state; a proposal on a list is in handling, and frozen."""


def proposal_in(state: str) -> Proposal | None:
    """The garden in one of its states."""
    return after(proposal.evolve, *STATES[state]) if STATES[state] else None


_WRONG, _UNKNOWN, _FROZEN = "proposal.wrong_state", "proposal.unknown", "proposal.frozen"


def _row(allowed: str, states: str, *, on_ballot: str = _FROZEN) -> dict[str, str]:
    row = dict.fromkeys(STATES, _WRONG) | {"nothing": _UNKNOWN}
    row |= dict.fromkeys(states.split(), allowed)
    if "in_handling" in states.split():
        row["on_ballot"] = on_ballot
    return row


_EARLY = "submitted awaits_completion in_handling"
_ANY = f"unconfirmed {_EARLY}"
_ENDS = "proposal.withdrawn.v1"
_ALREADY = "proposal.already_submitted"

TABLE: dict[str, dict[str, str]] = {
    "SubmitProposal": dict.fromkeys(STATES, _ALREADY) | {"nothing": ProposalSubmitted.TOPIC},
    "ConfirmProposal": _row("proposal.confirmed.v1", "unconfirmed"),
    "AmendProposal": _row("proposal.amended.v3", _ANY),
    "SetActivity": _row("proposal.activity_set.v2", _ANY),
    "RemoveActivity": _row("proposal.activity_removed.v1", _ANY),
    "RankActivities": _row("proposal.activities_ranked.v1", "in_handling"),
    "RequestCompletion": _row("proposal.completion_requested.v1", "submitted"),
    "CompleteProposal": _row("proposal.completed.v1", "awaits_completion"),
    "TakeInHandling": _row("proposal.taken_in_handling.v1", "submitted awaits_completion"),
    "LeaveOutOfHandling": _row("proposal.left_out_of_handling.v3", "awaits_completion")
    | {"submitted": "proposal.completion_not_asked"},
    "WithdrawProposal": _row(_ENDS, _ANY, on_ballot=_ENDS),
    "OpenVotingRound": _row(
        "proposal.placed_on_ballot.v1", "in_handling", on_ballot="proposal.already_on_ballot"
    ),
    "GiveSupport": _row("support.given.v1", _EARLY, on_ballot="support.over"),
    "WithdrawSupport": _row("support.withdrawn.v1", _EARLY, on_ballot="support.over"),
    "MarkDuplicate": _row("proposal.duplicate_marked.v1", _ANY, on_ballot="proposal.frozen"),
    "AssignValuator": _row("feasibility.valuator_assigned.v1", "submitted in_handling"),
    "RecordFeasibility": _row("feasibility.recorded.v2", "submitted in_handling"),
    "RecordAgreement": _row(
        "proposal.agreement_recorded.v3",
        "in_handling",
        on_ballot="proposal.agreement_recorded.v3",
    ),
}
"""For each command and state: the name of the event that follows, or the code of the refusal."""

STATUS_OF = {state: state for state in STATES if state in list(ProposalStatus)} | {
    "on_ballot": ProposalStatus.IN_HANDLING.value
}
