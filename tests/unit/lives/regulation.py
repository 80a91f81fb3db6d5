"""The life of a regulation: adopted, in force, ended."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.regulation import WithdrawRegulation
from domain.regulation_contents import Regulation
from domain.regulation_rules import PartRule
from tests.scenarios.town import LIENDERT, Town
from tests.unit.lives.life import LifeCycle

RULES = Regulation(parts=PartRule(article="4", allowed=False))


def adopt(town: Town) -> object:
    """For the whole city."""
    return town.adopt_regulation(RULES)


def adopt_another(town: Town) -> object:
    """For one wijk, at the same time."""
    return town.adopt_regulation(RULES, "rules-2", wijken=(LIENDERT,))


def withdraw(town: Town) -> object:
    """It ends next week."""
    last_day = (town.now + timedelta(days=7)).date()
    return town.do(WithdrawRegulation, Role.GRIFFIER, regulation_id="rules-1", last_day=last_day)


LIFE = LifeCycle(
    name="regulation",
    begin=Town,
    states={
        "nothing": (),
        "elsewhere": (adopt_another,),
        "adopted": (adopt,),
        "withdrawn": (adopt, withdraw),
    },
    commands={"AdoptRegulation": adopt, "WithdrawRegulation": withdraw},
    table="""
        AdoptRegulation
            regulation.adopted: nothing
            regulation.overlap: elsewhere
            regulation.already_adopted: adopted withdrawn
        WithdrawRegulation
            regulation.unknown: nothing elsewhere
            regulation.withdrawn: adopted
            regulation.ended: withdrawn
    """,
)
