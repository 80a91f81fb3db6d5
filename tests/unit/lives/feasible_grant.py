"""The life of a grant under a regulation with grounds of feasibility, without any round."""

from __future__ import annotations

from domain.command import Role
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.regulation_contents import Regulation
from domain.regulation_rules import FeasibilityRule
from tests.scenarios.people import OTHER_OFFICER, PEOPLE, sealed
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import with_plan
from tests.unit.lives.life import LifeCycle, Step


def begin() -> Town:
    """What is granted has to be safe; money is apart for a garden that nobody looked at yet."""
    town = with_plan()
    town.adopt_regulation(Regulation(feasibility=FeasibilityRule(article="5", grounds=("safe",))))
    town.admit("garden", 4_000_00)
    town.reserve("garden", 4_000_00)
    return town


def assign(town: Town) -> object:
    """Somebody is asked whether it can be done."""
    valuator = PEOPLE[Role.CASE_OFFICER].id
    return town.do(AssignValuator, OTHER_OFFICER, proposal_id="garden", valuator_id=valuator)


def judges(*, holds: bool) -> Step:
    """They find it safe, or not."""
    findings = (GroundFinding(ground="safe", holds=holds),)
    return lambda town: town.do(
        RecordFeasibility,
        Role.CASE_OFFICER,
        proposal_id="garden",
        findings=findings,
        reason=sealed("looked at it"),
    )


FEASIBLE, NOT_FEASIBLE = judges(holds=True), judges(holds=False)


def draft(town: Town) -> object:
    """A case officer drafts a grant."""
    return town.prepare("garden", 4_000_00)


def take(town: Town) -> object:
    """It is decided on as drafted."""
    return town.take("garden")


def refuse(town: Town) -> object:
    """It gets nothing."""
    return town.refuse("garden")


def object_to_it(town: Town) -> None:
    """The applicant objects and is heard."""
    town.lodge("garden")
    town.register_objection("garden")
    town.hear("garden")


def give_after_all(town: Town) -> object:
    """The college finds the objection founded."""
    return town.decide_objection("garden", 4_000_00)


REFUSED: tuple[Step, ...] = (assign, NOT_FEASIBLE, refuse)
STATES: dict[str, tuple[Step, ...]] = {
    "unjudged": (),
    "assigned": (assign,),
    "feasible": (assign, FEASIBLE),
    "not_feasible": (assign, NOT_FEASIBLE),
    "drafted": (assign, FEASIBLE, draft),
    "drafted_then_not_feasible": (assign, FEASIBLE, draft, NOT_FEASIBLE),
    "refused": REFUSED,
    "refused_unjudged": (refuse,),
    "disputed": (*REFUSED, object_to_it),
    "disputed_unjudged": (refuse, object_to_it),
    "disputed_then_feasible": (*REFUSED, object_to_it, FEASIBLE),
    "given_after_all": (*REFUSED, object_to_it, FEASIBLE, give_after_all),
}

LIFE = LifeCycle(
    name="grant of what has to be feasible",
    begin=begin,
    states=STATES,
    commands={
        "AssignValuator": assign,
        "RecordFeasibility": FEASIBLE,
        "PrepareDecision": draft,
        "TakeDecision": take,
        "DecideObjection": give_after_all,
    },
    table="""
        AssignValuator
            feasibility.valuator_assigned: unjudged assigned feasible not_feasible drafted
            feasibility.valuator_assigned: drafted_then_not_feasible
            decision.already_taken: refused refused_unjudged given_after_all
            feasibility.valuator_assigned: disputed disputed_unjudged disputed_then_feasible
        RecordFeasibility
            feasibility.valuator_missing: unjudged refused_unjudged disputed_unjudged
            feasibility.recorded: assigned feasible not_feasible drafted drafted_then_not_feasible
            feasibility.recorded: disputed disputed_then_feasible
            decision.already_taken: refused given_after_all
        PrepareDecision
            feasibility.missing: unjudged assigned
            decision.prepared: feasible drafted
            feasibility.not_feasible: not_feasible drafted_then_not_feasible
            decision.already_taken: refused refused_unjudged disputed disputed_unjudged
            decision.already_taken: disputed_then_feasible given_after_all
        TakeDecision
            decision.unknown: unjudged assigned feasible not_feasible
            decision.taken: drafted
            feasibility.not_feasible: drafted_then_not_feasible
            decision.already_taken: refused refused_unjudged disputed disputed_unjudged
            decision.already_taken: disputed_then_feasible given_after_all
        DecideObjection
            objection.unknown: unjudged assigned feasible not_feasible drafted
            objection.unknown: drafted_then_not_feasible refused refused_unjudged
            feasibility.not_feasible: disputed
            feasibility.missing: disputed_unjudged
            objection.decided: disputed_then_feasible
            objection.wrong_state: given_after_all
    """,
)
