"""The life of a proposal whose activities people vote on one by one, from its list to its decision.

Digging asks 300 of the garden and planting 200; an oven of 250 stands beside them as a whole.
People have 500 to choose with, and choose planting and the oven.
"""

from __future__ import annotations

from typing import Any

from domain.activity import CostKind, CostLine
from domain.command import Role
from domain.money import Money
from domain.proposal import WithdrawProposal
from domain.proposal_activities import RankActivities, RemoveActivity, SetActivity
from domain.regulation_contents import Regulation
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from tests.scenarios.boardroom import RULES
from tests.scenarios.people import PEOPLE, sealed
from tests.scenarios.points import has_points
from tests.scenarios.quarter import Quarter, each_gets
from tests.scenarios.ranked_town import leaving_off
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

RESIDENT = PEOPLE[Role.RESIDENT]
BY_VOTES = RoundRules(rule=VotingRule.GREEDY)
ONE_BY_ONE = {"article": "8", "per_activity": True, "criteria": RULES["ranking"]["criteria"]}
IN_FULL = {"ranking": ONE_BY_ONE, "parts": {"article": "9", "allowed": False}}
AS_ADVICE = IN_FULL | {"voting": {"article": "10", "meaning": "advice"}}
DIGGING, PLANTING = "garden.digging", "garden.planting"


def proposed(rules: dict[str, Any]) -> Step:
    """Garden and oven in handling, under these rules; what the garden asks has points."""

    def step(town: Town) -> None:
        assert isinstance(town, Quarter)
        if rules:
            town.adopt_regulation(Regulation.model_validate(rules))
        town.admit("garden", 500_00)
        town.admit("oven", 250_00)
        town.sets(RESIDENT, "garden", "digging", 300_00)
        town.sets(RESIDENT, "garden", "planting", 200_00)
        has_points(town, "garden")

    return step


def vote(town: Town) -> object:
    """Two choose planting, and one of them the oven too."""
    town.open_round(["garden", "oven"], 500_00, BY_VOTES, per_activity=True)
    town.cast(1, PLANTING, "oven")
    return town.cast(2, PLANTING)


def ask_again(town: Town) -> object:
    """Another round, on each activity of the garden."""
    about: dict[str, Any] = {"round_id": "round-2", "per_activity": True}
    return town.open_round(["garden"], 100_00, BY_VOTES, **about)


def reserve(amount: int) -> Step:
    """So much is set apart for the garden."""
    return lambda town: town.reserve("garden", amount)


def draft(why: str | None = None, **gets: int) -> Step:
    """A decision by which these activities get so much; and `why` that is not as people voted."""
    about: dict[str, Any] = {"activities": each_gets(**gets), "outcome_departure": why}
    return lambda town: town.prepare("garden", sum(gets.values()), **about)


def dig_deeper(town: Town) -> object:
    """Digging costs more."""
    costs = (CostLine(kind=CostKind.HIRE, amount_cents=Money(350_00)),)
    about: dict[str, Any] = {
        "proposal_id": "garden",
        "activity_id": "digging",
        "title": sealed("deeper"),
    }
    return town.do(SetActivity, Role.RESIDENT, costs=costs, **about)


def stop_digging(town: Town) -> object:
    """Digging is left out."""
    return town.do(RemoveActivity, Role.RESIDENT, proposal_id="garden", activity_id="digging")


def plant_first(town: Town) -> object:
    """Planting goes before digging."""
    about: dict[str, Any] = {"proposal_id": "garden", "reason": sealed("it comes first")}
    in_order = ("planting", "digging")
    return town.do(RankActivities, Role.CASE_OFFICER, activity_ids=in_order, **about)


def withdraw(town: Town) -> object:
    """The garden, by who asked for it."""
    return town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")


COUNTED = (proposed(IN_FULL), vote, Town.close_round, Town.tally)
RESERVED = (*COUNTED, reserve(200_00))
ADVISED = (proposed(AS_ADVICE), vote, Town.close_round, Town.tally)
STATES: dict[str, tuple[Step, ...]] = {
    "in-handling": (proposed(IN_FULL),),
    "whole-only": (proposed({}),),
    "voted-on": (proposed(IN_FULL), vote),
    "closed": (proposed(IN_FULL), vote, Town.close_round),
    "counted": COUNTED,
    "reserved": RESERVED,
    "drafted": (*RESERVED, draft(planting=200_00)),
    "taken": (*RESERVED, draft(planting=200_00), lambda town: town.take("garden")),
    "advised": (*ADVISED, reserve(500_00)),
}

