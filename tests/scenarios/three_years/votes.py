"""In the second year: projects per theme, a draw among equals, and rounds that too few vote in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.command import Actor
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.round_procedure import PollingPoint, Quorum, QuorumMissed, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.voting_rules import Category, RoundRules, TieBreak
from tests.scenarios.people import LIENDERT, sealed
from tests.scenarios.quarter import EMMA, FRITS, GREET
from tests.scenarios.three_years.city import City
from tests.scenarios.three_years.first_year import GREEDY

GRANTED = 3_000_00 + 400_00 + 450_00 + 200_00
THEMES = {"green": 2_000_00, "care": 1_000_00}
"""What residents gave each theme."""
REFUSED: dict[str, Any] = {
    "outcome": DecisionOutcome.REFUSE,
    "ground": DecisionGround.ROUND_LOST,
    "priority_id": None,
    "plan_version": None,
}


def ready(city: City, by: Actor, amount: int) -> str:
    """A proposal that people can vote on."""
    name = city.handled(by, amount)
    city.judges(name)
    return name


def refuses(city: City, name: str, ground: DecisionGround = DecisionGround.ROUND_LOST) -> None:
    """Refused, since it did not win."""
    city.prepare(name, 0, **(REFUSED | {"ground": ground}))
    city.take(name)


def chooses_per_theme(city: City) -> None:
    """Within what each theme got. Two are wanted as much, and one of them fits: a draw decides, by
    a seed that the opening committed to.
    """
    trees, pond = (ready(city, by, THEMES["green"]) for by in (EMMA, FRITS))
    meal = ready(city, GREET, THEMES["care"])
    per_theme = {"green": (trees, pond), "care": (meal,)}
    categories = tuple(
        Category.model_validate({"name": name, "proposal_ids": ids, "max_cents": THEMES[name]})
        for name, ids in per_theme.items()
    )
    rules = RoundRules(rule=VotingRule.GREEDY, categories=categories, tie_break=TieBreak.DRAW)
    money = sum(THEMES.values())
    fields: dict[str, Any] = {"theme_round_id": "themes"}
    city.open_round([trees, pond, meal], money, rules, round_id="projects", **fields)
    held = city.settled_state(LIENDERT, city.year).voted_on_cents
    assert held == money, "what themes got is voted on once, not twice"
    for voter in range(3):
        city.cast(voter, trees, pond, meal, round_id="projects")
    city.close_round("projects")
    city.tally("projects")
    won = city.won("projects")
    assert meal in won
    drawn = pond if pond in won else trees
    city.grants(meal, THEMES["care"], DecisionGround.ROUND_WON)
    city.grants(drawn, THEMES["green"], DecisionGround.ROUND_WON)
    refuses(city, trees if drawn == pond else pond)


def too_few_vote(city: City) -> None:
    """A round on paper too, after a quiet period: it goes on for a week, and still has no outcome.
    So the college chooses what the plan puts first.
    """
    swing, slide = (ready(city, by, 400_00) for by in (EMMA, GREET))
    quorum = Quorum(least_ballots=5, extended_days=7, when_missed=QuorumMissed.NO_OUTCOME)
    point = PollingPoint(point_id="library", officers=("person-polling-officer",))
    procedure = RoundProcedure(
        quiet_days=3, quorum=quorum, extension_days_max=7, polling_points=(point,)
    )
    opens_at = city.now + timedelta(days=4)
    about: dict[str, Any] = {"round_id": "swings", "opens_at": opens_at, "procedure": procedure}
    city.open_round([swing, slide], 400_00, GREEDY, opens_at + timedelta(days=7), **about)
    city.now = opens_at + timedelta(days=1)
    city.cast(1, slide, round_id="swings")
    city.now = opens_at + timedelta(days=7)
    city.close_round("swings")
    city.now += timedelta(days=7)
    city.close_round("swings")
    city.tally("swings")
    assert not city.won("swings")
    city.grants(swing, 400_00, DecisionGround.PLAN_PRIORITY)
    refuses(city, slide, DecisionGround.NOT_IN_PLAN)


def only_advises(city: City) -> None:
    """Too few vote again, and this time what they say is advice: the college follows it, and gives
    who did not win a part too, with its reason.
    """
    fields: dict[str, Any] = {"procedure": RoundProcedure(quorum=Quorum(least_ballots=5))}
    kiosk, shelter = (ready(city, by, 450_00) for by in (FRITS, EMMA))
    city.open_round([kiosk, shelter], 450_00, GREEDY, round_id="kiosk", **fields)
    city.cast(1, kiosk, round_id="kiosk")
    city.close_round("kiosk")
    city.tally("kiosk")
    assert city.won("kiosk") == {kiosk}
    assert not city.budget(LIENDERT, city.year).won, "advice holds no money"
    city.grants(kiosk, 450_00, DecisionGround.PLAN_PRIORITY)
    why = sealed("a roof is needed where people wait")
    city.grants(shelter, 200_00, DecisionGround.PLAN_PRIORITY, outcome_departure=why)


def tell(city: City) -> None:
    """All of them."""
    city.adopt_plan(LIENDERT)
    chooses_per_theme(city)
    too_few_vote(city)
    only_advises(city)
