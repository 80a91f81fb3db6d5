"""The life of a round that divides money over themes, and of a ballot in it."""

from __future__ import annotations

from datetime import timedelta

from domain.money import Money
from domain.round_procedure import RoundProcedure
from domain.theme_division import ThemeDivision
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import with_plan
from tests.unit.lives.life import LifeCycle
from tests.unit.lives.voting_round import extend, time_passes

DIVISION = ThemeDivision(themes=("green", "care", "play"), step_cents=Money(100_00), least_themes=2)


def open_division(town: Town) -> object:
    """Six hundred euros in six steps, for a day."""
    closes_at = town.now + timedelta(days=1)
    procedure = RoundProcedure(extension_days_max=30)
    return town.open_theme_round(
        DIVISION, 600_00, "round-1", closes_at=closes_at, procedure=procedure
    )


def divide(town: Town) -> object:
    """A ballot that gives all of it."""
    return town.cast(1, "green", "care", points=(4, 2))


OVER = (open_division, divide, time_passes)
LIFE = LifeCycle(
    name="theme round",
    begin=with_plan,
    states={
        "nothing": (),
        "open": (open_division,),
        "voted": (open_division, divide),
        "extended": (open_division, extend, time_passes),
        "over": OVER,
        "closed": (*OVER, Town.close_round),
        "counted": (*OVER, Town.close_round, Town.tally),
    },
    commands={
        "OpenThemeRound": open_division,
        "CastBallot": divide,
        "ExtendVotingRound": extend,
        "CloseVotingRound": Town.close_round,
        "TallyVotingRound": Town.tally,
    },
    table="""
        OpenThemeRound
            theme_round.opened: nothing
            voting_round.already_opened: open voted extended over closed counted
        CastBallot
            voting_round.unknown: nothing
            ballot.cast: open extended
            ballot.already_cast: voted
            voting_round.not_open: over closed counted
        ExtendVotingRound
            voting_round.unknown: nothing
            voting_round.extended: open voted extended
            voting_round.not_open: over closed counted
        CloseVotingRound
            voting_round.unknown: nothing
            voting_round.closing_too_early: open voted extended
            voting_round.closed: over
            voting_round.not_open: closed counted
        TallyVotingRound
            voting_round.unknown: nothing
            voting_round.not_closed: open voted extended over
            theme_round.tallied: closed
            voting_round.already_tallied: counted
    """,
)
