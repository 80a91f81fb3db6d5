"""What happens to a board and a coordinator, each of it once: for the golden year."""

from __future__ import annotations

from domain.regulation_contents import Regulation
from tests.scenarios.boardroom import KEES, Boardroom
from tests.scenarios.people import sealed
from tests.scenarios.ranked_town import PER_ACTIVITY, RankedTown, leaving_off
from tests.scenarios.town import Town


def town_with_a_board() -> Boardroom:
    """A board that advises, a decision that departs from it, a coordinator who comes and goes."""
    town = Boardroom().ready()
    town.rank_needs()
    town.declare(KEES)
    town.advise()
    town.reserve("garden", 4_000_00)
    town.prepare("garden", 3_000_00, departure=sealed("the rest is paid by others"))
    town.end_seat("seat-5")
    town.appoint_coordinator()
    town.end_appointment()
    return town


def town_that_people_advise() -> Town:
    """What people voted is advice, and a decision departs from it."""
    town = Town().with_plan()
    rules = {"voting": {"article": "4", "meaning": "advice"}}
    town.adopt_regulation(Regulation.model_validate(rules))
    town.admit("garden", 60_000_00)
    town.admit("pond", 60_000_00)
    town.open_round(["garden", "pond"], 60_000_00)
    town.cast(1, "garden")
    town.close_round()
    town.tally()
    town.reserve("pond", 60_000_00)
    town.prepare("pond", 60_000_00, outcome_departure=sealed("the garden has a sponsor"))
    return town


def town_without_a_board() -> RankedTown:
    """Points take the place of advice; a decision departs from their order. A round leaves an
    activity off its list.
    """
    town = RankedTown.ranking(ranking=PER_ACTIVITY)
    town.ranked("garden", 60_000_00, 9)
    town.ranked("pond", 60_000_00, 3)
    town.grants("pond", 60_000_00, departure=sealed("there is water in spring only"))
    town.with_activities("lamps", poles=100_00, lights=50_00)
    town.open_round(["lamps"], 100_00, per_activity=True, **leaving_off("lamps", "lights"))
    return town
