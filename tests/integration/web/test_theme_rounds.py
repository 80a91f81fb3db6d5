"""Dividing money over themes on the pages, without a script: opened, divided, counted, chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from adapters.command_line.state import as_answer
from adapters.example_city.rounds import EXTENDED_IN, round_of, theme_round_of
from adapters.web import passes
from domain.money import Money
from domain.voting_round import CloseVotingRound, TallyVotingRound
from tests.integration.web.conftest import City
from tests.integration.web.opened_rounds import WIJK, give, proposals_in_handling
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
KRUISKAMP = "WK030707"
FORM = f"/werk/themaronde-openen/{WIJK}"
FIELDS = {
    "themes": "groen\nsamen-eten\nspelen",
    "budget": "900",
    "step": "100",
    "least_themes": "2",
    "most_steps": "",
    "rounding": "step",
    "quiet_days": "",
}


def opened(city: City, joost: Visitor, **changed: str) -> str:
    """A round on three themes, opened by its form."""
    round_id = f"themas-{uuid4().hex[:8]}"
    moment = {"opens_at": city.house.now().isoformat(), "year": str(city.year)}
    fields = FIELDS | moment | {"round_id": round_id} | changed
    answer = joost.send(f"{FORM}?jaar={city.year}", fields)
    assert answer.status_code == 303, re.findall(r'-wrong">([^<]*)', answer.text)
    return round_id


def vote(city: City, visitor: Visitor, round_id: str, **steps: str) -> Any:
    """Fill the ballot in with a pass of one's own."""
    issued = city.house.passes.issue(round_id, f"resident-{uuid4().hex}")
    path = f"/stemrondes/{round_id}/stembiljet"
    visitor.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
    page = visitor.get(path).text
    assert 'name="points.samen-eten"' in page
    assert "ballot.js" not in page
    fields = {f"points.{theme.replace('_', '-')}": each for theme, each in steps.items()}
    return visitor.send(path, fields | {"replaces": ""})


def counted(city: City, round_id: str) -> None:
    """Closed and counted."""
    give(city.house, "joost", CloseVotingRound, round_id=round_id)
    city.house.projector.wait_for(give(city.house, "joost", TallyVotingRound, round_id=round_id))


class TestDividing:
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_from_form_to_ballot_to_amounts_that_anyone_can_work_out(
        self, city: City, visit: Visit, language: str
    ) -> None:
        round_id = opened(city, visit("joost"))
        page = visit().get(f"/stemrondes/{round_id}?lang={language}").text
        assert "Samen eten" in page
        assert visit().get(f"/api/v1/rounds/{round_id}/division").status_code == 409
        assert vote(city, visit(), round_id, groen="5", samen_eten="4").status_code == 303
        assert vote(city, visit(), round_id, samen_eten="2", spelen="7").status_code == 303
        counted(city, round_id)
        result = visit().get(f"/stemrondes/{round_id}?lang={language}").text
        assert {"nl": "Zo is het geld verdeeld", "en": "How the money was divided"}[language] in (
            result
        )
        assert result.count("300") >= 3
        assert "<svg" in result
        told = visit().get(f"/api/v1/rounds/{round_id}/division").json()
        assert told["steps"] == {"groen": 5, "samen-eten": 6, "spelen": 7}
        assert sum(told["amountsCents"].values()) == 900_00
        assert sorted(sum(each.values()) for each in told["ballots"]) == [9, 9]

    def test_what_does_not_add_up_is_said_and_kept(self, city: City, visit: Visit) -> None:
        round_id = opened(city, visit("joost"))
        answer = vote(city, visit(), round_id, groen="5", samen_eten="3")
        assert answer.status_code == 409
        assert "Verdeel precies" in answer.text
        assert re.search(r'<option value="5" selected>', answer.text)

    def test_a_theme_that_got_too_much_is_named_as_it_is_called(
        self, city: City, visit: Visit
    ) -> None:
        round_id = opened(city, visit("joost"), most_steps="6")
        answer = vote(city, visit(), round_id, groen="2", samen_eten="7")
        assert "te veel punten" in answer.text or "‘Samen eten’" in answer.text

    def test_there_is_no_ballot_file_of_proposals(self, city: City, visit: Visit) -> None:
        round_id = opened(city, visit("joost"))
        answer = visit().get(f"/api/v1/rounds/{round_id}/ballots.pb")
        assert answer.json()["code"] == "voting_round.no_list_of_proposals"
        listed = visit().get(f"/wijken/{WIJK}?jaar={city.year}").text
        assert "3 thema" in listed


class TestItsMoney:
    def test_is_held_and_everyone_sees_how_much_and_by_which_round(
        self, city: City, visit: Visit
    ) -> None:
        before = city.house.views.state(city.year, WIJK)
        divided = opened(city, visit("joost"))
        after = city.house.views.state(city.year, WIJK)
        held = after.voted_on_cents - before.voted_on_cents
        assert held == before.available_cents - after.available_cents == 900_00
        amount = Money(after.voted_on_cents).text("nl").replace(" ", "\u00a0")
        page = visit().get(f"/wijken/{WIJK}?jaar={city.year}").text
        assert "Wordt over gestemd" in page
        assert f"Over {amount} van het geld" in (
            visit().get(f"/wijken/{WIJK}/lijnen?jaar={city.year}").text
        )
        opening = visit("joost").get(f"{FORM}?jaar={city.year}").text
        assert "Daarnaast wordt" in opening
        why = visit().get(f"/wijken/{WIJK}/waarom/voted_on?jaar={city.year}").text
        assert "Geld waarover een stemronde gaat, vastgehouden" in why
        assert f'href="/stemrondes/{divided}"' in why
        asked = visit().get(f"/api/v1/years/{city.year}/wijken/{WIJK}/state").json()
        assert asked["voted_on_cents"] == after.voted_on_cents
        assert as_answer(after)["voted_on_cents"] == after.voted_on_cents


