"""The life of a proposal of a category that the regulation has a most for."""

from __future__ import annotations

from typing import Any

from domain.activity import CostKind, CostLine
from domain.command import Role
from domain.money import Money
from domain.proposal import TakeInHandling
from domain.proposal_activities import SetActivity
from domain.proposal_amendment import AmendProposal
from domain.regrouping import PrepareMerger
from domain.regulation_contents import Regulation
from tests.scenarios.people import sealed
from tests.scenarios.quarter import Quarter
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

CEILINGS = [
    {"category": "party", "most_cents": 200_00},
    {"category": "green", "most_cents": 300_00},
]
RULES = {"ceilings": {"article": "4", "categories": CEILINGS}}


def ready() -> Town:
    """Money, a plan and a mandate."""
    town = Quarter()
    town.with_money()
    town.adopt_plan()
    town.give_mandate()
    return town


def adopt(town: Town) -> object:
    """A party gets 200 at most, and green 300."""
    return town.adopt_regulation(Regulation.model_validate(RULES))


def adopt_generous(town: Town) -> object:
    """Each of them gets 500 at most."""
    more = [each | {"most_cents": 500_00} for each in CEILINGS]
    rules = {"ceilings": {"article": "4", "categories": more}}
    return town.adopt_regulation(Regulation.model_validate(rules))


def submits(amount: int, name: str = "garden", **more: Any) -> Step:
    """A proposal that asks so much."""
    return lambda town: town.submit(name, amount, **more)


def amends(amount: int, **more: Any) -> Step:
    """It is written anew."""

    def step(town: Town) -> object:
        texts = {"title": sealed("anew"), "description": sealed("anew")}
        asked: dict[str, Any] = {"proposal_id": "garden", "amount_cents": Money(amount)} | texts
        return town.do(AmendProposal, Role.RESIDENT, **(asked | more))

    return step


def adds_activity(cost: int, category: str | None) -> Step:
    """An activity of a category."""

    def step(town: Town) -> object:
        about: dict[str, Any] = {"proposal_id": "garden", "activity_id": "digging"}
        line = CostLine(kind=CostKind.MATERIALS, amount_cents=Money(cost))
        return town.do(
            SetActivity,
            Role.RESIDENT,
            **about,
            title=sealed("digging"),
            costs=(line,),
            category=category,
        )

    return step


def merges(amount: int) -> Step:
    """It becomes one with the pond, which is of the same applicant."""

    def step(town: Town) -> object:
        return town.do(
            PrepareMerger,
            Role.RESIDENT,
            regrouping_id="merger-1",
            proposal_ids=("garden", "pond"),
            title=sealed("both"),
            description=sealed("together"),
            amount_cents=Money(amount),
        )

    return step


def handle(town: Town) -> object:
    """It is complete."""
    return town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


def set_apart(town: Town) -> object:
    """All that it asks is set apart, and a decision drafted."""
    town.reserve("garden", 200_00)
    return town.prepare("garden", 200_00)


PARTY = submits(200_00, category="party")
POND = submits(50_00, "pond", category="party")
UNCATEGORISED = submits(50_00, "pond")
STATES: dict[str, tuple[Step, ...]] = {
    "no_categories": (submits(200_00), UNCATEGORISED),
    "generous_nothing": (adopt_generous, POND),
    "generous": (adopt_generous, PARTY, POND),
    "nothing": (adopt, POND),
    "submitted": (adopt, PARTY, POND),
    "in_handling": (adopt, PARTY, POND, handle),
    "drafted": (adopt, PARTY, POND, handle, set_apart),
    "beside_another": (adopt, PARTY, UNCATEGORISED),
}

WITHIN = LifeCycle(
    name="proposal within the most of its category",
    begin=ready,
    states=STATES,
    commands={
        "SubmitProposal": PARTY,
        "AmendProposal": amends(300_00, category="green"),
        "SetActivity": adds_activity(200_00, None),
        "PrepareMerger": merges(200_00),
        "TakeDecision": lambda town: town.take("garden"),
    },
    table="""
        SubmitProposal
            proposal.already_submitted: no_categories generous submitted in_handling drafted
            proposal.already_submitted: beside_another
            proposal.submitted: generous_nothing nothing
        AmendProposal
            regulation.category_unknown: no_categories
            proposal.unknown: generous_nothing nothing
            proposal.amended: generous submitted in_handling beside_another
            proposal.being_decided: drafted
        SetActivity
            proposal.unknown: generous_nothing nothing
            proposal.activity_set: no_categories generous submitted in_handling beside_another
            proposal.being_decided: drafted
        PrepareMerger
            regrouping.merger_prepared: no_categories generous submitted in_handling
            proposal.unknown: generous_nothing nothing
            proposal.being_decided: drafted
            lineage.categories_differ: beside_another
        TakeDecision
            proposal.unknown: generous_nothing nothing
            proposal.wrong_state: no_categories generous submitted beside_another
            decision.unknown: in_handling
            decision.taken: drafted
    """,
)
ABOVE = LifeCycle(
    name="proposal above the most of its category",
    begin=ready,
    states=STATES,
    commands={
        "SubmitProposal": submits(200_01, category="party"),
        "AmendProposal": amends(200_01, category="party"),
        "SetActivity": adds_activity(200_01, None),
        "PrepareMerger": merges(200_01),
    },
    table="""
        SubmitProposal
            proposal.already_submitted: no_categories generous submitted in_handling drafted
            proposal.already_submitted: beside_another
            proposal.submitted: generous_nothing
            regulation.above_category_ceiling: nothing
        AmendProposal
            regulation.category_unknown: no_categories
            proposal.amended: generous
            proposal.unknown: generous_nothing nothing
            regulation.above_category_ceiling: submitted in_handling beside_another
            proposal.being_decided: drafted
        SetActivity
            proposal.activity_set: no_categories generous
            proposal.unknown: generous_nothing nothing
            regulation.above_category_ceiling: submitted in_handling beside_another
            proposal.being_decided: drafted
        PrepareMerger
            regrouping.merger_prepared: no_categories generous
            proposal.unknown: generous_nothing nothing
            regulation.above_category_ceiling: submitted in_handling
            proposal.being_decided: drafted
            lineage.categories_differ: beside_another
    """,
)
OF_ANOTHER = LifeCycle(
    name="activity of another category than its proposal",
    begin=ready,
    states=STATES,
    commands={"SetActivity": adds_activity(300_00, "green")},
    table="""
        SetActivity
            regulation.category_unknown: no_categories
            proposal.unknown: generous_nothing nothing
            proposal.activity_set: generous submitted in_handling beside_another
            proposal.being_decided: drafted
    """,
)
