"""Leaving a proposal out of handling, on the pages: after a term, and not for ever (Awb 4:5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from adapters.dutch_holidays import is_dutch_holiday
from adapters.example_city.people import EXAMPLE_PEOPLE
from domain.calendar import dutch_day
from domain.deadlines import LEAVING_OUT, last_day
from domain.proposal import ProposalStatus
from domain.proposal_completion import RequestCompletion
from tests.integration.web.conftest import City
from tests.integration.web.test_proposal_pages import proposed, sends
from tests.integration.web.test_settling import a_mandate, dossier
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
GROUND = {"ground": "requirements_not_met", "reason": "Er staat niet in wie het doet."}
FORM = "Laat buiten behandeling"


def asked(city: City, visit: Visit, days_ago: int) -> tuple[str, date]:
    """A proposal that was to be completed within a week, so many days ago; its id and last day."""
    house, name = city.house, proposed(visit, city, "fatima")
    at = house.now() - timedelta(days=days_ago)
    answer_by = dutch_day(at) + timedelta(days=7)
    reason = house.vault.keep(uuid4(), "reason", "Wie doet het?")
    about: dict[str, Any] = {"proposal_id": name, "reason": reason, "answer_by": answer_by}
    by = EXAMPLE_PEOPLE["joost"].actor
    receipt = house.desk.carry_out(RequestCompletion(command_id=uuid4(), at=at, by=by, **about))
    house.projector.wait_for(receipt.position)
    return name, answer_by


def told(page: str) -> str:
    """What a page says, in plain spaces."""
    return page.replace("\u00a0", " ")


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    """Joost handles proposals."""
    return visit("joost")


class TestBeforeCompletionIsAsked:
    def test_the_officer_reads_that_it_is_asked_first(
        self, city: City, visit: Visit, officer: Visitor
    ) -> None:
        page = officer.get(f"/werk/voorstellen/{proposed(visit, city, 'fatima')}").text
        assert "Vraag eerst om een aanvulling." in page
        assert FORM not in page


class TestWhileItCanBeCompleted:
    def test_everyone_reads_what_follows_and_nothing_can_be_done(
        self, city: City, visit: Visit, officer: Visitor
    ) -> None:
        name, _ = asked(city, visit, 3)
        page = officer.get(f"/werk/voorstellen/{name}").text
        assert "Dit kan pas als de indiener niet meer kan aanvullen" in page
        assert FORM not in page
        assert "Neem in behandeling" not in page
        theirs = visit("fatima").get(f"/voorstellen/{name}").text
        assert "Vult de indiener niet op tijd aan" in theirs
        assert "Verstuur de aanvulling" in theirs
        listed = officer.get(f"/werk/voorstellen?jaar={city.year}")
        assert listed.status_code == 200
        assert f'href="/werk/voorstellen/{name}"' in listed.text


class TestOnceThatTermPassed:
    def test_everyone_reads_until_when_and_it_is_left_out_in_time(
        self, city: City, visit: Visit, officer: Visitor
    ) -> None:
        name, answer_by = asked(city, visit, 10)
        until = last_day(answer_by, LEAVING_OUT, is_dutch_holiday)
        theirs = visit("fatima").get(f"/voorstellen/{name}").text
        assert "Er is niet op tijd aangevuld." in theirs
        assert "Verstuur de aanvulling" not in theirs
        english = visit().get(f"/voorstellen/{name}?lang=en").text
        assert "It was not completed in time. The municipality can decide until" in english
        page = officer.get(f"/werk/voorstellen/{name}").text
        assert "vier weken na de aanvulling, of na de termijn daarvoor (Awb 4:5)" in page
        assert "De gemeente beslist op het voorstel zoals het er ligt." in page
        found = visit().get(f"/api/v1/deadlines?year={city.year}").json()["deadlines"]
        (mine,) = (
            each for each in found if each["proposal_id"] == name and each["kind"] == "leaving_out"
        )
        assert (mine["due"], mine["article"]) == (until.isoformat(), "Awb 4:5")
        calendar = officer.get("/werk/termijnen").text
        assert "Einde van de termijn voor buiten behandeling laten" in calendar
        sends(
            visit("hendrik"),
            f"/werk/voorstellen/{name}/buiten-behandeling",
            **GROUND,
            mandate_id=a_mandate(city),
        )
        assert dossier(city, name).status is ProposalStatus.LEFT_OUT_OF_HANDLING


class TestMoreThanFourWeeksLater:
    def test_it_is_left_out_no_more_and_taken_in_handling_as_it_is(
        self, city: City, visit: Visit, officer: Visitor
    ) -> None:
        name, _ = asked(city, visit, 60)
        work = f"/werk/voorstellen/{name}"
        page = officer.get(work).text
        assert "Neem het voorstel in behandeling en beslis erop." in page
        assert FORM not in page
        assert "kan niet meer besluiten" in visit().get(f"/voorstellen/{name}").text
        mandated = GROUND | {"mandate_id": a_mandate(city), "command_id": str(uuid4())}
        late = visit("hendrik").send(f"{work}/buiten-behandeling", mandated)
        assert (late.status_code, "Buiten behandeling laten kon tot en met" in late.text) == (
            409,
            True,
        )
        sends(officer, f"{work}/in-behandeling")
        assert dossier(city, name).status is ProposalStatus.IN_HANDLING
