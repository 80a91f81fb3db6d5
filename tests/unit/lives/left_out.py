"""The life of an objection to leaving a proposal out of handling (Awb 4:5), up to the court."""

from __future__ import annotations

from domain.command import Role
from domain.mandate import MandateMatter
from domain.money import ZERO
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.proposal import LeaveOutOfHandling, LeftOutGround, TakeInHandling
from tests.scenarios.town import Town, sealed
from tests.unit.lives.beginnings import submit, with_plan
from tests.unit.lives.life import LifeCycle, Step


def leave_out(town: Town) -> object:
    """It does not meet the requirements, says who has a mandate for it."""
    return town.do(
        LeaveOutOfHandling,
        Role.MANDATE_HOLDER,
        proposal_id="garden",
        mandate_id="mandate-1",
        ground=LeftOutGround.REQUIREMENTS_NOT_MET,
        reason=sealed("that is no garden"),
    )


def take_in_handling(town: Town) -> object:
    """A case officer admits it."""
    return town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")


def lodge(town: Town) -> object:
    """The applicant says that it is one."""
    return town.lodge("garden", against=DecisionKind.HANDLING)


def decide(outcome: ObjectionOutcome) -> Step:
    """The college decides, without an amount."""
    return lambda town: town.decide_objection("garden", outcome=outcome)


def rule(town: Town) -> object:
    """The court says by itself that it is to be handled."""
    return town.rule("garden", RulingOutcome.ANNULLED, amount_cents=ZERO)


TO_HEARD = (
    submit,
    leave_out,
    lodge,
    lambda town: town.register_objection("garden"),
    lambda town: town.hear("garden"),
)
UNFOUNDED = (*TO_HEARD, decide(ObjectionOutcome.UNFOUNDED))
LIFE = LifeCycle(
    name="leaving out of handling",
    begin=with_plan,
    states={
        "submitted": (submit,),
        "left-out": (submit, leave_out),
        "lodged": (submit, leave_out, lodge),
        "heard": TO_HEARD,
        "unfounded": UNFOUNDED,
        "before-court": (*UNFOUNDED, lambda town: town.appeal("garden")),
        "founded": (*TO_HEARD, decide(ObjectionOutcome.FOUNDED)),
        "annulled": (*UNFOUNDED, lambda town: town.appeal("garden"), rule),
    },
    commands={
        "LodgeObjection": lodge,
        "DecideObjection": decide(ObjectionOutcome.FOUNDED),
        "RecordRuling": rule,
        "ReserveGrant": lambda town: town.reserve("garden", 100_00),
        "TakeInHandling": take_in_handling,
        "LeaveOutOfHandling": leave_out,
    },
    table="""
        LodgeObjection
            objection.nothing_to_object_to: submitted founded annulled
            objection.lodged: left-out
            objection.already_lodged: lodged heard unfounded before-court
        DecideObjection
            objection.unknown: submitted left-out
            objection.decided: heard
            objection.wrong_state: lodged unfounded before-court founded annulled
        RecordRuling
            objection.unknown: submitted left-out
            appeal.ruling_recorded: before-court
            objection.wrong_state: lodged heard unfounded founded annulled
        ReserveGrant
            proposal.wrong_state: submitted left-out lodged heard unfounded before-court
            grant.reserved: founded annulled
        TakeInHandling
            proposal.taken_in_handling: submitted
            proposal.wrong_state: left-out lodged heard unfounded before-court founded annulled
        LeaveOutOfHandling
            proposal.left_out_of_handling: submitted
            proposal.wrong_state: left-out lodged heard unfounded before-court founded annulled
    """,
)


WITHOUT_MANDATE = LifeCycle(
    name="leaving out of handling, and the mandate",
    begin=lambda: Town().with_money(),
    states={
        "none": (submit,),
        "held": (submit, Town.give_mandate),
        "for-less": (submit, lambda town: town.give_mandate(599_99)),
        "of-another": (submit, lambda town: town.give_mandate(holder_id="person-other")),
        "for-agreements": (
            submit,
            lambda town: town.give_mandate(matter=MandateMatter.AGREEMENTS),
        ),
        "not-accepted": (submit, lambda town: town.give_mandate(outside_college=True)),
    },
    commands={"LeaveOutOfHandling": leave_out},
    table="""
        LeaveOutOfHandling
            mandate.unknown: none
            proposal.left_out_of_handling: held
            mandate.ceiling_exceeded: for-less
            mandate.not_yours: of-another
            mandate.other_matter: for-agreements
            mandate.not_accepted: not-accepted
    """,
)
