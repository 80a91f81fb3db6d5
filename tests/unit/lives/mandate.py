"""The life of a line of the mandate register."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.mandate import AcceptMandate, MandateMatter, WithdrawMandate
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle


def withdraw(town: Town) -> object:
    """The college ends it."""
    return town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")


def accept(town: Town) -> object:
    """Its holder consents."""
    return town.do(AcceptMandate, Role.MANDATE_HOLDER, mandate_id="mandate-1")


def give_outside(town: Town) -> object:
    """To somebody who does not work under the college."""
    return town.give_mandate(outside_college=True)


def give_another(town: Town) -> object:
    """To the same holder, at the same time, for the same."""
    return town.give_mandate(mandate_id="mandate-0")


def give_for_agreements(town: Town) -> object:
    """To the same holder, at the same time, for something else."""
    return town.give_mandate(mandate_id="mandate-0", matter=MandateMatter.AGREEMENTS)


def a_long_time(town: Town) -> None:
    """The mandate is over."""
    town.now += timedelta(days=400)


LIFE = LifeCycle(
    name="mandate",
    begin=Town,
    states={
        "nothing": (),
        "other_matter": (give_for_agreements,),
        "another": (give_another,),
        "given": (Town.give_mandate,),
        "outside": (give_outside,),
        "accepted": (give_outside, accept),
        "over": (give_outside, a_long_time),
        "withdrawn": (Town.give_mandate, withdraw),
    },
    commands={
        "GiveMandate": Town.give_mandate,
        "AcceptMandate": accept,
        "WithdrawMandate": withdraw,
    },
    table="""
        GiveMandate
            mandate.given: nothing other_matter
            mandate.overlap: another
            mandate.already_given: given outside accepted over withdrawn
        AcceptMandate
            mandate.unknown: nothing other_matter another
            mandate.nothing_to_accept: given accepted
            mandate.accepted: outside
            mandate.not_in_force: over withdrawn
        WithdrawMandate
            mandate.unknown: nothing other_matter another
            mandate.withdrawn: given outside accepted over
            mandate.not_in_force: withdrawn
    """,
)
