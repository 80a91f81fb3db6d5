"""Who applies and who receives, on the page and as open data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from adapters.web.participation import FRESH_SECONDS, RecentParticipation, share_of
from domain.money import Money
from projections.participation import LargestRecipients, Participation
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
MANY = Participation(2027, 40, 15, 25, Money(10_000_00), (LargestRecipients(10, Money(4_000_00)),))
FEW = Participation(2026, None, None, None, None, ())


class TwoYears:
    """Stands for a city of which one year is told, and one is not."""

    def years(self) -> tuple[Participation, ...]:
        """Both."""
        return (FEW, MANY)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            ("15, dat is 37%", "De 10 grootste samen", "te weinig om te tonen", "40% van alles"),
        ),
        ("en", ("15, which is 37%", "The 10 largest together", "too few to show", "40% of all")),
    ],
)
def test_the_page_says_what_may_be_told_with_a_picture(
    app: FastAPI, visit: Visit, language: str, said: tuple[str, ...]
) -> None:
    before = app.state.participation
    app.state.participation = TwoYears()
    try:
        page = visit().get(f"/aanvragers?lang={language}").text
    finally:
        app.state.participation = before
    assert all(each in page for each in said)
    assert page.count('<svg class="reach"') == 2


def test_the_example_city_tells_of_no_few_people(city: City, visit: Visit) -> None:
    assert "/aanvragers" in visit().get("/").text
    assert visit().get("/aanvragers").status_code == 200
    told = visit().get("/api/v1/participation").json()["years"]
    assert city.year in [each["year"] for each in told]
    for each in told:
        assert all(
            number is None or number == 0 or number >= 10
            for number in (each["applicants"], each["firstTime"], each["recipients"])
        )


def test_figures_are_worked_out_once_a_minute(city: City) -> None:
    now = [0.0]
    recent = RecentParticipation(city.house, lambda: now[0])
    first = recent.years()
    assert recent.years() is first
    now[0] = FRESH_SECONDS + 1
    assert recent.years() is not first


def test_a_share_of_nothing_is_none() -> None:
    assert share_of(None, 10) is None
    assert share_of(1, 0) is None
    half = share_of(5, 10)
    assert half is not None
    assert half.percent == 50
