"""From need to result on the pages: figures, a meeting, needs, who executes, looking back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from domain.calendar import dutch_day
from tests.integration.web.conftest import City
from tests.integration.web.planned_city import (
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    PlannedCity,
    planned_city,
)
from tests.integration.web.visiting import Visitor

WORK = f"/werk/wijkplannen/{YEAR}/{LIENDERT}"
PLAN = f"/wijken/{LIENDERT}/plan?jaar={YEAR}"
QUICKSCAN = f"/wijken/{LIENDERT}/quickscan?jaar={YEAR}"
FIGURE: dict[str, Any] = {
    "indicator": "alleen",
    "title": "Mensen die zich alleen voelen",
    "unit": "per-1000",
    "source": "gezondheidsmonitor",
    "measured_on": "2026-01-01",
    "values": f"code,alleen\n{LIENDERT},140\n{SOESTERKWARTIER},90",
}


@pytest.fixture(scope="module")
def planned(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A plan that came all the way, by forms."""
    with planned_city(postgres, scratch, "gm_planning") as city:
        city.open_year()
        city.does("joost", f"/werk/quickscan/{YEAR}", **FIGURE)
        city.does("sanne", f"{WORK}/quickscan", summary="Een op de zeven mensen is vaak alleen.")
        today = dutch_day(city.house.now()).isoformat()
        announced = {"kind": "needs", "planned_on": today, "place": "De oude school"}
        city.does("sanne", f"{WORK}/bijeenkomst", **announced)
        network = city.house.views.network(LIENDERT)
        assert network is not None
        meeting_id = network.meetings[0].meeting_id
        came = {"residents": 31, "newcomers": 7, "professionals": 5}
        city.does("sanne", f"{WORK}/opkomst", meeting_id=meeting_id, **came)
        need = {"description": "Samen eten", "source": "meeting", "meeting_id": meeting_id}
        city.does("sanne", f"{WORK}/behoefte", **need, neighbourhood="BU03071002")
        plan = city.house.views.wijkplan(YEAR, LIENDERT)
        assert plan is not None
        priority = {"title": "Een gedekte tafel", "theme": "living_together"}
        refers = {"need_ids": [plan.needs[0].need_id], "indicators": ["alleen"]}
        city.does("sanne", f"{WORK}/prioriteit", **priority, **refers)
        plan = city.house.views.wijkplan(YEAR, LIENDERT)
        assert plan is not None
        about = {"priority_id": plan.priorities[0].priority_id}
        chosen = {"kind": "volunteers", "name": "De Pan", "reason": "Zij koken al."}
        city.does("sanne", f"{WORK}/uitvoerder", **about, **chosen)
        city.does("sanne", f"{WORK}/vaststellen", adopted_on=today, meeting_id=meeting_id)
        result = {"done": "Elke week gegeten.", "learnt": "Begin om vijf uur."}
        counted = {"reached": "64", "least_self_reliant": ""}
        city.does("sanne", f"{WORK}/terugblik", **about, **result, **counted)
        yield city


