"""Regulations on the pages and in the API: recorded by the griffier, read by everyone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from adapters.example_regulations import examples
from adapters.web.language import Phrases
from adapters.web.regulation_wording import NAMES, SAYINGS, in_words
from domain.money import Money
from domain.regulation_contents import Regulation
from tests.integration.web.visiting import Visitor

FIELDS = {
    "scheme": "R-2090-1",
    "decided_on": "2025-12-01",
    "valid_from": "2090-01-01",
    "valid_until": "2090-12-31",
    "wijken": "WK030710",
    "replaces": "",
    "rules": '{"parts": {"article": "8.3", "allowed": false}}',
}
CONTENTS: dict[str, dict[str, Any]] = {
    "applicants": {"kinds": ("resident",), "residents_first": True},
    "layers": {"layers": ("informal",)},
    "ceilings": {
        "per_proposal_cents": 1_00,
        "per_address_cents": 1_00,
        "categories": (
            {"category": "food", "most_cents": 0},
            {"category": "materials", "most_cents": 2_00},
        ),
    },
    "co_funding": {"bands": ({"least_percent": 10},), "own_work_counts": True},
    "support": {"bands": ({"least_supporters": 25},), "ranks_first": True},
    "advances": {"bands": ({"from_cents": 400_00, "most_percent": 50},)},
    "accounts": {"bands": ({"form": 2},)},
    "claims": {"within_weeks": 3},
    "terms": {},
    "moments": {"moments": ({"month": 3, "day": 1},)},
    "parts": {"allowed": True},
    "ranking": {
        "criteria": ({"criterion": "reach", "weight": 2},),
        "per_activity": True,
    },
    "feasibility": {"grounds": ("safety",)},
    "carry_over": {
        "allowed": True,
        "saving_years": 3,
        "pooling_day": {"month": 3, "day": 1},
    },
    "themes": {"themes": ("green",), "step_cents": 1_00, "least_themes": 1},
    "voting": {
        "rules": ("greedy",),
        "forms": ("approval",),
        "minimum_age": 16,
        "minimum_votes": 5,
        "minimum_ballots": 10,
        "max_choices": 3,
    },
    "rounds": {
        "quiet_days": 7,
        "quorum_ballots": 50,
        "quorum_percent": 5,
        "quorum_extended_days": 3,
        "extension_days_max": 7,
    },
    "integrity": {"passes_from_one_address": 10, "within_minutes": 60, "kept_days": 14},
    "separation": {},
    "board": {"shares": ({"kind": "resident", "seats": 10},), "quorum": 6},
    "council": {"without_council_up_to_cents": 100_000_00},
}
EVERY_RULE = Regulation.model_validate(
    {
        name: {"article": f"{number}"} | content
        for number, (name, content) in enumerate(CONTENTS.items(), start=1)
    }
)


def record(griffier: Visitor, **changed: str) -> tuple[str, int, str]:
    """Record a regulation that holds in a year far away; its id, and the answer."""
    name = f"far-{uuid4().hex[:8]}"
    fields = FIELDS | {"regulation_id": name, "command_id": str(uuid4())} | changed
    answer = griffier.send("/werk/regelingen", fields)
    return name, answer.status_code, answer.text


class TestRecording:
    """What the griffier writes is what everyone reads."""

    def test_a_regulation_is_recorded_shown_with_its_articles_and_withdrawn(
        self, visit: Callable[..., Visitor]
    ) -> None:
        griffier = visit("griffier")
        name, status, _ = record(griffier)
        assert status == 303
        page = visit().get(f"/regels/{name}").text
        assert "artikel 8.3" in page
        assert "Een voorstel wordt helemaal betaald, of niet." in page
        english = visit().get(f"/regels/{name}?lang=en").text
        assert "A proposal is funded in full, or not at all." in english
        assert name in visit().get("/regels").text
        answer = visit().get(f"/api/v1/regulations/{name}").json()["regulation"]
        assert answer["rules"]["parts"] == {"article": "8.3", "allowed": False}
        assert "actor_id" not in json.dumps(answer)
        listed = visit().get("/api/v1/regulations").json()["regulations"]
        assert name in [each["regulation_id"] for each in listed]
        withdrawal = {"command_id": str(uuid4()), "last_day": "2090-06-30"}
        assert griffier.send(f"/werk/regelingen/{name}/intrekken", withdrawal).status_code == 303
        assert "30 juni 2090" in visit().get(f"/regels/{name}").text

    @pytest.mark.parametrize(
        ("rules", "says"),
        [
            ("{", "rules"),
            ('{"parts": {"allowed": true}}', "rules.parts.article"),
            ('{"mood": {"article": "1"}}', "rules.mood"),
        ],
    )
    def test_what_cannot_be_read_is_named_and_stays_in_the_form(
        self, visit: Callable[..., Visitor], rules: str, says: str
    ) -> None:
        _, status, page = record(visit("griffier"), rules=rules)
        assert status == 400
        assert says in page
        assert FIELDS["scheme"] in page

    def test_an_example_fills_the_form(self, visit: Callable[..., Visitor]) -> None:
        page = visit("griffier").get("/werk/regelingen?van=amersfoort-2022").text
        assert "per_address_cents" in page

    def test_one_that_was_never_recorded_is_not_found(self, visit: Callable[..., Visitor]) -> None:
        assert visit().get("/regels/none").status_code == 404
        assert visit().get("/api/v1/regulations/none").status_code == 404
        assert visit("griffier").get("/werk/regelingen?van=none").status_code == 404


class TestInPlainWords:
    """Every rule has a name and sentences, in both languages."""

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_every_rule_is_said_with_its_article(self, language: str) -> None:
        said = in_words(EVERY_RULE, Phrases(language))
        assert len(said) == len(Regulation.model_fields) == len(NAMES)
        assert SAYINGS.keys() == NAMES.keys()
        for rule in said:
            assert rule.sentences
            for sentence in rule.sentences:
                assert sentence[-1] == "."
                assert "%" not in sentence.replace("10%", "").replace("50%", "").replace("5%", "")

    def test_what_goes_first_does_so_in_advice_and_at_a_decision(self) -> None:
        rules = {rule.name: rule for rule in in_words(EVERY_RULE, Phrases("nl"))}
        where = "gaan voor, in het advies van het wijkbestuur en bij een besluit: "
        for name in ("Wie kan aanvragen", "Steun van bewoners"):
            (said,) = [each for each in rules[name].sentences if "bij een besluit" in each]
            assert where in said.replace("gaat voor", "gaan voor")

    def test_enough_members_are_those_without_an_interest(self) -> None:
        said = {rule.name: rule.sentences for rule in in_words(EVERY_RULE, Phrases("en"))}
        assert any("members without an interest" in each for each in said["Neighbourhood board"])

    def test_every_sentence_is_one_that_a_guard_holds_to(self) -> None:
        phrases = Phrases("en")
        said = in_words(EVERY_RULE, phrases)
        checked = {sentence for rule in said for sentence in rule.sentences}
        assert "Residents vote from the age of 16." in checked
        assert "A coordinator receives no grant." in checked
        assert any(each.startswith("Of a joint application counts who leads") for each in checked)
        assert "In the ranking reach counts 2 times." in checked
        assert f"At most {phrases.money(Money(1_00))} per address that takes part." in checked
        assert f"For materials at most {phrases.money(Money(2_00))}." in checked
        assert f"For food at most {phrases.money(Money(0))}." in checked

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_every_example_is_said(self, language: str) -> None:
        for example in examples().values():
            rules = in_words(example.rules, Phrases(language))
            assert [rule.article for rule in rules] == [
                rule.article for rule in example.rules.rules().values()
            ]
