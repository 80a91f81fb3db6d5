"""What residents read of where a proposal stands: in words, with the next day, in every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from adapters.bootstrap import open_house
from adapters.dutch_holidays import is_dutch_holiday
from adapters.house import House
from adapters.postgres.embedded import Database
from adapters.settings import Settings
from adapters.web import next_date_wording, wording
from adapters.web.app import create_app
from adapters.web.language import LANGUAGES, Phrases
from adapters.web.pages.casework import STEPS
from adapters.web.security import RateBound
from application.ballot_box import BallotReceipt
from application.command_desk import Receipt
from domain.ballot import CastBallot
from domain.calendar import dutch_day
from domain.command import Actor, ActorCommand, Role
from projections.next_dates import ENDED, NoDate, next_dates
from projections.next_step import NextStep
from tests.integration.conftest import migrated
from tests.integration.web.visiting import Visitor
from tests.scenarios.steps_of_a_proposal import RULES, TO_EACH
from tests.scenarios.town import LIENDERT, YEAR, Town


class TownInAHouse(Town):
    """A town whose commands go to a real house, and whose clock is that of its pages."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = replace(house, now=lambda: self.now)
        self.position = 0
        app = create_app(self.house, session_key=b"of this town")
        app.state.rate_bound = RateBound(requests_max=1_000_000)
        self.visitor = Visitor(TestClient(app, raise_server_exceptions=False))
        self.streams, self.desk = house.streams, house.desk

    def do(
        self, intention: type[ActorCommand], role: Role | Actor, /, *args: Any, **fields: Any
    ) -> Receipt:
        receipt = super().do(intention, role, *args, **fields)
        self.position = receipt.position
        return receipt

    def open_round(self, *args: Any, **fields: Any) -> Receipt:
        """Open by the clock of the log of ballots too, which is no clock of a test."""
        opens_at = min(self.now, datetime.now(UTC))
        return super().open_round(*args, opens_at=opens_at, **fields)

    def cast(self, voter: int, *choices: str, **more: Any) -> BallotReceipt:
        """With a pass of the register."""
        round_id = more["round_id"]
        voting_pass = self.house.passes.issue(round_id, f"voter-{voter}")
        about: dict[str, Any] = {"round_id": round_id, "voting_pass": voting_pass}
        return self.house.ballot_box.cast(
            CastBallot(command_id=uuid4(), at=self.now, choices=choices, **about)
        )

    def page(self, path: str, language: str) -> str:
        """A page once the projections have all that happened."""
        self.house.projector.catch_up()
        answer = self.visitor.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        return str(answer.text).replace("\u00a0", " ").replace("&#39;", "'")


@pytest.fixture(scope="module")
def town(postgres: Database, scratch: Path) -> Iterator[TownInAHouse]:
    """Money, a plan, a mandate, and rules with a term for everything."""
    app_url = migrated(postgres, "gm_next_dates")
    settings = Settings.model_validate(
        {
            "DATABASE_URL": app_url,
            "partition": "gm_next_dates",
            "data_directory": scratch / "next-dates",
        }
    )
    with open_house(settings) as house:
        found = TownInAHouse(house)
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
