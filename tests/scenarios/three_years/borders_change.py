"""After three years: the wijken of the next year are others, and what was left goes along."""

from __future__ import annotations

from datetime import timedelta

from domain.budget_year import Remainder
from domain.command import Role
from domain.money import Money
from domain.regulation import WithdrawRegulation
from domain.regulation_contents import Regulation
from tests.scenarios.borders import (
    NEXT_DIVISION,
    NORTH,
    SOUTH,
    close_over_borders,
    open_over_borders,
)
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER
from tests.scenarios.three_years.city import City

GIVEN = 300_01


def tell(city: City) -> None:
    """A year without a proposal; two of three addresses of Liendert are in the north after it, and
    so is a choir with a subsidy.
    """
    city.year += 1
    city.goes_on(city.year, 1, 12)
    city.open_year(ceiling=GIVEN, year=city.year)
    city.allocate({LIENDERT: 2, SOESTERKWARTIER: 1}, GIVEN, year=city.year)
    rule = {"article": "3", "allowed": True}
    rules = Regulation.model_validate({"carry_over": rule})
    today = city.now.date()
    city.do(WithdrawRegulation, Role.GRIFFIER, regulation_id="rules-3", last_day=today)
    city.adopt_regulation(rules, "rules-4", valid_from=today + timedelta(days=1))
    city.record_subsidy(50_00, subsidy_id="choir")
    open_over_borders(city, year=city.year + 1)
    choir = {"subsidy_id": "choir", "to_subsidy_id": "choir", "from_year": city.year + 1}
    city.carry_subsidy(division_id=NEXT_DIVISION, to_wijk=NORTH, **choir)
    city.goes_on(city.year, 12, 31)
    close_over_borders(city, year=city.year)
    for wijk in (LIENDERT, SOESTERKWARTIER):
        assert city.settled_state(wijk, city.year).available_cents == 0
    city.year += 1
    came = {wijk: city.settled_state(wijk, city.year).available_cents for wijk in (NORTH, SOUTH)}
    assert came == {NORTH: 133_34, SOUTH: 66_67 + 100_00}
    assert city.budget(NORTH, city.year).carried_in == Money(133_34)
    city.goes_on(city.year, 12, 31)
    city.close_year(Remainder.RELEASE)
