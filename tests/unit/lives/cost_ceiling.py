"""The life of a proposal where the regulation has a most for a kind of costs."""

from __future__ import annotations

from typing import Any

from domain.activity import CostKind, CostLine
from domain.command import Role
from domain.money import Money
from domain.proposal import TakeInHandling
from domain.proposal_activities import SetActivity
from domain.regulation_contents import Regulation
from tests.scenarios.people import sealed
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import submit, with_plan
from tests.unit.lives.life import LifeCycle, Step


def most_for(category: str) -> Step:
    """The regulation gives no more than 600 euros for it."""
    rules = {"article": "2", "categories": [{"category": category, "most_cents": 600_00}]}

    def adopt(town: Town) -> object:
        return town.adopt_regulation(Regulation.model_validate({"ceilings": rules}))

    return adopt


def digs(kind: CostKind, cents: int) -> Step:
    """The proposal says what it does, and what that costs."""
    costs = (CostLine(kind=kind, amount_cents=Money(cents)),)
    about: dict[str, Any] = {"proposal_id": "garden", "activity_id": "digging", "costs": costs}
    return lambda town: town.do(SetActivity, Role.RESIDENT, title=sealed("dig"), **about)


def take_in_handling(town: Town) -> object:
    """A case officer admits it."""
    return town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


LIFE = LifeCycle(
    name="proposal where a kind of costs has a most",
    begin=with_plan,
    states={
        "no_most": (submit,),
        "most_for_no_costs": (most_for("street-party"), submit),
        "without_costs": (most_for("hire"), submit),
        "within": (most_for("hire"), submit, digs(CostKind.HIRE, 600_00)),
        "above": (most_for("hire"), submit, digs(CostKind.HIRE, 600_01)),
        "other_costs": (most_for("hire"), submit, digs(CostKind.MATERIALS, 600_01)),
    },
    commands={"TakeInHandling": take_in_handling},
    table="""
        TakeInHandling
            proposal.taken_in_handling: no_most most_for_no_costs within other_costs
            regulation.costs_missing: without_costs
            regulation.above_category_ceiling: above
    """,
)
