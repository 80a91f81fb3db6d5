"""Board, advice and coordinator on the pages: who sits, what they advise, how a decision stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from tests.integration.web.board_city import BOARD, HANNA, IRIS, JAN, PLAN_WORK, WORK, BoardCity
from tests.integration.web.planned_city import (
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    planned_city,
)


@pytest.fixture(scope="module")
def seated(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A board with members, a meeting, and needs in order."""
    with planned_city(postgres, scratch, "gm_boards") as city:
        found = BoardCity(city)
        found.frame()
        found.seat()
        first = {"need_ids": [found.need], "places": ["1"], "reason": "De meesten noemden het."}
        city.does("rachid", f"{WORK}/behoeften", meeting_id=found.meeting, **first)
        yield found


@pytest.fixture(scope="module")
def departed(seated: BoardCity) -> str:
    """A proposal that the board is for, and that is granted in part, with the reason."""
    proposal_id = seated.propose("Een lange tafel")
    assert seated.advises(proposal_id).status_code == 303
    seated.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="100")
    refused = seated.drafts(proposal_id, "80")
    assert 'data-code="decision.departure_unexplained"' in refused.text
    drafted = seated.drafts(proposal_id, "80", departure="De rest betaalt een fonds.")
    assert drafted.status_code == 303, drafted.text
    seated.takes(proposal_id)
    return proposal_id


class TestABoard:
    """Its page tells who sits, by kind, and what the board did."""

    def test_says_who_sits_by_kind_and_how_many_are_needed(self, seated: BoardCity) -> None:
        page = seated.city.page(BOARD)
        for said in ("Rachid B.", "Hanna de Wit", "beroepskracht", "ten minste 3 leden"):
            assert said in page

    def test_is_in_what_happened_in_its_wijk_with_rules_and_in_no_other(
        self, seated: BoardCity
    ) -> None:
        page = seated.city.page(f"/wijken/{LIENDERT}/sinds?jaar={YEAR}&na=-1")
        for said in ("Lid van het wijkbestuur benoemd", "behoeften in volgorde", "Regeling vast"):
            assert said in page
        elsewhere = seated.city.page(f"/wijken/{SOESTERKWARTIER}/sinds?jaar={YEAR}&na=-1")
        assert "Lid van het wijkbestuur benoemd" not in elsewhere

    def test_names_nobody_who_does_not_want_it(self, seated: BoardCity) -> None:
        page = seated.city.page(BOARD)
        assert "lid zonder naam op deze pagina" in page
        assert JAN not in page

    def test_says_which_needs_come_first_and_why(self, seated: BoardCity) -> None:
        page = seated.city.page(BOARD)
        assert "Samen eten" in page
        assert "De meesten noemden het." in page

    def test_is_another_thing_than_the_network(self, seated: BoardCity) -> None:
        assert f"/wijken/{LIENDERT}/plan?jaar={YEAR}#bijeenkomsten" in seated.city.page(BOARD)

    def test_shows_advice_in_order_of_points_with_reasons(
        self, seated: BoardCity, departed: str
    ) -> None:
        other = seated.propose("Een kleine bank")
        less = {"points_reach": "1", "reason": "Weinig mensen hebben er iets aan."}
        assert seated.advises(other, **less).status_code == 303
        against = seated.propose("Een hek")
        no = {"favourable": "no", "priority_id": "", "reason": "Een hek sluit af."}
        assert seated.advises(against, **no).status_code == 303
        page = seated.city.page(BOARD)
        told: tuple[str, ...] = (
            "plaats 1",
            "Een lange tafel",
            "21 van 30 punten",
            "Het brengt buren",
        )
        told += ("plaats 2", "Een kleine bank", "17 van 30 punten", "Weinig mensen")
        told += ("Tegen", "Een hek", "Een hek sluit af.")
        places = [page.index(said) for said in told]
        assert places == sorted(places)

    def test_is_there_in_english_too(self, seated: BoardCity) -> None:
        visitor = seated.city.visitor("sanne")
        assert "Neighbourhood board of Liendert" in visitor.get(f"{BOARD}&lang=en").text
        visitor.get(f"{BOARD}&lang=nl")

    def test_that_is_not_there_says_what_to_do(self, seated: BoardCity) -> None:
        page = seated.city.page(f"/wijken/{SOESTERKWARTIER}/bestuur?jaar={YEAR}")
        assert "Er zit nog niemand" in page
        answer = seated.city.visitor().get(f"/api/v1/wijken/{SOESTERKWARTIER}/board")
        assert (answer.status_code, answer.json()["code"]) == (404, "board.unknown")

    def test_is_in_the_api_with_its_texts(self, seated: BoardCity) -> None:
        answer = seated.city.visitor().get(f"/api/v1/wijken/{LIENDERT}/board").json()
        assert [each["kind"] for each in answer["board"]["seats"]].count("resident") == 3
        assert "Hanna de Wit" in answer["texts"].values()

    def test_is_linked_from_its_wijk(self, seated: BoardCity) -> None:
        page = seated.city.page(f"/wijken/{LIENDERT}?jaar={YEAR}")
        assert f"/wijken/{LIENDERT}/bestuur?jaar={YEAR}" in page

    def test_lets_only_who_was_at_a_meeting_say_what_was_said_there(
        self, seated: BoardCity
    ) -> None:
        seated.propose("Een schommel")
        option = f'<option value="{seated.meeting}"'
        assert option in seated.city.page(WORK, "rachid")
        members = seated.city.page(WORK, "joost").partition('id="present_ids"')[2]
        assert members.partition("</fieldset>")[0].count('type="checkbox"') == 4
        elsewhere = f"/werk/besturen/{YEAR}/{SOESTERKWARTIER}"
        assert "Adviseren kan pas daarna" in seated.city.page(elsewhere, "rachid")

    def test_offers_no_meeting_where_one_was_not(self, seated: BoardCity) -> None:
        seated.propose("Een zandbak")
        recorded = {"met_on": seated.today, "present_ids": [HANNA, IRIS, JAN]}
        before = seated.city.page(WORK, "rachid").count('<option value="board-')
        seated.city.does("joost", f"{WORK}/vergadering", **recorded)
        assert seated.city.page(WORK, "rachid").count('<option value="board-') == before

    def test_lets_a_seat_end(self, seated: BoardCity) -> None:
        term = {"valid_from": "2098-01-01", "valid_until": "2098-12-31"}
        member = {"member_id": "person-lida", "kind": "professional", **term}
        seated.city.does("joost", f"{WORK}/lid", **member)
        board = seated.city.house.views.board(LIENDERT)
        assert board is not None
        ended = {"seat_id": board.seats[-1].seat_id, "last_day": "2098-06-01"}
        seated.city.does("joost", f"{WORK}/zetel-eindigt", **ended)
        board = seated.city.house.views.board(LIENDERT)
        assert board is not None
        assert board.seats[-1].valid_until.isoformat() == "2098-06-01"


