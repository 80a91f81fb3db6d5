"""Rules of other cities on the pages, in one wijk: layers, own work, themes in steps, saving up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from adapters.example_regulations import examples
from adapters.postgres.embedded import Database
from adapters.web import passes
from domain.budget_year import REQUIRED_ACTS
from domain.voting_round import CloseVotingRound, TallyVotingRound
from tests.integration.web.opened_rounds import give
from tests.integration.web.planned_city import (
    ACT,
    ALLOCATION,
    LIENDERT,
    SOESTERKWARTIER,
    SUBMITTING,
    YEAR,
    PlannedCity,
    planned_city,
)

VENLO = examples()["venlo-themes"].rules.model_dump(mode="json")["themes"]
RULES: dict[str, Any] = {
    "layers": {"article": "3", "layers": ["own_strength", "informal"]},
    "co_funding": {"article": "4", "bands": [{"least_percent": 20}], "own_work_counts": True},
    "carry_over": {"article": "8", "allowed": True, "saving_years": 3},
    "themes": VENLO,
}
FRAME = "/werk/kader"
ROUND = "venlo"
WHOLE_CITY = "WK030700"
LESS = "120.000"


@pytest.fixture(scope="module")
def city(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """Liendert has two thirds of € 180,000, and a year later of € 120,000; and the rules."""
    with planned_city(postgres, scratch, "gm_rules") as found:
        three_years(found)
        yield found


@pytest.fixture
def closed(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """The same, and two of its three years are closed."""
    with planned_city(postgres, scratch, "gm_saving") as found:
        three_years(found)
        for year in (YEAR, YEAR + 1):
            left = {"year": year, "remainder": "carry_over"}
            act = {"number": f"RB-{year}", "decided_on": ACT["decided_on"]}
            found.does("griffier", f"{FRAME}/afsluiten", **left, **act)
        yield found


def three_years(city: PlannedCity) -> None:
    """A sounding first; the acts, what is divided, and the rules."""
    sounding = {"kind": "sounding", "number": "PN-1", "decided_on": "2025-06-10"}
    city.does("griffier", f"{FRAME}/besluit", year=YEAR, **sounding)
    city.open_year("180.000")
    city.does("griffier", f"{FRAME}/verdeling", **(ALLOCATION | {"total": "180.000"}))
    for year in (YEAR + 1, YEAR + 2):
        framed(city, year)
    less = ALLOCATION | {"year": YEAR + 1, "total": LESS}
    city.does("griffier", f"{FRAME}/verdeling", **less)
    city.regulate(RULES, wijken=LIENDERT)


def framed(city: PlannedCity, year: int) -> None:
    """The acts of a year, and the year open."""
    for kind in REQUIRED_ACTS:
        act = {"kind": kind.value, "number": f"{kind.value}-{year}", "decided_on": "2025-11-10"}
        city.does("griffier", f"{FRAME}/besluit", year=year, **act)
    about = {"division_id": "GM0307-2022", "ceiling": LESS}
    city.does("griffier", f"{FRAME}/jaar", year=year, **about)


def test_what_the_council_thought_beforehand_stands_first_and_binds_nobody(
    city: PlannedCity,
) -> None:
    page = city.page(FRAME, "griffier").replace("\u00a0", " ")
    this_year = page.partition(f"<h2>{YEAR}</h2>")[2]
    acts = [line for line in this_year.partition("</ul>")[0].split("<li>") if line]
    assert "PN-1" in acts[1]
    assert "gemeenteraad" in acts[1]
    assert "10 juni 2025" in acts[1]


def test_a_year_with_cuts_says_how_much_less_there_is(city: PlannedCity) -> None:
    page = city.page(f"/groei?jaar={YEAR + 1}").replace("\u00a0", " ")
    for said in ("€ 180.000,00", "€ 120.000,00", "€ -60.000,00", "-33,3%"):
        assert said in page


def test_money_goes_by_a_figure_of_the_quickscan(city: PlannedCity) -> None:
    year = YEAR + 2
    figure = {
        "indicator": "alleen",
        "title": "Mensen die zich alleen voelen",
        "unit": "per-1000",
        "source": "gezondheidsmonitor",
        "measured_on": "2026-01-01",
        "values": f"code,alleen\n{LIENDERT},140\n{SOESTERKWARTIER},60",
    }
    city.does("joost", f"/werk/quickscan/{year}", **figure)
    by_figure = {
        "year": year,
        "total": "1.000",
        "key": "naar-behoefte",
        "points_indicator": "1",
        "indicator": "alleen",
    }
    city.does("griffier", f"{FRAME}/verdeling", **by_figure)
    share = city.page(f"/wijken/{LIENDERT}/verdeling?jaar={year}").replace("\u00a0", " ")
    assert "€ 1.000,00 × 140 ÷ 200" in share
    assert "€ 700,00" in share
    scan = city.page(f"/wijken/{LIENDERT}/quickscan?jaar={year}")
    assert "Mensen die zich alleen voelen" in scan
    assert "gezondheidsmonitor" in scan


class TestSupportLayers:
    """Heavy care is paid from elsewhere."""

    def test_only_those_in_the_regulation_are_paid_for(self, city: PlannedCity) -> None:
        assert 'name="layer"' in city.page(SUBMITTING, "bram")
        refused = city.asks("800", layer="specialised_care")
        assert 'data-code="regulation.layer_not_funded"' in refused.text
        assert "rtikel 3" in refused.text
        assert city.proposes("800", "Soep voor de straat", layer="informal")


class TestOwnWork:
    """A fifth of the costs, in hours of neighbours."""

    def test_counts_as_what_applicants_bring_themselves(self, city: PlannedCity) -> None:
        garden = city.proposes("800", "Moestuin", layer="informal")
        activity = {"activity_id": "planten", "title": "Planten", "cost_materials": "800"}
        path = f"/voorstellen/{garden}/activiteit"
        city.does("bram", path, **activity)
        take = f"/werk/voorstellen/{garden}/in-behandeling"
        refused = city.sends("joost", take)
        assert 'data-code="regulation.too_little_co_funding"' in refused.text
        work = {"cost_own_work": "200", "funding_own_work": "200"}
        city.does("bram", path, **activity, **work)
        city.does("joost", take)
        page = city.page(f"/voorstellen/{garden}").replace("\u00a0", " ")
        assert "eigen werk" in page.lower()
        assert "€ 200" in page


class TestThemesInSteps:
    """Residents divide € 90,000 in steps of € 10,000, over at least four of twelve themes."""

    def test_everyone_divides_all_of_it_over_four_themes_at_least(self, city: PlannedCity) -> None:
        form = f"/werk/themaronde-openen/{LIENDERT}?jaar={YEAR}"
        opened = {
            "round_id": ROUND,
            "year": str(YEAR),
            "themes": "\n".join(VENLO["themes"]),
            "budget": "90.000",
            "step": "10.000",
            "least_themes": str(VENLO["least_themes"]),
            "most_steps": "",
            "rounding": "step",
            "quiet_days": "",
            "opens_at": city.house.now().isoformat(),
        }
        city.does("joost", form, **opened)
        assert len(VENLO["themes"]) == 12
        ballot = f"/stemrondes/{ROUND}/stembiljet"
        too_few = votes(city, ballot, (4, 3, 2))
        assert 'data-code="ballot.too_few_themes"' in too_few.text
        voter = city.visitor()
        assert votes(city, ballot, (4, 3, 1, 1)).status_code == 303
        assert votes(city, ballot, (2, 1, 1, 1, 4)).status_code == 303
        give(city.house, "joost", CloseVotingRound, round_id=ROUND)
        counted = give(city.house, "joost", TallyVotingRound, round_id=ROUND)
        city.house.projector.wait_for(counted)
        page = voter.get(f"/stemrondes/{ROUND}").text.replace("\u00a0", " ")
        assert "€ 90.000" in page
        told = voter.get(f"/api/v1/rounds/{ROUND}/division").json()["amountsCents"]
        assert sum(told.values()) == 90_000_00
        assert all(amount % 10_000_00 == 0 for amount in told.values())


def votes(city: PlannedCity, ballot: str, steps: tuple[int, ...]) -> Any:
    """What a resident is answered who gives the first themes so many steps, with a new pass."""
    voter = city.visitor()
    issued = city.house.passes.issue(ROUND, f"resident-{uuid4().hex}")
    voter.send(f"{ballot}/stempas", {"voting_pass": passes.text_of(issued)})
    page = voter.get(ballot).text
    assert all(f'name="points.{theme}"' in page for theme in VENLO["themes"])
    given = zip(VENLO["themes"], steps, strict=False)
    fields = {f"points.{theme}": str(each) for theme, each in given}
    return voter.send(ballot, fields | {"replaces": ""})


class TestPooling:
    """For the whole city, where the regulation says from which day on."""

    def test_what_wijken_have_left_is_for_the_whole_city_under_an_act(
        self, postgres: Database, scratch: Path
    ) -> None:
        with planned_city(postgres, scratch, "gm_pooling") as city:
            city.open_year()
            year = city.house.now().year
            framed(city, year)
            city.does("griffier", f"{FRAME}/verdeling", **(ALLOCATION | {"year": year}))
            day = {"month": 1, "day": 1}
            city.regulate({"carry_over": {"article": "3", "allowed": False, "pooling_day": day}})
            act = {"number": "RB-4", "decided_on": ACT["decided_on"]}
            city.does("griffier", f"{FRAME}/samenvoegen", year=year, **act)
            whole = city.page(f"/wijken/{WHOLE_CITY}?jaar={year}").replace("\u00a0", " ")
            assert "€ 1.000" in whole
            path = f"/wijken/{LIENDERT}/waarom/pooled?jaar={year}"
            left = city.page(path).replace("\u00a0", " ")
            assert "besluit RB-4" in left
            assert "€ -666,67" in left


class TestSavingUp:
    """For something large, over three years at the most."""

    def test_what_is_left_of_two_years_is_there_in_the_third(self, closed: PlannedCity) -> None:
        assert "Sparen kan ten hoogste 3 jaar." in closed.page("/regels/rules-1")
        path = f"/wijken/{LIENDERT}/waarom/carried_over?jaar={YEAR + 2}"
        page = closed.page(path).replace("\u00a0", " ")
        assert "Meegekomen uit het vorige jaar" in page
        assert f"besluit RB-{YEAR + 1}" in page
        assert "€ 200.000,00" in page, "two thirds of both years"
