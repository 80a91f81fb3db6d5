"""The lives of a grant per activity that is looked at again: what is named, and what is not."""

from __future__ import annotations

from tests.scenarios.quarter import Quarter, each_gets
from tests.scenarios.town import Town
from tests.unit.lives.granted_activities import (
    BOTH,
    IN_FULL,
    PER_ACTIVITY,
    names_one,
    proposed,
    take,
)
from tests.unit.lives.life import LifeCycle, Step


def names_no_activity(town: Town) -> object:
    """A part of a proposal that has none."""
    return town.prepare("garden", 200_00)


def lodge(town: Town) -> object:
    """The applicant objects."""
    return town.lodge("garden")


def heard(town: Town) -> object:
    """An officer confirms it, and the applicant is heard."""
    town.register_objection("garden")
    return town.hear("garden")


def decide_naming(town: Town) -> object:
    """Founded: both activities in full."""
    return town.decide_objection("garden", 500_00, activities=each_gets(**BOTH))


def decide_a_part(town: Town) -> object:
    """Founded: of one activity a part."""
    part = each_gets(digging=100_00, planting=200_00)
    return town.decide_objection("garden", 300_00, activities=part)


def decide_a_sum(town: Town) -> object:
    """Founded: a sum."""
    return town.decide_objection("garden", 500_00)


def leave_a_part(town: Town) -> object:
    """Half of the activity that was granted is left."""
    return town.announce_withdrawal("garden", 100_00, activities=each_gets(planting=100_00))


def leave_a_sum(town: Town) -> object:
    """A sum is left."""
    return town.announce_withdrawal("garden", 100_00)


GRANTED: dict[str, tuple[Step, ...]] = {
    "without_regulation": (proposed({}, **BOTH), names_one, take),
    "in_full": (proposed(IN_FULL, **BOTH), names_one, take),
    "without_activities": (proposed(PER_ACTIVITY), names_no_activity, take),
}
HEARD = {state: (*steps, lodge, heard) for state, steps in GRANTED.items()}
DECIDED = {"decided": (*HEARD["in_full"], decide_naming)}
NAMED_AFTER_OBJECTION = LifeCycle(
    name="objection that is founded for both activities",
    begin=Quarter.furnished,
    states=HEARD | DECIDED,
    commands={"DecideObjection": decide_naming},
    table="""
        DecideObjection
            objection.decided: without_regulation in_full
            activity.unknown: without_activities
            objection.wrong_state: decided
    """,
)
PART_AFTER_OBJECTION = LifeCycle(
    name="objection that is founded for a part of an activity",
    begin=Quarter.furnished,
    states=HEARD | DECIDED,
    commands={"DecideObjection": decide_a_part},
    table="""
        DecideObjection
            objection.decided: without_regulation
            regulation.activity_in_part: in_full
            activity.unknown: without_activities
            objection.wrong_state: decided
    """,
)
SUM_AFTER_OBJECTION = LifeCycle(
    name="objection that is founded for a sum",
    begin=Quarter.furnished,
    states=HEARD | DECIDED,
    commands={"DecideObjection": decide_a_sum},
    table="""
        DecideObjection
            objection.decided: without_regulation without_activities
            regulation.activities_not_named: in_full
            objection.wrong_state: decided
    """,
)
PART_LEFT = LifeCycle(
    name="withdrawal that leaves a part of an activity",
    begin=Quarter.furnished,
    states=GRANTED,
    commands={"AnnounceWithdrawal": leave_a_part},
    table="""
        AnnounceWithdrawal
            withdrawal.announced: without_regulation in_full
            activity.unknown: without_activities
    """,
)
SUM_LEFT = LifeCycle(
    name="withdrawal that leaves a sum",
    begin=Quarter.furnished,
    states=GRANTED,
    commands={"AnnounceWithdrawal": leave_a_sum},
    table="""
        AnnounceWithdrawal
            withdrawal.announced: without_regulation without_activities
            regulation.activities_not_named: in_full
    """,
)
