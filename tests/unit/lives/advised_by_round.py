"""The lives of a decision on a proposal that people voted on, where that may be advice."""

from __future__ import annotations

from typing import Any

from domain.decision_ground import DecisionGround
from domain.regulation_contents import Regulation
from domain.round_procedure import PLAIN, Quorum, QuorumMissed, RoundProcedure
from tests.scenarios.people import sealed
from tests.scenarios.town import Town
from tests.unit.lives import true_ground
from tests.unit.lives.life import LifeCycle, Step

WHY = sealed("the other has a sponsor")


def begin() -> Town:
    """A thousand euros."""
    return Town().with_plan(1_000_00)


def advice(town: Town) -> object:
    """The regulation makes what people vote advice."""
    return town.adopt_regulation(Regulation.model_validate(true_ground.ADVICE))


def asked(town: Town) -> None:
    """A garden of six hundred and an oven of five hundred."""
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)


def voted(winner: str, when_missed: QuorumMissed | None = None) -> Step:
    """People vote on seven hundred euros, all for one of them; fewer than the quorum, if any."""
    quorum = Quorum(least_ballots=10, when_missed=when_missed) if when_missed else None
    return true_ground.voted(winner, RoundProcedure(quorum=quorum) if quorum else PLAIN)


def reserve(town: Town) -> object:
    """Money is set apart for the garden."""
    return town.reserve("garden", 600_00)


def grants(amount: int, **why: Any) -> Step:
    """A draft that grants so much to the garden."""
    return lambda town: town.prepare("garden", amount, **why)


def refuses(town: Town) -> object:
    """A draft that refuses it."""
    return town.prepare_refusal("garden", ground=DecisionGround.NOT_IN_PLAN)


def take(town: Town) -> object:
    """The mandate holder decides."""
    return town.take("garden")


WON = (advice, asked, voted("garden"), reserve)
STATES: dict[str, tuple[Step, ...]] = {
    "no_round": (advice, asked, reserve),
    "binds": (asked, voted("garden"), reserve),
    "won": WON,
    "lost": (advice, asked, voted("oven"), reserve),
    "too_few": (asked, voted("oven", QuorumMissed.ADVICE), reserve),
    "no_outcome": (advice, asked, voted("garden", QuorumMissed.NO_OUTCOME), reserve),
    "drafted": (*WON, grants(600_00)),
    "taken": (*WON, grants(600_00), take),
}
ALL_OF_IT = LifeCycle(
    name="grant of the price beside what people voted",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": grants(600_00)},
    table="""
        PrepareDecision
            decision.prepared: no_round binds won no_outcome drafted
            decision.outcome_departure_unexplained: lost too_few
            decision.already_taken: taken
    """,
)
SAYING_WHY = LifeCycle(
    name="grant that says why it departs from what people voted",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": grants(600_00, outcome_departure=WHY)},
    table="""
        PrepareDecision
            decision.no_outcome_to_depart_from: no_round binds won no_outcome drafted
            decision.prepared: lost too_few
            decision.already_taken: taken
    """,
)
LESS = LifeCycle(
    name="grant of less than what people voted",
    begin=begin,
    states={name: steps for name, steps in STATES.items() if name != "binds"},
    commands={"PrepareDecision": grants(300_00)},
    table="""
        PrepareDecision
            decision.prepared: no_round no_outcome
            decision.outcome_departure_unexplained: won lost too_few drafted
            decision.already_taken: taken
    """,
)
NOTHING = LifeCycle(
    name="refusal beside what people voted",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": refuses},
    table="""
        PrepareDecision
            decision.prepared: no_round lost too_few no_outcome
            decision.outcome_departure_unexplained: won drafted
            decision.winner_refused: binds
            decision.already_taken: taken
    """,
)
DRAFTED = LifeCycle(
    name="decision that was drafted before people voted or after",
    begin=begin,
    states={
        "after": (*WON, grants(600_00)),
        "before_it_won": (advice, asked, refuses, voted("garden")),
        "before_it_lost": (advice, asked, refuses, voted("oven")),
        "again_with_why": (
            *(advice, asked, refuses, voted("oven"), reserve),
            grants(600_00, outcome_departure=WHY),
        ),
    },
    commands={"TakeDecision": take},
    table="""
        TakeDecision
            decision.taken: after before_it_lost again_with_why
            decision.outcome_counted: before_it_won
    """,
)
