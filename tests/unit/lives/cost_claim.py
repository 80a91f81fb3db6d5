"""The life of an account where costs are claimed within three weeks after they were made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.calendar import dutch_day
from domain.command import Role
from domain.cost_claim import CostsOfDay
from domain.determination import RenderAccount
from domain.money import Money
from domain.regulation_contents import Regulation
from tests.scenarios.people import sealed
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import grant, with_plan
from tests.unit.lives.life import LifeCycle, Step

RULES = {"claims": {"article": "7", "within_weeks": 3}}


def adopt(town: Town) -> object:
    """Three weeks for claims."""
    return town.adopt_regulation(Regulation.model_validate(RULES))


def weeks_later(town: Town) -> None:
    """Three weeks pass, and a day."""
    town.now += timedelta(weeks=3, days=1)


def accounts(*lines: tuple[int, int], costs: int = 100_00) -> Step:
    """The applicant accounts for costs of so many days ago."""

    def step(town: Town) -> object:
        today = dutch_day(town.now)
        told: tuple[CostsOfDay, ...] = tuple(
            CostsOfDay(made_on=today - timedelta(days=ago), amount_cents=Money(cents))
            for ago, cents in lines
        )
        fields: dict[str, Any] = {"costs_cents": Money(costs), "costs": told}
        about: dict[str, Any] = {"proposal_id": "garden", "report": sealed("done")}
        return town.do(RenderAccount, Role.RESIDENT, **about, **fields)

    return step


def determined(town: Town) -> object:
    """It is certain what it comes to."""
    return town.determine("garden", 600_00)


STATES: dict[str, tuple[Step, ...]] = {
    "no_term": (grant,),
    "nothing": (adopt,),
    "granted": (adopt, grant),
    "claimed_then": (adopt, grant, accounts((0, 100_00)), weeks_later),
    "determined": (adopt, grant, accounts((0, 100_00)), determined),
}

COST_CLAIM = LifeCycle(
    name="account where costs are claimed within a term",
    begin=with_plan,
    states=STATES,
    commands={
        "RenderAccount": accounts((21, 100_00)),
    },
    table="""
        RenderAccount
            account.rendered: no_term granted claimed_then
            proposal.unknown: nothing
            determination.already_determined: determined
    """,
)
TOO_LATE = LifeCycle(
    name="account of costs that were made longer ago",
    begin=with_plan,
    states=STATES,
    commands={"RenderAccount": accounts((22, 100_00))},
    table="""
        RenderAccount
            account.rendered: no_term claimed_then
            proposal.unknown: nothing
            account.costs_claimed_too_late: granted
            determination.already_determined: determined
    """,
)
MORE_THAN_THEN = LifeCycle(
    name="account of more than was claimed in time",
    begin=with_plan,
    states=STATES,
    commands={"RenderAccount": accounts((22, 100_01), costs=100_01)},
    table="""
        RenderAccount
            account.rendered: no_term
            proposal.unknown: nothing
            account.costs_claimed_too_late: granted claimed_then
            determination.already_determined: determined
    """,
)
WITHOUT_DAYS = LifeCycle(
    name="account that does not say when costs were made",
    begin=with_plan,
    states=STATES,
    commands={"RenderAccount": accounts()},
    table="""
        RenderAccount
            account.rendered: no_term
            proposal.unknown: nothing
            account.days_of_costs_missing: granted claimed_then
            determination.already_determined: determined
    """,
)
