"""Rounds, wijken and inquiries are called by name: what is read on a page has no ids of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from adapters.example_city.rounds import EXTENDED_IN
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

IDS = re.compile(r"example-round-[\w-]+|example-case-[\w-]+")
CODE = re.compile(r"WK[0-9]{6}")


def read_on(page: str) -> str:
    """The text of a page, without tags, and without what scripts and links are given."""
    return re.sub("<[^>]*>", " ", page)


@pytest.mark.parametrize(
    ("person", "path"),
    [
        (None, "/wijken/{wijk}/sinds?jaar={year}&na=-1"),
        (None, "/wijken/{wijk}/waarom/voted_on?jaar={year}"),
        (None, "/wijken/{wijk}/waarom/available?jaar={year}"),
        (None, "/integriteit"),
        ("joost", "/werk/stemrondes?jaar={year}"),
        ("joost", "/werk/stemrondes/{round}/verlengen"),
        ("joost", "/werk/vergelijken"),
        ("joost", "/werk/onderzoeken?jaar={year}"),
        ("joost", "/werk/onderzoeken/example-case-{last}"),
        ("joost", "/werk/termijnen?jaar={year}"),
        ("griffier", "/werk/kader"),
    ],
)
def test_a_page_calls_rounds_wijken_and_inquiries_by_name(
    city: City, visit: Callable[..., Visitor], person: str | None, path: str
) -> None:
    where = {"wijk": EXTENDED_IN, "year": city.year, "last": city.year - 1, "round": city.round_id}
    answer = visit(person).get(path.format(**where))
    assert answer.status_code == 200
    shown = read_on(answer.text)
    assert not IDS.findall(shown)
    assert not CODE.findall(shown)


def test_a_case_is_listed_by_the_name_of_what_it_is_about(
    city: City, visit: Callable[..., Visitor]
) -> None:
    shown = read_on(visit("joost").get("/werk/onderzoeken").text)
    assert "Stemronde van " in shown
    assert "geopend op " in shown
