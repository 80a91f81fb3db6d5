"""Two grants of the first year: one so small that no account is asked, one of which none came."""

from __future__ import annotations

from domain.determination_events import DeterminationGround
from tests.scenarios.people import SOESTERKWARTIER, YEAR
from tests.scenarios.quarter import FRITS, GREET
from tests.scenarios.three_years.city import City

SMALL, LARGER, PAID = 400_00, 600_00, 450_00
"""Accounts are asked from € 500 on."""


def granted(city: City) -> str:
    """Both are granted and paid; the small one is determined at once. Which one is to account."""
    fountain = city.handled(GREET, SMALL, SOESTERKWARTIER)
    mural = city.handled(FRITS, LARGER, SOESTERKWARTIER)
    for name, amount in ((fountain, SMALL), (mural, LARGER)):
        city.judges(name)
        city.grants(name, amount)
    for name, amount in ((fountain, SMALL), (mural, PAID)):
        city.request_payout(name, amount)
        city.approve_payout(name)
        city.pay(name)
    return mural


def nothing_came(city: City, mural: str) -> None:
    """The term for an account is over: determined at nothing by the body itself, and paid back."""
    with city.looking_back(YEAR):
        city.determine(mural, 0, DeterminationGround.OBLIGATIONS_NOT_MET)
        city.recover(mural, PAID)
    assert city.settled_state(SOESTERKWARTIER, YEAR).granted_cents == SMALL
