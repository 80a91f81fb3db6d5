"""The life of a withdrawal for the time ahead: on a ground of Awb 4:50, from a later day on."""

from __future__ import annotations

from datetime import timedelta

from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.town import Town
from tests.unit.lives.beginnings import determine, grant, submit, with_plan
from tests.unit.lives.life import LifeCycle
from tests.unit.lives.withdrawal import keep, react, withdraw


def announce(town: Town) -> object:
    """An officer says from which day less is left, for circumstances changed."""
    return town.announce_withdrawal("garden", 100_00, WithdrawalGround.CIRCUMSTANCES_CHANGED)


def blame(town: Town) -> object:
    """An officer announces it for what the applicant did instead."""
    return town.announce_withdrawal("garden", 100_00, WithdrawalGround.WRONG_INFORMATION)


def wait(town: Town) -> object:
    """The term for reacting passes, and the day that was announced does not come yet."""
    town.now += timedelta(days=20)
    return town.now


def come(town: Town) -> object:
    """The day that was announced is there."""
    town.now += timedelta(weeks=6)
    return town.now


LIFE = LifeCycle(
    name="withdrawal_ahead",
    begin=with_plan,
    states={
        "nothing": (),
        "undecided": (submit,),
        "granted": (grant,),
        "blamed": (grant, blame, react),
        "announced": (grant, announce),
        "reacted": (grant, announce, react),
        "silent": (grant, announce, wait),
        "come": (grant, announce, react, come),
        "announced_anew": (grant, announce, react, come, announce, react),
        "withdrawn": (grant, announce, react, withdraw),
        "kept": (grant, announce, react, keep),
        "determined": (grant, determine),
        "determined_meanwhile": (grant, announce, react, determine),
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
            grant.unknown: undecided
            withdrawal.announced: granted blamed announced reacted silent come announced_anew kept
            withdrawal.not_lower: withdrawn
            withdrawal.ground_does_not_fit: determined determined_meanwhile
        GiveViews
            proposal.unknown: nothing
            withdrawal.views_not_asked: undecided granted silent come withdrawn kept determined
            withdrawal.views_given: blamed announced reacted announced_anew determined_meanwhile
        WithdrawGrant
            proposal.unknown: nothing
            grant.unknown: undecided
            withdrawal.not_announced: granted withdrawn kept determined
            withdrawal.views_awaited: announced
            withdrawal.term_is_over: come
            withdrawal.ground_does_not_fit: determined_meanwhile
            grant.withdrawn: blamed reacted silent announced_anew
        RejectWithdrawal
            proposal.unknown: nothing
            grant.unknown: undecided
            withdrawal.not_announced: granted withdrawn kept determined
            withdrawal.rejected: blamed announced reacted silent come announced_anew
            withdrawal.rejected: determined_meanwhile
    """,
)