LIFE = LifeCycle(
    name="activities on a list",
    begin=Quarter.furnished,
    states=STATES,
    commands={
        "OpenVotingRound": ask_again,
        "CastBallot": lambda town: town.cast(3, DIGGING),
        "TallyVotingRound": Town.tally,
        "SetActivity": dig_deeper,
        "RemoveActivity": stop_digging,
        "RankActivities": plant_first,
        "ReserveGrant": reserve(200_00),
        "PrepareDecision": draft(planting=200_00),
        "TakeDecision": lambda town: town.take("garden"),
        "WithdrawProposal": withdraw,
    },
    table="""
        OpenVotingRound
            voting_round.opened: in-handling
            voting_round.not_per_activity: whole-only
            proposal.already_on_ballot: voted-on closed counted reserved drafted taken advised
        CastBallot
            voting_round.unknown: in-handling whole-only
            ballot.cast: voted-on
            voting_round.not_open: closed counted reserved drafted taken advised
        TallyVotingRound
            voting_round.unknown: in-handling whole-only
            voting_round.not_closed: voted-on
            voting_round.tallied: closed
            voting_round.already_tallied: counted reserved drafted taken advised
        SetActivity
            proposal.activity_set: in-handling whole-only
            proposal.frozen: voted-on closed counted reserved drafted taken advised
        RemoveActivity
            proposal.activity_removed: in-handling whole-only
            proposal.frozen: voted-on closed counted reserved drafted taken advised
        RankActivities
            proposal.activities_ranked: in-handling whole-only
            proposal.frozen: voted-on closed counted reserved drafted taken advised
        ReserveGrant
            grant.reserved: in-handling whole-only counted
            grant.round_not_tallied: voted-on closed
            grant.already_reserved: reserved drafted advised taken
        PrepareDecision
            decision.amount_not_reserved: in-handling whole-only counted
            grant.round_not_tallied: voted-on closed
            decision.prepared: reserved drafted advised
            decision.already_taken: taken
        TakeDecision
            decision.unknown: in-handling whole-only counted reserved advised
            grant.round_not_tallied: voted-on closed
            decision.taken: drafted
            decision.already_taken: taken
        WithdrawProposal
            proposal.withdrawn: in-handling whole-only voted-on closed counted
            proposal.has_money: reserved drafted advised taken
    """,
)
IN_PARTS = {"ranking": ONE_BY_ONE}
BINDS = (proposed(IN_PARTS), vote, Town.close_round, Town.tally, reserve(200_00))
OTHERWISE: dict[str, tuple[Step, ...]] = {
    "binds": BINDS,
    "advice": (*ADVISED, reserve(500_00)),
    "voted-as-a-whole": (
        proposed(IN_FULL),
        lambda town: town.open_round(["garden"], 500_00, BY_VOTES),
        lambda town: town.cast(1, "garden"),
        Town.close_round,
        Town.tally,
        reserve(500_00),
    ),
}
FOR_WHAT_LOST = LifeCycle(
    name="decision for an activity that lost",
    begin=Quarter.furnished,
    states=OTHERWISE | {"without-a-round": (proposed(IN_FULL), reserve(500_00))},
    commands={"PrepareDecision": draft(digging=300_00)},
    table="""
        PrepareDecision
            decision.amount_not_reserved: binds
            decision.outcome_departure_unexplained: advice
            decision.winner_refused: voted-as-a-whole
            decision.prepared: without-a-round
    """,
)
WHAT_WON_SHARED = LifeCycle(
    name="decision that shares what won with an activity that lost",
    begin=Quarter.furnished,
    states=OTHERWISE | {"without-a-round": (proposed(IN_PARTS), reserve(200_00))},
    commands={"PrepareDecision": draft(digging=150_00, planting=50_00)},
    table="""
        PrepareDecision
            decision.activity_did_not_win: binds
            regulation.activity_in_part: advice
            decision.winner_refused: voted-as-a-whole
            decision.prepared: without-a-round
    """,
)
MORE_THAN_WON = LifeCycle(
    name="reservation for all activities",
    begin=Quarter.furnished,
    states={"binds": BINDS[:-1], "advice": ADVISED, "without-a-round": (proposed(IN_PARTS),)},
    commands={"ReserveGrant": reserve(300_00)},
    table="""
        ReserveGrant
            grant.above_funding: binds
            grant.reserved: advice without-a-round
    """,
)


def leave_off(*names: str) -> Step:
    """A round on garden and oven, without these activities of the garden."""
    about: dict[str, Any] = {"per_activity": True, **leaving_off("garden", *names)}
    return lambda town: town.open_round(["garden", "oven"], 500_00, BY_VOTES, **about)


def vote_for_the_rest(town: Town) -> object:
    """Both that are on the list win."""
    return town.cast(1, PLANTING, "oven")


def without_digging(rules: dict[str, Any]) -> tuple[Step, ...]:
    """Digging was left off the list; what stood on it won."""
    opened = (proposed(rules), leave_off("digging"), vote_for_the_rest)
    return (*opened, Town.close_round, Town.tally)


LEAVING_OFF = LifeCycle(
    name="round that leaves an activity off its list",
    begin=Quarter.furnished,
    states={
        "in-handling": (proposed(IN_FULL),),
        "whole-only": (proposed({}),),
        "voted-on": (proposed(IN_FULL), vote),
    },
    commands={"OpenVotingRound": leave_off("digging")},
    table="""
        OpenVotingRound
            voting_round.opened: in-handling
            voting_round.not_per_activity: whole-only
            voting_round.already_opened: voted-on
    """,
)
LEFT_OFF = LifeCycle(
    name="decision for an activity that was left off the list",
    begin=Quarter.furnished,
    states={
        "left-off": (*without_digging(IN_PARTS), reserve(200_00)),
        "left-off-and-advice": (*without_digging(AS_ADVICE), reserve(500_00)),
    },
    commands={"PrepareDecision": draft(sealed("dig before you plant"), digging=300_00)},
    table="""
        PrepareDecision
            decision.amount_not_reserved: left-off
            decision.prepared: left-off-and-advice
    """,
)
SHARED_WITH_IT = LifeCycle(
    name="decision that shares what won with an activity that was left off",
    begin=Quarter.furnished,
    states={
        "left-off": (*without_digging(IN_PARTS), reserve(200_00)),
        "without-a-round": (proposed(IN_PARTS), reserve(200_00)),
    },
    commands={"PrepareDecision": draft(digging=150_00, planting=50_00)},
    table="""
        PrepareDecision
            decision.activity_left_off: left-off
            decision.prepared: without-a-round
    """,
)
REST_OF_IT = LifeCycle(
    name="decision for what was left on the list",
    begin=Quarter.furnished,
    states={"left-off": (*without_digging(IN_PARTS), reserve(200_00))},
    commands={"PrepareDecision": draft(planting=200_00)},
    table="""
        PrepareDecision
            decision.prepared: left-off
    """,
)
