"""The life of a round: opened, voted in, over, closed, counted; and of a ballot in it."""

from __future__ import annotations

from datetime import timedelta

from tests.scenarios.town import Town
from tests.unit.lives.beginnings import with_money
from tests.unit.lives.life import LifeCycle


def two_proposals() -> Town:
    """Two proposals in handling, and money for one."""
    town = with_money()
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)
    return town


def open_round(town: Town) -> object:
    """Voting goes on for a day."""
    closes_at = town.now + timedelta(days=1)
    return town.open_round(["garden", "oven"], budget=700_00, closes_at=closes_at)


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
        "over": OVER,
        "closed": (*OVER, Town.close_round),
        "counted": (*OVER, Town.close_round, Town.tally),
    },
    commands={
        "OpenVotingRound": open_round,
        "CastBallot": lambda town: town.cast(1, "oven"),
        "CloseVotingRound": Town.close_round,
        "TallyVotingRound": Town.tally,
    },
    table="""
        OpenVotingRound
            voting_round.opened: nothing
            voting_round.already_opened: announced open voted over closed counted
        CastBallot
            voting_round.unknown: nothing
            ballot.cast: open
            ballot.already_cast: voted
            voting_round.not_open: announced over closed counted
        CloseVotingRound
            voting_round.unknown: nothing
            voting_round.closing_too_early: open voted
            voting_round.closed: over
            voting_round.not_open: announced closed counted
        TallyVotingRound
            voting_round.unknown: nothing
            voting_round.not_closed: announced open voted over
            voting_round.tallied: closed
            voting_round.already_tallied: counted
    """,
)
