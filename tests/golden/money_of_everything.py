"""Two years in which a fixed subsidy ends, and two between which borders change: the stories behind
golden events of money.
"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.regulation_contents import Regulation
from tests.scenarios.borders import (
    NEXT_DIVISION,
    NORTH,
    close_over_borders,
    open_over_borders,
    shares,
)
from tests.scenarios.town import LIENDERT, YEAR, Town

NEXT = YEAR + 1


def town_of_money() -> Town:
    """Money is bound, an end is announced and decided, and what is left is freed and taken over."""
    town = Town().with_money(1_000_00)
    rule = {"article": "3", "allowed": False, "pooling_day": {"month": 1, "day": 1}}
    town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))
    town.pool_remainders()
    town.open_year(ceiling=1_000_00, year=NEXT)
    town.allocate({LIENDERT: 1}, 1_000_00, year=NEXT)
    town.divide_money(LIENDERT, year=NEXT, initiative=1, institution=1)
    town.record_subsidy()
    town.bind_subsidy(NEXT)
    town.now = datetime(YEAR, 12, 1, 9, 0, tzinfo=UTC)
    town.announce_ending()
    town.end_subsidy()
    town.reverse_ending()
    town.announce_ending()
    town.end_subsidy()
    town.hand_over()
    town.now = datetime(NEXT, 6, 1, 9, 0, tzinfo=UTC)
    town.free_subsidy()
    return town


def town_over_borders() -> Town:
    """A wijk is split, a subsidy goes on in a part of it, and the council says how what it has left
    is shared.
    """
    town = Town().with_money(1_000_00)
    town.record_subsidy()
    open_over_borders(town)
    town.carry_subsidy(division_id=NEXT_DIVISION, to_wijk=NORTH)
    close_over_borders(town, shares(north=1, south=3))
    return town
