"""The life of a round that got fewer ballots than keep a vote secret."""

from __future__ import annotations

from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.theme_division import ThemeDivision
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

LEAST = {"voting": {"article": "4.1", "minimum_ballots": 2}}
DIVISION = ThemeDivision(themes=("green", "care"), step_cents=Money(100_00), least_themes=1)


def where_two_are_needed() -> Town:
    """A thousand euros, a garden of six hundred and an oven of five."""
    town = Town().with_plan(1_000_00)
    town.adopt_regulation(Regulation.model_validate(LEAST))
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)
    return town


def closed(voters: int) -> tuple[Step, ...]:
    """So many people want the garden."""

    def vote(town: Town) -> object:
        town.open_round(["garden", "oven"], 700_00)
        for voter in range(voters):
            town.cast(voter, "garden")
        return town.close_round()

    return (vote,)


def themes_counted(voters: int) -> tuple[Step, ...]:
    """So many people give half to each theme."""

    def divide(town: Town) -> object:
        town.open_theme_round(DIVISION, 200_00)
        for voter in range(voters):
            town.cast(voter, "green", "care", points=(1, 1), round_id="themes")
        town.close_round("themes")
        return town.tally("themes")

    return (divide,)


def refuses_as_lost(town: Town) -> object:
    """A draft that refuses the oven since it did not win."""
    return town.prepare(
        "oven",
        0,
        outcome=DecisionOutcome.REFUSE,
        ground=DecisionGround.ROUND_LOST,
        priority_id=None,
        plan_version=None,
    )


LIFE = LifeCycle(
    name="round with too few ballots for secrecy",
    begin=where_two_are_needed,
    states={
        "closed": closed(1),
        "nobody": (*closed(0), Town.tally),
        "too-few": (*closed(1), Town.tally),
        "enough": (*closed(2), Town.tally),
        "too-few-for-themes": themes_counted(1),
        "enough-for-themes": themes_counted(2),
    },
    commands={
        "TallyVotingRound": Town.tally,
        "ReserveGrant": lambda town: town.reserve("oven", 500_00),
        "PrepareDecision": refuses_as_lost,
        "OpenThemeRound": lambda town: town.open_theme_round(DIVISION, 1_000_00, "again"),
    },
    table="""
        TallyVotingRound
            voting_round.tallied: closed
            voting_round.already_tallied: nobody too-few enough
            voting_round.unknown: too-few-for-themes enough-for-themes
        ReserveGrant
            grant.reserved: nobody too-few too-few-for-themes enough-for-themes
            grant.not_a_winner: enough
            grant.round_not_tallied: closed
        PrepareDecision
            decision.did_not_lose: nobody too-few too-few-for-themes enough-for-themes
            decision.prepared: enough
            grant.round_not_tallied: closed
        OpenThemeRound
            theme_round.opened: nobody too-few too-few-for-themes
            budget.voted_on: closed enough enough-for-themes
    """,
)
