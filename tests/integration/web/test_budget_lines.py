"""Lines of a wijk's budget on the pages: divided and moved by forms, shown with act and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.planned_city import (
    ACT,
    ALLOCATION,
    LIENDERT,
    YEAR,
    PlannedCity,
    planned_city,
)

POINTS = {"points_initiative": "1", "points_institution": "1", "points_coordination": "1"}
LINES = f"/wijken/{LIENDERT}/lijnen?jaar={YEAR}"


@pytest.fixture(scope="module")
def divided(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A year whose money was divided over lines, and moved once, by the forms."""
    with planned_city(postgres, scratch, "gm_lines") as city:
        city.open_year()
        city.does("griffier", "/werk/kader/verdeling", **ALLOCATION)
        reason = "instellingen houden eigen geld"
        city.does("griffier", "/werk/kader/lijnen", **ACT, **POINTS, reason=reason)
        city.does(
            "griffier",
            "/werk/kader/verplaatsing",
            **ACT,
            wijk=LIENDERT,
            from_line="institution",
            to_line="initiative",
            amount="22,22",
            reason="bewoners doen meer zelf",
        )
        yield city


class TestLines:
    """What each line has is public, with who decided it and why."""

    def test_say_what_was_put_on_each_and_what_is_free(self, divided: PlannedCity) -> None:
        page = divided.page(LINES)
        for said in (
            "Initiatieven van bewoners",
            "€\u00a0244,44",
            "€\u00a0200,00",
            "€\u00a0222,23",
        ):
            assert said in page

    def test_say_of_every_movement_which_act_and_which_reason(self, divided: PlannedCity) -> None:
        page = divided.page(LINES)
        assert "van instellingen naar initiatieven van bewoners" in page
        assert "Besluit RB-3 van gemeenteraad, 17 december 2025" in page
        for reason in ("bewoners doen meer zelf", "instellingen houden eigen geld"):
            assert reason in page

    def test_stand_in_the_picture_of_the_wijk(self, divided: PlannedCity) -> None:
        page = divided.page(f"/wijken/{LIENDERT}?jaar={YEAR}")
        assert "voor instellingen, nog vrij <strong>€\u00a0200" in page
        assert f'href="/wijken/{LIENDERT}/lijnen?jaar={YEAR}"' in page

    def test_are_explained_to_the_cent(self, divided: PlannedCity) -> None:
        page = divided.page(f"/wijken/{LIENDERT}/waarom/institution?jaar={YEAR}")
        for said in ("€\u00a0222,22", "€\u00a0-22,22", "Waarom €\u00a0200?", "besluit RB-3"):
            assert said in page, said
        explained = divided.house.views.why(YEAR, LIENDERT, "institution_cents")
        assert explained.cents == sum(each.effect_cents for each in explained.lines) == 200_00

    def test_of_a_wijk_without_any_say_that_all_is_for_initiatives(
        self, divided: PlannedCity
    ) -> None:
        answer = divided.visitor().get(f"/wijken/WK030799/lijnen?jaar={YEAR}")
        assert answer.status_code == 404

    def test_are_told_by_the_api(self, divided: PlannedCity) -> None:
        answer = divided.visitor().get(f"/api/v1/years/{YEAR}/wijken/{LIENDERT}/lines").json()
        assert answer["lines"]["put"] == {
            "initiative": 244_44,
            "institution": 200_00,
            "coordination": 222_23,
        }
        assert "bewoners doen meer zelf" in answer["texts"].values()
        state = divided.visitor().get(f"/api/v1/years/{YEAR}/wijken/{LIENDERT}/state").json()
        assert (state["institution_cents"], state["coordination_cents"]) == (200_00, 222_23)

    def test_add_up_over_all_wijken_to_what_was_divided(self, divided: PlannedCity) -> None:
        states = divided.house.views.states(YEAR)
        free = sum(s.available_cents + s.institution_cents + s.coordination_cents for s in states)
        assert free == 1_000_00

    @pytest.mark.parametrize(
        ("path", "fields", "code"),
        [
            ("verplaatsing", {"amount": "200,01"}, "budget.not_enough_on_line"),
            ("verplaatsing", {"amount": "1", "to_line": "institution"}, "budget.same_line"),
            ("verplaatsing", {"amount": "1", "reason": ""}, "form.field_empty"),
            ("lijnen", dict.fromkeys(POINTS, "0"), "budget.other_lines_get_nothing"),
        ],
    )
    def test_a_form_that_cannot_be_carried_out_is_shown_again(
        self, divided: PlannedCity, path: str, fields: dict[str, str], code: str
    ) -> None:
        typed = {
            "wijk": LIENDERT,
            "from_line": "institution",
            "to_line": "initiative",
            "reason": "omdat het moet",
            **ACT,
            **fields,
        }
        answer = divided.sends("griffier", f"/werk/kader/{path}", **typed)
        assert answer.status_code in {400, 409, 422}
        assert code in answer.text
