"""A fixed subsidy over the years: paid, announced to end, ended with a term, and handed over."""

from __future__ import annotations

from domain.budget_events import BudgetLine
from tests.scenarios.people import LIENDERT
from tests.scenarios.three_years.city import City


def in_the_first_year(city: City) -> None:
    """An institution is paid from its line, and told in time that it will not be for ever."""
    free = city.free(BudgetLine.INSTITUTION)
    city.record_subsidy(2_000_00)
    city.bind_subsidy()
    assert city.free(BudgetLine.INSTITUTION) == free - 2_000_00


def before_the_second_year(city: City) -> None:
    """Its money of the next year is bound; then it is told, and decided, that it ends: the term
    runs into that year. After an objection it is told and decided again.
    """
    following = city.year + 1
    city.divide_money(LIENDERT, year=following, initiative=4, institution=1, coordination=1)
    city.bind_subsidy(following)
    city.announce_ending()
    city.end_subsidy(following)
    city.reverse_ending()
    city.announce_ending()
    city.end_subsidy(following)


def after_its_last_day(city: City) -> None:
    """Volunteers go on with the house; only now what it leaves goes to initiatives."""
    before = city.free(BudgetLine.INITIATIVE)
    city.goes_on(city.year, 7, 1)
    city.hand_over()
    city.free_subsidy()
    assert 0 < city.free(BudgetLine.INITIATIVE) - before < 2_000_00
