"""The life of an objection that asks to go straight to the court (Awb 7:1a)."""

from __future__ import annotations

from domain.objection_events import RulingOutcome
from tests.scenarios.town import Town
from tests.unit.application.test_objections import INTEREST, NEIGHBOUR
from tests.unit.lives.beginnings import submit, with_plan
from tests.unit.lives.life import LifeCycle
from tests.unit.lives.objection import (
    advise,
    decide,
    grant,
    hear,
    lodge,
    register,
    rule,
    take_back,
)


def ask(town: Town) -> object:
    """The applicant objects, and asks to go straight to the court."""
    return town.lodge("garden", asks_court=True)


def other_does_not_ask(town: Town) -> object:
    """A neighbour objects, and does not ask it."""
    return town.lodge("garden", "objection-2", by=NEIGHBOUR, interest=INTEREST)


def other_goes(town: Town) -> object:
    """A neighbour asks it, and goes to the court."""
    town.lodge("garden", "objection-2", by=NEIGHBOUR, interest=INTEREST, asks_court=True)
    return town.forward("garden", "objection-2")


def forward(town: Town) -> object:
    """The college agrees."""
    return town.forward("garden")


def reject(town: Town) -> object:
    """The college does not."""
    return town.keep_from_court("garden")


READY = (register, hear, advise)
LIFE = LifeCycle(
    name="direct_appeal",
    begin=with_plan,
    states={
        "nothing": (),
        "undecided": (submit,),
        "none": (grant,),
        "not_asked": (grant, lodge, *READY),
        "asked": (grant, ask),
        "asked_ready": (grant, ask, *READY),
        "other_does_not": (grant, other_does_not_ask, ask, *READY),
        "taken_back": (grant, ask, take_back),
        "rejected": (grant, ask, *READY, reject),
        "decided_here": (grant, ask, *READY, reject, decide),
        "other_went": (grant, other_goes, lodge, *READY),
        "at_court": (grant, ask, forward),
        "at_court_too": (grant, other_goes, lodge, forward),
        "ruled": (grant, ask, forward, rule(RulingOutcome.DISMISSED)),
        "again": (grant, ask, *READY, forward, rule(RulingOutcome.DECIDE_AGAIN)),
        "decided_again": (grant, ask, *READY, forward, rule(RulingOutcome.DECIDE_AGAIN), decide),
    },
    commands={
        "LodgeObjection": ask,
        "ForwardObjection": forward,
        "RejectDirectAppeal": reject,
        "DecideObjection": decide,
        "RecordRuling": rule(RulingOutcome.DISMISSED),
    },
    table="""
        LodgeObjection
            proposal.unknown: nothing
            objection.nothing_to_object_to: undecided
            objection.lodged: none
            objection.already_lodged: not_asked asked asked_ready other_does_not taken_back rejected
            objection.already_lodged: decided_here other_went at_court at_court_too ruled again
            objection.already_lodged: decided_again
        ForwardObjection
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.court_not_asked: not_asked rejected again
            objection.others_did_not_ask: other_does_not
            objection.wrong_state: taken_back decided_here at_court at_court_too ruled decided_again
            objection.forwarded: asked asked_ready other_went
        RejectDirectAppeal
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.court_not_asked: not_asked rejected again
            objection.goes_to_court_too: other_went
            objection.wrong_state: taken_back decided_here at_court at_court_too ruled decided_again
            objection.direct_appeal_rejected: asked asked_ready other_does_not
        DecideObjection
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.court_request_open: asked_ready other_does_not
            objection.goes_to_court_too: other_went
            objection.wrong_state: asked taken_back decided_here at_court at_court_too ruled
            objection.wrong_state: decided_again
            objection.decided: not_asked rejected again
        RecordRuling
            proposal.unknown: nothing
            objection.unknown: undecided none
            objection.wrong_state: not_asked asked asked_ready other_does_not taken_back rejected
            objection.wrong_state: decided_here other_went ruled again decided_again
            appeal.ruling_recorded: at_court at_court_too
    """,
)
