"""The ground of what an objection makes of a decision, beside rounds and ceilings."""

from __future__ import annotations

from typing import Any

from domain.command import Actor, Role
from domain.decision_ground import DecisionGround
from domain.determination_events import DeterminationGround
from domain.objection_events import DecisionKind
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step
from tests.unit.lives.true_ground import begin, begin_with_advice, reserve_oven, voted

NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)


def grant(town: Town) -> object:
    """The garden gets the six hundred euros that it asks."""
    return give(town, 600_00)


def grant_part(town: Town) -> object:
    """It gets three hundred of them."""
    return give(town, 300_00)


def give(town: Town, amount: int) -> object:
    """It gets so much."""
    town.reserve("garden", amount)
    town.prepare("garden", amount)
    return town.take("garden")


def refuse(town: Town) -> object:
    """It is refused, as the scheme was not met."""
    return town.refuse("garden", ground=DecisionGround.SCHEME_NOT_MET)


def settle(town: Town) -> object:
    """It is determined at five hundred, as not all of it was done."""
    town.render_account("garden", 500_00)
    return town.determine("garden", 500_00, DeterminationGround.NOT_CARRIED_OUT)


def objected(by: Actor | Role = Role.RESIDENT, **against: Any) -> Step:
    """Somebody objects and is heard."""

    def heard(town: Town) -> object:
        interest = {"interest": "a" * 64} if isinstance(by, Actor) else {}
        town.lodge("garden", by=by, **interest, **against)
        town.register_objection("garden")
        return town.hear("garden")

    return heard


def decides(amount: int, ground: DecisionGround | None) -> Step:
    """The college decides so, on this ground."""
    return lambda town: town.decide_objection("garden", amount, ground=ground)


NEIGHBOURS = objected(NEIGHBOUR)
TAKEN: dict[str, tuple[Step, ...]] = {
    "no_round": (grant, NEIGHBOURS),
    "won": (voted("garden"), grant, NEIGHBOURS),
}
TAKING_ALL = LifeCycle(
    name="objection of a neighbour that takes everything as not in the plan",
    begin=begin,
    states=TAKEN,
    commands={"DecideObjection": decides(0, DecisionGround.NOT_IN_PLAN)},
    table="""
        DecideObjection
            objection.decided: no_round
            decision.winner_refused: won
    """,
)
TAKING_SOME = LifeCycle(
    name="objection of a neighbour that takes some as not in the plan",
    begin=begin,
    states=TAKEN,
    commands={"DecideObjection": decides(500_00, DecisionGround.NOT_IN_PLAN)},
    table="""
        DecideObjection
            objection.decided: no_round
            decision.winner_refused: won
    """,
)
TAKING_FROM_A_WINNER = LifeCycle(
    name="objection of a neighbour by which the scheme was not met",
    begin=begin,
    states=TAKEN,
    commands={"DecideObjection": decides(0, DecisionGround.SCHEME_NOT_MET)},
    table="""
        DecideObjection
            objection.decided: no_round won
    """,
)
TAKING_FROM_WHO_IS_ADVISED = LifeCycle(
    name="objection of a neighbour beside a round that is advice",
    begin=begin_with_advice,
    states={"won": (voted("garden"), grant, NEIGHBOURS)},
    commands={"DecideObjection": decides(0, DecisionGround.NOT_IN_PLAN)},
    table="""
        DecideObjection
            objection.decided: won
    """,
)
FOUNDED: dict[str, tuple[Step, ...]] = {
    "granted_part": (grant_part, objected()),
    "refused": (refuse, objected()),
    "won_and_refused": (voted("garden"), refuse, objected()),
}
GIVING = LifeCycle(
    name="objection by which more is given as it fits the plan",
    begin=begin,
    states=FOUNDED,
    commands={"DecideObjection": decides(600_00, DecisionGround.PLAN_PRIORITY)},
    table="""
        DecideObjection
            objection.decided: granted_part refused won_and_refused
    """,
)
GIVING_WHAT_WAS_WON = LifeCycle(
    name="objection by which more is given as it won a round",
    begin=begin,
    states=FOUNDED,
    commands={"DecideObjection": decides(600_00, DecisionGround.ROUND_WON)},
    table="""
        DecideObjection
            decision.did_not_win: granted_part refused
            objection.decided: won_and_refused
    """,
)
NAMING_NONE = LifeCycle(
    name="objection by which more is given without a ground",
    begin=begin,
    states=FOUNDED | {"determined": (grant, settle, objected(against=DecisionKind.DETERMINATION))},
    commands={"DecideObjection": decides(600_00, None)},
    table="""
        DecideObjection
            objection.ground_missing: granted_part refused won_and_refused
            objection.decided: determined
    """,
)
NOT_ASKED = LifeCycle(
    name="objection to a determination that names a ground of decisions",
    begin=begin,
    states=NAMING_NONE.states,
    commands={"DecideObjection": decides(600_00, DecisionGround.PLAN_PRIORITY)},
    table="""
        DecideObjection
            objection.decided: granted_part refused won_and_refused
            objection.ground_not_asked: determined
    """,
)
ON_THE_CEILING = LifeCycle(
    name="objection of a neighbour by which the ceiling was reached",
    begin=begin,
    states={"room": TAKEN["no_round"], "short": (reserve_oven, grant_part, NEIGHBOURS)},
    commands={"DecideObjection": decides(0, DecisionGround.CEILING_REACHED)},
    table="""
        DecideObjection
            decision.ceiling_not_reached: room
            objection.decided: short
    """,
)
