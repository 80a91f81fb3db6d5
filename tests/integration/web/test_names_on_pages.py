"""Rounds, wijken and inquiries are called by name: what is read on a page has no ids of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from adapters.example_city.rounds import EXTENDED_IN
from domain.calendar import dutch_day
from domain.payout import PayoutStatus
from projections.next_step import NextStep
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

IDS = re.compile(r"example-round-[\w-]+|example-case-[\w-]+")
CODE = re.compile(r"(?<![\w-])WK[0-9]{6}")


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


def test_whoever_pays_or_verifies_reads_in_which_wijk_it_is(
    city: City, visit: Callable[..., Visitor]
) -> None:
    year = city.house.views.year(city.year)
    assert year is not None
    (first, *_) = city.house.views.payouts(PayoutStatus.REQUESTED)
    here = f"{year.name_of(first.wijk)}, {first.year}"
    for path in ("/werk/betalingen", f"/werk/betalingen/{first.proposal_id}"):
        assert here in read_on(visit("pieter").get(path).text)


def test_a_draft_names_the_priority_as_the_plan_does(
    city: City, visit: Callable[..., Visitor]
) -> None:
    drafted = next(
        each
        for each in city.house.views.proposals(city.year)
        if each.draft and each.draft.priority_id and not each.decision
    )
    page = visit("hendrik").get(f"/werk/voorstellen/{drafted.proposal_id}").text
    ready = page.partition("Het besluit dat klaarligt")[2].partition("</section>")[0]
    assert drafted.draft
    assert str(drafted.draft.priority_id) not in read_on(ready)
    assert "(wijkplan versie 1)" in ready


def test_only_mandates_that_still_run_can_be_chosen(
    city: City, visit: Callable[..., Visitor]
) -> None:
    waits = next(
        each
        for each in city.house.views.proposals(city.year)
        if each.next_step is NextStep.AWAITS_DRAFT
    )
    page = visit("joost").get(f"/werk/voorstellen/{waits.proposal_id}").text
    today = dutch_day(city.house.now())
    register = city.house.views.mandates()
    ended = [each.mandate_id for each in register if each.valid_until < today]
    assert ended
    assert [each for each in ended if f'value="{each}"' in page] == []
    assert f'value="mandaat-{city.year}"' in page
