"""The life of a quickscan: figures with their source, and what they mean."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.allocation import PublishAllocation
from domain.allocation_key import KeyPart, KeyPartKind
from domain.command import Role
from domain.money import Money
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle


def divide_by(town: Town, **changed: Any) -> object:
    """A hundred euros by how many people feel alone, as the quickscan says it."""
    about: dict[str, Any] = {
        "kind": KeyPartKind.INDICATOR,
        "points": 1,
        "indicator": "lonely",
        "source": "example-figures",
        "measured_on": date(YEAR - 1, 1, 1),
        "weights": {LIENDERT: 14, SOESTERKWARTIER: 9},
    }
    part = KeyPart.model_validate(about | changed)
    total, key = Money(100_00), "by-need"
    about = {"year": YEAR, "total_cents": total, "key": key, "parts": (part,)}
    return town.do(PublishAllocation, Role.GRIFFIER, **about)


def record_as_made_up(town: Town) -> object:
    """The same figure was made up, after all."""
    return town.record_indicator(example=True)


def record_for_one(town: Town) -> object:
    """It is known for one wijk only."""
    return town.record_indicator(values={LIENDERT: 14})


LIFE = LifeCycle(
    name="quickscan",
    begin=opened,
    states={
        "empty": (),
        "figures": (Town.record_indicator,),
        "summarised": (Town.record_indicator, Town.summarise_quickscan),
        "made-up": (Town.record_indicator, record_as_made_up),
        "of-one": (record_for_one,),
    },
    commands={
        "RecordIndicator": Town.record_indicator,
        "SummariseQuickscan": Town.summarise_quickscan,
        "PublishAllocation": divide_by,
    },
    table="""
        RecordIndicator
            quickscan.indicator_recorded: empty made-up of-one
            quickscan.indicator_already_recorded: figures summarised
        SummariseQuickscan
            quickscan.nothing_to_summarise: empty
            quickscan.summarised: figures summarised made-up of-one
        PublishAllocation
            quickscan.indicator_unknown: empty
            allocation.published: figures summarised
            quickscan.source_of_another_figure: made-up
            quickscan.weights_of_another_figure: of-one
    """,
)


FOR_ONE = LifeCycle(
    name="allocation that leaves a wijk out",
    begin=opened,
    states={"of-both": (Town.record_indicator,), "of-one": (record_for_one,)},
    commands={"PublishAllocation": lambda town: divide_by(town, weights={LIENDERT: 14})},
    table="""
        PublishAllocation
            quickscan.wijken_left_out: of-both
            allocation.published: of-one
    """,
)
