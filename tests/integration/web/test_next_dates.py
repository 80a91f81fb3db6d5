"""What residents read of where a proposal stands: in words, with the next day, in every step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.dutch_holidays import is_dutch_holiday
from adapters.postgres.embedded import Database
from adapters.web import next_date_wording, wording
from adapters.web.language import LANGUAGES, Phrases
from adapters.web.pages.casework import STEPS
from domain.calendar import dutch_day
from projections.next_dates import ENDED, NoDate, next_dates
from projections.next_step import NextStep
from tests.integration.web.town_in_a_house import TownInAHouse, town_in_a_house
from tests.scenarios.steps_of_a_proposal import RULES, TO_EACH
from tests.scenarios.town import LIENDERT, YEAR


@pytest.fixture(scope="module")
def town(postgres: Database, scratch: Path) -> Iterator[TownInAHouse]:
    """Money, a plan, a mandate, and rules with a term for everything."""
    with town_in_a_house(postgres, scratch, "gm_next_dates") as found:
        found.with_plan()
        found.adopt_regulation(RULES)
        yield found


def in_step(town: TownInAHouse, step: NextStep) -> str:
    """A proposal that waits for this; made once."""
    name = step.value.replace("_", "-")
    town.house.projector.catch_up()
    if town.house.views.proposal(name) is None:
        TO_EACH[step](town, name)
    return name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", TO_EACH)
def test_the_page_says_it_in_words_with_the_day(
    town: TownInAHouse, step: NextStep, language: str
) -> None:
    name, phrases = in_step(town, step), Phrases(language)
    page = town.page(f"/voorstellen/{name}", language)
    dossier = town.house.views.proposal(name)
    assert dossier is not None
    assert f"<strong>{phrases.gettext(wording.of(step))}</strong>" in page
    found = next_dates(dossier, RULES, dutch_day(town.now), is_dutch_holiday)
    said = [
        phrases.gettext(next_date_wording.next_date(each), day=phrases.weekday(each.due))
        for each in found
    ] or [phrases.gettext(wording.of(NoDate.NOTHING_MORE))]
    for sentence in said:
        assert f'<p class="fine next-date">{sentence}</p>' in page
    assert bool(found) is (step not in ENDED)


def test_what_runs_beside_it_is_told_too(town: TownInAHouse) -> None:
    for name in ("held-up", "intended", "contested"):
        town.granted(name, 100_00)
    town.suspend("held-up")
    town.announce_withdrawal("intended")
    town.lodge("contested")
    for name, beside in (
        ("held-up", "Er wordt niets betaald tot en met"),
        ("intended", "Reageren kan tot en met"),
        ("contested", "op het bezwaar."),
    ):
        told = town.page(f"/voorstellen/{name}", "nl").partition('class="fine next-date"')[2]
        here = told.partition("</aside>")[0].partition('class="sheet"')[0]
        assert beside in here
        assert "Bezwaar maken kan tot en met" in here


def test_the_list_of_work_has_words_for_what_each_step_asks() -> None:
    for step in {each for steps in STEPS.values() for each in steps}:
        source = wording.task(step)
        assert Phrases("nl").gettext(source) != Phrases("en").gettext(source), step


def test_the_api_tells_the_same_days(town: TownInAHouse) -> None:
    name = in_step(town, NextStep.AWAITS_HANDLING)
    told = town.visitor.get(f"/api/v1/proposals/{name}").json()["proposal"]
    dossier = town.house.views.proposal(name)
    assert dossier is not None
    (due,) = next_dates(dossier, RULES, dutch_day(town.now), is_dutch_holiday)
    assert told["nextDates"] == [
        {"kind": "decision", "due": due.due.isoformat(), "is_late": due.is_late}
    ]


def test_the_list_of_a_wijk_tells_the_first_of_them(town: TownInAHouse) -> None:
    name = in_step(town, NextStep.AWAITS_HANDLING)
    page = town.page(f"/wijken/{LIENDERT}?jaar={YEAR}", "nl")
    card = page.partition(f'href="/voorstellen/{name}"')[2].partition("</li>")[0]
    assert "De gemeente beslist uiterlijk op" in card