class TestAPlan:
    """Its page tells the chain."""

    def test_from_need_to_result_everything_is_said(self, planned: PlannedCity) -> None:
        page = planned.page(PLAN)
        chain = (
            *("Een gedekte tafel", "Samen eten", "BU03071002", "Mensen die zich alleen voelen"),
            *("De Pan", "Zij koken al.", "Elke week gegeten.", ">64<", "Begin om vijf uur."),
        )
        places = [page.index(said) for said in chain]
        assert places == sorted(places), "in the order in which it happened"

    def test_who_was_not_counted_is_not_guessed(self, planned: PlannedCity) -> None:
        assert "niet geteld, of minder dan tien" in planned.page(PLAN)

    def test_meetings_say_where_and_how_many_came(self, planned: PlannedCity) -> None:
        page = planned.page(PLAN)
        for said in ("De oude school", "31 bewoners", "7 voor het eerst", "5 beroepskrachten"):
            assert said in page
        assert "Opgesteld door het netwerk" in page

    def test_the_network_is_of_residents_and_professionals_as_equals_and_open(
        self, planned: PlannedCity
    ) -> None:
        page = planned.page(PLAN)
        network = page.partition('id="bijeenkomsten"')[2]
        assert "bewoners en beroepskrachten gelijken" in network
        assert "wie komt, doet mee" in network
        for counted in ("31 bewoners", "5 beroepskrachten"):
            assert counted in network
        elsewhere = planned.page(f"/wijken/{SOESTERKWARTIER}/plan?jaar={YEAR}")
        assert "wie komt, doet mee" in elsewhere, "also where it has not met yet"

    def test_is_in_what_happened_with_the_figures_and_with_who_came(
        self, planned: PlannedCity
    ) -> None:
        page = planned.page(f"/wijken/{LIENDERT}/sinds?jaar={YEAR}&na=-1")
        for said in ("Opkomst geteld", "Cijfer van de quickscan vastgelegd"):
            assert said in page

    def test_is_there_in_english_too(self, planned: PlannedCity) -> None:
        page = planned.visitor("sanne").get(f"{PLAN}&lang=en").text
        assert "What came of it" in page
        planned.visitor("sanne").get(f"{PLAN}&lang=nl")

    def test_stands_beside_other_years(self, planned: PlannedCity) -> None:
        page = planned.page(f"/wijken/{LIENDERT}/jaren")
        assert "Een gedekte tafel" in page
        assert "GM0307-2022" in page, "figures name the division that they are of"

    def test_is_in_the_api_with_its_texts(self, planned: PlannedCity) -> None:
        visitor = planned.visitor()
        answer = visitor.get(f"/api/v1/years/{YEAR}/wijken/{LIENDERT}/wijkplan").json()
        assert answer["wijkplan"]["reviews"][0]["reached"] == 64
        assert "De Pan" in answer["texts"].values()
        network = visitor.get(f"/api/v1/wijken/{LIENDERT}/network").json()["network"]
        assert network["meetings"][0]["attended"]["newcomers"] == 7
        scan = visitor.get(f"/api/v1/years/{YEAR}/quickscan").json()["quickscan"]
        assert scan["indicators"][0]["values"] == {LIENDERT: 140, SOESTERKWARTIER: 90}

    def test_that_is_not_there_says_what_to_do(self, planned: PlannedCity) -> None:
        page = planned.page(f"/wijken/{SOESTERKWARTIER}/plan?jaar={YEAR}")
        assert "Kom naar een bijeenkomst" in page
        codes = {"/api/v1/years/2031/quickscan": "quickscan.unknown"}
        codes[f"/api/v1/wijken/{SOESTERKWARTIER}/network"] = "network.unknown"
        for path, code in codes.items():
            answer = planned.visitor().get(path)
            assert (answer.status_code, answer.json()["code"]) == (404, code)


class TestAQuickscan:
    """A wijk beside the others, with sources."""

    def test_says_what_the_figures_mean_and_where_they_are_from(self, planned: PlannedCity) -> None:
        page = planned.page(QUICKSCAN)
        for said in ("Een op de zeven", "140", "gezondheidsmonitor", "1 januari 2026"):
            assert said in page
        assert ">voorbeeld<" not in page

    def test_in_which_a_wijk_has_no_figure_says_so(self, planned: PlannedCity) -> None:
        with_none = planned.page(f"/wijken/{LIENDERT}/quickscan?jaar={YEAR}")
        assert "nog geen cijfers" not in with_none

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"values": "WK036300 1"}, "wijk.unknown"),
            ({"values": "veel"}, "figures.unreadable"),
            ({}, "quickscan.indicator_already_recorded"),
            ({"unit": "per duizend"}, "form.field_unreadable"),
        ],
    )
    def test_that_is_not_right_is_shown_again(
        self, planned: PlannedCity, changed: dict[str, Any], code: str
    ) -> None:
        answer = planned.sends("joost", f"/werk/quickscan/{YEAR}", **(FIGURE | changed))
        assert f'data-code="{code}"' in answer.text
        assert "gezondheidsmonitor" in answer.text


