"""Money adds up, whatever the amounts and weights."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from domain.money import MAX_CENTS, ZERO, Money, split_by_largest_remainder, total

WIJKEN = st.from_regex(r"WK[0-9]{6}", fullmatch=True)
WEIGHTS = st.dictionaries(WIJKEN, st.integers(0, 10**12), min_size=1, max_size=40).filter(
    lambda weights: sum(weights.values()) > 0
)
AMOUNTS = st.integers(0, MAX_CENTS).map(Money)
DIFFERENCES = st.integers(-MAX_CENTS // 4, MAX_CENTS // 4).map(Money)


class TestASplit:
    """By largest remainder."""

    @given(AMOUNTS, WEIGHTS)
    def test_adds_up_to_the_whole(self, whole: Money, weights: dict[str, int]) -> None:
        parts = split_by_largest_remainder(whole, weights)
        assert parts.keys() == weights.keys()
        assert total(parts.values()) == whole

    @given(AMOUNTS, WEIGHTS)
    def test_gives_each_its_exact_share_to_within_a_cent(
        self, whole: Money, weights: dict[str, int]
    ) -> None:
        weight_sum = sum(weights.values())
        for key, part in split_by_largest_remainder(whole, weights).items():
            exact = Fraction(whole.cents * weights[key], weight_sum)
            assert abs(part.cents - exact) < 1
            assert part >= ZERO

    @given(AMOUNTS, WEIGHTS)
    def test_never_gives_less_to_who_weighs_more(
        self, whole: Money, weights: dict[str, int]
    ) -> None:
        parts = split_by_largest_remainder(whole, weights)
        by_weight = sorted(weights, key=lambda key: (weights[key], parts[key]))
        ordered = [parts[key] for key in by_weight]
        assert ordered == sorted(ordered)

    @given(AMOUNTS, WEIGHTS, st.randoms(use_true_random=False))
    def test_does_not_depend_on_the_order_of_mention(
        self, whole: Money, weights: dict[str, int], chance: Random
    ) -> None:
        keys = list(weights)
        chance.shuffle(keys)
        shuffled = {key: weights[key] for key in keys}
        assert split_by_largest_remainder(whole, shuffled) == (
            split_by_largest_remainder(whole, weights)
        )

    @given(AMOUNTS, WEIGHTS, st.integers(1, 1000))
    def test_depends_on_proportions_only(
        self, whole: Money, weights: dict[str, int], factor: int
    ) -> None:
        larger = {key: weight * factor for key, weight in weights.items()}
        assert split_by_largest_remainder(whole, larger) == (
            split_by_largest_remainder(whole, weights)
        )


class TestArithmetic:
    """As with the integers of cents that they are."""

    @given(DIFFERENCES, DIFFERENCES, DIFFERENCES)
    def test_sums_do_not_depend_on_order_or_grouping(self, a: Money, b: Money, c: Money) -> None:
        assert a + b == b + a
        assert (a + b) + c == a + (b + c) == total([c, a, b])

    @given(DIFFERENCES, DIFFERENCES)
    def test_what_is_added_and_taken_away_again_changes_nothing(self, a: Money, b: Money) -> None:
        assert a + b - b == a
        assert a - b == -(b - a)
        assert bool(a - b) == (a != b)

    @given(DIFFERENCES, DIFFERENCES)
    def test_the_larger_amount_has_more_cents(self, a: Money, b: Money) -> None:
        assert (a < b) == (a.cents < b.cents)

    @given(st.integers(-MAX_CENTS, MAX_CENTS).map(Money))
    def test_it_comes_back_from_the_wire_as_it_was(self, amount: Money) -> None:
        wire: TypeAdapter[Money] = TypeAdapter(Money)
        assert wire.validate_json(wire.dump_json(amount)) == amount

    @given(st.integers(-MAX_CENTS, MAX_CENTS).map(Money), st.sampled_from(["nl", "en"]))
    def test_its_words_can_be_read_back_to_the_cent(self, amount: Money, language: str) -> None:
        digits = amount.text(language).strip("€ ").replace(".", "").replace(",", "")
        assert int(digits) == amount.cents
