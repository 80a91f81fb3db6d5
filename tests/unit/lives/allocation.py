"""The life of an allocation: published, spoken for, put right by reversal."""

from __future__ import annotations

from domain.budget_year import Remainder
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, Town
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle


def allocate(town: Town) -> None:
    """All money to one wijk."""
    town.allocate({LIENDERT: 1}, 1_000_00)


def correct(town: Town) -> None:
    """To both, in its place."""
    town.correct_allocation({LIENDERT: 1, SOESTERKWARTIER: 1}, 1_000_00)


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
        "closed": (allocate, lambda town: town.close_year(Remainder.RELEASE)),
    },
    commands={"PublishAllocation": allocate, "CorrectAllocation": correct},
    table="""
        PublishAllocation
            allocation.published: nothing
            allocation.above_ceiling: published spoken_for corrected
            budget_year.closed: closed
        CorrectAllocation
            allocation.unknown: nothing
            allocation.corrected: published
            allocation.spoken_for: spoken_for
            allocation.already_corrected: corrected
            budget_year.closed: closed
    """,
)
