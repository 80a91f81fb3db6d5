"""The life of an allocation: published, spoken for, divided over lines, put right by reversal."""

from __future__ import annotations

from domain.budget_year import Remainder
from domain.regulation_contents import Regulation
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, Town
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle


def allocate(town: Town) -> None:
    """All money to one wijk."""
    town.allocate({LIENDERT: 1}, 1_000_00)


def correct(town: Town) -> None:
    """To both, in its place."""
    town.correct_allocation({LIENDERT: 1, SOESTERKWARTIER: 1}, 1_000_00)


def divide(town: Town) -> None:
    """A third of what is free for each line."""
    town.divide_money()


def move(town: Town) -> None:
    """All that institutions have goes to initiatives."""
    town.move_money(333_33)


def pools(town: Town) -> None:
    """What is left is for the whole city from the first of January."""
    rule = {"article": "3", "allowed": False, "pooling_day": {"month": 1, "day": 1}}
    town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))


def reserve_all(town: Town) -> None:
    """All of it is spoken for."""
    town.admit("garden", 1_000_00)
    town.reserve("garden", 1_000_00)


LIFE = LifeCycle(
    name="allocation",
    begin=opened,
    states={
        "nothing": (),
        "published": (allocate,),
        "spoken_for": (allocate, reserve_all),
        "corrected": (allocate, correct),
        "divided": (allocate, divide),
        "moved": (allocate, divide, move),
        "pooled": (pools, allocate, lambda town: town.pool_remainders()),
        "closed": (allocate, lambda town: town.close_year(Remainder.RELEASE)),
    },
    commands={
        "PublishAllocation": allocate,
        "CorrectAllocation": correct,
        "DivideMoney": divide,
        "MoveMoney": move,
        "PoolRemainders": lambda town: town.pool_remainders(),
    },
    table="""
        PublishAllocation
            allocation.published: nothing
            allocation.above_ceiling: published spoken_for corrected divided moved pooled
            budget_year.closed: closed
        CorrectAllocation
            allocation.unknown: nothing
            allocation.corrected: published moved
            allocation.spoken_for: spoken_for divided pooled
            allocation.already_corrected: corrected
            budget_year.closed: closed
        DivideMoney
            budget.not_allocated: nothing
            budget.money_divided: published corrected divided moved
            budget.nothing_to_divide: spoken_for pooled
            budget_year.closed: closed
        MoveMoney
            budget.not_allocated: nothing
            budget.not_enough_on_line: published spoken_for corrected moved pooled
            budget.money_moved: divided
            budget_year.closed: closed
        PoolRemainders
            budget_year.pooling_not_in_regulation: nothing published spoken_for corrected
            budget_year.pooling_not_in_regulation: divided moved
            budget_year.nothing_to_pool: pooled
            budget_year.closed: closed
    """,
)
