"""The public list of ballots: sorted by content, and bound by a Merkle root (RFC 6962)."""

from __future__ import annotations

import hashlib
from itertools import permutations

import pytest

from domain.ballot_list import (
    ballots_root,
    counting_ballots,
    leaf_hash,
    merkle_root,
    public_line,
)
from tests.unit.domain.rounds import ballot

# Worked out with sha256sum over the bytes of RFC 6962, section 2.1: 00 and the entry for a leaf,
# 01 and the two hashes for a node.
ROOT_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ROOT_OF_EMPTY_ENTRY = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
ENTRIES = [b"a", b"b", b"c", b"d", b"e"]
ROOTS_OF_FIRST = {
    1: "022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c",
    2: "b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb",
    3: "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1",
    4: "33376a3bd63e9993708a84ddfe6c28ae58b83505dd1fed711bd924ec5a6239f0",
    5: "fe14a5426fbd70c0fa73f52342afed0da0bd23c4838662ccf6b88a3070ead97b",
}


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 to the letter: split at the largest power of two below n."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = recursive_root(leaves[:split]), recursive_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def lines(*entries: bytes) -> list[bytes]:
    """The leaf hashes of entries."""
    return [leaf_hash(entry) for entry in entries]


class TestTheRoot:
    """Anyone computes it from the list alone."""

    def test_of_an_empty_list_is_the_hash_of_nothing(self) -> None:
        assert merkle_root([]).hex() == ROOT_OF_NOTHING

    def test_of_one_entry_is_its_leaf(self) -> None:
        assert merkle_root(lines(b"")).hex() == ROOT_OF_EMPTY_ENTRY

    @pytest.mark.parametrize("size", ROOTS_OF_FIRST)
    def test_is_the_one_worked_out_by_hand(self, size: int) -> None:
        assert merkle_root(lines(*ENTRIES[:size])).hex() == ROOTS_OF_FIRST[size]

    @pytest.mark.parametrize("size", [*range(66), 127, 128, 129, 1000])
    def test_is_that_of_the_recursive_definition(self, size: int) -> None:
        leaves = lines(*(str(number).encode() for number in range(size)))
        assert merkle_root(leaves) == recursive_root(leaves)

    def test_changes_with_order_content_and_length(self) -> None:
        of_three = merkle_root(lines(b"a", b"b", b"c"))
        others = [(b"b", b"a", b"c"), (b"a", b"b", b"x"), (b"a", b"b"), (b"a", b"b", b"c", b"c")]
        assert of_three not in {merkle_root(lines(*entries)) for entries in others}

    def test_no_inner_node_passes_for_an_entry(self) -> None:
        left, right = lines(b"a", b"b")
        assert leaf_hash(left + right) != merkle_root([left, right])


class TestTheList:
    """Its order tells nothing, and it shows no more than the choices of each pass."""

    def test_it_is_the_same_in_whatever_order_ballots_came_in(self) -> None:
        cast = [ballot(1, "garden"), ballot(2, "oven"), ballot(3, "garden", "oven")]
        lists = [counting_ballots(order) for order in permutations(cast)]
        assert all(each == lists[0] for each in lists)
        assert len({ballots_root(each) for each in lists}) == 1

    def test_it_is_sorted_by_the_hash_of_what_it_shows(self) -> None:
        found = counting_ballots(ballot(number, "garden") for number in range(20))
        hashes = [leaf_hash(public_line(each)) for each in found]
        assert hashes == sorted(hashes)

    def test_only_the_last_ballot_of_a_pass_counts(self) -> None:
        changed = ballot(1, "oven", replaces=0)
        assert counting_ballots([ballot(1, "garden"), ballot(2, "garden"), changed]) == (
            counting_ballots([changed, ballot(2, "garden")])
        )

    def test_a_line_shows_the_pass_and_its_choices_and_not_that_it_was_changed(self) -> None:
        line = b'{"choices":["garden","oven"],"pass":"00000000000000000000000000000001"}'
        assert public_line(ballot(1, "garden", "oven")) == line
        assert public_line(ballot(1, "garden", "oven", replaces=4)) == line

    def test_points_stand_beside_the_choices(self) -> None:
        line = b'{"choices":["oven"],"pass":"00000000000000000000000000000001","points":[7]}'
        assert public_line(ballot(1, "oven", points=(7,))) == line

    def test_the_root_changes_with_points_and_with_an_order_of_preference(self) -> None:
        lists = [
            ballot(1, "garden", "oven"),
            ballot(1, "oven", "garden"),
            ballot(1, "garden", "oven", points=(2, 7)),
            ballot(1, "garden", "oven", points=(7, 2)),
        ]
        assert len({ballots_root([each]) for each in lists}) == len(lists)

    def test_two_passes_with_the_same_choices_are_two_lines(self) -> None:
        assert len(counting_ballots([ballot(1, "garden"), ballot(2, "garden")])) == 2
