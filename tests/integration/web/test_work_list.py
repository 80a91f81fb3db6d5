"""The list of work: by step, what is due first on top, and of one wijk where that is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from domain.calendar import dutch_day
from tests.integration.web.planned_city import (
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    PlannedCity,
    limited_city,
)

RULES = {"terms": {"article": "7", "decision_weeks": 1}}
"""In Liendert a decision takes a week; elsewhere as long as the law gives."""


@pytest.fixture(scope="module")
def working(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A proposal that is due in eight weeks, and after it one that is due in one."""
    with limited_city(postgres, scratch, "gm_work_list", RULES) as city:
        about = {"title": "Bankje", "description": "Voor wie even zit", "year": YEAR}
        there = f"/wijken/{SOESTERKWARTIER}/voorstel-indienen"
        city.does("bram", there, amount="50", **about)
        city.proposes("100", "Straatfeest")
        yield city


def test_what_is_due_first_is_on_top_with_its_day(working: PlannedCity) -> None:
    page = working.page("/werk/voorstellen", "joost")
    assert page.index("Straatfeest") < page.index("Bankje")
    due = dutch_day(working.house.now()) + timedelta(weeks=1)
    assert f'<time datetime="{due.isoformat()}">' in page
    assert page.count("Besluit nemen") == 2
    assert page.count("Binnen twee weken") == 1


def test_of_one_wijk_it_has_no_other(working: PlannedCity) -> None:
    page = working.page(f"/werk/voorstellen?wijk={LIENDERT}", "joost")
    assert f'<option value="{LIENDERT}" selected>' in page
    assert ("Straatfeest" in page, "Bankje" in page) == (True, False)


def test_a_wijk_that_is_none_asks_nothing(working: PlannedCity) -> None:
    page = working.page("/werk/voorstellen?wijk=WK039999", "joost")
    assert ("Straatfeest" in page, "Bankje" in page) == (True, True)
