"""The life of a formal proposal beside a residents' initiative that may go first."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.money import Money
from domain.proposal import TakeInHandling, WithdrawProposal
from domain.regrouping import PrepareMerger
from domain.regulation_contents import Regulation
from domain.regulation_parts import ApplicantKind
from tests.scenarios.people import sealed
from tests.scenarios.quarter import Quarter
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

KINDS = ["resident", "foundation"]
RULES = {"applicants": {"article": "2", "kinds": KINDS, "residents_first": True}}


def adopt(town: Town) -> object:
    """Residents go first."""
    return town.adopt_regulation(Regulation.model_validate(RULES))


def admits(name: str, amount: int, **more: Any) -> Step:
    """A proposal that asks so much, in handling."""
    return lambda town: town.admit(name, amount, **more)


def hall(town: Town) -> object:
    """A foundation asks most of what there is, and it is set apart."""
    town.admit("hall", 60_000_00, applicant_kind=ApplicantKind.FOUNDATION)
    return town.reserve("hall", 60_000_00)


def draft(town: Town) -> object:
    """A case officer drafts a grant to the foundation."""
    return town.prepare("hall", 60_000_00)


def take(town: Town) -> object:
    """It is decided on as drafted."""
    return town.take("hall")


def refuse_garden(town: Town) -> object:
    """The residents' initiative is decided on."""
    return town.refuse("garden")


def withdraw_garden(town: Town) -> object:
    """The residents withdraw it."""
    return town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")


def handle_garden(town: Town) -> object:
    """It is complete."""
    return town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


def merge_garden(town: Town) -> object:
    """It becomes one with another of the same people."""
    asked: dict[str, Any] = {"proposal_ids": ("garden", "pond"), "amount_cents": Money(40_000_01)}
    texts = {"title": sealed("together"), "description": sealed("both")}
    return town.do(PrepareMerger, Role.RESIDENT, regrouping_id="both", **(asked | texts))


def submits(amount: int) -> Step:
    """Residents propose a garden."""
    return lambda town: town.submit("garden", amount)


GARDEN = submits(40_000_01)
STATES: dict[str, tuple[Step, ...]] = {
    "nobody_first": (hall, submits(40_000_01), handle_garden, draft),
    "alone": (adopt, hall, draft),
    "incomplete": (adopt, hall, draft, GARDEN),
    "room_for_both": (adopt, hall, draft, submits(40_000_00), handle_garden),
    "waits": (adopt, hall, draft, GARDEN, handle_garden),
    "waits_with_another": (
        *(adopt, hall, draft, GARDEN, handle_garden),
        admits("pond", 1_00),
    ),
    "decided": (adopt, hall, draft, GARDEN, handle_garden, refuse_garden),
    "withdrawn": (adopt, hall, draft, GARDEN, handle_garden, withdraw_garden),
    "granted": (adopt, hall, draft, take, GARDEN),
}

LIFE = LifeCycle(
    name="formal proposal beside one of residents",
    begin=Quarter.furnished,
    states=STATES,
    commands={
        "PrepareDecision": draft,
        "TakeDecision": take,
        "TakeInHandling": handle_garden,
        "WithdrawProposal": withdraw_garden,
        "PrepareMerger": merge_garden,
    },
    table="""
        PrepareDecision
            decision.prepared: nobody_first alone incomplete room_for_both decided withdrawn
            precedence.residents_first: waits waits_with_another
            decision.already_taken: granted
        TakeDecision
            decision.taken: nobody_first alone incomplete room_for_both decided withdrawn
            precedence.residents_first: waits waits_with_another
            decision.already_taken: granted
        TakeInHandling
            proposal.unknown: alone
            proposal.taken_in_handling: incomplete granted
            proposal.wrong_state: nobody_first room_for_both waits waits_with_another decided
            proposal.wrong_state: withdrawn
        WithdrawProposal
            proposal.unknown: alone
            proposal.withdrawn: nobody_first incomplete room_for_both waits waits_with_another
            proposal.withdrawn: granted
            decision.already_taken: decided
            proposal.wrong_state: withdrawn
        PrepareMerger
            proposal.unknown: alone nobody_first incomplete room_for_both waits granted
            proposal.being_decided: decided
            proposal.wrong_state: withdrawn
            regrouping.merger_prepared: waits_with_another
    """,
)
