"""How far a mandate reaches: a refusal is about all that was asked, as is an objection to it."""

from __future__ import annotations

from domain.command import Actor, Role
from domain.decision import TakeDecision
from domain.determination import DetermineGrant
from domain.determination_events import DeterminationGround
from domain.money import Money
from domain.objection_events import DecisionKind
from tests.scenarios.people import sealed
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

ANOTHER = Actor(id="person-holder-2", role=Role.MANDATE_HOLDER)
"""Who decides on objections, as who took the decision does not."""


def a_town() -> Town:
    """Money, a plan, and two mandates of 600 euros."""
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate(600_00)
    town.give_mandate(600_00, mandate_id="mandate-2", holder_id=ANOTHER.id)
    return town


def asks(amount: int) -> Step:
    """A garden asks so much."""
    return lambda town: town.admit("garden", amount)


def draft(town: Town) -> object:
    """Granting 600 euros of it is drafted."""
    town.reserve("garden", 600_00)
    return town.prepare("garden", 600_00)


def draft_refusal(town: Town) -> object:
    """Refusing it is drafted."""
    return town.prepare_refusal("garden")


def take(by: Role) -> Step:
    """It is taken as drafted."""

    def taken(town: Town) -> object:
        reason = town.draft_reason("garden")
        return town.do(TakeDecision, by, proposal_id="garden", draft_reason=reason)

    return taken


def leave_out(amount: int) -> Step:
    """A garden that asks so much is left out of handling by the college."""

    def left_out(town: Town) -> object:
        town.submit("garden", amount)
        town.nothing_comes("garden")
        return town.leave_out("garden")

    return left_out


def determine(town: Town) -> object:
    """The college grants and determines it lower: 500 of 600.01 euros."""
    town.reserve("garden", 600_01)
    town.prepare("garden", 600_01)
    take(Role.COLLEGE)(town)
    town.render_account("garden", 500_00)
    return town.do(
        DetermineGrant,
        Role.COLLEGE,
        proposal_id="garden",
        amount_cents=Money(500_00),
        ground=DeterminationGround.NOT_CARRIED_OUT,
        reason=sealed("not all of it was done"),
    )


def objected(against: DecisionKind = DecisionKind.DECISION) -> Step:
    """The applicant objects and is heard."""

    def heard(town: Town) -> object:
        town.lodge("garden", against=against)
        town.register_objection("garden")
        return town.hear("garden")

    return heard


def decide(town: Town) -> object:
    """The other holder decides on it."""
    return town.decide_objection("garden", by=ANOTHER, mandate_id="mandate-2")


REFUSED = (draft_refusal, take(Role.COLLEGE))
TAKING = LifeCycle(
    name="reach of a mandate for a decision",
    begin=a_town,
    states={
        "granted_part": (asks(1_000_00), draft),
        "refused_within": (asks(600_00), draft_refusal),
        "refused_above": (asks(600_01), draft_refusal),
    },
    commands={"TakeDecision": take(Role.MANDATE_HOLDER)},
    table="""
        TakeDecision
            decision.taken: granted_part refused_within
            mandate.ceiling_exceeded: refused_above
    """,
)
LOOKING_AGAIN = LifeCycle(
    name="reach of a mandate for an objection that is unfounded",
    begin=a_town,
    states={
        "granted_part": (asks(1_000_00), draft, take(Role.MANDATE_HOLDER), objected()),
        "refused_within": (asks(600_00), *REFUSED, objected()),
        "refused_above": (asks(600_01), *REFUSED, objected()),
        "left_out_within": (leave_out(600_00), objected(DecisionKind.HANDLING)),
        "left_out_above": (leave_out(600_01), objected(DecisionKind.HANDLING)),
        "determined_above": (asks(600_01), determine, objected(DecisionKind.DETERMINATION)),
    },
    commands={"DecideObjection": decide},
    table="""
        DecideObjection
            objection.decided: granted_part refused_within left_out_within
            mandate.ceiling_exceeded: refused_above left_out_above determined_above
    """,
)
