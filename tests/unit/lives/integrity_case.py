"""The life of an inquiry: opened, looked into, decided, told, closed; about a grant and before one.

What people hear of it: nothing until it is decided, and then of an unfounded one only the number.
"""

from __future__ import annotations

from datetime import timedelta

from domain.integrity_events import CaseOutcome, FollowUp
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import grant, submit, with_plan
from tests.unit.lives.life import LifeCycle, Step

FOUNDED, UNFOUNDED = CaseOutcome.FOUNDED, CaseOutcome.UNFOUNDED


def open_case(town: Town) -> object:
    """An officer looks into it."""
    return town.open_case()


def find(town: Town) -> object:
    """Something is found."""
    return town.find()


def suspend(town: Town) -> object:
    """Nothing is paid meanwhile."""
    return town.suspend_in_case()


def wait(town: Town) -> object:
    """Thirteen weeks and a day pass."""
    town.now += timedelta(weeks=13, days=1)
    return town.now


def decide(outcome: CaseOutcome, follow_up: FollowUp = FollowUp.NOTHING) -> Step:
    """The college says what came of it."""
    return lambda town: town.decide_case(outcome, follow_up)


def publish(town: Town) -> object:
    """Everyone may read it."""
    return town.publish_outcome()


def close(town: Town) -> object:
    """Nothing is left to do."""
    return town.close_case()


LOOKED_INTO = (grant, open_case, find)
DECIDED = (*LOOKED_INTO, decide(FOUNDED))
CAME_TO_NOTHING = (*LOOKED_INTO, decide(UNFOUNDED))
LIFE = LifeCycle(
    name="integrity_case",
    begin=with_plan,
    states={
        "nobody_asked": (),
        "nothing": (grant,),
        "open": (grant, open_case),
        "looked_into": LOOKED_INTO,
        "suspended": (*LOOKED_INTO, suspend),
        "lapsed": (*LOOKED_INTO, suspend, wait),
        "undecided_proposal": (submit, open_case, find),
        "founded": DECIDED,
        "withdrawal_follows": (*LOOKED_INTO, suspend, decide(FOUNDED, FollowUp.WITHDRAWAL)),
        "published": (*DECIDED, publish),
        "unfounded": CAME_TO_NOTHING,
        "payments_went_on": (*LOOKED_INTO, suspend, decide(UNFOUNDED, FollowUp.PAYMENTS_GO_ON)),
        "closed": (*DECIDED, publish, close),
        "closed_unfounded": (*CAME_TO_NOTHING, close),
    },
    commands={
        "OpenIntegrityCase": open_case,
        "RecordCaseFinding": find,
        "SuspendCasePayments": suspend,
        "DecideCase": decide(FOUNDED),
        "PublishCaseOutcome": publish,
        "CloseCase": close,
    },
    table="""
        OpenIntegrityCase
            proposal.unknown: nobody_asked
            integrity_case.opened: nothing
            integrity_case.already_opened: open looked_into suspended lapsed undecided_proposal
            integrity_case.already_opened: founded withdrawal_follows published unfounded
            integrity_case.already_opened: payments_went_on closed closed_unfounded
        RecordCaseFinding
            integrity_case.unknown: nobody_asked nothing
            integrity_case.finding_recorded: open looked_into suspended lapsed undecided_proposal
            integrity_case.not_open: founded withdrawal_follows published unfounded
            integrity_case.not_open: payments_went_on closed closed_unfounded
        SuspendCasePayments
            proposal.unknown: nobody_asked
            integrity_case.unknown: nothing
            integrity_case.payments_suspended: open looked_into
            suspension.payments_are_suspended: suspended
            suspension.suspicion_used_before: lapsed
            grant.unknown: undecided_proposal
            integrity_case.not_open: founded withdrawal_follows published unfounded
            integrity_case.not_open: payments_went_on closed closed_unfounded
        DecideCase
            integrity_case.unknown: nobody_asked nothing
            integrity_case.nothing_found: open
            integrity_case.decided: looked_into lapsed undecided_proposal
            integrity_case.follow_up_does_not_fit: suspended
            integrity_case.not_open: founded withdrawal_follows published unfounded
            integrity_case.not_open: payments_went_on closed closed_unfounded
        PublishCaseOutcome
            integrity_case.unknown: nobody_asked nothing
            integrity_case.not_decided: open looked_into suspended lapsed undecided_proposal
            integrity_case.outcome_published: founded withdrawal_follows
            integrity_case.already_published: published closed
            integrity_case.unfounded_not_published: unfounded payments_went_on closed_unfounded
        CloseCase
            integrity_case.unknown: nobody_asked nothing
            integrity_case.not_decided: open looked_into suspended lapsed undecided_proposal
            integrity_case.not_published: founded withdrawal_follows
            integrity_case.closed: published unfounded payments_went_on
            integrity_case.already_closed: closed closed_unfounded
    """,
)
