"""The life of a dossier up to its last cent, against what people do with the proposal itself.

What may change a proposal before anything rests on it may not do so afterwards: whoever reserves,
decides or pays looks at a text that stands still.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from domain.activity import CostKind, CostLine
from domain.command import Actor, Role
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.moderation import HideProposal, ModerationGround
from domain.money import Money
from domain.proposal_activities import SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_duplicate import MarkDuplicate
from domain.proposal_support import GiveSupport
from domain.regrouping import PrepareMerger, PrepareSplit
from domain.regulation_contents import Regulation
from domain.regulation_rules import FeasibilityRule
from tests.scenarios.town import OTHER_OFFICER, Town, sealed
from tests.unit.application.dossier_states import COMMANDS, STATES
from tests.unit.lives.beginnings import with_plan
from tests.unit.lives.life import LifeCycle, Step

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
TEXTS: dict[str, Any] = {"title": sealed("a park"), "description": sealed("with benches")}
NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)
REASON = sealed("a reason")


def begin() -> Town:
    """A town whose rules have a ground for feasibility, and where a pond is proposed already."""
    town = with_plan()
    town.adopt_regulation(Regulation(feasibility=FeasibilityRule(article="5", grounds=("safe",))))
    town.submit("pond", 100_00)
    return town


def amend(town: Town) -> object:
    """The applicant writes it anew."""
    return town.do(AmendProposal, Role.RESIDENT, **ABOUT, **TEXTS, amount_cents=Money(4_000_00))


def set_activity(town: Town) -> object:
    """The applicant adds a budget."""
    costs = (CostLine(kind=CostKind.HIRE, amount_cents=Money(4_000_00)),)
    activity: dict[str, Any] = {
        "activity_id": "digging",
        "title": sealed("digging"),
        "costs": costs,
    }
    return town.do(SetActivity, Role.RESIDENT, **ABOUT, **activity)


def support(town: Town) -> object:
    """A neighbour wants it."""
    return town.do(GiveSupport, NEIGHBOUR, **ABOUT)


def assign(town: Town) -> object:
    """Somebody is asked whether it can be done."""
    valuator = OTHER_OFFICER.id
    return town.do(AssignValuator, Role.CASE_OFFICER, **ABOUT, valuator_id=valuator)


def found_safe(town: Town) -> None:
    """Somebody finds that it can be done."""
    assign(town)
    findings = (GroundFinding(ground="safe", holds=True),)
    town.do(RecordFeasibility, OTHER_OFFICER, **ABOUT, findings=findings, reason=REASON)


def judged(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """These steps; before a grant is drafted it is found feasible."""
    draft = COMMANDS["PrepareDecision"]
    return tuple(
        each for step in steps for each in ((found_safe, step) if step is draft else (step,))
    )


def mark(town: Town) -> object:
    """It asks what the pond asks."""
    return town.do(MarkDuplicate, Role.CASE_OFFICER, **ABOUT, duplicate_of="pond", reason=REASON)


def hide(town: Town) -> object:
    """A text can be unlawful at any time."""
    ground = ModerationGround.UNLAWFUL
    return town.do(HideProposal, Role.CASE_OFFICER, **ABOUT, ground=ground, reason=REASON)


def merge(town: Town) -> object:
    """The applicant of both makes one of them."""
    return town.do(
        PrepareMerger,
        Role.RESIDENT,
        regrouping_id=f"merger-{uuid4().hex}",
        proposal_ids=("garden", "pond"),
        amount_cents=Money(4_100_00),
        **TEXTS,
    )


def split(town: Town) -> object:
    """The applicant lets a part go on by itself."""
    return town.do(
        PrepareSplit,
        Role.RESIDENT,
        regrouping_id=f"split-{uuid4().hex}",
        amount_cents=Money(1_000_00),
        **ABOUT,
        **TEXTS,
    )


def name_of(state: str) -> str:
    """A state as one word."""
    return state.replace(" ", "_")


OPEN = "submitted completion_asked not_completed in_handling released"
ENDED = "left_out withdrawn"
BOUND = "reserved prepared"
DECIDED = " ".join(
    name_of(each)
    for each in STATES
    if each
    not in (
        "nothing",
        "submitted",
        "completion asked",
        "not completed",
        "left out",
        "withdrawn",
        "in handling",
        "reserved",
        "released",
        "prepared",
    )
)
EVERY = " ".join(name_of(each) for each in STATES if each != "nothing")

LIFE = LifeCycle(
    name="dossier",
    begin=begin,
    states={name_of(state): judged(tuple(steps)) for state, steps in STATES.items()},
    commands={
        "AmendProposal": amend,
        "SetActivity": set_activity,
        "GiveSupport": support,
        "AssignValuator": assign,
        "MarkDuplicate": mark,
        "HideProposal": hide,
        "PrepareMerger": merge,
        "PrepareSplit": split,
    },
    table=f"""
        AmendProposal
            proposal.unknown: nothing
            proposal.amended: {OPEN}
            proposal.wrong_state: {ENDED}
            proposal.being_decided: {BOUND} {DECIDED}
        SetActivity
            proposal.unknown: nothing
            proposal.activity_set: {OPEN}
            proposal.wrong_state: {ENDED}
            proposal.being_decided: {BOUND} {DECIDED}
        GiveSupport
            proposal.unknown: nothing
            support.given: {OPEN} {BOUND}
            proposal.wrong_state: {ENDED}
            decision.already_taken: {DECIDED}
        AssignValuator
            proposal.unknown: nothing
            feasibility.valuator_assigned: submitted in_handling released {BOUND}
            proposal.wrong_state: completion_asked not_completed {ENDED}
            decision.already_taken: {DECIDED}
        MarkDuplicate
            proposal.unknown: nothing
            proposal.duplicate_marked: {OPEN} {BOUND} {DECIDED}
            proposal.wrong_state: {ENDED}
        HideProposal
            proposal.unknown: nothing
            moderation.proposal_hidden: {EVERY}
        PrepareMerger
            proposal.unknown: nothing
            regrouping.merger_prepared: {OPEN}
            proposal.wrong_state: {ENDED}
            proposal.being_decided: {BOUND} {DECIDED}
        PrepareSplit
            proposal.unknown: nothing
            regrouping.split_prepared: {OPEN}
            proposal.wrong_state: {ENDED}
            proposal.being_decided: {BOUND} {DECIDED}
    """,
)
