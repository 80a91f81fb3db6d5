"""The published schemas are those of the code, and old entries fit them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from domain.event_catalogue import EVENTS, UPCASTS
from tests.golden.kept import (
    PAGE,
    SCHEMAS,
    PromiseBroken,
    golden_events,
    page_text,
    publish_schemas,
    published_schemas,
    schema_text,
    schemas_to_publish,
)
from tests.golden.schema_changes import broken_promises

GOLDEN = golden_events()
PUBLISHED = published_schemas()
TO_PUBLISH = schemas_to_publish()
"""Worked out once: each time takes all classes of events and all published files."""

WIJK = {"type": "string", "pattern": "^WK[0-9]{6}$", "description": "code"}
BEFORE: dict[str, Any] = {
    "$defs": {
        "Role": {"type": "string", "enum": ["finance", "griffier"]},
        "Share": {
            "type": "object",
            "properties": {"wijk": WIJK, "weight": {"type": "integer", "minimum": 0}},
            "required": ["wijk"],
        },
    },
    "type": "object",
    "properties": {
        "amount_cents": {"type": "integer", "minimum": 1, "maximum": 1000},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "role": {"$ref": "#/$defs/Role"},
        "shares": {"type": "array", "items": {"$ref": "#/$defs/Share"}},
        "day": {"type": "string", "format": "date"},
    },
    "required": ["amount_cents", "role"],
}


def changed(path: str, **rules: object) -> dict[str, Any]:
    """The schema with rules at a path changed; None takes a rule out."""
    schema = copy.deepcopy(BEFORE)
    part = schema
    for step in path.split("/") if path else ():
        part = part[step]
    for rule, value in rules.items():
        part[rule] = value
        if value is None:
            del part[rule]
    return schema


class TestWhatIsPublished:
    """`docs/events` and the catalogue, from the code as it is."""

    def test_every_name_that_was_ever_written_has_a_schema(self) -> None:
        assert PUBLISHED.keys() == EVENTS.keys() | UPCASTS.keys()

    @pytest.mark.parametrize("name", TO_PUBLISH)
    def test_a_schema_is_up_to_date(self, name: str) -> None:
        text = (SCHEMAS / f"{name}.json").read_text("utf-8")
        assert text == schema_text(TO_PUBLISH[name]), "run make events"

    def test_the_catalogue_is_up_to_date(self) -> None:
        assert PAGE.read_text("utf-8") == page_text(), "run make events"

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_a_schema_bears_the_name_of_its_event_and_says_what_it_means(self, name: str) -> None:
        assert PUBLISHED[name]["title"] == name
        assert PUBLISHED[name]["description"]

    def test_every_field_of_every_event_says_what_it_means(self) -> None:
        rows = [line.split(" | ") for line in page_text().splitlines() if line.startswith("| `")]
        assert [row[0] for row in rows if row[2].strip(" |") == ""] == []

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_an_amount_of_money_is_named_and_explained_as_cents(self, name: str) -> None:
        for field, schema in PUBLISHED[name]["properties"].items():
            if field.endswith("_cents"):
                assert (schema["type"], schema["description"]) == ("integer", "euro cents")


LATER_OF_WITHDRAWALS = frozenset({"activities", "former_activities", "effective_on"})
MAY_BE_LACKING = {
    "proposal.submitted.v5": frozenset({"addresses"}),
    "proposal.amended.v2": frozenset({"addresses"}),
    "proposal.submitted.v6": frozenset({"addresses", "category"}),
    "proposal.amended.v3": frozenset({"addresses", "category"}),
    "proposal.activity_set.v2": frozenset({"category"}),
    "account.rendered.v2": frozenset({"costs"}),
    "account.rendered.v3": frozenset({"costs"}),
    "payout.paid.v1": frozenset({"paid_on"}),
    "decision.prepared.v1": frozenset({"activities"}),
    "decision.taken.v2": frozenset({"activities"}),
    "decision.prepared.v2": frozenset({"activities", "council_act"}),
    "decision.taken.v3": frozenset({"activities", "council_act"}),
    "objection.decided.v2": frozenset({"activities", "former_activities", "council_act"}),
    "objection.decided.v3": frozenset({"activities", "former_activities", "council_act"}),
    "proposal.agreement_recorded.v3": frozenset({"council_act"}),
    "budget.round_money_freed.v1": frozenset({"themes"}),
    "grant.granted.v1": frozenset({"activities"}),
    "grant.changed.v1": frozenset({"activities"}),
    "appeal.ruling_recorded.v1": frozenset({"activities"}),
    "objection.decided.v1": frozenset({"activities", "former_activities"}),
    "objection.lodged.v1": frozenset({"asks_court", "posted_on"}),
    "grant.determined.v3": frozenset({"with_grant"}),
    "withdrawal.announced.v1": LATER_OF_WITHDRAWALS,
    "withdrawal.announced.v2": LATER_OF_WITHDRAWALS,
    "grant.withdrawn.v1": LATER_OF_WITHDRAWALS | {"compensation_cents", "compensation_reason"},
    "grant.withdrawn.v2": LATER_OF_WITHDRAWALS | {"compensation_cents", "compensation_reason"},
}
"""Fields that an entry may lack, most since entries of its first days do; read as nothing there."""


class TestGoldenEventsAgainstPublishedSchemas:
    """Whoever reads our log with the published schemas reads all of it."""

    @pytest.mark.parametrize("name", GOLDEN)
    def test_a_golden_event_fits_its_schema(self, name: str) -> None:
        Draft202012Validator.check_schema(PUBLISHED[name])
        Draft202012Validator(PUBLISHED[name]).validate(json.loads(GOLDEN[name]))

    @pytest.mark.parametrize("name", GOLDEN)
    def test_one_without_any_of_its_fields_does_not(self, name: str) -> None:
        payload, lacking = json.loads(GOLDEN[name]), MAY_BE_LACKING.get(name, frozenset())
        for field in payload.keys() - lacking:
            rest = {key: value for key, value in payload.items() if key != field}
            with pytest.raises(ValidationError):
                Draft202012Validator(PUBLISHED[name]).validate(rest)

    @pytest.mark.parametrize("name", MAY_BE_LACKING)
    def test_one_without_a_field_that_may_be_lacking_does(self, name: str) -> None:
        payload = json.loads(GOLDEN[name])
        rest = {key: payload[key] for key in payload.keys() - MAY_BE_LACKING[name]}
        Draft202012Validator(PUBLISHED[name]).validate(rest)


class TestAChangedSchema:
    """It stays readable, or it is a new version."""

    def test_none_that_is_published_breaks_a_promise(self) -> None:
        broken = {name: broken_promises(PUBLISHED[name], TO_PUBLISH[name]) for name in PUBLISHED}
        assert {name: sentences for name, sentences in broken.items() if sentences} == {}

    @pytest.mark.parametrize(
        ("schema", "sentence"),
        [
            (changed("properties", note=None), ".note: was removed"),
            (changed("", required=["amount_cents"]), None),
            (changed("", required=["amount_cents", "role", "day"]), ".day: is required and"),
            (
                changed("", properties=BEFORE["properties"] | {"x": WIJK}, required=["x"]),
                ".x: is required and was not",
            ),
            (changed("properties/amount_cents", type="string"), ".amount_cents: type was integer"),
            (changed("properties/amount_cents", type="number"), ".amount_cents: type was integer"),
            (changed("properties/amount_cents", minimum=2), ".amount_cents: minimum was 1"),
            (changed("properties/amount_cents", minimum=0), None),
            (changed("properties/amount_cents", maximum=999), ".amount_cents: maximum was 1000"),
            (changed("properties/amount_cents", maximum=1001), None),
            (changed("properties/amount_cents", exclusiveMaximum=9), "was free and is 9"),
            (changed("properties/day", format="date-time"), ".day: format was date"),
            (changed("properties/day", description="other words"), None),
            (changed("properties/note", anyOf=[{"type": "string"}]), ".note: may not be what it"),
            (changed("properties", note={"type": "string"}), ".note: may not be what it was: null"),
            (changed("properties/day", anyOf=[WIJK, {"type": "null"}]), ".day: may be more than"),
            (changed("$defs/Role", enum=["griffier"]), ".role: a value that was possible"),
            (changed("$defs/Role", enum=["finance", "griffier", "college"]), None),
            (changed("$defs/Share/properties/wijk", pattern="^BU"), ".shares[].wijk: pattern was"),
            (changed("$defs/Share/properties", weight=None), ".shares[].weight: was removed"),
            (changed("$defs/Share", required=["wijk", "weight"]), ".shares[].weight: is required"),
        ],
    )
    def test_what_breaks_a_promise_is_named_with_its_field(
        self, schema: dict[str, Any], sentence: str | None
    ) -> None:
        found = broken_promises(BEFORE, schema)
        assert any(sentence in each for each in found) if sentence else found == []

    def test_a_schema_may_name_its_parts_otherwise(self) -> None:
        renamed = json.loads(json.dumps(BEFORE).replace("Share", "Part"))
        assert broken_promises(BEFORE, renamed) == []

    def test_a_schema_that_breaks_a_promise_is_not_published(self, tmp_path: Path) -> None:
        schema = copy.deepcopy(PUBLISHED["mandate.withdrawn.v1"])
        schema["properties"]["reason"] = {"type": "string"}
        file = tmp_path / "mandate.withdrawn.v1.json"
        file.write_text(schema_text(schema))
        with pytest.raises(PromiseBroken, match=r"withdrawn\.v1\.reason: was removed"):
            publish_schemas(tmp_path, tmp_path / "page.md")
        assert list(tmp_path.iterdir()) == [file]
        assert file.read_text() == schema_text(schema)
