"""The life of a quickscan: figures with their source, and what they mean."""

from __future__ import annotations

from tests.scenarios.town import Town
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle

LIFE = LifeCycle(
    name="quickscan",
    begin=opened,
    states={
        "empty": (),
        "figures": (Town.record_indicator,),
        "summarised": (Town.record_indicator, Town.summarise_quickscan),
    },
    commands={
        "RecordIndicator": Town.record_indicator,
        "SummariseQuickscan": Town.summarise_quickscan,
    },
    table="""
        RecordIndicator
            quickscan.indicator_recorded: empty
            quickscan.indicator_already_recorded: figures summarised
        SummariseQuickscan
            quickscan.nothing_to_summarise: empty
            quickscan.summarised: figures summarised
    """,
)
