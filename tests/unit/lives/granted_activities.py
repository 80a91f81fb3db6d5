"""The lives of a decision on a proposal with activities: named, or paid in order of rank."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.regulation_contents import Regulation
from tests.scenarios.boardroom import RULES
from tests.scenarios.people import PEOPLE
from tests.scenarios.points import has_points
from tests.scenarios.quarter import Quarter, each_gets
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

PER_ACTIVITY = {"ranking": RULES["ranking"] | {"per_activity": True}}
IN_FULL = PER_ACTIVITY | {"parts": {"article": "9", "allowed": False}}


def proposed(rules: dict[str, Any], **asked: int) -> Step:
    """A proposal under these rules: activities that ask so much, points alike, and 500 apart."""

    def step(town: Town) -> None:
        assert isinstance(town, Quarter)
        if rules:
            town.adopt_regulation(Regulation.model_validate(rules))
        town.admit("garden", 500_00)
        for name, amount in asked.items():
            town.sets(PEOPLE[Role.RESIDENT], "garden", name, amount)
        has_points(town, "garden")
        town.reserve("garden", 500_00)

    return step


BOTH = {"digging": 300_00, "planting": 200_00}


def names_one(town: Town) -> object:
    """The second activity in full, and the first not."""
    return town.prepare("garden", 200_00, activities=each_gets(planting=200_00))


def names_a_part(town: Town) -> object:
    """Of the first activity a part."""
    return town.prepare("garden", 200_00, activities=each_gets(digging=200_00))


def names_none(town: Town) -> object:
    """An amount that pays for the first activity."""
    return town.prepare("garden", 300_00)


def take(town: Town) -> object:
    """The mandate holder decides."""
    return town.take("garden")


STATES: dict[str, tuple[Step, ...]] = {
    "without_regulation": (proposed({}, **BOTH),),
    "per_activity": (proposed(PER_ACTIVITY, **BOTH),),
    "in_full": (proposed(IN_FULL, **BOTH),),
    "without_activities": (proposed(PER_ACTIVITY),),
    "drafted": (proposed(IN_FULL, **BOTH), names_one),
    "taken": (proposed(IN_FULL, **BOTH), names_one, take),
}

NAMING_ONE = LifeCycle(
    name="decision that names an activity",
    begin=Quarter.furnished,
    states=STATES,
    commands={"PrepareDecision": names_one, "TakeDecision": take},
    table="""
        PrepareDecision
            decision.prepared: without_regulation per_activity in_full drafted
            activity.unknown: without_activities
            decision.already_taken: taken
        TakeDecision
            decision.unknown: without_regulation per_activity in_full without_activities
            decision.taken: drafted
            decision.already_taken: taken
    """,
)
NAMING_A_PART = LifeCycle(
    name="decision that names a part of an activity",
    begin=Quarter.furnished,
    states=STATES,
    commands={"PrepareDecision": names_a_part},
    table="""
        PrepareDecision
            decision.prepared: without_regulation per_activity
            regulation.activity_in_part: in_full drafted
            activity.unknown: without_activities
            decision.already_taken: taken
    """,
)
NAMING_NONE = LifeCycle(
    name="decision that names no activity",
    begin=Quarter.furnished,
    states=STATES,
    commands={"PrepareDecision": names_none},
    table="""
        PrepareDecision
            decision.prepared: without_regulation without_activities
            regulation.activities_not_named: per_activity in_full drafted
            decision.already_taken: taken
    """,
)
