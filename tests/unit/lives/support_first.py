"""The life of a proposal that shows no support beside one that may show some."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.proposal import TakeInHandling, WithdrawProposal
from domain.proposal_support import GiveSupport, WithdrawSupport
from domain.regulation_contents import Regulation
from tests.scenarios.quarter import FRITS, GREET, Quarter
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

RULES: dict[str, Any] = {
    "support": {"article": "3", "bands": [{"least_supporters": 0}], "ranks_first": True}
}


def adopt(town: Town) -> object:
    """Who shows support goes first."""
    return town.adopt_regulation(Regulation.model_validate(RULES))


def hall(town: Town) -> object:
    """A hall asks most of what there is; it is set apart, and nobody supports it."""
    town.admit("hall", 60_000_00)
    return town.reserve("hall", 60_000_00)


def draft(town: Town) -> object:
    """A case officer drafts a grant for it."""
    return town.prepare("hall", 60_000_00)


def take(town: Town) -> object:
    """It is decided on as drafted."""
    return town.take("hall")


def garden(amount: int) -> Step:
    """A garden is proposed beside it."""
    return lambda town: town.submit("garden", amount)


def handle(town: Town) -> object:
    """It is complete."""
    return town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


def supports(name: str) -> Step:
    """A neighbour supports one of them."""
    return lambda town: town.do(GiveSupport, GREET, proposal_id=name)


def takes_back(town: Town) -> object:
    """She thinks better of it."""
    return town.do(WithdrawSupport, GREET, proposal_id="garden")


def withdraw(town: Town) -> object:
    """The garden is withdrawn."""
    return town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")


def refuse(town: Town) -> object:
    """The garden is refused."""
    return town.refuse("garden")


TOO_MUCH, ENOUGH = garden(40_000_01), garden(40_000_00)
SUPPORTED = supports("garden")
BEGUN: tuple[Step, ...] = (adopt, hall, draft)
STATES: dict[str, tuple[Step, ...]] = {
    "nobody_first": (hall, draft, TOO_MUCH, handle, SUPPORTED),
    "incomplete": (*BEGUN, TOO_MUCH, SUPPORTED),
    "unsupported": (*BEGUN, TOO_MUCH, handle),
    "room_for_both": (*BEGUN, ENOUGH, handle, SUPPORTED),
    "waits": (*BEGUN, TOO_MUCH, handle, SUPPORTED),
    "both_supported": (*BEGUN, TOO_MUCH, handle, SUPPORTED, supports("hall")),
    "decided": (*BEGUN, TOO_MUCH, handle, SUPPORTED, refuse),
    "withdrawn": (*BEGUN, TOO_MUCH, handle, SUPPORTED, withdraw),
    "granted": (*BEGUN, take, TOO_MUCH),
}

LIFE = LifeCycle(
    name="proposal without support beside one that may have some",
    begin=Quarter.furnished,
    states=STATES,
    commands={
        "PrepareDecision": draft,
        "TakeDecision": take,
        "TakeInHandling": handle,
        "GiveSupport": lambda town: town.do(GiveSupport, FRITS, proposal_id="garden"),
        "WithdrawSupport": takes_back,
    },
    table="""
        PrepareDecision
            decision.prepared: nobody_first incomplete unsupported room_for_both both_supported
            decision.prepared: decided withdrawn
            precedence.others_first: waits
            decision.already_taken: granted
        TakeDecision
            decision.taken: nobody_first incomplete unsupported room_for_both both_supported
            decision.taken: decided withdrawn
            precedence.others_first: waits
            decision.already_taken: granted
        TakeInHandling
            proposal.taken_in_handling: incomplete granted
            proposal.wrong_state: nobody_first unsupported room_for_both waits both_supported
            proposal.wrong_state: decided withdrawn
        GiveSupport
            support.given: nobody_first incomplete unsupported room_for_both waits both_supported
            support.given: granted
            decision.already_taken: decided
            proposal.wrong_state: withdrawn
        WithdrawSupport
            support.withdrawn: nobody_first incomplete room_for_both waits both_supported
            decision.already_taken: decided
            support.not_given: unsupported granted
            proposal.wrong_state: withdrawn
    """,
)
