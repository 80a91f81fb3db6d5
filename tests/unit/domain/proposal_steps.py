"""Every command that can be given about a proposal, as the one person gives it who may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain import (
    challenge,
    feasibility,
    leaving_out,
    mandate,
    proposal,
    proposal_activities,
    proposal_amendment,
    proposal_completion,
    proposal_duplicate,
    proposal_support,
)
from domain.activity import CostKind, CostLine
from domain.event import Event
from domain.proposal import LeftOutGround, Proposal
from domain.regulation_rules import FeasibilityRule
from domain.validity import Period
from tests.unit.domain.given import (
    ANNA,
    CARLA,
    DEWI,
    TODAY,
    after,
    command,
    euros,
    sealed,
)
from tests.unit.domain.proposals import ANSWER_BY, CONTENT, EMMA, FRITS, GREET, TOO_LATE, submitted

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
DIGGING = (CostLine(kind=CostKind.HIRE, amount_cents=euros(300)),)
FOUND = feasibility.Feasibility(ANNA.id)
SAFE = FeasibilityRule(article="6", grounds=("safe",))
SUPPORTED = proposal_support.Support(frozenset({GREET.id}))
FOR_AGREEMENTS = mandate.Mandate(
    "mandate-2", CARLA.id, euros(600), Period(TODAY, TODAY), matter=mandate.MandateMatter.AGREEMENTS
)
Step = Callable[[Proposal | None], Sequence[Event]]

STEPS: dict[str, Step] = {
    "SubmitProposal": lambda it: proposal.submit(
        command(proposal.SubmitProposal, EMMA, **CONTENT), "garden", it
    ),
    "ConfirmProposal": lambda it: proposal.confirm(
        command(proposal.ConfirmProposal, FRITS, **ABOUT), it
    ),
    "AmendProposal": lambda it: proposal_amendment.amend(
        command(
            proposal_amendment.AmendProposal,
            EMMA,
            **ABOUT,
            title=sealed("a park"),
            description=sealed("with benches"),
            amount_cents=euros(600),
        ),
        it,
        is_bound=False,
    ),
    "SetActivity": lambda it: proposal_activities.set_activity(
        command(
            proposal_activities.SetActivity,
            EMMA,
            **ABOUT,
            activity_id="digging",
            title=sealed("digging"),
            costs=DIGGING,
        ),
        it,
        is_bound=False,
    ),
    "RemoveActivity": lambda it: proposal_activities.remove_activity(
        command(proposal_activities.RemoveActivity, EMMA, **ABOUT, activity_id="digging"),
        it,
        is_bound=False,
    ),
    "RankActivities": lambda it: proposal_activities.rank_activities(
        command(
            proposal_activities.RankActivities,
            **ABOUT,
            activity_ids=("planting", "digging"),
            reason=sealed("plants first"),
        ),
        it,
        is_bound=False,
    ),
    "RequestCompletion": lambda it: proposal_completion.request_completion(
        command(
            proposal_completion.RequestCompletion,
            **ABOUT,
            reason=sealed("no plan of costs"),
            answer_by=ANSWER_BY,
        ),
        it,
    ),
    "CompleteProposal": lambda it: proposal_completion.complete(
        command(proposal_completion.CompleteProposal, EMMA, **ABOUT, note=sealed("here it is")), it
    ),
    "TakeInHandling": lambda it: proposal.take_in_handling(
        command(proposal.TakeInHandling, at=TOO_LATE, **ABOUT), it
    ),
    "LeaveOutOfHandling": lambda it: leaving_out.leave_out_of_handling(
        command(
            leaving_out.LeaveOutOfHandling,
            DEWI,
            at=TOO_LATE,
            **ABOUT,
            ground=LeftOutGround.REQUIREMENTS_NOT_MET,
            reason=sealed("no answer came"),
        ),
        it,
    ),
    "WithdrawProposal": lambda it: proposal.withdraw(
        command(proposal.WithdrawProposal, EMMA, **ABOUT), it, has_money=False
    ),
    "OpenVotingRound": lambda it: [
        proposal.place_on_ballot(command(proposal.TakeInHandling, **ABOUT), it, "garden", "round-2")
    ],
    "GiveSupport": lambda it: proposal_support.give(
        command(proposal_support.GiveSupport, GREET, **ABOUT), None, it
    ),
    "WithdrawSupport": lambda it: proposal_support.withdraw(
        command(proposal_support.WithdrawSupport, GREET, **ABOUT), SUPPORTED, it
    ),
    "MarkDuplicate": lambda it: proposal_duplicate.mark_duplicate(
        command(
            proposal_duplicate.MarkDuplicate,
            **ABOUT,
            duplicate_of="park",
            reason=sealed("the same"),
        ),
        it,
        after(proposal.evolve, submitted(proposal_id="park")),
    ),
    "AssignValuator": lambda it: feasibility.assign_valuator(
        command(feasibility.AssignValuator, **ABOUT, valuator_id=ANNA.id), it, SAFE
    ),
    "RecordFeasibility": lambda it: feasibility.record(
        command(
            feasibility.RecordFeasibility,
            **ABOUT,
            findings=(feasibility.GroundFinding(ground="safe", holds=True),),
            reason=sealed("nothing stands in the way"),
        ),
        FOUND,
        it,
        SAFE,
    ),
    "RecordAgreement": lambda it: challenge.record_agreement(
        command(
            challenge.RecordAgreement,
            CARLA,
            **ABOUT,
            agreement="A-1",
            reason=sealed("both sides signed"),
            agreed_on=TODAY,
            mandate_id="mandate-2",
        ),
        it,
        has_money=False,
        mandate=FOR_AGREEMENTS,
    ),
}
"""Each command as the one person gives it who may."""
