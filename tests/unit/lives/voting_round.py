"""The life of a round: opened, voted in, extended, over, closed, counted; and of a ballot in it."""

from __future__ import annotations

from datetime import timedelta

from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.round_procedure import Quorum, QuorumMissed, RoundProcedure
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import with_plan
from tests.unit.lives.life import LifeCycle


def two_proposals() -> Town:
    """Two proposals in handling, and money for one; that the garden is refused was drafted."""
    town = with_plan()
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)
    draft_refusal(town)
    return town


def draft_refusal(town: Town) -> object:
    """It does not fit the wijkplan."""
    return town.prepare(
        "garden",
        0,
        outcome=DecisionOutcome.REFUSE,
        ground=DecisionGround.NOT_IN_PLAN,
        priority_id=None,
        plan_version=None,
    )


def open_round(town: Town) -> object:
    """Voting goes on for a day."""
    closes_at = town.now + timedelta(days=1)
    procedure = RoundProcedure(extension_days_max=30)
    return town.open_round(
        ["garden", "oven"], budget=700_00, closes_at=closes_at, procedure=procedure
    )


def open_with_a_quorum(town: Town) -> object:
    """The same, but one ballot is needed; without it voting goes on once for three days."""
    quorum = Quorum(least_ballots=1, extended_days=3, when_missed=QuorumMissed.NO_OUTCOME)
    procedure = RoundProcedure(extension_days_max=30, quorum=quorum)
    closes_at = town.now + timedelta(days=1)
    return town.open_round(
        ["garden", "oven"], budget=700_00, closes_at=closes_at, procedure=procedure
    )


def extend(town: Town) -> object:
    """Voting goes on for ten days from now."""
    return town.extend_round(town.now + timedelta(days=10))


def open_tomorrow(town: Town) -> object:
    """Rules and list are frozen; voting begins tomorrow."""
    return town.open_round(["garden", "oven"], budget=700_00, opens_at=town.now + timedelta(days=1))


def time_passes(town: Town) -> None:
    """The announced end is past."""
    town.now += timedelta(days=2)


OVER = (open_round, time_passes)
LIFE = LifeCycle(
    name="voting round",
    begin=two_proposals,
    states={
        "nothing": (),
        "announced": (open_tomorrow,),
        "open": (open_round,),
        "voted": (open_round, lambda town: town.cast(1, "garden")),
        "extended": (open_round, extend, time_passes),
        "over": OVER,
        "closed": (*OVER, Town.close_round),
        "counted": (*OVER, Town.close_round, Town.tally),
    },
    commands={
        "OpenVotingRound": open_round,
        "CastBallot": lambda town: town.cast(1, "oven"),
        "ExtendVotingRound": extend,
        "CloseVotingRound": Town.close_round,
        "TallyVotingRound": Town.tally,
    },
    table="""
        OpenVotingRound
            voting_round.opened: nothing
            voting_round.already_opened: announced open voted extended over closed counted
        CastBallot
            voting_round.unknown: nothing
            ballot.cast: open extended
            ballot.already_cast: voted
            voting_round.not_open: announced over closed counted
        ExtendVotingRound
            voting_round.unknown: nothing
            voting_round.extended: open voted extended
            voting_round.not_open: announced over closed counted
        CloseVotingRound
            voting_round.unknown: nothing
            voting_round.closing_too_early: open voted extended
            voting_round.closed: over
            voting_round.not_open: announced closed counted
        TallyVotingRound
            voting_round.unknown: nothing
            voting_round.not_closed: announced open voted extended over
            voting_round.tallied: closed
            voting_round.already_tallied: counted
    """,
)


TOO_FEW = (open_with_a_quorum, time_passes)
ONCE_MORE = (*TOO_FEW, Town.close_round)
TOO_FEW_AGAIN = (*ONCE_MORE, time_passes, time_passes)
WITH_A_QUORUM = LifeCycle(
    name="voting round with a quorum",
    begin=two_proposals,
    states={
        "too-few": TOO_FEW,
        "once-more": ONCE_MORE,
        "too-few-again": TOO_FEW_AGAIN,
        "enough": (*ONCE_MORE, lambda town: town.cast(2, "garden"), time_passes, time_passes),
        "closed-without": (*TOO_FEW_AGAIN, Town.close_round),
        "no-outcome": (*TOO_FEW_AGAIN, Town.close_round, Town.tally),
    },
    commands={
        "CastBallot": lambda town: town.cast(1, "oven"),
        "ExtendVotingRound": extend,
        "CloseVotingRound": Town.close_round,
        "TallyVotingRound": Town.tally,
    },
    table="""
        CastBallot
            ballot.cast: once-more
            voting_round.not_open: too-few too-few-again enough closed-without no-outcome
        ExtendVotingRound
            voting_round.extended: once-more
            voting_round.not_open: too-few too-few-again enough closed-without no-outcome
        CloseVotingRound
            voting_round.extended: too-few
            voting_round.closing_too_early: once-more
            voting_round.closed: too-few-again enough
            voting_round.not_open: closed-without no-outcome
        TallyVotingRound
            voting_round.not_closed: too-few once-more too-few-again enough
            voting_round.tallied: closed-without
            voting_round.already_tallied: no-outcome
    """,
)


DECIDING_MEANWHILE = LifeCycle(
    name="what is voted on",
    begin=two_proposals,
    states=LIFE.states,
    commands={
        "PrepareDecision": draft_refusal,
        "TakeDecision": lambda town: town.take("garden"),
    },
    table="""
        PrepareDecision
            decision.prepared: nothing counted
            grant.round_not_tallied: announced open voted extended over closed
        TakeDecision
            decision.taken: nothing counted
            grant.round_not_tallied: announced open voted extended over closed
    """,
)
