"""The lives of a grant per activity before a court: what a ruling names, and what it does not.

A court that says itself what comes of it (Awb 8:72) is bound to the activities and to what each
asks, and not to the rule that an activity is paid in full.
"""

from __future__ import annotations

from datetime import timedelta

from domain.money import Money
from domain.objection_events import RulingOutcome
from tests.scenarios.quarter import Quarter, each_gets
from tests.scenarios.town import Town
from tests.unit.lives.changed_activities import GRANTED, decide_naming, heard, lodge
from tests.unit.lives.granted_activities import BOTH, IN_FULL, proposed, take
from tests.unit.lives.life import LifeCycle, Step

ANNULLED = RulingOutcome.ANNULLED
LARGER = {"digging": 200_00, "planting": 300_00}


def names_more(town: Town) -> object:
    """Planting asks more than elsewhere, and is granted."""
    return town.prepare("garden", 300_00, activities=each_gets(planting=300_00))


def unfounded(town: Town) -> object:
    """The objection changes nothing."""
    return town.decide_objection("garden")


def appeal(town: Town) -> object:
    """Somebody goes to court."""
    return town.appeal("garden")


def refuse(town: Town) -> object:
    """Nothing of it is granted."""
    return town.refuse("garden")


def withdraw(town: Town) -> None:
    """Meanwhile half of what was granted is taken back."""
    town.announce_withdrawal("garden", 100_00, activities=each_gets(planting=100_00))
    town.now += timedelta(days=16)
    town.withdraw_grant("garden")


def dismiss(town: Town) -> object:
    """The court leaves it as it is."""
    return town.rule("garden", RulingOutcome.DISMISSED)


def decide_again(town: Town) -> object:
    """The court leaves it to the college."""
    return town.rule("garden", RulingOutcome.DECIDE_AGAIN)


def rules(**gets: int) -> Step:
    """The court says itself what each activity gets."""
    amount = Money(sum(gets.values()))
    named = each_gets(**gets)
    return lambda town: town.rule("garden", ANNULLED, amount_cents=amount, activities=named)


def rule_a_sum(town: Town) -> object:
    """The court says an amount, and not for which activity."""
    return town.rule("garden", ANNULLED, amount_cents=Money(300_00))


def rule_nothing(town: Town) -> object:
    """The court takes all of it away."""
    return town.rule("garden", ANNULLED, amount_cents=Money(0))


BEFORE_COURT: dict[str, tuple[Step, ...]] = {
    state: (*steps, lodge, heard, unfounded, appeal) for state, steps in GRANTED.items()
}
IN_COURT = BEFORE_COURT["in_full"]
STATES: dict[str, tuple[Step, ...]] = BEFORE_COURT | {
    "founded": (*GRANTED["in_full"], lodge, heard, decide_naming, appeal),
    "asks_more": (proposed(IN_FULL, **LARGER), names_more, take, lodge, heard, unfounded, appeal),
    "refused": (proposed(IN_FULL, **BOTH), refuse, lodge, heard, unfounded, appeal),
    "not_in_court": IN_COURT[:-1],
    "dismissed": (*IN_COURT, dismiss),
    "to_decide_again": (*IN_COURT, decide_again),
    "withdrawn_since": (*IN_COURT, withdraw),
}
NOT_IN_COURT = "objection.wrong_state: not_in_court dismissed to_decide_again"

NAMING_BOTH = LifeCycle(
    name="ruling that names both activities",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": rules(**BOTH)},
    table=f"""
        RecordRuling
            decision.activity_above_asked: asks_more
            appeal.ruling_recorded: without_regulation in_full founded refused
            activity.unknown: without_activities
            objection.overtaken: withdrawn_since
            {NOT_IN_COURT}
    """,
)
NAMING_A_PART = LifeCycle(
    name="ruling that names a part of an activity",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": rules(digging=100_00)},
    table=f"""
        RecordRuling
            appeal.ruling_recorded: without_regulation in_full founded refused asks_more
            activity.unknown: without_activities
            objection.overtaken: withdrawn_since
            {NOT_IN_COURT}
    """,
)
NAMING_WHAT_IS_LEFT = LifeCycle(
    name="ruling that names what a withdrawal left",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": rules(planting=100_00)},
    table=f"""
        RecordRuling
            appeal.ruling_recorded: without_regulation in_full founded refused withdrawn_since
            appeal.ruling_recorded: asks_more
            activity.unknown: without_activities
            {NOT_IN_COURT}
    """,
)
NAMING_TOO_MUCH = LifeCycle(
    name="ruling that names more than an activity asks",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": rules(planting=200_01)},
    table=f"""
        RecordRuling
            appeal.ruling_recorded: asks_more
            decision.activity_above_asked: without_regulation in_full founded refused
            activity.unknown: without_activities
            objection.overtaken: withdrawn_since
            {NOT_IN_COURT}
    """,
)
NAMING_NONE = LifeCycle(
    name="ruling that names a sum",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": rule_a_sum},
    table=f"""
        RecordRuling
            appeal.ruling_recorded: without_regulation without_activities
            regulation.activities_not_named: in_full founded refused asks_more
            objection.overtaken: withdrawn_since
            {NOT_IN_COURT}
    """,
)
TAKING_ALL = LifeCycle(
    name="ruling that leaves nothing",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": rule_nothing},
    table=f"""
        RecordRuling
            appeal.ruling_recorded: without_regulation in_full without_activities founded refused
            appeal.ruling_recorded: asks_more
            objection.overtaken: withdrawn_since
            {NOT_IN_COURT}
    """,
)
LEAVING_IT = LifeCycle(
    name="ruling that leaves a grant per activity as it is",
    begin=Quarter.furnished,
    states=STATES,
    commands={"RecordRuling": dismiss},
    table=f"""
        RecordRuling
            appeal.ruling_recorded: without_regulation in_full without_activities founded refused
            appeal.ruling_recorded: withdrawn_since asks_more
            {NOT_IN_COURT}
    """,
)
