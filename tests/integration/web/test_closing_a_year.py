"""Closing a year on the pages: of every adopted priority is known what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from domain.calendar import dutch_day
from tests.integration.web.planned_city import LIENDERT, YEAR, PlannedCity, planned_city

WORK = f"/werk/wijkplannen/{YEAR}/{LIENDERT}"
FRAME = "/werk/kader"


@pytest.fixture
def planned(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """Liendert has a plan of one priority; the other wijk has none."""
    with planned_city(postgres, scratch, "gm_closing") as city:
        city.open_year()
        city.does("sanne", f"{WORK}/behoefte", description="Samen eten", source="letter")
        plan = city.house.views.wijkplan(YEAR, LIENDERT)
        assert plan is not None
        priority = {"title": "Een gedekte tafel", "theme": "living_together"}
        city.does("sanne", f"{WORK}/prioriteit", **priority, need_ids=[plan.needs[0].need_id])
        today = dutch_day(city.house.now()).isoformat()
        city.does("sanne", f"{WORK}/vaststellen", adopted_on=today)
        yield city


def test_a_year_closes_once_people_looked_back_on_every_priority(planned: PlannedCity) -> None:
    form = f"{FRAME}/afsluiten"
    act = {"number": "RB-9", "decided_on": "2026-10-01"}
    closing = {"year": YEAR, "remainder": "release", **act}
    owed = planned.page(FRAME, "griffier").partition('id="nog-terugkijken"')[2]
    assert (
        f'<a href="/wijken/{LIENDERT}/plan?jaar={YEAR}">Liendert, {YEAR}</a>: 1 prioriteit' in owed
    )
    refused = planned.sends("griffier", form, **closing)
    assert 'data-code="budget_year.priorities_not_reviewed"' in refused.text
    assert f"{LIENDERT} (1)" in refused.text
    (line,) = planned.visitor().get(f"/api/v1/deadlines?year={YEAR}").json()["deadlines"]
    assert (line["kind"], line["due"], line["wijk"]) == ("review", f"{YEAR}-12-31", LIENDERT)
    calendar = planned.visitor().get(f"/api/v1/deadlines.ics?year={YEAR}").text
    assert "Een gedekte tafel" in calendar.replace("\r\n ", "")
    page = planned.page(f"/werk/termijnen?jaar={YEAR}", "joost")
    assert "Terugkijken op een prioriteit van het wijkplan" in page
    plan = planned.house.views.wijkplan(YEAR, LIENDERT)
    assert plan is not None
    result = {"done": "Elke week gegeten.", "learnt": "Begin om vijf uur.", "reached": "64"}
    about = {"priority_id": plan.priorities[0].priority_id, "least_self_reliant": ""}
    planned.does("sanne", f"{WORK}/terugblik", **about, **result)
    assert 'id="nog-terugkijken"' not in planned.page(FRAME, "griffier")
    assert planned.visitor().get(f"/api/v1/deadlines?year={YEAR}").json()["deadlines"] == []
    planned.does("griffier", form, **closing)
