"""In the third year: what was asked in January is decided in May, when all the money is
set apart for others."""

from __future__ import annotations

from datetime import date

from domain.budget_year import CouncilAct
from domain.command import Role
from domain.grant import ReleaseGrant, ReserveGrant
from domain.money import Money
from tests.scenarios.people import SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.quarter import EMMA, GREET
from tests.scenarios.three_years.city import City

ASKED = 700_00
COVER = CouncilAct(number="RB-2029-7", decided_on=date(YEAR + 2, 3, 1))


def asked(city: City) -> str:
    """Handled, and then nobody decides."""
    return city.handled(EMMA, ASKED, SOESTERKWARTIER)


def decided(city: City, name: str) -> None:
    """The ceiling counts as it stood when the decision was due: granted, and booked apart."""
    city.goes_on(city.year, 5, 2)
    left = city.settled_state(SOESTERKWARTIER, city.year).available_cents
    stage = city.handled(GREET, left, SOESTERKWARTIER)
    city.reserve(stage, left)
    about = {"proposal_id": name, "amount_cents": Money(ASKED), "cover": COVER}
    city.do(ReserveGrant, Role.CASE_OFFICER, **about)
    city.prepare(name, ASKED)
    city.take(name)
    state = city.settled_state(SOESTERKWARTIER, city.year)
    assert (state.available_cents, state.excess_cents) == (0, ASKED)
    elsewhere = sealed("it is built elsewhere")
    city.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id=stage, reason=elsewhere)
