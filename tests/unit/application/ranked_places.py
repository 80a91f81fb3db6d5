"""Two proposals with points, and how decisions on them stand to the order."""

from __future__ import annotations

from typing import Any

from application.streams import Reading
from domain.ranking_weighing import (
    RankingWeighed,
)
from tests.scenarios.people import LIENDERT, YEAR
from tests.scenarios.quarter import Quarter
from tests.scenarios.ranked_town import RankedTown

MOST = 60_000_00


def waiting(town: Quarter) -> list[str]:
    """What has points and waits."""
    found = Reading(town.streams).ranking(YEAR, LIENDERT).state
    return list(found.waiting) if found else []


def weighed(town: Quarter) -> RankingWeighed:
    """How the last draft stands to the order."""
    (event,) = town.events()[-1:]
    assert isinstance(event, RankingWeighed)
    return event


def two(**rules: Any) -> RankedTown:
    """The garden has more points than the pond, and both ask more than half of what there is."""
    town = RankedTown.ranking(**rules)
    town.ranked("garden", MOST, 9)
    town.ranked("pond", MOST, 3)
    return town
