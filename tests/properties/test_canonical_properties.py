"""One value has one canonical form, and different values have different ones."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.ballot_list import leaf_hash, merkle_root
from domain.canonical import canonical_json, content_hash

KEYS = st.text(st.characters(codec="ascii"), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def shuffled(value: Any, chance: Random) -> Any:
    """The same value with the keys of all its objects in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        return [shuffled(each, chance) for each in value]
    return value


def spelled_out(value: Any) -> str:
    """A value with its types, so that 1 and true, or 0 and false, are not taken for each other."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{spelled_out(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(spelled_out(each) for each in value) + "]"
    return repr(value)


@given(VALUES)
def test_reading_and_writing_again_gives_the_same_bytes(value: Any) -> None:
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(json.loads(written)) == written


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: Any, chance: Random) -> None:
    assert canonical_json(shuffled(value, chance)) == canonical_json(value)


@given(VALUES, VALUES)
def test_two_values_share_their_bytes_only_if_they_are_the_same(one: Any, other: Any) -> None:
    assert (canonical_json(one) == canonical_json(other)) == (
        spelled_out(one) == spelled_out(other)
    )
    assert (content_hash(one) == content_hash(other)) == (spelled_out(one) == spelled_out(other))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=30), st.data())
def test_a_merkle_root_changes_with_any_entry(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    at = data.draw(st.integers(0, len(entries) - 1))
    other = data.draw(st.binary(max_size=4).filter(lambda entry: entry != entries[at]))
    changed = [*leaves[:at], leaf_hash(other), *leaves[at + 1 :]]
    assert merkle_root(changed) != merkle_root(leaves)
    assert merkle_root([*leaves, leaf_hash(other)]) != merkle_root(leaves)
