"""Above the amount in the regulation the council decides first, by an act that is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.budget_year import CouncilAct
from domain.command import Role
from domain.proposal import ProposalKind, TakeInHandling
from domain.regulation_contents import Regulation
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

UP_TO = 500_00
RULES = {"council": {"article": "14", "without_council_up_to_cents": UP_TO}}


def from_five_hundred_euros() -> Town:
    """Up to 500 euros the college decides, or who has its mandate."""
    town = Town().with_plan()
    town.adopt_regulation(Regulation.model_validate(RULES))
    return town


def both(amount: int) -> Step:
    """A garden and a task that residents take over, each for this much, in handling."""

    def step(town: Town) -> None:
        town.admit("garden", amount)
        town.reserve("garden", amount)
        town.submit("green", amount, kind=ProposalKind.CHALLENGE)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="green")

    return step


def named(town: Town, days: int | None) -> dict[str, Any]:
    """An act of today, or of so many days from now; or none."""
    if days is None:
        return {}
    act = CouncilAct(number="RB-2027-9", decided_on=town.now.date() + timedelta(days=days))
    return {"council_act": act}


def prepared(days: int | None) -> Step:
    """A draft for all that was set apart."""
    return lambda town: town.prepare(
        "garden", town.budget().reserved["garden"].cents, **named(town, days)
    )


def naming(name: str, days: int | None, above: dict[str, str]) -> LifeCycle:
    """What is answered above the amount; at the amount the council is not asked."""
    agreed, granted = "proposal.agreement_recorded", "decision.prepared"
    return LifeCycle(
        name=f"what the council decides, {name}",
        begin=from_five_hundred_euros,
        states={"at": (both(UP_TO),), "above": (both(UP_TO + 1),)},
        commands={
            "PrepareDecision": prepared(days),
            "RecordAgreement": lambda town: town.agrees(**named(town, days)),
        },
        table=f"""
            PrepareDecision
                {granted}: at
                {above["PrepareDecision"]}: above
            RecordAgreement
                {agreed}: at
                {above["RecordAgreement"]}: above
        """,
    )


WITHOUT = naming(
    "not named",
    None,
    {
        "PrepareDecision": "regulation.council_decides",
        "RecordAgreement": "regulation.council_decides",
    },
)
NAMED = naming(
    "named",
    0,
    {
        "PrepareDecision": "decision.prepared",
        "RecordAgreement": "proposal.agreement_recorded",
    },
)
