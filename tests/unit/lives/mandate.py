"""The life of a line of the mandate register."""

from __future__ import annotations

from domain.command import Role
from domain.mandate import WithdrawMandate
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle


def withdraw(town: Town) -> object:
    """The college ends it."""
    return town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")


LIFE = LifeCycle(
    name="mandate",
    begin=Town,
    states={
        "nothing": (),
        "given": (Town.give_mandate,),
        "withdrawn": (Town.give_mandate, withdraw),
    },
    commands={"GiveMandate": Town.give_mandate, "WithdrawMandate": withdraw},
    table="""
        GiveMandate
            mandate.given: nothing
            mandate.already_given: given withdrawn
        WithdrawMandate
            mandate.unknown: nothing
            mandate.withdrawn: given
            mandate.not_in_force: withdrawn
    """,
)
