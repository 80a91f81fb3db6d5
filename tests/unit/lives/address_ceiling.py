"""The life of a proposal where the regulation gives so much for each address that takes part."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.money import Money
from domain.proposal import TakeInHandling
from domain.proposal_amendment import AmendProposal
from domain.regulation_contents import Regulation
from tests.scenarios.people import PEOPLE, sealed
from tests.scenarios.quarter import Quarter
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

RULES = {"ceilings": {"article": "4", "per_address_cents": 10_00}}


def adopt(town: Town) -> object:
    """Ten euros for each address."""
    return town.adopt_regulation(Regulation.model_validate(RULES))


def submits(amount: int, **more: Any) -> Step:
    """A proposal that asks so much."""
    return lambda town: town.submit("garden", amount, **more)


def amends(amount: int, **more: Any) -> Step:
    """It is written anew."""

    def step(town: Town) -> object:
        texts = {"title": sealed("anew"), "description": sealed("anew")}
        asked: dict[str, Any] = {"proposal_id": "garden", "amount_cents": Money(amount)} | texts
        return town.do(AmendProposal, Role.RESIDENT, **(asked | more))

    return step


def splits(addresses: int | None) -> Step:
    """A hundred euros of it would go on by itself, with so many of its addresses."""

    def step(town: Town) -> object:
        assert isinstance(town, Quarter)
        return town.splits(PEOPLE[Role.RESIDENT], "garden", 100_00, addresses=addresses)

    return step


def adds_activity(town: Town) -> object:
    """An activity that asks more than twenty addresses count for."""
    assert isinstance(town, Quarter)
    return town.sets(PEOPLE[Role.RESIDENT], "garden", "digging", 200_01)


def handle(town: Town) -> object:
    """It is complete."""
    return town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


def set_apart(town: Town) -> object:
    """All that it asks is set apart, and a decision drafted."""
    town.reserve("garden", 200_00)
    return town.prepare("garden", 200_00)


STATES: dict[str, tuple[Step, ...]] = {
    "uncounted_nothing": (),
    "uncounted_submitted": (submits(200_00),),
    "nothing": (adopt,),
    "submitted": (adopt, submits(200_00, addresses=20)),
    "in_handling": (adopt, submits(200_00, addresses=20), handle),
    "drafted": (adopt, submits(200_00, addresses=20), handle, set_apart),
}

WITHIN = LifeCycle(
    name="proposal within what its addresses count for",
    begin=Quarter.furnished,
    states=STATES,
    commands={
        "SubmitProposal": submits(200_00, addresses=20),
        "AmendProposal": amends(300_00, addresses=30),
        "TakeDecision": lambda town: town.take("garden"),
        "PrepareSplit": splits(10),
    },
    table="""
        SubmitProposal
            proposal.submitted: uncounted_nothing nothing
            proposal.already_submitted: uncounted_submitted submitted in_handling drafted
        AmendProposal
            proposal.unknown: uncounted_nothing nothing
            proposal.amended: uncounted_submitted submitted in_handling
            proposal.being_decided: drafted
        TakeDecision
            proposal.unknown: uncounted_nothing nothing
            proposal.wrong_state: uncounted_submitted submitted
            decision.unknown: in_handling
            decision.taken: drafted
        PrepareSplit
            proposal.unknown: uncounted_nothing nothing
            regrouping.split_prepared: uncounted_submitted submitted in_handling
            proposal.being_decided: drafted
    """,
)
ABOVE = LifeCycle(
    name="proposal above what its addresses count for",
    begin=Quarter.furnished,
    states=STATES,
    commands={
        "SubmitProposal": submits(200_01, addresses=20),
        "AmendProposal": amends(300_01, addresses=30),
        "SetActivity": adds_activity,
    },
    table="""
        SubmitProposal
            proposal.submitted: uncounted_nothing
            regulation.above_address_ceiling: nothing
            proposal.already_submitted: uncounted_submitted submitted in_handling drafted
        AmendProposal
            proposal.unknown: uncounted_nothing nothing
            proposal.amended: uncounted_submitted
            regulation.above_address_ceiling: submitted in_handling
            proposal.being_decided: drafted
        SetActivity
            proposal.unknown: uncounted_nothing nothing
            proposal.activity_set: uncounted_submitted
            regulation.above_address_ceiling: submitted in_handling
            proposal.being_decided: drafted
    """,
)
UNTOLD = LifeCycle(
    name="proposal that does not say how many addresses take part",
    begin=Quarter.furnished,
    states=STATES,
    commands={
        "SubmitProposal": submits(100_00),
        "AmendProposal": amends(100_00),
        "PrepareSplit": splits(None),
    },
    table="""
        SubmitProposal
            proposal.submitted: uncounted_nothing
            regulation.addresses_missing: nothing
            proposal.already_submitted: uncounted_submitted submitted in_handling drafted
        AmendProposal
            proposal.unknown: uncounted_nothing nothing
            proposal.amended: uncounted_submitted
            regulation.addresses_missing: submitted in_handling
            proposal.being_decided: drafted
        PrepareSplit
            proposal.unknown: uncounted_nothing nothing
            regrouping.split_prepared: uncounted_submitted
            lineage.addresses_not_divided: submitted in_handling
            proposal.being_decided: drafted
    """,
)