class TestADecision:
    """It says how it follows the advice, or departs from it."""

    def test_that_departs_says_why(self, seated: BoardCity, departed: str) -> None:
        page = seated.city.page(f"/voorstellen/{departed}")
        for said in ("wijkt af van het advies", "€\u00a0100,00", "De rest betaalt een fonds."):
            assert said in page
        assert "wijkt af van het advies" in seated.city.page(BOARD)

    def test_that_follows_says_so(self, seated: BoardCity) -> None:
        proposal_id = seated.propose("Een zaaidag")
        seated.advises(proposal_id)
        seated.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="100")
        assert seated.drafts(proposal_id, "100").status_code == 303
        seated.takes(proposal_id)
        assert "Dit besluit volgt het advies" in seated.city.page(f"/voorstellen/{proposal_id}")

    def test_is_checked_against_the_advice(self, seated: BoardCity, departed: str) -> None:
        page = seated.city.page(f"/werk/voorstellen/{departed}", "griffier")
        point = "Het besluit volgt het advies van het wijkbestuur, of zegt waarom niet"
        assert f"<li>{point}: <strong>klopt</strong>" in page

    def test_is_prepared_beside_the_advice(self, seated: BoardCity) -> None:
        proposal_id = seated.propose("Een boekenkast")
        seated.advises(proposal_id)
        page = seated.city.page(f"/werk/voorstellen/{proposal_id}", "joost")
        assert "Het brengt buren bij elkaar." in page
        assert 'name="departure"' in page

    def test_has_its_advice_in_the_api(self, seated: BoardCity, departed: str) -> None:
        answer = seated.city.visitor().get(f"/api/v1/proposals/{departed}").json()
        assert answer["proposal"]["advice"][0]["weighted_points"] == 21
        assert answer["proposal"]["decision"]["advice"]["follows"] is False
        assert "De rest betaalt een fonds." in answer["texts"].values()