class TestBadInput:
    """A form that is refused says why."""

    @pytest.mark.parametrize(
        ("form", "fields", "code"),
        [
            ("opkomst", {"meeting_id": "m-none", "residents": 1, "newcomers": 1,
                         "professionals": 0}, "network.meeting_unknown"),
            ("bijeenkomst", {"kind": "plan", "planned_on": "2020-01-01", "place": "x"},
             "network.meeting_in_the_past"),
            ("behoefte", {"description": "x", "source": "letter", "neighbourhood": "BU03070302"},
             "wijkplan.neighbourhood_elsewhere"),
            ("terugblik", {"priority_id": "p-none", "done": "x", "learnt": "x"},
             "wijkplan.priority_not_adopted"),
        ],
    )  # fmt: skip
    def test_of_the_coordinator_is_refused(
        self, planned: PlannedCity, form: str, fields: dict[str, Any], code: str
    ) -> None:
        answer = planned.sends("sanne", f"{WORK}/{form}", **fields)
        assert f'data-code="{code}"' in answer.text


class TestTheExampleCity:
    """It tells the same story, and says that it is an example."""

    def test_last_years_plan_was_looked_back_on(
        self, city: City, visit: Callable[..., Visitor]
    ) -> None:
        page = visit().get(f"/wijken/WK030710/plan?jaar={city.year - 1}").text
        for said in ("Waarom zij:", "Bereikte mensen", "Hiervoor is verleend"):
            assert said in page

    def test_what_was_granted_stands_between_who_does_it_and_what_came_of_it(
        self, city: City, visit: Callable[..., Visitor]
    ) -> None:
        page = visit().get(f"/wijken/WK030710/plan?jaar={city.year - 1}").text
        chain = next(
            each for each in page.split('class="sheet chain"') if "Hiervoor is verleend" in each
        )
        steps = ("dit nodig hebben", "Waarom zij:", "Hiervoor is verleend", "Wat het opleverde")
        places = [chain.index(said) for said in (*steps, "Bereikte mensen", "Geleerd:")]
        assert places == sorted(places)
        granted = re.search(r'href="(/voorstellen/[\w-]+)"', chain)
        assert granted is not None
        award = visit().get(granted[1]).text
        assert "wijkplan versie" in award
        title = re.search(r"<h2>([^<]+)</h2>", chain)
        assert title is not None
        assert title[1] in award, "the award names the priority that it stands under"

    def test_whom_it_reached_says_how_many_were_least_self_reliant(
        self, city: City, visit: Callable[..., Visitor]
    ) -> None:
        page = visit().get(f"/wijken/WK030710/plan?jaar={city.year - 1}").text
        counted = re.findall(r"van wie het minst zelfredzaam</dt><dd>([0-9.]+)</dd>", page)
        reached = re.findall(r"Bereikte mensen</dt><dd>([0-9.]+)</dd>", page)
        assert counted
        assert 10 <= int(counted[0]) < int(reached[0])
        assert page.count("van wie het minst zelfredzaam") == len(reached), "for each priority"

    def test_two_years_stand_side_by_side_with_what_was_done_and_learnt(
        self, city: City, visit: Callable[..., Visitor]
    ) -> None:
        page = visit().get("/wijken/WK030710/jaren").text
        for year in (city.year - 1, city.year):
            assert f'href="/wijken/WK030710?jaar={year}">{year}</a>' in page
            assert f"<h2>{year}</h2>" in page
        for said in ("Bereikte mensen", "Geleerd:", "Hier is nog niet op teruggekeken."):
            assert said in page

    def test_its_figures_are_marked(self, city: City, visit: Callable[..., Visitor]) -> None:
        assert ">voorbeeld<" in visit().get(f"/wijken/WK030710/quickscan?jaar={city.year}").text

    def test_a_meeting_is_still_to_come(self, city: City, visit: Callable[..., Visitor]) -> None:
        assert "Iedereen is welkom" in visit().get(f"/wijken/WK030710/plan?jaar={city.year}").text

    @pytest.mark.parametrize("page", ["plan", "quickscan", "verdeling"])
    def test_without_a_year_the_newest_is_shown(
        self, city: City, visit: Callable[..., Visitor], page: str
    ) -> None:
        shown = visit().get(f"/wijken/WK030710/{page}")
        assert shown.status_code == 200
        assert f"Begrotingsjaar {city.year}" in shown.text

    def test_a_year_that_is_not_there_is_said_so(self, visit: Callable[..., Visitor]) -> None:
        assert visit().get("/wijken/WK030710/plan?jaar=2001").status_code == 404
