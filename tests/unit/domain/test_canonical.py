"""Canonical bytes: one value, one way to write it, one hash."""

from __future__ import annotations

import hashlib

import pytest

from domain.canonical import canonical_json, content_hash


class TestCanonicalBytes:
    """RFC 8785, for the values that events have."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ({"b": 1, "a": [True, False, None]}, b'{"a":[true,false,null],"b":1}'),
            ({"a": {"d": "x", "c": ""}}, b'{"a":{"c":"","d":"x"}}'),
            ({"A": 1, "a": 2, "_": 3}, b'{"A":1,"_":3,"a":2}'),
            ((1, -2), b"[1,-2]"),
            ("€ wijk", '"€ wijk"'.encode()),
            ('"\\/\n\t\x1f\x7f', b'"\\"\\\\/\\n\\t\\u001f\x7f"'),
            ({}, b"{}"),
        ],
    )
    def test_there_is_one_way_to_write_a_value(self, value: object, expected: bytes) -> None:
        assert canonical_json(value) == expected

    def test_the_strings_of_the_standard_s_own_example_are_written_as_it_writes_them(self) -> None:
        value = {
            "string": '€$\u000f\nA\'B"\\\\"/',
            "literals": [None, True, False],
        }
        assert canonical_json(value).decode() == (
            '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        )

    @pytest.mark.parametrize("value", [1.0, [0.5], {"a": {"b": [1, (2.0,)]}}, float("nan")])
    def test_a_fraction_has_no_place_in_it_at_any_depth(self, value: object) -> None:
        with pytest.raises(TypeError, match="float"):
            canonical_json(value)

    def test_what_is_no_json_is_an_error(self) -> None:
        with pytest.raises(TypeError):
            canonical_json({"a": object()})


class TestTheHashOfAValue:
    """SHA-256 of the canonical bytes."""

    def test_it_is_the_hash_of_exactly_these_bytes(self) -> None:
        assert content_hash({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()

    def test_order_of_mention_does_not_matter_and_content_does(self) -> None:
        assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
        assert content_hash(["a", "b"]) != content_hash(["b", "a"])
        assert content_hash(1) != content_hash("1")