class TestAnInterest:
    """Who has one does not advise, and what they advised lapses."""

    def test_is_declared_and_refuses_advice(self, seated: BoardCity) -> None:
        proposal_id = seated.propose("Een muur")
        assert seated.advises(proposal_id).status_code == 303
        seated.city.does("rachid", f"{WORK}/belang", proposal_id=proposal_id)
        assert 'data-code="board.has_interest"' in seated.advises(proposal_id).text
        assert "Dit advies is vervallen" in seated.city.page(f"/voorstellen/{proposal_id}")
        assert "Een muur" not in seated.city.page(BOARD)

    @pytest.mark.parametrize(
        ("form", "fields", "code"),
        [
            ("advies", {"points_reach": ""}, "form.field_empty"),
            ("advies", {"points_reach": "11"}, "form.field_unreadable"),
            ("advies", {"meeting_id": "board-none"}, "board.meeting_unknown"),
        ],
    )
    def test_bad_advice_is_refused(
        self, seated: BoardCity, form: str, fields: dict[str, Any], code: str
    ) -> None:
        proposal_id = seated.propose("Een vijver")
        assert f'data-code="{code}"' in seated.advises(proposal_id, **fields).text

    def test_needs_without_a_number_are_refused(self, seated: BoardCity) -> None:
        first = {"need_ids": [seated.need], "places": ["eerst"], "reason": "x"}
        answer = seated.city.sends("rachid", f"{WORK}/behoeften", meeting_id="m", **first)
        assert 'data-code="form.field_unreadable"' in answer.text


@pytest.fixture(scope="module")
def appointed(seated: BoardCity) -> BoardCity:
    """A consortium, by the form of the college."""
    about = {
        "appointment_id": "tender-1",
        "name": "Samen Mozaïek",
        "procedure": "open_tender",
        "act": "B-7",
        "decided_on": seated.today,
        "parties": "mozaiek example:sanne\nde-brug",
        "wijken": LIENDERT,
    }
    period = {"valid_from": seated.today, "valid_until": "2099-12-31"}
    seated.city.does("wethouder", "/werk/coordinatoren", **about, **period)
    return seated


class TestACoordinator:
    """Appointed for a period, and kept apart."""

    def test_is_public_with_act_period_and_what_stays_apart(self, appointed: BoardCity) -> None:
        page = appointed.city.page("/coordinatoren")
        for said in ("Samen Mozaïek", "openbare aanbesteding", "2 partijen", "B-7", "Liendert"):
            assert said in page
        assert "Een coördinator voert geen activiteiten uit." in page
        assert "Samen Mozaïek" in appointed.city.page(BOARD)

    def test_is_not_chosen_to_execute(self, appointed: BoardCity) -> None:
        chosen = {"priority_id": appointed.priority, "kind": "professionals", "name": "Mozaïek"}
        answer = appointed.city.sends(
            "sanne", f"{PLAN_WORK}/uitvoerder", **chosen, executor_id="mozaiek", reason="Handig"
        )
        assert 'data-code="coordinator.may_not_execute"' in answer.text
        assert "voert geen activiteiten uit" in appointed.city.page("/coordinatoren")
        plan = appointed.city.page(f"/wijken/{LIENDERT}/plan?jaar={YEAR}")
        assert "Handig" not in plan, "nobody was chosen"

    def test_is_in_the_api(self, appointed: BoardCity) -> None:
        answer = appointed.city.visitor().get("/api/v1/coordinators").json()
        assert answer["coordinators"][0]["parties"][0]["party_id"] == "mozaiek"
        assert "Samen Mozaïek" in answer["texts"].values()

    def test_cannot_overlap_with_another(self, appointed: BoardCity) -> None:
        about = {"appointment_id": "tender-2", "name": "Ander", "procedure": "designation"}
        period = {"valid_from": appointed.today, "valid_until": "2099-12-31"}
        act = {"act": "B-8", "decided_on": appointed.today, "parties": "ander"}
        answer = appointed.city.sends("wethouder", "/werk/coordinatoren", **about, **period, **act)
        assert 'data-code="coordinator.overlap"' in answer.text

    def test_can_end_earlier(self, appointed: BoardCity) -> None:
        path = "/werk/coordinatoren/tender-1/beeindigen"
        appointed.city.does("wethouder", path, last_day="2098-12-31")
        assert "eerder beëindigd" in appointed.city.page("/coordinatoren")
