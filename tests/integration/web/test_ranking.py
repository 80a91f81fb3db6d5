"""The ranking by points on the pages, where no board advises: given by form, read by everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import BoardCity
from tests.integration.web.planned_city import LIENDERT, SOESTERKWARTIER, YEAR, planned_city
from tests.scenarios.boardroom import RULES

RANKING = f"/wijken/{LIENDERT}/rangschikking?jaar={YEAR}"
WHY = "Het bereikt de hele straat."


@pytest.fixture(scope="module")
def framed(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A thousand euros in one wijk, whose regulation has criteria and no board."""
    with planned_city(postgres, scratch, "gm_ranking") as city:
        found = BoardCity(city, {"ranking": RULES["ranking"]})
        found.frame()
        yield found


def pointed(framed: BoardCity, proposal_id: str, goals: str, **changed: str) -> Any:
    """What Joost sends as points."""
    about = {"points_goals-of-the-wijk": goals, "points_reach": "5", "reason": WHY}
    path = f"/werk/voorstellen/{proposal_id}/punten"
    return framed.city.sends("joost", path, **(about | changed))


def proposed(framed: BoardCity, title: str, amount: str, goals: str) -> str:
    """A proposal in handling with points; its id."""
    proposal_id = framed.propose(title)
    text = {"title": title, "description": "Voor iedereen", "amount": amount}
    framed.city.does("bram", f"/voorstellen/{proposal_id}/wijzigen", **text)
    assert pointed(framed, proposal_id, goals).status_code == 303
    return proposal_id


@pytest.fixture(scope="module")
def departed(framed: BoardCity) -> tuple[str, str]:
    """A garden that ranks first and a pond that was granted before it; their ids."""
    garden = proposed(framed, "Een moestuin", "900", "9")
    pond = proposed(framed, "Een vijver", "200", "3")
    framed.city.does("joost", f"/werk/voorstellen/{pond}/reserveren", amount="200")
    refused = framed.drafts(pond, "200")
    assert 'data-code="decision.ranking_departed"' in refused.text
    assert garden in refused.text
    drafted = framed.drafts(pond, "200", departure="Het water komt in het voorjaar.")
    assert drafted.status_code == 303, drafted.text
    framed.takes(pond)
    return garden, pond


class TestGivingPoints:
    """On the page of the work on a proposal."""

    def test_has_a_field_for_each_criterion_with_its_weight(self, framed: BoardCity) -> None:
        proposal_id = framed.propose("Een bank")
        page = framed.city.page(f"/werk/voorstellen/{proposal_id}", "joost")
        form = page.partition(f"/werk/voorstellen/{proposal_id}/punten")[2].partition("</form>")[0]
        for said in ('name="points_reach"', "telt 2 keer", "telt 1 keer", "Waarom zoveel punten?"):
            assert said in form

    def test_is_refused_on_the_form_with_what_was_typed(self, framed: BoardCity) -> None:
        proposal_id = framed.propose("Nog een bank")
        answer = pointed(framed, proposal_id, "11")
        assert answer.status_code == 400
        assert 'value="11"' in answer.text

    def test_is_not_asked_where_a_board_advised(self, postgres: Database, scratch: Path) -> None:
        with planned_city(postgres, scratch, "gm_ranking_board") as city:
            found = BoardCity(city)
            found.frame()
            found.seat()
            proposal_id = found.propose("Een bank")
            assert "/punten" in city.page(f"/werk/voorstellen/{proposal_id}", "joost")
            assert found.advises(proposal_id).status_code == 303
            assert "/punten" not in city.page(f"/werk/voorstellen/{proposal_id}", "joost")
            answer = pointed(found, proposal_id, "9")
            assert 'data-code="ranking.board_advises"' in answer.text
            assert "In deze wijk adviseert het wijkbestuur" in city.page(RANKING)


class TestTheRanking:
    """Has a page of its own, for everyone."""

    def test_says_what_goes_first_by_which_points_and_why(
        self, framed: BoardCity, departed: tuple[str, str]
    ) -> None:
        page = framed.city.page(RANKING)
        first, second = (page.partition(f"/voorstellen/{each}#punten") for each in departed)
        assert len(first[0]) < len(second[0])
        for said in ("Plaats 1", "23 van 30 punten", WHY, "goals of the wijk: telt 2 keer"):
            assert said in page

    def test_tells_where_no_points_were_given_what_comes(self, framed: BoardCity) -> None:
        page = framed.city.page(f"/wijken/{SOESTERKWARTIER}/rangschikking?jaar={YEAR}")
        assert "Er zijn dit jaar nog geen punten gegeven." in page
        english = framed.city.visitor("sanne")
        path = f"/wijken/{SOESTERKWARTIER}/rangschikking?jaar={YEAR}"
        assert "No points were given this year yet." in english.get(f"{path}&lang=en").text
        english.get(f"{path}&lang=nl")

    def test_is_linked_from_the_wijk(self, framed: BoardCity) -> None:
        assert f'href="{RANKING}"' in framed.city.page(f"/wijken/{LIENDERT}?jaar={YEAR}")

    def test_is_what_the_api_answers(self, framed: BoardCity, departed: tuple[str, str]) -> None:
        path = f"/api/v1/years/{YEAR}/wijken/{LIENDERT}/ranking"
        answer = framed.city.visitor().get(path).json()
        lines = [each for each in answer["ranking"] if each["proposalId"] in departed]
        assert [each["proposalId"] for each in lines] == list(departed)
        assert [each["askedCents"] for each in lines] == [900_00, 200_00]
        assert (lines[0]["place"], lines[0]["weighted_points"]) == (1, 23)
        assert answer["texts"][lines[0]["reason"]] == WHY


class TestADecision:
    """Says how it stands to the order."""

    def test_that_departs_says_whom_it_passed_over_and_why(
        self, framed: BoardCity, departed: tuple[str, str]
    ) -> None:
        garden, pond = departed
        page = framed.city.page(f"/voorstellen/{pond}")
        facts = page.partition("<dt>Rangschikking</dt>")[2].partition("</dd>")[0]
        for said in ("wijkt af van de rangschikking", garden, "Het water komt in het voorjaar."):
            assert said in facts
        checks = framed.city.page(f"/werk/voorstellen/{pond}", "griffier")
        point = "Het besluit volgt de rangschikking op punten, of zegt waarom niet"
        assert f"<li>{point}: <strong>klopt</strong>" in checks
        answer = framed.city.visitor().get(f"/api/v1/proposals/{pond}").json()["proposal"]
        assert answer["decision"]["ranking"]["passed_over"] == [garden]

    def test_has_its_points_on_the_page_of_the_proposal(
        self, framed: BoardCity, departed: tuple[str, str]
    ) -> None:
        page = framed.city.page(f"/voorstellen/{departed[1]}")
        points = page.partition('id="punten"')[2].partition("</section>")[0]
        for said in ("11 van 30 punten", "reach: 5", WHY, RANKING):
            assert said in points

    def test_is_among_what_happened(self, framed: BoardCity, departed: tuple[str, str]) -> None:
        page = framed.city.page(f"/wijken/{LIENDERT}/sinds?jaar={YEAR}&na=-1")
        assert "Punten gegeven in de rangschikking" in page

    def test_that_is_drafted_can_say_why_on_its_form(
        self, framed: BoardCity, departed: tuple[str, str]
    ) -> None:
        page = framed.city.page(f"/werk/voorstellen/{departed[0]}", "joost")
        form = page.partition("besluit-voorbereiden")[2].partition("</form>")[0]
        assert "Waarom dit besluit van de rangschikking afwijkt" in form
