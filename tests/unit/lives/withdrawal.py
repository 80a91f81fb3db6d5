"""The life of a withdrawal: announced, reacted to, decided; of a grant and of a determination."""

from __future__ import annotations

from datetime import timedelta

from application.streams import Reading
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import determine, grant, submit, with_plan
from tests.unit.lives.life import LifeCycle


def announce(town: Town) -> object:
    """An officer says what is intended, on a ground of that time."""
    settled = Reading(town.streams).determination("garden").state
    before, after = WithdrawalGround.WRONG_INFORMATION, WithdrawalGround.NEW_FACTS
    ground = after if settled and settled.amount is not None else before
    return town.announce_withdrawal("garden", 0, ground)


def react(town: Town) -> object:
    """The applicant reacts."""
    return town.give_views("garden")


def wait(town: Town) -> object:
    """The term for reacting passes."""
    town.now += timedelta(days=20)
    return town.now


def withdraw(town: Town) -> object:
    """The mandate holder decides."""
    return town.withdraw_grant("garden")


def keep(town: Town) -> object:
    """The mandate holder decides that it stays."""
    return town.reject_withdrawal("garden")


LIFE = LifeCycle(
    name="withdrawal",
    begin=with_plan,
    states={
        "nothing": (),
        "undecided": (submit,),
        "granted": (grant,),
        "announced": (grant, announce),
        "reacted": (grant, announce, react),
        "silent": (grant, announce, wait),
        "withdrawn": (grant, announce, react, withdraw),
        "kept": (grant, announce, react, keep),
        "determined": (grant, determine),
        "determined_announced": (grant, determine, announce),
        "determined_reacted": (grant, determine, announce, react),
        "determined_withdrawn": (grant, determine, announce, react, withdraw),
    },
    commands={
        "AnnounceWithdrawal": announce,
        "GiveViews": react,
        "WithdrawGrant": withdraw,
        "RejectWithdrawal": keep,
    },
    table="""
        AnnounceWithdrawal
            proposal.unknown: nothing
            grant.unknown: undecided withdrawn
            withdrawal.announced: granted announced reacted silent kept
            withdrawal.announced: determined determined_announced determined_reacted
            withdrawal.not_lower: determined_withdrawn
        GiveViews
            proposal.unknown: nothing
            withdrawal.views_not_asked: undecided granted silent withdrawn kept
            withdrawal.views_not_asked: determined determined_withdrawn
            withdrawal.views_given: announced reacted determined_announced determined_reacted
        WithdrawGrant
            proposal.unknown: nothing
            grant.unknown: undecided withdrawn
            withdrawal.not_announced: granted kept determined determined_withdrawn
            withdrawal.views_awaited: announced determined_announced
            grant.withdrawn: reacted silent determined_reacted
        RejectWithdrawal
            proposal.unknown: nothing
            grant.unknown: undecided withdrawn
            withdrawal.not_announced: granted kept determined determined_withdrawn
            withdrawal.rejected: announced reacted silent determined_announced
            withdrawal.rejected: determined_reacted
    """,
)
