"""The lives of a decision on a proposal that a board can advise on: it follows, or departs."""

from __future__ import annotations

from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import sealed
from tests.scenarios.points import has_points
from tests.scenarios.town import Town
from tests.unit.lives.board import ADVISE, DECLARE
from tests.unit.lives.life import LifeCycle, Step


def ready() -> Town:
    """A board that met, and a proposal whose money is apart."""
    town = Boardroom().ready()
    town.reserve("garden", 4_000_00)
    return town


def follow(town: Town) -> object:
    """What the board advises, or would."""
    return town.prepare("garden", 4_000_00)


def give_points(town: Town) -> None:
    """A case officer, as the board did not advise."""
    has_points(town, "garden")


def take(town: Town) -> object:
    """The mandate holder decides."""
    return town.take("garden")


STATES: dict[str, tuple[Step, ...]] = {
    "no_points": (),
    "no_advice": (give_points,),
    "drafted": (give_points, follow),
    "advised": (ADVISE,),
    "follows": (ADVISE, follow),
    "advised_after": (give_points, follow, ADVISE),
    "lapsed_after": (ADVISE, follow, DECLARE),
    "lapsed_and_points": (ADVISE, follow, DECLARE, give_points),
    "taken": (ADVISE, follow, take),
}

FOLLOWING = LifeCycle(
    name="decision that follows advice",
    begin=ready,
    states=STATES,
    commands={"PrepareDecision": follow, "TakeDecision": take},
    table="""
        PrepareDecision
            decision.prepared: no_advice drafted advised follows advised_after lapsed_and_points
            decision.without_points: no_points lapsed_after
            decision.already_taken: taken
        TakeDecision
            decision.unknown: no_points no_advice advised
            decision.taken: drafted follows
            decision.advice_changed: advised_after lapsed_after lapsed_and_points
            decision.already_taken: taken
    """,
)
DEPARTING = LifeCycle(
    name="decision that departs from advice",
    begin=ready,
    states=STATES,
    commands={"PrepareDecision": lambda town: town.prepare("garden", 1_000_00)},
    table="""
        PrepareDecision
            decision.prepared: no_advice drafted lapsed_and_points
            decision.without_points: no_points lapsed_after
            decision.departure_unexplained: advised follows advised_after
            decision.already_taken: taken
    """,
)
EXPLAINING = LifeCycle(
    name="decision that says why it departs",
    begin=ready,
    states=STATES,
    commands={
        "PrepareDecision": lambda town: town.prepare(
            "garden", 1_000_00, departure=sealed("others pay the rest")
        )
    },
    table="""
        PrepareDecision
            decision.nothing_to_depart_from: no_advice drafted lapsed_and_points
            decision.prepared: advised follows advised_after no_points lapsed_after
            decision.already_taken: taken
    """,
)