class TestOpening:
    def test_says_beside_its_field_what_is_not_right(self, city: City, visit: Visit) -> None:
        joost = visit("joost")
        assert 'name="themes"' in joost.get(f"{FORM}?jaar={city.year}").text
        moment = {"opens_at": city.house.now().isoformat(), "year": str(city.year)}
        fields = FIELDS | moment | {"round_id": f"themas-{uuid4().hex[:8]}"}
        for changed, field in (
            ({"step": "70"}, "step"),
            ({"least_themes": "4"}, "least_themes"),
            ({"themes": "groen"}, "themes"),
            ({"budget": "999.999.900"}, "budget"),
        ):
            answer = joost.send(f"{FORM}?jaar={city.year}", fields | changed)
            assert f'id="{field}-wrong"' in answer.text or f'href="#{field}"' in answer.text

    def test_is_for_who_runs_rounds(self, city: City, visit: Visit) -> None:
        assert visit("aylin").get(f"{FORM}?jaar={city.year}").status_code == 403


class TestTheSecondRound:
    def test_chooses_per_theme_within_what_it_got(self, city: City, visit: Visit) -> None:
        joost = visit("joost")
        divided = opened(city, joost)
        vote(city, visit(), divided, groen="5", spelen="4")
        counted(city, divided)
        bench, pump, garden = proposals_in_handling(city.house, city.year).values()
        page = f"/werk/stemronde-openen/{WIJK}?jaar={city.year}"
        form = joost.get(f"{page}&vorm=approval").text
        assert f"theme.{bench}" in form
        fields: dict[str, Any] = {
            "year": str(city.year),
            "ballot_form": "approval",
            "round_id": f"opened-{uuid4().hex[:8]}",
            "proposal_ids": [bench, pump, garden],
            "rule": "greedy",
            "tie_break": "proposal_id_ascending",
            "opens_at": city.house.now().isoformat(),
            "theme_round_id": divided,
            f"theme.{bench}": "groen",
            f"theme.{pump}": "spelen",
            f"theme.{garden}": "groen",
            "budget": "500",
        }
        answer = joost.send(page, fields)
        assert 'id="budget-wrong"' in answer.text
        assert joost.send(page, fields | {"budget": "900"}).status_code == 303
        said = visit().get(f"/stemrondes/{fields['round_id']}").text
        assert "Bekijk die verdeling" in said
        assert f"/stemrondes/{divided}" in said


class TestInTheExampleCity:
    """Kruiskamp divided its money over themes, and chooses per theme now."""

    def test_a_division_leads_on_to_the_round_that_follows_and_back(
        self, city: City, visit: Visit
    ) -> None:
        first, second = theme_round_of(city.year, KRUISKAMP), round_of(city.year, KRUISKAMP)
        page = visit().get(f"/stemrondes/{first}").text
        assert f'<a href="/stemrondes/{second}">Stemronde per thema van' in page
        assert "Stemmen kon" in page
        assert "totdat de gemeente de ronde sluit" not in page
        following = visit().get(f"/stemrondes/{second}").text
        assert f'href="/stemrondes/{first}"' in following
        assert '<p class="fine">Taal en werk</p>' in following
        assert "Stemmen kan" in following

    def test_rounds_of_a_wijk_are_told_apart(self, city: City, visit: Visit) -> None:
        for page in (
            visit().get(f"/wijken/{KRUISKAMP}?jaar={city.year}").text,
            visit("joost").get(f"/werk/stemrondes?jaar={city.year}").text,
        ):
            assert "Verdeling over thema&#39;s van" in page
            assert "Stemronde per thema van" in page

    def test_a_ballot_says_of_each_proposal_which_theme_pays_it(
        self, city: City, visit: Visit
    ) -> None:
        round_id, voter = round_of(city.year, KRUISKAMP), visit()
        issued = city.house.passes.issue(round_id, f"resident-{uuid4().hex}")
        path = f"/stemrondes/{round_id}/stembiljet"
        voter.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
        assert "3.900, Taal en werk" in voter.get(path).text

    def test_an_extended_round_says_why(self, city: City, visit: Visit) -> None:
        page = visit().get(f"/stemrondes/{round_of(city.year, EXTENDED_IN)}").text
        assert "Deze ronde is verlengd" in page
        assert "dicht na een lekkage" in page

    def test_regulations_name_their_wijken(self, city: City, visit: Visit) -> None:
        page = visit().get("/regels").text
        assert f"voorbeeld-themas-{city.year}" in page
        assert "Kruiskamp" in page
        assert KRUISKAMP not in page
        one = visit().get(f"/regels/voorbeeld-themas-{city.year}").text
        assert "<dd>Kruiskamp</dd>" in one
