"""A round on activities, on the pages: opened by form, voted in, counted, and decided on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from adapters.web import passes
from tests.integration.web.board_city import BoardCity
from tests.integration.web.per_activity_city import (
    DIGGING,
    OPENING,
    PER_ACTIVITY,
    PLANTING,
    counted,
    garden,
    has_voted,
    opens,
    per_activity_city,
    votes,
    with_points,
)
from tests.integration.web.planned_city import LIENDERT, YEAR


@pytest.fixture(scope="module")
def found(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A city whose regulation grants per activity, in full."""
    with per_activity_city(postgres, scratch, "gm_per_activity") as framed:
        yield framed


@pytest.fixture
def advised(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A city in which the outcome of a round is advice."""
    rules = PER_ACTIVITY | {"voting": {"article": "11", "meaning": "advice"}}
    with per_activity_city(postgres, scratch, "gm_per_activity_advice", rules) as framed:
        yield framed


@pytest.fixture(scope="module")
def voted(found: BoardCity) -> tuple[str, str]:
    """A counted round in which planting won and digging did not; and the oven that won."""
    return has_voted(found)


class TestOpening:
    """The form offers it where there is something to vote on apart."""

    def test_offers_the_activities_of_what_is_granted_per_activity(self, found: BoardCity) -> None:
        garden(found)
        page = found.city.page(OPENING, "joost")
        assert "Zet elke activiteit apart op de lijst" in page
        for said in ("Spitten (Een moestuin)", "Planten (Een moestuin)"):
            assert re.search(rf"{re.escape(said)}.*?€\s[46]0", page, re.DOTALL)
        visitor = found.city.visitor("joost")
        assert "Put each activity on the list by itself" in visitor.get(f"{OPENING}&lang=en").text
        visitor.get(f"{OPENING}&lang=nl")

    def test_puts_the_name_of_a_line_on_the_ballot(self, found: BoardCity) -> None:
        proposal_id = garden(found)
        assert opens(found, "ronde-biljet", proposal_id).status_code == 303
        page = found.city.page("/stemrondes/ronde-biljet")
        assert 'id="per-activiteit"' in page
        assert "Spitten (Een moestuin)" in page
        assert page.count(f'href="/voorstellen/{proposal_id}"') == 2
        votes(found, "ronde-biljet", "bram", f"{proposal_id}.{DIGGING}")
        ballot = found.city.page(passes.path_of("ronde-biljet"), "bram")
        assert f'value="{proposal_id}.{DIGGING}"' in ballot
        dossier = found.city.page(f"/voorstellen/{proposal_id}")
        assert dossier.count("<td>op de lijst</td>") == 2
        counted(found, "ronde-biljet")
        found.city.does("bram", f"/voorstellen/{proposal_id}/intrekken")

    def test_a_whole_proposal_is_no_line_where_its_activities_are(self, found: BoardCity) -> None:
        proposal_id = garden(found)
        assert opens(found, "ronde-heel", proposal_id).status_code == 303
        visitor, path = found.city.visitor("aylin"), passes.path_of("ronde-heel")
        issued = found.city.house.passes.issue("ronde-heel", "voter-aylin")
        visitor.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
        answer = visitor.send(path, {"choices": [proposal_id]})
        assert 'data-code="ballot.choice_unknown"' in answer.text
        counted(found, "ronde-heel")

    def test_what_is_hidden_is_told_by_none_of_its_lines(self, found: BoardCity) -> None:
        proposal_id = garden(found)
        assert opens(found, "ronde-verborgen", proposal_id).status_code == 303
        assert "Spitten" in found.city.page("/stemrondes/ronde-verborgen")
        hide = {"ground": "personal_data", "reason": "Een naam."}
        found.city.does("joost", f"/werk/voorstellen/{proposal_id}/verbergen", **hide)
        page = found.city.page("/stemrondes/ronde-verborgen")
        assert f"{proposal_id}.{DIGGING}" in page
        counted(found, "ronde-verborgen")
        file = found.city.visitor().get("/api/v1/rounds/ronde-verborgen/ballots.pb").text
        for told in (page, found.city.page("/stemrondes/ronde-verborgen"), file):
            assert "Spitten" not in told
            assert "moestuin" not in told

    def test_within_a_theme_every_activity_of_a_proposal_is_of_its_theme(
        self, found: BoardCity
    ) -> None:
        about = {
            "round_id": "verdeling",
            "year": YEAR,
            "themes": "groen\nzorg",
            "budget": "100",
            "step": "10",
            "least_themes": "1",
            "rounding": "step",
            "opens_at": found.city.house.now().isoformat(),
        }
        page = f"/werk/themaronde-openen/{LIENDERT}?jaar={YEAR}"
        found.city.does("joost", page, **about)
        visitor, path = found.city.visitor("bram"), passes.path_of("verdeling")
        issued = found.city.house.passes.issue("verdeling", "voter-bram")
        visitor.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
        answer = visitor.send(path, {"points.groen": "10", "replaces": ""})
        assert answer.status_code == 303, answer.text
        counted(found, "verdeling")
        proposal_id = garden(found)
        chosen = {"theme_round_id": "verdeling", f"theme.{proposal_id}": "groen"}
        answer = opens(found, "ronde-thema", proposal_id, **chosen)
        assert answer.status_code == 303, answer.text
        document = found.city.house.views.round("ronde-thema")
        assert document is not None
        names = (f"{proposal_id}.{DIGGING}", f"{proposal_id}.{PLANTING}")
        assert [each.proposal_ids for each in document.rules.categories] == [names]
        assert [document.theme_of(each) for each in names] == ["groen", "groen"]
        assert "Groen" in found.city.page("/stemrondes/ronde-thema")


class TestOnceCounted:
    """Each line has its reason, and the dossier says which activity won."""

    def test_the_result_and_the_dossier_say_it_per_activity(
        self, found: BoardCity, voted: tuple[str, str]
    ) -> None:
        proposal_id, oven = voted
        page = found.city.page("/stemrondes/ronde-1")
        assert 'id="per-activiteit"' in page
        cards = page.partition('class="cards results"')[2].partition("</ol>")[0].split("</li>")
        told = [(card, "Niet gewonnen" not in card) for card in cards if "<h2>" in card]
        assert [
            (title in card, won)
            for (card, won), title in zip(
                told, ("Planten (Een moestuin)", "Een oven", "Spitten (Een moestuin)"), strict=True
            )
        ] == [(True, True), (True, True), (True, False)]
        assert f'href="/voorstellen/{proposal_id}"' in cards[0]
        english = found.city.visitor("sanne").get("/stemrondes/ronde-1?lang=en").text
        assert "Each activity counts here as a proposal by itself" in english
        found.city.visitor("sanne").get("/stemrondes/ronde-1?lang=nl")
        rows = found.city.page(f"/voorstellen/{proposal_id}").partition("Eigen werk")[2]
        digging, planting = rows.partition("<tbody>")[2].split("</tr>")[:2]
        assert "niet gewonnen" in digging
        assert "gewonnen: €" in planting
        assert "op de lijst" not in found.city.page(f"/voorstellen/{oven}")

    def test_the_api_names_line_proposal_and_activity(
        self, found: BoardCity, voted: tuple[str, str]
    ) -> None:
        proposal_id, oven = voted
        answer = found.city.visitor().get("/api/v1/rounds/ronde-1").json()
        first, second, _ = answer["result"]
        assert (first["lineId"], first["proposalId"], first["activityId"], first["won"]) == (
            f"{proposal_id}.{PLANTING}",
            proposal_id,
            PLANTING,
            True,
        )
        assert (second["lineId"], second["activityId"]) == (oven, None)
        assert [each["activity_id"] for each in answer["round"]["winners"]] == [PLANTING, None]
        names = [f"{proposal_id}.{DIGGING}", f"{proposal_id}.{PLANTING}", oven]
        assert [each["line_id"] for each in answer["round"]["candidates"]] == names
        listed = found.city.visitor().get(f"/api/v1/rounds?year={YEAR}").json()["rounds"]
        (same,) = (each for each in listed if each["round_id"] == "ronde-1")
        assert [each["line_id"] for each in same["candidates"]] == names
        dossier = found.city.visitor().get(f"/api/v1/proposals/{proposal_id}").json()["proposal"]
        assert dossier["round"]["funded_cents"] == 4_000
        assert dossier["round"]["price_cents"] == 10_000

    def test_the_decision_begins_with_what_won_and_gives_nothing_to_what_lost(
        self, found: BoardCity, voted: tuple[str, str]
    ) -> None:
        proposal_id, _ = voted
        work = f"/werk/voorstellen/{proposal_id}"
        form = found.city.page(work, "joost").partition("reserveren")[2].partition("</form>")[0]
        assert re.search(r'name="amount"[^>]*value="40', form)
        refused = found.city.sends("joost", f"{work}/reserveren", amount="100")
        assert 'data-code="grant.above_funding"' in refused.text
        found.city.does("joost", f"{work}/reserveren", amount="40")
        form = found.city.page(work, "joost").partition("besluit-voorbereiden")[2]
        for name, expected in ((DIGGING, ""), (PLANTING, "40")):
            field = form.partition(f'name="gets_{name}"')[2].partition(">")[0]
            assert f'value="{expected}' in field
        assert "kies dan waarom het de rest niet krijgt" in form
        less = {f"gets_{DIGGING}": "", f"gets_{PLANTING}": "39"}
        assert "of minder geven dan het won" in found.drafts(proposal_id, "", **less).text
        gets = {f"gets_{DIGGING}": "", f"gets_{PLANTING}": "40"}
        assert found.drafts(proposal_id, "", ground="round_won", **gets).status_code == 303
        found.takes(proposal_id)
        checks = found.city.page(work, "griffier")
        point = "De grond klopt met de uitslag van de stemronde"
        assert f"<li>{point}: <strong>klopt</strong>" in checks
        table = found.city.page(f"/voorstellen/{proposal_id}").partition('"Per activiteit"')[2]
        digging, planting = table.partition("<tbody>")[2].split("</tr>")[:2]
        assert "niet verleend" in digging
        assert "40,00" in planting


class TestLeavingActivitiesOff:
    """Whoever opens the round may, with a reason that everyone reads."""

    def test_has_a_box_for_each_activity_and_asks_why(self, found: BoardCity) -> None:
        proposal_id = garden(found)
        page = found.city.page(OPENING, "joost")
        boxes = page.partition('name="left_off"')[2].partition("</fieldset>")[0]
        for name in (DIGGING, PLANTING):
            assert f"{proposal_id}.{name}" in boxes
        refused = opens(found, "ronde-9", proposal_id, left_off=[f"{proposal_id}.{DIGGING}"])
        assert 'data-code="voting_round.left_off_unexplained"' in refused.text

    def test_the_round_and_the_proposal_say_what_and_why(self, found: BoardCity) -> None:
        proposal_id = garden(found)
        off = {"left_off": [f"{proposal_id}.{DIGGING}"], "left_off_reason": "De grond is van ons."}
        answer = opens(found, "ronde-10", proposal_id, budget="50", **off)
        assert answer.status_code == 303, answer.text
        page = found.city.page("/stemrondes/ronde-10")
        told = page.partition('id="niet-op-de-lijst"')[2].partition("</section>")[0]
        for said in ("De grond is van ons.", "Spitten (Een moestuin)", proposal_id):
            assert said in told
        dossier = found.city.page(f"/voorstellen/{proposal_id}")
        assert "niet op de lijst" in dossier.partition("Spitten</th>")[2].partition("</tr>")[0]
        assert "De grond is van ons." in dossier
        api = found.city.visitor().get("/api/v1/rounds/ronde-10").json()["round"]
        assert api["left_off"] == [{"proposal_id": proposal_id, "activity_id": DIGGING}]
        assert [each["line_id"] for each in api["candidates"]] == [f"{proposal_id}.{PLANTING}"]


class TestWhereTheOutcomeIsAdvice:
    """A decision may depart; the griffier sees that its ground does not bear it."""

    def test_what_lost_can_be_granted_and_the_check_says_that_it_did_not_win(
        self, advised: BoardCity
    ) -> None:
        proposal_id = garden(advised)
        with_points(advised, proposal_id)
        assert opens(advised, "ronde-1", proposal_id, budget="50").status_code == 303
        votes(advised, "ronde-1", "bram", f"{proposal_id}.{PLANTING}")
        counted(advised, "ronde-1")
        advised.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="60")
        gets = {f"gets_{DIGGING}": "60", f"gets_{PLANTING}": ""}
        assert "die uitslag is een advies" in advised.drafts(proposal_id, "", **gets).text
        why = {"outcome_departure": "Eerst spitten, dan planten."}
        about = gets | why | {"ground": "round_won"}
        assert advised.drafts(proposal_id, "", **about).status_code == 303
        advised.takes(proposal_id)
        told = advised.city.page(f"/voorstellen/{proposal_id}").replace("\u00a0", " ")
        assert "Dit besluit wijkt af van de uitslag, die een advies is." in told
        assert "Het voorstel won € 40,00." in told
        assert "Eerst spitten, dan planten." in told
        checks = advised.city.page(f"/werk/voorstellen/{proposal_id}", "griffier")
        point = "De grond klopt met de uitslag van de stemronde"
        assert f"<li>{point}: <strong>klopt</strong>" not in checks
        assert point in checks
