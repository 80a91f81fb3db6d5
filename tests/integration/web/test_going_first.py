"""Residents' initiatives before formal ones, on the pages: told to all, kept to by the forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import UNRANKED, BoardCity
from tests.integration.web.planned_city import planned_city

KINDS = ["resident", "foundation"]
FIRST = UNRANKED | {"applicants": {"article": "2.4", "kinds": KINDS, "residents_first": True}}


@pytest.fixture(scope="module")
def framed(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A thousand euros in one wijk; residents go first."""
    with planned_city(postgres, scratch, "gm_going_first") as city:
        found = BoardCity(city, FIRST)
        found.frame()
        yield found


@pytest.fixture(scope="module")
def hall(framed: BoardCity) -> str:
    """A foundation asks 900 of the thousand, and it is set apart."""
    proposal_id = framed.city.handled("900", "Een buurthuis", applicant_kind="foundation")
    framed.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="900")
    return proposal_id


@pytest.fixture(scope="module")
def garden(framed: BoardCity, hall: str) -> str:
    """Residents ask 200 after it."""
    return framed.city.handled("200", "Een moestuin", applicant_kind="resident")


class TestAFormalProposal:
    """Where the regulation lets residents go first."""

    def test_says_that_nothing_waits(self, framed: BoardCity, hall: str) -> None:
        assert "Er wacht er nu geen op een besluit." in framed.city.page(f"/voorstellen/{hall}")

    def test_says_to_everyone_what_goes_before_it(
        self, framed: BoardCity, hall: str, garden: str
    ) -> None:
        for path, person in (
            (f"/voorstellen/{hall}", None),
            (f"/werk/voorstellen/{hall}", "joost"),
        ):
            part = framed.city.page(path, person).partition('id="gaat-voor"')[2]
            told = part.partition("</section>")[0].replace("\u00a0", " ")
            assert f'<a href="/voorstellen/{garden}">Een moestuin</a>: € 200,00' in told
            assert "Samen € 200,00." in told
        answer = framed.city.visitor().get(f"/api/v1/proposals/{hall}").json()
        assert answer["proposal"]["goesBefore"] == [garden]

    def test_is_not_granted_before_it(self, framed: BoardCity, hall: str, garden: str) -> None:
        page = framed.drafts(hall, "900").text
        assert 'data-code="precedence.residents_first"' in page
        assert "Volgens artikel 2.4" in page
        assert garden in page

    def test_is_once_residents_have_their_decision(
        self, framed: BoardCity, hall: str, garden: str
    ) -> None:
        framed.city.does("joost", f"/werk/voorstellen/{garden}/reserveren", amount="100")
        assert "Er wacht er nu geen" in framed.city.page(f"/voorstellen/{hall}")
        assert framed.drafts(hall, "900").status_code == 303
        framed.takes(hall)
        assert 'id="gaat-voor"' not in framed.city.page(f"/voorstellen/{hall}")


class TestAResidentsInitiative:
    """Has nothing before it."""

    def test_says_nothing_of_it(self, framed: BoardCity, garden: str) -> None:
        assert 'id="gaat-voor"' not in framed.city.page(f"/voorstellen/{garden}")
        answer = framed.city.visitor().get(f"/api/v1/proposals/{garden}").json()
        assert answer["proposal"]["goesBefore"] is None

    def test_the_page_of_the_regulation_says_that_it_goes_first(self, framed: BoardCity) -> None:
        page = framed.city.page("/regels/rules-1")
        assert "en bij een besluit: een ander krijgt pas geld" in page


class TestAnObjectionOfAFormalApplicant:
    """That may give more: the page for handling it says who waits, and the form keeps to it."""

    def test_says_what_goes_before_and_waits_for_it(
        self, postgres: Database, scratch: Path
    ) -> None:
        with planned_city(postgres, scratch, "gm_going_first_again") as city:
            framed = BoardCity(city, FIRST)
            framed.frame()
            hall = city.handled("900", "Een buurthuis", applicant_kind="foundation")
            city.does("joost", f"/werk/voorstellen/{hall}/reserveren", amount="300")
            assert framed.drafts(hall, "300").status_code == 303
            framed.takes(hall)
            garden = city.handled("200", "Een moestuin", applicant_kind="resident")
            here = self.heard(framed, hall)
            work = city.page(f"/werk/voorstellen/{hall}/bezwaren", "wethouder")
            told = work.partition('id="gaat-voor"')[2].partition("</section>")[0]
            assert f'<a href="/voorstellen/{garden}">Een moestuin</a>' in told
            assert "Bij een bezwaar geldt dit voor wat nog beschikbaar is." in work
            founded = {"outcome": "founded", "reason": "Het past bij het plan.", "mandate_id": ""}
            without = city.sends("wethouder", f"{here}/beslissen", amount="800", **founded).text
            assert 'data-code="objection.ground_missing"' in without
            founded["ground"] = "plan_priority"
            page = city.sends("wethouder", f"{here}/beslissen", amount="900", **founded).text
            assert 'data-code="precedence.residents_first"' in page
            city.does("wethouder", f"{here}/beslissen", amount="800", **founded)
            assert 'id="gaat-voor"' not in city.page(f"/werk/voorstellen/{hall}/bezwaren", "joost")
            decided = city.page(f"/voorstellen/{hall}").partition("Beslissing op bezwaar")[2]
            assert "het voorstel past bij een prioriteit van het wijkplan" in decided

    def heard(self, framed: BoardCity, hall: str) -> str:
        """The applicant objects, and is heard by a colleague; where it is handled."""
        reason = {"against": "decision", "reason": "Het plan is verkeerd gelezen."}
        framed.city.does("bram", f"/voorstellen/{hall}/bezwaar", **reason)
        dossier = framed.city.house.views.proposal(hall)
        assert dossier is not None
        (objection,) = dossier.objections
        here = f"/werk/voorstellen/{hall}/bezwaren/{objection.objection_id}"
        framed.city.does("joost", f"{here}/bevestigen", with_committee="no")
        spoken = {"held_on": framed.today, "was_waived": "yes", "report": "Dat wilde Bram niet."}
        framed.city.does("joost", f"{here}/horen", **spoken)
        return here
