"""How money was divided, on the pages: typed as figures, shown with its working, corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from domain.money import Money
from projections.allocation_working import worked
from tests.integration.web.conftest import City
from tests.integration.web.planned_city import (
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    PlannedCity,
    planned_city,
)
from tests.integration.web.visiting import Visitor

KEY: dict[str, Any] = {
    "year": YEAR,
    "total": "1.000",
    "city_wide": "100",
    "key": "inwoners-en-vast",
    "points_inhabitants": "1",
    "source_inhabitants": "cbs-statline",
    "measured_on_inhabitants": "2026-01-01",
    "weights_inhabitants": f"code;inwoners\n{LIENDERT};2\n{SOESTERKWARTIER};1",
    "source_fixed": "kadernota",
    "measured_on_fixed": "2026-06-01",
    "weights_fixed": f"{SOESTERKWARTIER} 99,99",
}


@pytest.fixture(scope="module")
def divided(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A year whose money was divided by the form."""
    with planned_city(postgres, scratch, "gm_allocation") as city:
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **KEY)
        yield city


class TestAnAllocation:
    """Its working is public."""

    def test_says_of_each_wijk_which_sum_times_what_it_gets(self, divided: PlannedCity) -> None:
        page = divided.page(f"/wijken/{LIENDERT}/verdeling?jaar={YEAR}")
        assert "€\u00a0800,01 × 2 ÷ 3" in page
        assert "€\u00a0533,34" in page
        page = divided.page(f"/wijken/{SOESTERKWARTIER}/verdeling?jaar={YEAR}")
        assert "vast bedrag" in page
        assert "€\u00a0366,66" in page, "266,67 by inhabitants and 99,99 that is fixed"

    def test_names_source_and_date_of_every_part(self, divided: PlannedCity) -> None:
        page = divided.page(f"/verdeling/{YEAR}/1")
        for said in ("cbs-statline", "kadernota", "1 januari 2026", "Voor de hele stad"):
            assert said in page

    def test_of_real_figures_is_no_example(self, divided: PlannedCity) -> None:
        assert "Voorbeeldcijfers" not in divided.page(f"/wijken/{LIENDERT}/verdeling?jaar={YEAR}")

    def test_that_does_not_exist_is_not_found(self, divided: PlannedCity) -> None:
        for path in (f"/verdeling/{YEAR}/99", "/verdeling/2031/1"):
            assert divided.visitor().get(path).status_code == 404

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"weights_inhabitants": "Liendert;2"}, "figures.unreadable"),
            ({"weights_inhabitants": f"{LIENDERT};2\nLiendert;3"}, "figures.unreadable"),
            ({"weights_fixed": f"{LIENDERT} veel"}, "form.amount_unreadable"),
            ({"points_inhabitants": ""}, "form.field_empty"),
            ({"weights_fixed": f"{LIENDERT} 1.001"}, "allocation.above_ceiling"),
        ],
    )
    def test_that_cannot_be_read_is_shown_again_with_what_was_typed(
        self, divided: PlannedCity, changed: dict[str, Any], code: str
    ) -> None:
        answer = divided.sends("griffier", "/werk/kader/verdeling", **(KEY | changed))
        assert f'data-code="{code}"' in answer.text
        assert "cbs-statline" in answer.text


class TestByAFigure:
    """It goes by what the quickscan says, and says so."""

    def test_takes_source_day_and_figures_from_the_quickscan(
        self, postgres: Database, scratch: Path
    ) -> None:
        with planned_city(postgres, scratch, "gm_by_figure") as city:
            city.open_year()
            figure = {
                "indicator": "alleen",
                "title": "Mensen die zich alleen voelen",
                "unit": "per-1000",
                "source": "gezondheidsmonitor",
                "measured_on": "2025-01-01",
                "example": "yes",
                "values": f"{LIENDERT} 3\n{SOESTERKWARTIER} 1",
            }
            city.does("joost", f"/werk/quickscan/{YEAR}", **figure)
            key = {
                "year": YEAR,
                "total": "1.000",
                "key": "naar-behoefte",
                "indicator": "elders",
                "points_indicator": "1",
            }
            form = "/werk/kader/verdeling"
            unknown = city.sends("griffier", form, **key)
            assert 'data-code="quickscan.indicator_unknown"' in unknown.text
            assert "Bron, peildatum en cijfers komen daaruit." in unknown.text
            city.does("griffier", form, **(key | {"indicator": "alleen"}))
            page = city.page(f"/verdeling/{YEAR}/1")
            assert "gezondheidsmonitor" in page
            assert "1 januari 2025" in page
            share = city.page(f"/wijken/{LIENDERT}/verdeling?jaar={YEAR}")
            assert "Voorbeeldcijfers" in share
            assert city.house.views.state(YEAR, LIENDERT).allocated_cents == 750_00


class TestACorrection:
    """Both stay visible."""

    def test_shows_what_was_reversed_why_and_what_took_its_place(
        self, postgres: Database, scratch: Path
    ) -> None:
        with planned_city(postgres, scratch, "gm_correction") as city:
            city.open_year()
            city.does("griffier", "/werk/kader/verdeling", **KEY)
            halves = f"{LIENDERT};1\n{SOESTERKWARTIER};1"
            right = KEY | {"number": "1", "reason": "Oude cijfers", "weights_inhabitants": halves}
            city.does("griffier", "/werk/kader/correctie", **right)
            for page in (
                city.page(f"/verdeling/{YEAR}/1"),
                city.page(f"/wijken/{LIENDERT}/verdeling?jaar={YEAR}"),
            ):
                assert "teruggedraaid" in page
                assert "Oude cijfers" in page
            assert f"/verdeling/{YEAR}/1" in city.page(f"/verdeling/{YEAR}/2")
            state = city.house.views.state(YEAR, LIENDERT)
            assert state.allocated_cents == 400_00, "the cent goes to the first of equals"
            again = city.sends("griffier", "/werk/kader/correctie", **right)
            assert 'data-code="allocation.already_corrected"' in again.text
            why = city.page(f"/wijken/{LIENDERT}/waarom/allocated?jaar={YEAR}")
            assert "Toedeling teruggedraaid bij een correctie" in why


class TestTheExampleCity:
    """Every share adds up, and says that it is an example."""

    def test_the_parts_of_a_share_add_up_to_it_in_every_wijk(self, city: City) -> None:
        year = city.house.views.year(city.year)
        assert year is not None
        (allocation,) = year.standing
        parts = worked(allocation)
        for share in allocation.shares:
            lines = [line for part in parts if (line := part.line_of(share.wijk))]
            assert sum(line.amount.cents for line in lines) == share.amount_cents.cents
        whole = sum(share.amount_cents.cents for share in allocation.shares)
        assert Money(whole) + allocation.city_wide_cents == allocation.total_cents

    def test_the_page_of_a_wijk_leads_to_its_working(
        self, city: City, visit: Callable[..., Visitor]
    ) -> None:
        visitor = visit()
        link = f"/wijken/WK030710/verdeling?jaar={city.year}"
        assert link in visitor.get(f"/wijken/WK030710?jaar={city.year}").text
        assert "Voorbeeldcijfers" in visitor.get(link).text
