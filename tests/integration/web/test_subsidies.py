"""A fixed subsidy on the pages: recorded, announced to end, ended, and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from domain.calendar import dutch_day
from tests.integration.web.planned_city import (
    ACT,
    ALLOCATION,
    LIENDERT,
    YEAR,
    PlannedCity,
    planned_city,
)

WORK = f"/werk/subsidies/{LIENDERT}"
WELFARE: dict[str, Any] = {"subsidy_id": "welzijn"}
RECORDED: dict[str, Any] = {
    **WELFARE,
    "name": "Stichting Welzijn",
    "description": "Houdt het buurthuis open en helpt buren.",
    "activities": "open-inloop burenhulp",
    "amount": "120",
    "since": "2015-01-01",
    "body": "college",
    "number": "B-2014-81",
    "decided_on": "2014-11-04",
}


@pytest.fixture(scope="module")
def ending(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A subsidy whose end is announced and decided, of which volunteers take a part over."""
    with planned_city(postgres, scratch, "gm_subsidies") as city:
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **ALLOCATION)
        points = {"points_initiative": "1", "points_institution": "1", "points_coordination": "0"}
        city.does("griffier", "/werk/kader/lijnen", **ACT, **points, reason="een eigen lijn")
        city.does("joost", f"{WORK}/vastleggen", **RECORDED)
        city.does("joost", f"{WORK}/binden", **WELFARE, year=YEAR)
        yield city


def test_it_stands_on_the_page_of_the_wijk_and_binds_its_line(ending: PlannedCity) -> None:
    page = ending.page(f"/wijken/{LIENDERT}/subsidies")
    for said in ("Stichting Welzijn", "€\u00a0120 per jaar, sinds 1 januari 2015", "burenhulp"):
        assert said in page
    state = ending.house.views.state(YEAR, LIENDERT)
    assert (state.subsidised_cents, state.institution_cents) == (120_00, 213_33)
    why = ending.page(f"/wijken/{LIENDERT}/waarom/subsidised?jaar={YEAR}")
    assert "Geld gebonden voor een subsidie van een instelling" in why
    assert "#subsidie-welzijn" in why
    assert "Van de lijn voor instellingen is €\u00a0120,00" in ending.page(
        f"/wijken/{LIENDERT}/lijnen?jaar={YEAR}"
    )


def test_it_ends_after_notice_and_a_part_is_taken_over(ending: PlannedCity) -> None:
    year = ending.house.now().year
    end: dict[str, Any] = {
        **WELFARE,
        "from_year": year + 1,
        "ground": "changed_insights",
        "reason": "bewoners doen het zelf",
    }
    without = ending.sends("wethouder", f"{WORK}/beeindigen", **end)
    assert "subsidy.notice_missing" in without.text
    ending.does(
        "wethouder", f"{WORK}/aankondigen", **WELFARE, term_weeks="26", reason="tijd om te zoeken"
    )
    ending.does("wethouder", f"{WORK}/beeindigen", **end)
    too_early = ending.sends("joost", f"{WORK}/vrijmaken", **WELFARE, year=YEAR)
    assert too_early.status_code == 409
    ending.does(
        "joost",
        f"{WORK}/overdragen",
        **WELFARE,
        activity="open-inloop",
        kind="volunteers",
        name="Huisgroep De Ster",
        from_day=f"{year + 2}-01-01",
    )
    page = ending.page(f"/wijken/{LIENDERT}/subsidies")
    said_there = ("tijd om te zoeken", "bewoners doen het zelf", "Huisgroep De Ster", "loopt tot")
    for said in (*said_there, "Bezwaar maken kan tot en met", "bij besluit B-2014-81 van"):
        assert said in page
    answer = ending.visitor().get(f"/api/v1/wijken/{LIENDERT}/subsidies").json()
    (subsidy,) = answer["subsidies"]
    assert [each["activity"] for each in subsidy["handed_over"]] == ["open-inloop"]


def test_its_end_is_in_what_happened_in_the_wijk(ending: PlannedCity) -> None:
    page = ending.page(f"/wijken/{LIENDERT}/sinds?jaar={YEAR}&na=-1")
    for said in ("Einde van een subsidie aangekondigd", "Besloten dat een subsidie stopt"):
        assert said in page


def test_its_last_day_is_in_the_calendar(ending: PlannedCity) -> None:
    (found,) = ending.house.views.subsidies(LIENDERT)
    assert found.ending is not None
    year = found.ending.last_day.year
    feed = ending.visitor().get(f"/api/v1/deadlines.ics?year={year}").text
    assert "Einde van een subsidie" in feed
    assert found.ending.last_day.strftime("%Y%m%d") in feed


def test_a_wijk_without_any_says_so(ending: PlannedCity) -> None:
    assert "geen vaste subsidies" in ending.page("/wijken/WK030703/subsidies")


def test_staff_choose_a_wijk_first(ending: PlannedCity) -> None:
    page = ending.page("/werk/subsidies", "wethouder")
    assert f'href="{WORK}"' in page
    assert "Kondig aan" not in ending.page(WORK, "joost"), "that is up to the college"


def test_that_it_ends_does_not_stand_after_an_objection_and_it_runs_on(ending: PlannedCity) -> None:
    assert "niet blijft gelden" in ending.page(WORK, "wethouder")
    ending.does(
        "wethouder",
        f"{WORK}/terugdraaien",
        **WELFARE,
        body="college",
        number="B-90",
        decided_on=dutch_day(ending.house.now()).isoformat(),
        reason="De termijn was te kort.",
    )
    page = ending.page(f"/wijken/{LIENDERT}/subsidies")
    for said in ("geldt niet meer, door besluit B-90", "De termijn was te kort."):
        assert said in page
    for gone in ("loopt tot en met", "Huisgroep De Ster", "Bezwaar maken kan"):
        assert gone not in page
