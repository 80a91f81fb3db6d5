"""A key in parts: what is fixed goes off first, the rest by points and then by weights."""

from __future__ import annotations

import pytest

from domain.allocation import (
    FixedAboveTotal,
    KeySumsToZero,
    PartWithoutIndicator,
    PartWithoutPoints,
    RestNotDivided,
)
from domain.allocation_key import KeyPart, KeyPartKind
from domain.money import Money
from tests.unit.domain.given import LIENDERT, SOESTERKWARTIER, refused
from tests.unit.domain.test_allocation import (
    BY_INHABITANTS,
    VATHORST,
    fixed,
    part,
    published_by,
    publishing_parts,
    shares_of,
)


class TestAKeyInParts:
    """What is fixed and city-wide goes off first; the rest by points, then by weights."""

    def test_fixed_parts_and_the_city_wide_share_go_off_the_total_first(self) -> None:
        found = published_by(
            publishing_parts(
                Money(1_000),
                fixed({LIENDERT: 100, VATHORST: 50}),
                part({LIENDERT: 1, SOESTERKWARTIER: 1}),
                city_wide_cents=Money(250),
            )
        )
        assert [each.amount_cents.cents for each in found.parts] == [150, 600]
        assert shares_of(found) == {LIENDERT: 400, SOESTERKWARTIER: 300, VATHORST: 50}
        assert found.city_wide_cents == Money(250)

    def test_parts_divide_the_rest_by_their_points(self) -> None:
        by_priority = part({VATHORST: 1}, KeyPartKind.PRIORITY, points=1)
        by_heads = part({LIENDERT: 1}, points=3)
        found = published_by(publishing_parts(Money(1_001), by_heads, by_priority))
        assert [each.amount_cents.cents for each in found.parts] == [751, 250]

    def test_of_equal_remainders_the_part_that_stands_first_gets_the_cent(self) -> None:
        parts = [part({LIENDERT: 1}, points=1) for _ in range(3)]
        found = published_by(publishing_parts(Money(100), *parts))
        assert [each.amount_cents.cents for each in found.parts] == [34, 33, 33]

    def test_parts_and_shares_both_add_up_to_the_total(self) -> None:
        found = published_by(
            publishing_parts(
                Money(10_003),
                part(BY_INHABITANTS, points=7),
                part({LIENDERT: 5, VATHORST: 2}, KeyPartKind.INDICATOR, points=2),
                fixed({SOESTERKWARTIER: 17}),
                city_wide_cents=Money(1),
            )
        )
        assert sum(each.amount_cents.cents for each in found.parts) + 1 == 10_003
        assert sum(shares_of(found).values()) + 1 == 10_003
        for each in found.parts:
            assert sum(shares_of(each).values()) == each.amount_cents.cents

    def test_fixed_amounts_come_out_as_they_went_in(self) -> None:
        found = published_by(publishing_parts(Money(120), fixed({LIENDERT: 70, VATHORST: 50})))
        assert shares_of(found) == {LIENDERT: 70, VATHORST: 50}

    def test_what_is_fixed_is_not_more_than_the_total(self) -> None:
        with refused(FixedAboveTotal):
            published_by(publishing_parts(Money(99), fixed({LIENDERT: 100})))
        with refused(FixedAboveTotal):
            published_by(
                publishing_parts(Money(99), fixed({LIENDERT: 90}), city_wide_cents=Money(10))
            )

    def test_nothing_is_taken_from_the_city_for_a_wijk(self) -> None:
        with refused(FixedAboveTotal):
            published_by(
                publishing_parts(Money(99), part({LIENDERT: 1}), city_wide_cents=Money(-1))
            )

    def test_nothing_is_left_over_without_a_key(self) -> None:
        with refused(RestNotDivided):
            published_by(publishing_parts(Money(101), fixed({LIENDERT: 100})))

    def test_every_part_must_weigh_something(self) -> None:
        with refused(KeySumsToZero):
            published_by(publishing_parts(Money(10), part({LIENDERT: 1}), part({LIENDERT: 0})))

    @pytest.mark.parametrize(
        "unclear", [part({LIENDERT: 1}, points=0), part({LIENDERT: 1}, KeyPartKind.FIXED, points=1)]
    )
    def test_points_go_with_every_part_but_a_fixed_one(self, unclear: KeyPart) -> None:
        with refused(PartWithoutPoints):
            published_by(publishing_parts(Money(10), unclear))

    @pytest.mark.parametrize(
        "unclear",
        [
            part({LIENDERT: 1}).model_copy(update={"indicator": "lonely"}),
            part({LIENDERT: 1}, KeyPartKind.INDICATOR).model_copy(update={"indicator": None}),
        ],
    )
    def test_a_part_by_an_indicator_names_it_and_no_other_part_does(self, unclear: KeyPart) -> None:
        with refused(PartWithoutIndicator):
            published_by(publishing_parts(Money(10), unclear))

    def test_each_part_keeps_its_own_source_and_date(self) -> None:
        other = part({LIENDERT: 2}).model_copy(update={"source": "quickscan", "example": True})
        found = published_by(publishing_parts(Money(10), part({LIENDERT: 1}), other))
        assert [(each.source, each.example) for each in found.parts] == [
            ("cbs-2026", False),
            ("quickscan", True),
        ]
