"""The life of a grant of which the regulation asks no account: determined with the decision."""

from __future__ import annotations

from domain.regulation_contents import Regulation
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.together import NEIGHBOUR
from tests.scenarios.town import Town, sealed
from tests.unit.lives.life import LifeCycle

NONE_ASKED = {"accounts": {"article": "7", "bands": [{"form": 0}]}}


def regulated() -> Town:
    """A town with a plan, a mandate, and a regulation that asks no account."""
    town = Town().with_plan()
    town.adopt_regulation(Regulation.model_validate(NONE_ASKED))
    return town


def draft(town: Town) -> object:
    """A draft of a grant of 600 euros."""
    town.admit("garden", 600_00)
    town.reserve("garden", 600_00)
    return town.prepare("garden", 600_00)


def take(town: Town) -> object:
    """The mandate holder decides."""
    return town.take("garden")


def ask(town: Town) -> object:
    """All of it is asked to be paid."""
    return town.request_payout("garden", 600_00)


def ask_more(town: Town) -> object:
    """All of it is asked, by a payout that was not asked before."""
    return town.request_payout("garden", 600_00, "another")


def pay(town: Town) -> object:
    """It is paid."""
    town.approve_payout("garden")
    return town.pay("garden")


def object_to_decision(town: Town) -> object:
    """A neighbour objects to the decision."""
    return town.lodge("garden", by=NEIGHBOUR, interest=sealed("it floods my garden"))


def blame(town: Town) -> object:
    """An officer announces a withdrawal, for facts that were not known."""
    return town.announce_withdrawal("garden", 0, WithdrawalGround.NEW_FACTS)


LIFE = LifeCycle(
    name="determined_at_once",
    begin=regulated,
    states={
        "drafted": (draft,),
        "granted": (draft, take),
        "asked": (draft, take, ask),
        "paid": (draft, take, ask, pay),
    },
    commands={
        "TakeDecision": take,
        "LodgeObjection": object_to_decision,
        "AnnounceWithdrawal": blame,
        "RequestPayout": ask_more,
    },
    table="""
        TakeDecision
            decision.taken: drafted
            decision.already_taken: granted asked paid
        LodgeObjection
            objection.nothing_to_object_to: drafted
            objection.lodged: granted asked paid
        AnnounceWithdrawal
            grant.unknown: drafted
            withdrawal.announced: granted asked paid
        RequestPayout
            grant.unknown: drafted
            payout.requested: granted
            payout.above_grant: asked paid
    """,
)
