"""A voting pass for who is old enough, by what the identity provider says of their birthday."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from adapters.web.identities import ExampleIdentities, Person
from domain.calendar import dutch_day
from tests.integration.web.opened_rounds import opened
from tests.integration.web.planned_city import (
    ALLOCATION,
    LIENDERT,
    YEAR,
    PlannedCity,
    planned_city,
)


class Provider(ExampleIdentities):
    """Knows when some were born, and of the others nothing."""

    def __init__(self, born_on: dict[str, date]) -> None:
        super().__init__()
        self.born_on = born_on

    def person(self, actor_id: str) -> Person | None:
        found = super().person(actor_id)
        return found and replace(found, born_on=self.born_on.get(actor_id))


@pytest.fixture(scope="module")
def aged(postgres: Database, scratch: Path) -> Iterator[tuple[PlannedCity, str]]:
    """A round under a regulation by which one votes from sixteen; Bram turns so today."""
    with planned_city(postgres, scratch, "gm_ages") as city:
        city.open_year("3.000")
        city.does("griffier", "/werk/kader/verdeling", **{**ALLOCATION, "total": "3.000"})
        today = dutch_day(city.house.now())
        rules = json.dumps({"voting": {"article": "4.1", "minimum_age": 16}})
        about = {"regulation_id": "rules-1", "scheme": "R-1"}
        about |= {"decided_on": today.isoformat(), "valid_from": today.isoformat()}
        city.does("griffier", "/werk/regelingen", rules=rules, **about)
        sixteen = today.replace(year=today.year - 16, day=min(today.day, 28))
        born_on = {"example:bram": sixteen, "example:fatima": date(today.year - 15, 1, 1)}
        city.app.state.identities = Provider(born_on)
        round_id, _ = opened(city.house, YEAR, LIENDERT)
        yield city, round_id


def asks_for_a_pass(aged: tuple[PlannedCity, str], person: str) -> str:
    """The page, or where it leads."""
    city, round_id = aged
    visitor = city.visitor(person)
    answer = visitor.send(f"/stemrondes/{round_id}/stempas", {})
    return str(answer.headers.get("location") or answer.text)


class TestAskingForAPass:
    def test_who_is_sixteen_gets_one(self, aged: tuple[PlannedCity, str]) -> None:
        assert asks_for_a_pass(aged, "bram").endswith("/stempas")

    def test_who_is_younger_reads_by_which_article_not(self, aged: tuple[PlannedCity, str]) -> None:
        page = asks_for_a_pass(aged, "fatima")
        assert "voting_pass.too_young" in page
        assert "volgens artikel 4.1 kan dat vanaf 16 jaar" in page

    def test_of_whom_the_provider_says_nothing_is_told_to_ask_for_help(
        self, aged: tuple[PlannedCity, str]
    ) -> None:
        page = asks_for_a_pass(aged, "aylin")
        assert "voting_pass.age_unknown" in page
        assert "Vraag de gemeente om hulp" in page

    def test_a_refusal_uses_up_no_pass(self, aged: tuple[PlannedCity, str]) -> None:
        city, _ = aged
        asks_for_a_pass(aged, "aylin")
        city.app.state.identities.born_on["example:aylin"] = date(1980, 1, 1)
        assert asks_for_a_pass(aged, "aylin").endswith("/stempas")


def test_the_regulation_says_from_which_age(aged: tuple[PlannedCity, str]) -> None:
    city, _ = aged
    page = city.page("/regels/rules-1")
    assert "Stemmen kan vanaf 16 jaar." in page
