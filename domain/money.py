"""Money: whole cents of a euro in a type of its own, and splits whose parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

MAX_CENTS = 10**15
"""Ten thousand billion euro: no amount in this domain is larger; it keeps every sum in 64 bits."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in whole cents. Negative amounts exist only as differences, never as a grant."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"money is whole cents, not {type(self.cents).__name__}")
        if abs(self.cents) > MAX_CENTS:
            raise ValueError("money beyond the largest amount")

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def text(self, language: str = "nl") -> str:
        """The amount for people: € 1.234,50 in Dutch (`nl`), €1,234.50 in English (`en`)."""
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        english = f"{sign}{euros:,}.{cents:02d}"
        if language == "en":
            return f"€{english}"
        return "€ " + english.translate(str.maketrans(",.", ".,"))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """In events and on the web, money is an integer of cents."""
        cents = core_schema.int_schema(strict=True, ge=-MAX_CENTS, le=MAX_CENTS)
        from_cents = core_schema.no_info_after_validator_function(cls, cents)
        return core_schema.json_or_python_schema(
            json_schema=from_cents,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_cents]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda money: money.cents, return_schema=core_schema.int_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The published schema says what the integer means."""
        return {
            "type": "integer",
            "minimum": -MAX_CENTS,
            "maximum": MAX_CENTS,
            "description": "euro cents",
        }


ZERO = Money(0)


def _above_zero(amount: Money) -> Money:
    if amount <= ZERO:
        raise ValueError("an amount must be more than zero")
    return amount


PositiveMoney = Annotated[Money, AfterValidator(_above_zero)]
"""Money that someone asks for, reserves or pays: more than zero."""


def _not_below_zero(amount: Money) -> Money:
    if amount < ZERO:
        raise ValueError("an amount must not be less than zero")
    return amount


MoneyOrNothing = Annotated[Money, AfterValidator(_not_below_zero)]
"""Money that may be nothing, and never less."""


def total(amounts: Iterable[Money]) -> Money:
    """The sum of amounts; zero for none."""
    return Money(sum(amount.cents for amount in amounts))


def split_by_largest_remainder(whole: Money, weights: Mapping[str, int]) -> dict[str, Money]:
    """Divide `whole` in proportion to integer `weights`; the parts add up to the whole, exactly.

    Each part gets its share rounded down; the cents left over go to the largest remainders
    (Hamilton's method), equal remainders in ascending order of key. Raises `ValueError` for a
    negative weight, or weights that sum to zero.
    """
    weight_sum = sum(weights.values())
    if weight_sum <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must not be negative and must not all be zero")
    shares = {key: divmod(whole.cents * weight, weight_sum) for key, weight in weights.items()}
    left_over = whole.cents - sum(floor for floor, _ in shares.values())
    by_remainder = sorted(shares, key=lambda key: (-shares[key][1], key))
    rounded_up = set(by_remainder[:left_over])
    return {key: Money(floor + (key in rounded_up)) for key, (floor, _) in shares.items()}
