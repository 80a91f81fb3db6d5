"""Opening a round without a script: by form of ballot, and what is not right beside its field."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from application.streams import Reading
from domain.errors import refusals_by_code
from domain.money import Money
from domain.tally.equal_shares import Utility
from domain.tally.parameters import Completion, VotingRule
from domain.voting_rules import BallotForm, RoundRules, TieBreak
from tests.integration.web.conftest import City
from tests.integration.web.opened_rounds import WIJK, proposals_in_handling
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
Fields = dict[str, Any]
PAGE = f"/werk/stemronde-openen/{WIJK}"


@pytest.fixture
def joost(visit: Visit) -> Visitor:
    """A case officer."""
    return visit("joost")


@pytest.fixture
def fields(city: City, joost: Visitor) -> Callable[..., Fields]:
    """A form that was filled in for a ballot form, with what a test changes."""

    def fill(ballot_form: str, /, **changed: Any) -> Fields:
        page = joost.get(f"{PAGE}?jaar={city.year}&vorm={ballot_form}").text
        shown = {name: unescape(value) for name, value in inputs(page).items()}
        chosen = {
            "command_id": str(uuid4()),
            "round_id": f"opened-{uuid4().hex[:8]}",
            "proposal_ids": list(proposals_in_handling(city.house, city.year).values()),
            "budget": "1.000",
            "rule": "mes",
            "tie_break": "proposal_id_ascending",
        }
        return shown | chosen | changed

    return fill


def inputs(page: str) -> dict[str, str]:
    """What stands in the text boxes and hidden fields of a page."""
    tags = re.findall(r"<input[^>]*>", page)
    found: dict[str, str] = {}
    for tag in tags:
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag and 'type="radio"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def frozen(city: City, round_id: str) -> RoundRules | None:
    """The rules of a round that was opened."""
    found = Reading(city.house.streams).voting_round(round_id).state
    return found.rules if found else None


def said_at(page: str, field: str) -> str:
    """What a page says beside a field."""
    found = re.search(rf'id="{field}-wrong">([^<]*)<', page)
    return unescape(found[1]) if found else ""


class TestTheWayThere:
    def test_leads_from_the_rounds_by_the_wijk_to_six_forms_of_ballot(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        fields("approval")
        rounds = joost.get(f"/werk/stemrondes?jaar={city.year}").text
        assert f'href="{PAGE}?jaar={city.year}"' in rounds
        first = joost.get(f"{PAGE}?jaar={city.year}").text
        assert all(f"vorm={each.value}" in first for each in BallotForm)

    def test_shows_limits_and_rules_of_the_chosen_form_alone(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        fields("approval")
        approval = joost.get(f"{PAGE}?jaar={city.year}&vorm=approval").text
        points = joost.get(f"{PAGE}?jaar={city.year}&vorm=cumulative").text
        assert 'name="max_points"' not in approval
        assert 'name="max_total_cents"' in approval
        assert 'value="phragmen"' in approval
        assert 'name="max_points"' in points
        assert 'name="max_total_cents"' not in points
        assert 'value="phragmen"' not in points

    def test_is_for_who_may_open_a_round(self, city: City, visit: Visit) -> None:
        assert visit("aylin").get(f"{PAGE}?jaar={city.year}").status_code == 403


class TestWhatWasFilledIn:
    @pytest.mark.parametrize("ballot_form", list(BallotForm), ids=lambda form: form.value)
    def test_opens_a_round_as_it_stands_for_every_form(
        self, ballot_form: BallotForm, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields(ballot_form.value)
        answer = joost.send(f"{PAGE}?jaar={city.year}", sent)
        assert answer.status_code == 303, said_at(answer.text, "rule")
        rules = frozen(city, sent["round_id"])
        assert rules is not None
        assert rules.ballot_form is ballot_form

    def test_is_frozen_field_by_field(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields(
            "approval",
            min_choices="2",
            max_choices="3",
            min_total_cents="100",
            max_total_cents="1.600,00",
            utility="cardinality",
            completion="add1u",
            add1_step_cents="0,50",
            stop_at_exhaustive="1",
            minimum_votes="12",
            tie_break="draw",
        )
        assert joost.send(f"{PAGE}?jaar={city.year}", sent).status_code == 303
        assert frozen(city, sent["round_id"]) == RoundRules(
            rule=VotingRule.EQUAL_SHARES,
            utility=Utility.CARDINALITY,
            completion=Completion.ADD1U,
            add1_step_cents=Money(50),
            stop_at_exhaustive=True,
            minimum_votes=12,
            min_choices=2,
            max_choices=3,
            min_total_cents=Money(100_00),
            max_total_cents=Money(1_600_00),
            tie_break=TieBreak.DRAW,
        )

    def test_has_points_for_places(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields("ordinal", max_choices="2", place_points="5, 2")
        assert joost.send(f"{PAGE}?jaar={city.year}", sent).status_code == 303
        rules = frozen(city, sent["round_id"])
        assert rules is not None
        assert rules.place_points == (5, 2)

    def test_shows_the_seal_of_its_draw_to_voters(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields("approval", tie_break="draw")
        joost.send(f"{PAGE}?jaar={city.year}", sent)
        page = joost.get(f"/stemrondes/{sent['round_id']}").text
        assert "Verzegeling van de loting" in page


class TestWhatIsNotRight:
    def test_is_said_beside_every_field_at_once_and_nothing_is_lost(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields(
            "approval",
            round_id="geen kenmerk",
            budget="veel",
            min_choices="een",
            minimum_votes="-1",
            rule="",
            closes_on="morgen",
            proposal_ids=[],
        )
        answer = joost.send(f"{PAGE}?jaar={city.year}", sent)
        assert answer.status_code == 400
        assert 'data-code="form.fields_not_right"' in answer.text
        assert "Gebruik alleen letters" in said_at(answer.text, "round_id")
        assert "bedrag" in said_at(answer.text, "budget")
        for field in ("min_choices", "minimum_votes"):
            assert "heel getal" in said_at(answer.text, field)
        assert "Kies een van" in said_at(answer.text, "rule")
        assert said_at(answer.text, "proposal_ids") == "Vul dit in."
        assert said_at(answer.text, "closes_on")
        kept = inputs(answer.text)
        for field in ("round_id", "budget", "min_choices", "minimum_votes", "closes_on"):
            assert kept[field] == sent[field]

    @pytest.mark.parametrize(
        "wrong",
        [
            ("approval", {"min_choices": "3", "max_choices": "2"}, "max_choices"),
            ("approval", {"min_choices": "9"}, "min_choices"),
            ("approval", {"min_total_cents": "9", "max_total_cents": "8"}, "max_total_cents"),
            ("approval", {"budget": "999.999.999"}, "budget"),
            ("approval", {"closes_on": "2001-01-01"}, "closes_on"),
            ("approval", {"rule": "greedy", "completion": "add1"}, "completion"),
            ("approval", {"utility": "points"}, "utility"),
            ("approval", {"max_choices": "5000"}, "max_choices"),
            ("cumulative", {"max_points": ""}, "max_points"),
            ("cumulative", {"min_points": "11"}, "max_points"),
            ("cumulative", {"rule": "phragmen"}, "rule"),
            ("scoring", {"max_points_per_proposal": ""}, "max_points_per_proposal"),
            ("ordinal", {"place_points": "1 2 3"}, "place_points"),
            ("ordinal", {"place_points": "een twee"}, "place_points"),
        ],
    )
    def test_is_said_beside_the_field_that_a_rule_is_about(
        self,
        wrong: tuple[str, dict[str, str], str],
        city: City,
        joost: Visitor,
        fields: Callable[..., Fields],
    ) -> None:
        ballot_form, changed, field = wrong
        sent = fields(ballot_form, **changed)
        answer = joost.send(f"{PAGE}?jaar={city.year}", sent)
        assert answer.status_code in (400, 409)
        assert said_at(answer.text, field), answer.text
        assert f'href="#{field}"' in answer.text
        assert frozen(city, sent["round_id"]) is None

    def test_a_form_of_ballot_that_does_not_exist_starts_again(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields("approval", ballot_form="gevoel")
        answer = joost.send(f"{PAGE}?jaar={city.year}", sent)
        assert (answer.status_code, "vorm=approval" in answer.text) == (400, True)

    def test_a_round_that_was_opened_before_is_not_opened_again(
        self, city: City, joost: Visitor, fields: Callable[..., Fields]
    ) -> None:
        sent = fields("approval", round_id=city.round_id)
        answer = joost.send(f"{PAGE}?jaar={city.year}", sent)
        assert (answer.status_code, bool(said_at(answer.text, "round_id"))) == (409, True)

    def test_is_named_by_codes_that_do_not_change(self) -> None:
        assert {
            "form.fields_not_right",
            "form.value_empty",
            "form.number_unreadable",
            "form.identifier_unreadable",
            "form.value_unknown",
            "form.out_of_reach",
            "form.goes_with_another_choice",
        } <= refusals_by_code().keys()
