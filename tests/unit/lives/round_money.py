"""The life of money that people vote on, against everything else that wants it (Awb 4:26)."""

from __future__ import annotations

from datetime import timedelta

from domain.budget_events import BudgetLine
from domain.budget_year import Remainder
from domain.command import Role
from domain.decision_ground import DecisionGround
from domain.grant import ReleaseGrant
from domain.proposal import WithdrawProposal
from domain.round_procedure import Quorum, QuorumMissed, RoundProcedure
from tests.scenarios.town import Town, sealed
from tests.unit.lives.life import LifeCycle

WIDE = RoundProcedure(extension_days_max=30)
FOR_MANY = RoundProcedure(quorum=Quorum(least_ballots=9, when_missed=QuorumMissed.NO_OUTCOME))


def a_thousand() -> Town:
    """A garden for six hundred and an oven for five; a bench for five asks money beside them."""
    town = Town().with_money(1_000_00)
    town.adopt_plan()
    town.review_priority()
    town.give_mandate()
    for name, amount in (("garden", 600_00), ("oven", 500_00), ("bench", 500_00)):
        town.admit(name, amount)
    return town


def vote(town: Town, procedure: RoundProcedure = WIDE) -> object:
    """A round of seven hundred on garden and oven; somebody wants the garden."""
    closes_at = town.now + timedelta(days=1)
    town.open_round(["garden", "oven"], 700_00, closes_at=closes_at, procedure=procedure)
    return town.cast(1, "garden")


def vote_with_too_few(town: Town) -> object:
    """The same, where nine are needed for an outcome."""
    return vote(town, FOR_MANY)


def extend(town: Town) -> None:
    """Ten more days, of which two have passed."""
    town.extend_round(town.now + timedelta(days=10))
    town.now += timedelta(days=2)


def close(town: Town) -> object:
    """Voting is over."""
    town.now += timedelta(days=2)
    return town.close_round()


def reserve_what_won(town: Town) -> object:
    """All that the garden asks."""
    return town.reserve("garden", 600_00)


def give_up(town: Town) -> object:
    """The reservation for the garden."""
    reason = sealed("it is looked at again")
    return town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=reason)


def withdraw(town: Town) -> object:
    """The garden, by who asked for it."""
    return town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")


COUNTED = (vote, close, Town.tally)
LIFE = LifeCycle(
    name="money of a round",
    begin=a_thousand,
    states={
        "nothing": (),
        "voted-on": (vote,),
        "extended": (vote, extend),
        "closed": (vote, close),
        "won": COUNTED,
        "too-few": (vote_with_too_few, close, Town.tally),
        "withdrawn-before": (vote, withdraw, close, Town.tally),
        "reserved": (*COUNTED, reserve_what_won),
        "given-up": (*COUNTED, reserve_what_won, give_up),
        "refused": (
            *COUNTED,
            lambda town: town.refuse("garden", ground=DecisionGround.SCHEME_NOT_MET),
        ),
        "withdrawn": (*COUNTED, withdraw),
    },
    commands={
        "MoveMoney": lambda town: town.move_money(
            500_00, BudgetLine.INITIATIVE, BudgetLine.COORDINATION
        ),
        "ReserveGrant": lambda town: town.reserve("bench", 500_00),
        "OpenVotingRound": lambda town: town.open_round(["bench"], 500_00, round_id="round-2"),
        "CloseBudgetYear": lambda town: town.close_year(Remainder.RELEASE),
    },
    table="""
        MoveMoney
            budget.money_moved: nothing too-few withdrawn-before refused withdrawn
            budget.voted_on: voted-on extended closed won given-up
            budget.not_enough_on_line: reserved
        ReserveGrant
            grant.reserved: nothing too-few withdrawn-before refused withdrawn
            budget.voted_on: voted-on extended closed won given-up
            budget.not_enough_available: reserved
        OpenVotingRound
            voting_round.opened: nothing too-few withdrawn-before refused withdrawn
            budget.voted_on: voted-on extended closed won given-up
            budget.not_enough_available: reserved
        CloseBudgetYear
            budget_year.closed: nothing too-few withdrawn-before refused withdrawn
            budget_year.rounds_not_counted: voted-on extended closed
            budget_year.winners_not_decided_on: won given-up
            budget_year.reservations_outstanding: reserved
    """,
)
