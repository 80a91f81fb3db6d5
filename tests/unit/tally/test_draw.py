"""A draw: the order follows from the seed, and anyone can work it out with any tool that hashes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tally.draw import drawn_order, lot

ZEROS = bytes(32)
COUNTING = bytes(range(32))
IDS = [f"2027-WK030710-{number:04d}" for number in range(1, 6)]

# Worked out with: { printf 'wijkkas/draw/v1\n'; xxd -r -p <<< SEED; printf ID; } | sha256sum
LOTS = {
    (ZEROS, ""): "3dcc6f7544760ff2ce383b26966f7dba4943839b03ee98c6515d013e1c4830dc",
    (ZEROS, "garden"): "1bee55ad06e2c73a25028880c2aca0eb328e18fe45d9228b6e5b5eba3f60daef",
    (COUNTING, "garden"): "b0c6cc20ff31ce7bfec82557e84b79378701921d3ab541b4b7658ec666c0fa6d",
    (COUNTING, "café"): "1c5eb51d4fbfb5cbd6b3439d0edee3ccb93b191c6b081b5f1de68845039fd581",
}
ORDERS = {ZEROS: (2, 4, 1, 5, 3), COUNTING: (1, 5, 2, 4, 3)}

some_ids = st.lists(st.text(max_size=5), unique=True, max_size=8)
some_seed = st.binary(min_size=32, max_size=32)


class TestTheVectors:
    """They never change: results of years ago are checked with them."""

    @pytest.mark.parametrize(("seed", "project_id"), LOTS)
    def test_a_lot_is_what_was_worked_out_by_hand(self, seed: bytes, project_id: str) -> None:
        assert lot(seed, project_id).hex() == LOTS[seed, project_id]

    @pytest.mark.parametrize("seed", ORDERS, ids=["zeros", "counting"])
    def test_an_order_is_what_was_worked_out_by_hand(self, seed: bytes) -> None:
        in_order = tuple(IDS.index(project_id) + 1 for project_id in drawn_order(seed, IDS))
        assert in_order == ORDERS[seed]


@given(some_seed, some_ids)
def test_everyone_has_one_place(seed: bytes, project_ids: list[str]) -> None:
    assert sorted(drawn_order(seed, project_ids)) == sorted(project_ids)


@given(some_seed, some_ids)
def test_the_order_of_naming_does_not_matter(seed: bytes, project_ids: list[str]) -> None:
    assert drawn_order(seed, reversed(project_ids)) == drawn_order(seed, project_ids)


@given(some_seed, some_ids, st.integers(0, 7))
def test_who_else_takes_part_does_not_matter(seed: bytes, project_ids: list[str], out: int) -> None:
    fewer = project_ids[:out] + project_ids[out + 1 :]
    order = [each for each in drawn_order(seed, project_ids) if each in fewer]
    assert drawn_order(seed, fewer) == tuple(order)


def test_each_of_three_goes_first_about_as_often() -> None:
    seeds = (hashlib.sha256(str(number).encode()).digest() for number in range(3_000))
    first = [drawn_order(seed, ["a", "b", "c"])[0] for seed in seeds]
    assert all(900 < first.count(each) < 1_100 for each in "abc")


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_none(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        drawn_order(bytes(length), IDS)
