"""The life of a withdrawal because obligations were not met after the determination (Awb 4:49)."""

from __future__ import annotations

from datetime import datetime

from domain.calendar import DUTCH_TIME
from domain.command import Role
from domain.withdrawal import WithdrawGrant
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.people import YEAR, sealed
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import determine, grant, submit, with_plan
from tests.unit.lives.life import LifeCycle
from tests.unit.lives.withdrawal import keep, react

AFTERWARDS = WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS


def announce(town: Town) -> object:
    """An officer announces it, for a breach of today."""
    return town.announce_withdrawal("garden", 0, AFTERWARDS)


def decide(town: Town) -> object:
    """The college decides, under no mandate that may have ended."""
    announced = sealed("the invoices are of another garden")
    return town.do(WithdrawGrant, Role.COLLEGE, proposal_id="garden", announced_reason=announced)


def wait_six_years(town: Town) -> object:
    """The five years pass, and one more."""
    town.now = datetime(YEAR + 6, 3, 1, 9, tzinfo=DUTCH_TIME)
    return town.now


LIFE = LifeCycle(
    name="withdrawal_after_breach",
    begin=with_plan,
    states={
        "nothing": (),
        "undecided": (submit,),
        "granted": (grant,),
        "determined": (grant, determine),
        "announced": (grant, determine, announce),
        "reacted": (grant, determine, announce, react),
        "late": (grant, determine, announce, react, wait_six_years),
        "later": (grant, determine, wait_six_years, announce, react),
        "withdrawn": (grant, determine, announce, react, decide),
        "kept": (grant, determine, announce, react, keep),
    },
    commands={
        "AnnounceWithdrawal": announce,
        "WithdrawGrant": decide,
    },
    table="""
        AnnounceWithdrawal
            proposal.unknown: nothing
            grant.unknown: undecided
            withdrawal.ground_does_not_fit: granted
            withdrawal.announced: determined announced reacted late later kept
            withdrawal.not_lower: withdrawn
        WithdrawGrant
            proposal.unknown: nothing
            grant.unknown: undecided
            withdrawal.not_announced: granted determined withdrawn kept
            withdrawal.views_awaited: announced
            recovery.too_late: late
            grant.withdrawn: reacted later
    """,
)
