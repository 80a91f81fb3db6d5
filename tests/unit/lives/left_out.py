"""The life of an objection to leaving a proposal out of handling (Awb 4:5), up to the court."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.mandate import MandateMatter
from domain.money import ZERO
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.proposal import LeftOutGround, TakeInHandling
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import submit, with_plan
from tests.unit.lives.life import LifeCycle, Step


def leave_out(town: Town) -> object:
    """It does not meet the requirements, says who has a mandate for it."""
    return town.leave_out("garden", Role.MANDATE_HOLDER, mandate_id="mandate-1")


def ask(town: Town) -> object:
    """The applicant has two weeks for what is missing."""
    return town.ask_completion("garden", 14)


def complete(town: Town) -> object:
    """They bring it."""
    return town.complete("garden")


def passed(town: Town) -> None:
    """They were asked for what is missing, and let the term for it pass."""
    town.nothing_comes("garden")


def days_later(days: int) -> Step:
    """So many days go by."""

    def go_by(town: Town) -> None:
        town.now += timedelta(days=days)

    return go_by


def on(ground: LeftOutGround) -> Step:
    """The college leaves it out on a ground."""
    return lambda town: town.leave_out("garden", ground=ground)


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
    passed,
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
        "passed": (submit, passed),
        "left-out": (submit, passed, leave_out),
        "lodged": (submit, passed, leave_out, lodge),
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
            objection.nothing_to_object_to: submitted passed founded annulled
            objection.lodged: left-out
            objection.already_lodged: lodged heard unfounded before-court
        DecideObjection
            objection.unknown: submitted passed left-out
            objection.decided: heard
            objection.wrong_state: lodged unfounded before-court founded annulled
        RecordRuling
            objection.unknown: submitted passed left-out
            appeal.ruling_recorded: before-court
            objection.wrong_state: lodged heard unfounded founded annulled
        ReserveGrant
            proposal.wrong_state: submitted passed left-out lodged heard unfounded before-court
            grant.reserved: founded annulled
        TakeInHandling
            proposal.taken_in_handling: submitted passed
            proposal.wrong_state: left-out lodged heard unfounded before-court founded annulled
        LeaveOutOfHandling
            proposal.completion_not_asked: submitted
            proposal.left_out_of_handling: passed
            proposal.wrong_state: left-out lodged heard unfounded before-court founded annulled
    """,
)


WITHOUT_MANDATE = LifeCycle(
    name="leaving out of handling, and the mandate",
    begin=lambda: Town().with_money(),
    states={
        "none": (submit, passed),
        "held": (submit, passed, Town.give_mandate),
        "for-less": (submit, passed, lambda town: town.give_mandate(599_99)),
        "of-another": (submit, passed, lambda town: town.give_mandate(holder_id="person-other")),
        "for-agreements": (
            submit,
            passed,
            lambda town: town.give_mandate(matter=MandateMatter.AGREEMENTS),
        ),
        "not-accepted": (submit, passed, lambda town: town.give_mandate(outside_college=True)),
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


ASKED = (submit, ask)
UNANSWERED = (*ASKED, days_later(15))
COMPLETED = (*ASKED, complete)
TERMS: dict[str, tuple[Step, ...]] = {
    "submitted": (submit,),
    "asked": ASKED,
    "its-last-day": (*ASKED, days_later(14)),
    "unanswered": UNANSWERED,
    "four-weeks-unanswered": (*ASKED, days_later(14 + 28)),
    "longer-unanswered": (*ASKED, days_later(14 + 29)),
    "completed": COMPLETED,
    "four-weeks-completed": (*COMPLETED, days_later(28)),
    "longer-completed": (*COMPLETED, days_later(29)),
    "asked-again": (*COMPLETED, days_later(28), ask),
    "completed-again": (*COMPLETED, days_later(28), ask, days_later(14), complete),
}
COMPLETING = LifeCycle(
    name="completing, and leaving out of handling for the requirements",
    begin=with_plan,
    states=TERMS,
    commands={
        "TakeInHandling": take_in_handling,
        "RequestCompletion": ask,
        "CompleteProposal": complete,
        "LeaveOutOfHandling": on(LeftOutGround.REQUIREMENTS_NOT_MET),
    },
    table="""
        TakeInHandling
            proposal.taken_in_handling: submitted unanswered four-weeks-unanswered
            proposal.taken_in_handling: longer-unanswered completed four-weeks-completed
            proposal.taken_in_handling: longer-completed completed-again
            proposal.term_not_over: asked its-last-day asked-again
        RequestCompletion
            proposal.completion_requested: submitted completed four-weeks-completed completed-again
            proposal.wrong_state: asked its-last-day unanswered four-weeks-unanswered
            proposal.wrong_state: longer-unanswered asked-again
            proposal.leaving_out_over: longer-completed
        CompleteProposal
            proposal.completed: asked its-last-day asked-again
            proposal.completion_term_over: unanswered four-weeks-unanswered longer-unanswered
            proposal.wrong_state: submitted completed four-weeks-completed longer-completed
            proposal.wrong_state: completed-again
        LeaveOutOfHandling
            proposal.completion_not_asked: submitted
            proposal.term_not_over: asked its-last-day asked-again
            proposal.left_out_of_handling: unanswered four-weeks-unanswered
            proposal.left_out_of_handling: completed four-weeks-completed completed-again
            proposal.leaving_out_over: longer-unanswered longer-completed
    """,
)
AS_INCOMPLETE = LifeCycle(
    name="leaving out of handling as incomplete",
    begin=with_plan,
    states=TERMS,
    commands={"LeaveOutOfHandling": on(LeftOutGround.INCOMPLETE)},
    table="""
        LeaveOutOfHandling
            proposal.completion_not_asked: submitted
            proposal.term_not_over: asked its-last-day asked-again
            proposal.left_out_of_handling: unanswered four-weeks-unanswered
            proposal.left_out_of_handling: completed four-weeks-completed completed-again
            proposal.leaving_out_over: longer-unanswered longer-completed
    """,
)
AS_NOT_COMPLETED = LifeCycle(
    name="leaving out of handling as not completed in time",
    begin=with_plan,
    states=TERMS,
    commands={"LeaveOutOfHandling": on(LeftOutGround.NOT_COMPLETED_IN_TIME)},
    table="""
        LeaveOutOfHandling
            proposal.completion_not_asked: submitted
            proposal.term_not_over: asked its-last-day asked-again
            proposal.left_out_of_handling: unanswered four-weeks-unanswered
            proposal.completed_in_time: completed four-weeks-completed completed-again
            proposal.leaving_out_over: longer-unanswered longer-completed
    """,
)
