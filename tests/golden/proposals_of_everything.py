"""What happens to proposals before a round or a decision, each of it once: for the golden year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.activity import CostKind, CostLine, FundingKind, FundingLine
from domain.applicant import JointApplicant
from domain.command import Actor, Role
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.mandate import AcceptMandate, MandateMatter
from domain.moderation import (
    DecideReview,
    HideProposal,
    ModerationGround,
    RequestReview,
    ReviewOutcome,
)
from domain.money import Money
from domain.proposal import ConfirmProposal, ProposalKind, SubmitProposal, TakeInHandling
from domain.proposal_activities import RankActivities, RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.proposal_support import GiveSupport, WithdrawSupport
from domain.regrouping import GiveConsent, PrepareMerger, PrepareSplit, RejectRegrouping
from domain.regulation_contents import Regulation
from domain.regulation_parts import ApplicantKind, SupportLayer
from tests.scenarios.town import LIENDERT, OTHER_OFFICER, PEOPLE, YEAR, Town, sealed

RESIDENT = PEOPLE[Role.RESIDENT]
NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)
TEXTS: dict[str, Any] = {
    "title": sealed("title"),
    "description": sealed("text"),
    "amount_cents": Money(600_00),
}
PLACE: dict[str, Any] = {"wijk": LIENDERT, "year": YEAR}


FIRST = f"{YEAR}-{LIENDERT}-0001"
GROUNDS = ("lawful", "safe")


def town_of_proposals() -> Town:
    """A proposal of two, changed, completed, judged, moderated; others merged and split."""
    town = Town().with_money(50_000_00)
    town.adopt_regulation(
        Regulation.model_validate({"feasibility": {"article": "2.4", "grounds": GROUNDS}})
    )
    _together(town)
    _changed(town)
    _judged(town, GROUNDS)
    _regrouped(town)
    _challenged(town)
    return town


def _together(town: Town) -> None:
    joint = (JointApplicant(applicant_id=NEIGHBOUR.id, kind=ApplicantKind.ASSOCIATION),)
    town.do(
        SubmitProposal,
        Role.RESIDENT,
        **PLACE,
        **TEXTS,
        layer=SupportLayer.INFORMAL,
        joint_applicants=joint,
    )
    town.do(ConfirmProposal, NEIGHBOUR, proposal_id=FIRST)
    town.submit("shed", 100_00)
    town.do(GiveSupport, NEIGHBOUR, proposal_id="shed")
    town.do(WithdrawSupport, NEIGHBOUR, proposal_id="shed")


def _changed(town: Town) -> None:
    town.do(AmendProposal, Role.RESIDENT, proposal_id=FIRST, **TEXTS)
    for name in ("digging", "planting", "eating"):
        town.do(
            SetActivity,
            Role.RESIDENT,
            proposal_id=FIRST,
            activity_id=name,
            title=sealed(name),
            costs=(
                CostLine(kind=CostKind.MATERIALS, amount_cents=Money(300_00)),
                CostLine(kind=CostKind.OWN_WORK, amount_cents=Money(50_00)),
            ),
            funding=(FundingLine(kind=FundingKind.OWN_WORK, amount_cents=Money(50_00)),),
        )
    town.do(RemoveActivity, Role.RESIDENT, proposal_id=FIRST, activity_id="eating")
    town.do(
        RequestCompletion,
        Role.CASE_OFFICER,
        proposal_id=FIRST,
        reason=sealed("who will water it"),
        answer_by=(town.now + timedelta(days=14)).date(),
    )
    town.do(CompleteProposal, Role.RESIDENT, proposal_id=FIRST, note=sealed("the neighbours"))


def _found_feasible(town: Town, proposal_id: str, grounds: Sequence[str]) -> None:
    about: dict[str, Any] = {"proposal_id": proposal_id}
    town.do(AssignValuator, Role.CASE_OFFICER, valuator_id=OTHER_OFFICER.id, **about)
    town.do(
        RecordFeasibility,
        OTHER_OFFICER,
        findings=tuple(GroundFinding(ground=each, holds=True) for each in grounds),
        reason=sealed("nothing stands in the way"),
        **about,
    )


def _judged(town: Town, grounds: Sequence[str]) -> None:
    _found_feasible(town, FIRST, grounds)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=FIRST)
    town.do(
        RankActivities,
        Role.CASE_OFFICER,
        proposal_id=FIRST,
        activity_ids=("planting", "digging"),
        reason=sealed("plants first"),
    )
    town.do(
        HideProposal,
        Role.CASE_OFFICER,
        proposal_id=FIRST,
        ground=ModerationGround.PERSONAL_DATA,
        reason=sealed("it names a neighbour"),
    )
    town.do(RequestReview, Role.RESIDENT, proposal_id=FIRST, reason=sealed("it is a street"))
    town.do(
        DecideReview,
        OTHER_OFFICER,
        proposal_id=FIRST,
        outcome=ReviewOutcome.SHOWN_AGAIN,
        reason=sealed("a street it is"),
    )


def _regrouped(town: Town) -> None:
    for name in ("bank", "swing", "slide"):
        town.submit(name, 600_00)
    town.do(
        MarkDuplicate,
        Role.CASE_OFFICER,
        proposal_id="swing",
        duplicate_of="slide",
        reason=sealed("both are for the playground"),
    )
    town.do(
        PrepareSplit,
        Role.RESIDENT,
        regrouping_id="split-1",
        proposal_id="bank",
        **(TEXTS | {"amount_cents": Money(200_00)}),
    )
    for regrouping_id in ("merger-1", "merger-2"):
        town.do(
            PrepareMerger,
            Role.CASE_OFFICER,
            regrouping_id=regrouping_id,
            proposal_ids=("swing", "slide"),
            **TEXTS,
        )
    town.do(RejectRegrouping, Role.RESIDENT, regrouping_id="merger-1")
    town.do(GiveConsent, Role.RESIDENT, regrouping_id="merger-2")


def _challenged(town: Town) -> None:
    town.do(
        SubmitProposal,
        Role.RESIDENT,
        proposal_id="green",
        kind=ProposalKind.CHALLENGE,
        layer=SupportLayer.INFORMAL,
        **PLACE,
        **TEXTS,
    )
    _found_feasible(town, "green", GROUNDS)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="green")
    town.give_mandate(mandate_id="mandate-2", matter=MandateMatter.AGREEMENTS, outside_college=True)
    town.do(AcceptMandate, Role.MANDATE_HOLDER, mandate_id="mandate-2")
    town.agrees(Role.MANDATE_HOLDER, "green", "mandate-2")
    town.do(
        SubmitProposal,
        Role.RESIDENT,
        layer=SupportLayer.INFORMAL,
        on_behalf_of=NEIGHBOUR.id,
        **PLACE,
        **TEXTS,
    )
