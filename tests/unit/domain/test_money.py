"""Money: whole cents, exact sums, and splits without a cent lost."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from domain.money import (
    MAX_CENTS,
    ZERO,
    Money,
    PositiveMoney,
    split_by_largest_remainder,
    total,
)


class Line(BaseModel):
    """A model with money in it, as events and commands have."""

    money_cents: Money
    amount_cents: PositiveMoney = Money(1)


class TestAnAmountOfMoney:
    """Whole cents of a euro."""

    @pytest.mark.parametrize("cents", [1.0, "1", True, None])
    def test_it_is_whole_cents_and_nothing_like_it(self, cents: int) -> None:
        with pytest.raises(TypeError):
            Money(cents)

    def test_it_has_a_largest_amount(self) -> None:
        assert Money(MAX_CENTS)
        assert Money(-MAX_CENTS)
        for cents in (MAX_CENTS + 1, -MAX_CENTS - 1):
            with pytest.raises(ValueError, match="largest"):
                Money(cents)

    def test_a_sum_beyond_the_largest_amount_is_an_error_and_not_a_wrong_number(self) -> None:
        with pytest.raises(ValueError, match="largest"):
            Money(MAX_CENTS) + Money(1)

    def test_it_adds_subtracts_and_compares(self) -> None:
        assert Money(250) + Money(50) == Money(300)
        assert Money(250) - Money(300) == -Money(50)
        assert Money(1) < Money(2) <= Money(2)

    def test_only_nothing_is_no_money(self) -> None:
        assert not ZERO
        assert Money(-1)

    def test_it_is_not_a_number(self) -> None:
        number: object = 5
        assert Money(5) != number

    def test_no_amounts_add_up_to_nothing(self) -> None:
        assert total([]) == ZERO
        assert total([Money(1), Money(2)]) == Money(3)


class TestInWords:
    """An amount as people read it."""

    @pytest.mark.parametrize(
        ("cents", "dutch", "english"),
        [
            (123_450, "€ 1.234,50", "€1,234.50"),
            (7_00, "€ 7,00", "€7.00"),
            (0, "€ 0,00", "€0.00"),
            (-5, "€ -0,05", "€-0.05"),
            (-1_000_000_01, "€ -1.000.000,01", "€-1,000,000.01"),
        ],
    )
    def test_it_is_written_as_each_language_does(
        self, cents: int, dutch: str, english: str
    ) -> None:
        assert Money(cents).text("nl") == dutch
        assert Money(cents).text("en") == english


class TestOnTheWire:
    """In events and on the web, an integer of cents."""

    def test_it_is_an_integer_and_comes_back_as_money(self) -> None:
        assert Line(money_cents=Money(250)).model_dump_json() == (
            '{"money_cents":250,"amount_cents":1}'
        )
        assert Line.model_validate_json('{"money_cents":250}').money_cents == Money(250)

    @pytest.mark.parametrize("written", ["2.5", '"250"', "true", "null", str(MAX_CENTS + 1)])
    def test_anything_else_is_malformed(self, written: str) -> None:
        with pytest.raises(ValidationError):
            Line.model_validate_json(f'{{"money_cents":{written}}}')

    @pytest.mark.parametrize("cents", [0, -1])
    def test_an_amount_that_is_asked_for_is_more_than_zero(self, cents: int) -> None:
        with pytest.raises(ValidationError):
            Line.model_validate({"money_cents": 1, "amount_cents": cents})

    def test_the_published_schema_says_what_the_integer_means(self) -> None:
        described = Line.model_json_schema()["properties"]["money_cents"]
        assert (described["type"], described["description"]) == ("integer", "euro cents")


class TestSplittingByLargestRemainder:
    """Hamilton's method: round down, and give what is left to the largest remainders."""

    def test_a_textbook_case(self) -> None:
        parts = split_by_largest_remainder(Money(10), {"a": 15, "b": 14, "c": 1})
        assert parts == {"a": Money(5), "b": Money(5), "c": ZERO}

    def test_the_left_over_cent_goes_to_the_largest_remainder_whatever_its_key(self) -> None:
        parts = split_by_largest_remainder(Money(100), {"a": 332, "b": 331, "c": 337})
        assert parts == {"a": Money(33), "b": Money(33), "c": Money(34)}

    def test_equal_remainders_go_by_key_and_not_by_order_of_mention(self) -> None:
        parts = split_by_largest_remainder(Money(2), {"c": 1, "b": 1, "a": 1})
        assert parts == {"a": Money(1), "b": Money(1), "c": ZERO}

    def test_who_weighs_nothing_gets_nothing(self) -> None:
        assert split_by_largest_remainder(Money(5), {"a": 1, "b": 0}) == {
            "a": Money(5),
            "b": ZERO,
        }

    def test_nothing_is_split_into_nothings(self) -> None:
        assert split_by_largest_remainder(ZERO, {"a": 1, "b": 2}) == {"a": ZERO, "b": ZERO}

    @pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 3, "b": -1}])
    def test_weights_must_weigh(self, weights: dict[str, int]) -> None:
        with pytest.raises(ValueError, match="weights"):
            split_by_largest_remainder(Money(1), weights)
