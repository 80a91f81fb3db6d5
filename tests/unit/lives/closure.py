"""The closing of a dossier: once settled and beyond objection; and what opens it again."""

from __future__ import annotations

from datetime import timedelta

from domain.objection_events import DecisionKind
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import determine, grant, submit, with_plan
from tests.unit.lives.life import LifeCycle


def pay(town: Town) -> object:
    """All of it."""
    town.request_payout("garden", 600_00)
    town.approve_payout("garden")
    return town.pay("garden")


def withdraw(town: Town) -> object:
    """All of it, before anything was paid."""
    town.announce_withdrawal("garden")
    town.give_views("garden")
    return town.withdraw_grant("garden")


def wait(town: Town) -> object:
    """Every term passes."""
    town.now += timedelta(weeks=8)
    return town.now


def object_late(town: Town) -> object:
    """Somebody objects after the term."""
    return town.lodge("garden", against=DecisionKind.DETERMINATION)


def object_in_vain(town: Town) -> object:
    """Somebody objects to the determination in time, and nothing comes of it."""
    town.lodge("garden", against=DecisionKind.DETERMINATION)
    town.register_objection("garden")
    town.hear("garden")
    return town.decide_objection("garden")


def appeal(town: Town) -> object:
    """Who objected goes to court after the term."""
    return town.appeal("garden")


def announce(town: Town) -> object:
    """New facts come to light."""
    return town.announce_withdrawal("garden", 0, WithdrawalGround.NEW_FACTS)


def close(town: Town) -> object:
    """A case officer closes it."""
    return town.close_dossier("garden")


SETTLED = (grant, determine, pay, wait)
LIFE = LifeCycle(
    name="closure",
    begin=with_plan,
    states={
        "nothing": (),
        "undecided": (submit,),
        "granted": (grant,),
        "determined": (grant, determine, wait),
        "paid": (grant, determine, pay),
        "settled": SETTLED,
        "objected_to": (*SETTLED, object_late),
        "withdrawn": (grant, withdraw),
        "withdrawn_for_good": (grant, withdraw, wait),
        "closed": (*SETTLED, close),
        "closed_and_appealed": (grant, determine, pay, object_in_vain, wait, close, appeal),
        "closed_and_objected_to": (*SETTLED, close, object_late),
        "closed_and_announced": (*SETTLED, close, announce),
    },
    commands={"CloseGrant": close},
    table="""
        CloseGrant
            proposal.unknown: nothing
            grant.unknown: undecided
            grant.not_settled: granted determined closed_and_announced
            grant.still_objectable: paid objected_to withdrawn
            grant.still_objectable: closed_and_objected_to closed_and_appealed
            grant.closed: settled withdrawn_for_good
            grant.dossier_closed: closed
    """,
)
