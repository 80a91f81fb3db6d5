"""The life of a division into wijken: adopted, and mapped on the one before it."""

from __future__ import annotations

from datetime import date

from domain.command import Role
from domain.wijk_division import AdoptDivision, BorderChange, RecordBorders, Wijk
from tests.scenarios.town import DIVISION, LIENDERT, SOESTERKWARTIER, Town
from tests.unit.lives.life import LifeCycle


def adopt_former(town: Town) -> object:
    """One wijk, before it was split into the two of now."""
    return town.do(
        AdoptDivision,
        Role.GRIFFIER,
        division_id="GM0307-2021",
        municipality="GM0307",
        valid_from=date(2021, 1, 1),
        wijken=(Wijk(code="WK030799", name="Liendert en Soesterkwartier"),),
    )


def record_borders(town: Town) -> object:
    """Where the one wijk went."""
    return town.do(
        RecordBorders,
        Role.GRIFFIER,
        division_id=DIVISION,
        former_id="GM0307-2021",
        source="example-figures",
        changes=(
            BorderChange(former_wijk="WK030799", wijk=LIENDERT, weight=3),
            BorderChange(former_wijk="WK030799", wijk=SOESTERKWARTIER, weight=1),
        ),
    )


LIFE = LifeCycle(
    name="division",
    begin=Town,
    states={
        "nothing": (),
        "former": (adopt_former,),
        "adopted": (adopt_former, Town.adopt_division),
        "mapped": (adopt_former, Town.adopt_division, record_borders),
    },
    commands={"AdoptDivision": Town.adopt_division, "RecordBorders": record_borders},
    table="""
        AdoptDivision
            division.adopted: nothing former
            division.already_adopted: adopted mapped
        RecordBorders
            division.unknown: nothing former
            division.borders_recorded: adopted
            division.borders_already_recorded: mapped
    """,
)
