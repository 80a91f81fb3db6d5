"""The lives of a merger and of a split: prepared, consented to or rejected."""

from __future__ import annotations

from typing import Any

from domain.applicant import JointApplicant
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import ConfirmProposal, SubmitProposal, TakeInHandling
from domain.regrouping import GiveConsent, PrepareMerger, PrepareSplit, RejectRegrouping
from domain.regulation_parts import ApplicantKind
from tests.scenarios.quarter import EMMA, FRITS, Quarter
from tests.scenarios.town import LIENDERT, YEAR, Town, sealed
from tests.unit.lives.life import LifeCycle

ABOUT: dict[str, Any] = {"regrouping_id": "regrouping-1"}
TEXTS: dict[str, Any] = {"title": sealed("together"), "description": sealed("both")}


def _submit(town: Town, by: Actor, proposal_id: str, *joint: JointApplicant) -> None:
    asked = TEXTS | {"wijk": LIENDERT, "year": YEAR, "amount_cents": Money(600_00)}
    town.do(SubmitProposal, by, proposal_id=proposal_id, joint_applicants=joint, **asked)


def two_gardens() -> Town:
    """Emma's garden and Frits' pond."""
    town = Quarter().with_money()
    _submit(town, EMMA, "garden")
    _submit(town, FRITS, "pond")
    return town


def one_garden() -> Town:
    """A garden of Emma and Frits together."""
    town = Quarter().with_money()
    _submit(
        town, EMMA, "garden", JointApplicant(applicant_id=FRITS.id, kind=ApplicantKind.RESIDENT)
    )
    town.do(ConfirmProposal, FRITS, proposal_id="garden")
    return town


def prepare_merger(town: Town) -> object:
    """Emma proposes it, and so agrees."""
    asked = TEXTS | {"amount_cents": Money(900_00), "proposal_ids": ("garden", "pond")}
    return town.do(PrepareMerger, EMMA, **ABOUT, **asked)


def prepare_split(town: Town) -> object:
    """Emma proposes that half of it goes on by itself."""
    asked = TEXTS | {"amount_cents": Money(300_00), "proposal_id": "garden"}
    return town.do(PrepareSplit, EMMA, **ABOUT, **asked)


def consent(town: Town) -> object:
    """Frits agrees: he is the last."""
    return town.do(GiveConsent, FRITS, **ABOUT)


def reject(town: Town) -> object:
    """Frits does not agree."""
    return town.do(RejectRegrouping, FRITS, **ABOUT)


def grant(town: Town) -> object:
    """Meanwhile money is set apart for the garden."""
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
    return town.reserve("garden", 600_00)


ANSWERS = """
        GiveConsent
            regrouping.unknown: nothing bound
            regrouping.consent_given: prepared
            proposal.being_decided: overtaken
            regrouping.over: done rejected
        RejectRegrouping
            regrouping.unknown: nothing bound
            regrouping.rejected: prepared overtaken
            regrouping.over: done rejected
    """
"""What people answer, whether a merger or a split was prepared."""

MERGER = LifeCycle(
    name="merger",
    begin=two_gardens,
    states={
        "nothing": (),
        "bound": (grant,),
        "prepared": (prepare_merger,),
        "overtaken": (prepare_merger, grant),
        "done": (prepare_merger, consent),
        "rejected": (prepare_merger, reject),
    },
    commands={
        "PrepareMerger": prepare_merger,
        "GiveConsent": consent,
        "RejectRegrouping": reject,
    },
    table="""
        PrepareMerger
            regrouping.merger_prepared: nothing
            proposal.being_decided: bound overtaken
            regrouping.already_prepared: prepared rejected
            proposal.wrong_state: done
    """
    + ANSWERS,
)

SPLIT = LifeCycle(
    name="split",
    begin=one_garden,
    states={
        "nothing": (),
        "bound": (grant,),
        "prepared": (prepare_split,),
        "overtaken": (prepare_split, grant),
        "done": (prepare_split, consent),
        "rejected": (prepare_split, reject),
    },
    commands={"PrepareSplit": prepare_split, "GiveConsent": consent, "RejectRegrouping": reject},
    table="""
        PrepareSplit
            regrouping.split_prepared: nothing
            proposal.being_decided: bound
            regrouping.already_prepared: prepared overtaken done rejected
    """
    + ANSWERS,
)
