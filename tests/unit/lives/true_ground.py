"""The life of a proposal in and beside rounds, against grounds that a decision could name."""

from __future__ import annotations

from domain.command import Role
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReleaseGrant
from domain.regulation_contents import Regulation
from domain.round_procedure import PLAIN, Quorum, QuorumMissed, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from tests.scenarios.people import sealed
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

ADVICE = {"voting": {"article": "4", "meaning": "advice"}}
UNREACHED = Quorum(least_ballots=10, when_missed=QuorumMissed.NO_OUTCOME)


def begin() -> Town:
    """A thousand euros; a garden of six hundred and an oven of five hundred."""
    town = Town().with_plan(1_000_00)
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)
    return town


def begin_with_advice() -> Town:
    """The same, where the regulation makes what people vote advice."""
    town = Town().with_plan(1_000_00)
    town.adopt_regulation(Regulation.model_validate(ADVICE))
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)
    return town


def voted(winner: str, procedure: RoundProcedure = PLAIN) -> Step:
    """People vote on seven hundred euros, all for one of them."""

    def vote(town: Town) -> object:
        greedy = RoundRules(rule=VotingRule.GREEDY, minimum_votes=1)
        town.open_round(["garden", "oven"], 700_00, greedy, procedure=procedure)
        town.cast(1, winner)
        town.close_round()
        return town.tally()

    return vote


def refuses(ground: DecisionGround) -> Step:
    """A draft that refuses the garden."""
    return lambda town: town.prepare(
        "garden",
        0,
        outcome=DecisionOutcome.REFUSE,
        ground=ground,
        priority_id=None,
        plan_version=None,
    )


def grants(town: Town) -> object:
    """A draft that grants what won."""
    return town.prepare("garden", 600_00, ground=DecisionGround.ROUND_WON)


def reserve(town: Town) -> object:
    """Money is set apart for it."""
    return town.reserve("garden", 600_00)


def reserve_oven(town: Town) -> object:
    """Most of what there is goes to another."""
    return town.reserve("oven", 500_00)


def release_oven(town: Town) -> object:
    """The other needs it no more."""
    reason = sealed("a sponsor pays")
    return town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="oven", reason=reason)


def take(town: Town) -> object:
    """It is decided on as drafted."""
    return town.take("garden")


STATES: dict[str, tuple[Step, ...]] = {
    "no_round": (),
    "short": (reserve_oven,),
    "won": (voted("garden"),),
    "lost": (voted("oven"),),
    "no_outcome": (voted("garden", RoundProcedure(quorum=UNREACHED)),),
}
ON_A_LOST_ROUND = LifeCycle(
    name="refusal because a round was lost",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": refuses(DecisionGround.ROUND_LOST)},
    table="""
        PrepareDecision
            decision.did_not_lose: no_round short no_outcome
            decision.winner_refused: won
            decision.prepared: lost
    """,
)
ON_THE_CEILING = LifeCycle(
    name="refusal because the ceiling was reached",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": refuses(DecisionGround.CEILING_REACHED)},
    table="""
        PrepareDecision
            decision.ceiling_not_reached: no_round no_outcome
            decision.winner_refused: won
            decision.prepared: short lost
    """,
)
ON_THE_PLAN = LifeCycle(
    name="refusal because it is not in the plan",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": refuses(DecisionGround.NOT_IN_PLAN)},
    table="""
        PrepareDecision
            decision.winner_refused: won
            decision.prepared: no_round short lost no_outcome
    """,
)
ON_THE_SCHEME = LifeCycle(
    name="refusal because the scheme is not met",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": refuses(DecisionGround.SCHEME_NOT_MET)},
    table="""
        PrepareDecision
            decision.prepared: no_round short won lost no_outcome
    """,
)
ON_THE_APPLICANT = LifeCycle(
    name="refusal because the applicant is insolvent",
    begin=begin,
    states=STATES,
    commands={"PrepareDecision": refuses(DecisionGround.INSOLVENT)},
    table="""
        PrepareDecision
            decision.prepared: no_round short won lost no_outcome
    """,
)
ON_A_WON_ROUND = LifeCycle(
    name="grant because a round was won",
    begin=begin,
    states={
        "no_round": (reserve,),
        "won": (voted("garden"), reserve),
        "no_outcome": (voted("garden", RoundProcedure(quorum=UNREACHED)), reserve),
    },
    commands={"PrepareDecision": grants},
    table="""
        PrepareDecision
            decision.did_not_win: no_round no_outcome
            decision.prepared: won
    """,
)
AGAINST_ADVICE = LifeCycle(
    name="refusal beside a round that is advice",
    begin=begin_with_advice,
    states={"advised": (voted("garden"),), "advised_against": (voted("oven"),)},
    commands={"PrepareDecision": refuses(DecisionGround.ROUND_LOST)},
    table="""
        PrepareDecision
            decision.did_not_lose: advised
            decision.prepared: advised_against
    """,
)
DRAFTED_BEFORE = LifeCycle(
    name="refusal whose ground was true when it was drafted",
    begin=begin,
    states={
        "still_short": (reserve_oven, refuses(DecisionGround.CEILING_REACHED)),
        "not_short_any_more": (
            reserve_oven,
            refuses(DecisionGround.CEILING_REACHED),
            release_oven,
        ),
        "won_since": (refuses(DecisionGround.NOT_IN_PLAN), voted("garden")),
    },
    commands={"TakeDecision": take},
    table="""
        TakeDecision
            decision.taken: still_short
            decision.ceiling_not_reached: not_short_any_more
            decision.winner_refused: won_since
    """,
)


def grants_less(ground: DecisionGround) -> Step:
    """A draft that grants a cent less than the garden asks."""
    return lambda town: town.prepare("garden", 599_99, ground=ground)


WON_IT: dict[str, tuple[Step, ...]] = {
    "no_round": (reserve,),
    "won": (voted("garden"), reserve),
    "no_outcome": (voted("garden", RoundProcedure(quorum=UNREACHED)), reserve),
}
LESS_ON_THE_PLAN = LifeCycle(
    name="grant of less than was asked as it fits the plan",
    begin=begin,
    states=WON_IT,
    commands={"PrepareDecision": grants_less(DecisionGround.PLAN_PRIORITY)},
    table="""
        PrepareDecision
            decision.prepared: no_round no_outcome
            decision.winner_refused: won
    """,
)
LESS_ON_THE_SCHEME = LifeCycle(
    name="grant of less than was asked as the rest does not meet the scheme",
    begin=begin,
    states=WON_IT,
    commands={"PrepareDecision": grants_less(DecisionGround.SCHEME_NOT_MET)},
    table="""
        PrepareDecision
            decision.ground_does_not_fit: no_round no_outcome
            decision.prepared: won
    """,
)
