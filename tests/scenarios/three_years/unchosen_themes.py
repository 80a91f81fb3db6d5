"""In the third year: a wijk divides money by the rules of Venlo, and then nobody has a plan."""

from __future__ import annotations

from adapters.example_regulations import examples
from domain.theme_division import ThemeDivision
from tests.scenarios.people import SOESTERKWARTIER
from tests.scenarios.three_years.city import City

DIVIDED = 70_000_00


def tell(city: City) -> None:
    """In steps of ten thousand over at least four of twelve; until the year closes it is held."""
    city.goes_on(city.year, 1, 20)
    today, here = city.now.date(), (SOESTERKWARTIER,)
    rules = examples()["venlo-themes"].rules
    city.adopt_regulation(rules, "themes", valid_from=today, valid_until=today, wijken=here)
    rule = rules.themes
    assert rule is not None
    division = ThemeDivision(
        themes=rule.themes, step_cents=rule.step_cents, least_themes=rule.least_themes
    )
    before = city.settled_state(SOESTERKWARTIER, city.year).available_cents
    city.open_theme_round(division, DIVIDED, "venlo", wijk=SOESTERKWARTIER)
    four, five = rule.themes[:4], rule.themes[-5:]
    city.cast(1, *four, points=(4, 1, 1, 1), round_id="venlo")
    city.cast(2, *five, points=(3, 1, 1, 1, 1), round_id="venlo")
    city.close_round("venlo")
    city.tally("venlo")
    after = city.settled_state(SOESTERKWARTIER, city.year)
    assert (before - after.available_cents, after.voted_on_cents) == (DIVIDED, DIVIDED)
