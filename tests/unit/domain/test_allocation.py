"""The allocation: a year's money over the wijken, by a published key, exact to the cent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from domain.allocation import (
    AllocationHasNoMoney,
    CeilingExceeded,
    KeySumsToZero,
    PublishAllocation,
    guard_key_has_weight,
    publish,
)
from domain.allocation_key import (
    MAX_WEIGHT,
    AllocationPart,
    AllocationPublished,
    KeyPart,
    KeyPartKind,
)
from domain.budget_events import MoneyAllocated
from domain.budget_year import BudgetYear, BudgetYearIsClosed, BudgetYearUnknown
from domain.money import ZERO, Money, total
from domain.wijk_division import Division, DivisionUnknown, WijkUnknown
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    command,
    day,
    euros,
    refused,
)

VATHORST = "WK030720"
NAMES = {LIENDERT: "Liendert", SOESTERKWARTIER: "Soesterkwartier", VATHORST: "Vathorst"}
WIJKEN = Division(DIVISION, day(1, 1, 2022), NAMES, city="WK030700")
OPEN = BudgetYear(YEAR, division_id=DIVISION, ceiling=euros(1000))
CLOSED = BudgetYear(YEAR, division_id=DIVISION, ceiling=euros(1000), closed=True)


def part(
    weights: dict[str, int], kind: KeyPartKind = KeyPartKind.INHABITANTS, points: int = 1
) -> KeyPart:
    """A part of a key."""
    return KeyPart(
        kind=kind,
        points=points,
        indicator="lonely" if kind is KeyPartKind.INDICATOR else None,
        source="cbs-2026",
        measured_on=day(1, 1),
        weights=weights,
    )


def fixed(amounts: dict[str, int]) -> KeyPart:
    """A fixed part, in cents."""
    return part(amounts, KeyPartKind.FIXED, points=0)


def publishing(weights: dict[str, int], amount: Money) -> PublishAllocation:
    """Publishing an allocation by one key."""
    return publishing_parts(amount, part(weights))


def publishing_parts(amount: Money, *parts: KeyPart, **more: Any) -> PublishAllocation:
    """Publishing an allocation by a key in parts."""
    fields: dict[str, Any] = {
        "year": YEAR,
        "total_cents": amount,
        "key": "inhabitants",
        "parts": parts,
    }
    return command(PublishAllocation, **(fields | more))


def published_by(asked: PublishAllocation) -> AllocationPublished:
    """What is published."""
    event, _ = publish(asked, OPEN, WIJKEN)
    assert isinstance(event, AllocationPublished)
    return event


def shares_of(event: AllocationPublished | AllocationPart) -> dict[str, int]:
    """Cents by wijk, of all or of a part."""
    lines = event.lines if isinstance(event, AllocationPart) else event.shares
    return {line.wijk: line.amount_cents.cents for line in lines}


BY_INHABITANTS = {SOESTERKWARTIER: 1, LIENDERT: 1, VATHORST: 1}
PARTLY_ALLOCATED = replace(
    OPEN, allocations=(published_by(publishing(BY_INHABITANTS, euros(400))),)
)


class TestInAnOpenYear:
    """Up to the ceiling, over the wijken of the division."""

    def test_the_parts_add_up_to_the_whole(self) -> None:
        published, money = publish(publishing(BY_INHABITANTS, euros(1000)), OPEN, WIJKEN)
        assert isinstance(published, AllocationPublished)
        assert total(share.amount_cents for share in published.shares) == euros(1000)
        assert published.total_cents == euros(1000)
        assert len(money) == 3

    def test_the_cent_that_is_left_over_goes_to_the_first_of_equals(self) -> None:
        published, _ = publish(publishing(BY_INHABITANTS, Money(100)), OPEN, WIJKEN)
        assert isinstance(published, AllocationPublished)
        shares = {share.wijk: share.amount_cents.cents for share in published.shares}
        assert shares == {SOESTERKWARTIER: 34, LIENDERT: 33, VATHORST: 33}

    def test_each_wijk_gets_in_its_own_stream_what_was_published_for_it(self) -> None:
        published, money = publish(publishing({LIENDERT: 3, VATHORST: 1}, euros(8)), OPEN, WIJKEN)
        assert isinstance(published, AllocationPublished)
        told = {share.wijk: (share.wijk, share.amount_cents) for share in published.shares}
        assert told == {
            wijk: (event.wijk, event.amount_cents)
            for wijk, event in money.items()
            if isinstance(event, MoneyAllocated)
        }

    def test_key_source_and_weights_are_public_so_that_anyone_can_recompute_it(self) -> None:
        published, _ = publish(publishing({LIENDERT: 3, VATHORST: 1}, euros(8)), OPEN, WIJKEN)
        assert isinstance(published, AllocationPublished)
        (only,) = published.parts
        assert (published.key, only.source) == ("inhabitants", "cbs-2026")
        assert {line.wijk: line.weight for line in only.lines} == {LIENDERT: 3, VATHORST: 1}

    def test_a_wijk_without_weight_gets_nothing_and_says_so(self) -> None:
        published, money = publish(publishing({LIENDERT: 1, VATHORST: 0}, euros(8)), OPEN, WIJKEN)
        assert isinstance(published, AllocationPublished)
        assert published.shares[-1].amount_cents == ZERO
        assert VATHORST in money

    def test_there_is_something_to_allocate(self) -> None:
        for nothing in (ZERO, Money(-1)):
            with refused(AllocationHasNoMoney):
                publish(publishing(BY_INHABITANTS, nothing), OPEN, WIJKEN)

    def test_a_key_gives_at_least_one_wijk_a_weight(self) -> None:
        with refused(KeySumsToZero):
            publish(publishing({LIENDERT: 0, VATHORST: 0}, euros(1)), OPEN, WIJKEN)

    def test_no_weight_is_negative_even_if_the_key_adds_up(self) -> None:
        with refused(KeySumsToZero):
            guard_key_has_weight({LIENDERT: 2, VATHORST: -1})

    def test_it_goes_to_wijken_of_the_division_only(self) -> None:
        with refused(WijkUnknown):
            publish(publishing({"WK036300": 1}, euros(1)), OPEN, WIJKEN)

    def test_it_needs_the_division_of_the_year(self) -> None:
        with refused(DivisionUnknown):
            publish(publishing(BY_INHABITANTS, euros(1)), OPEN, None)

    def test_it_reaches_the_ceiling_and_not_a_cent_more(self) -> None:
        assert publish(publishing(BY_INHABITANTS, euros(1000)), OPEN, WIJKEN)
        with refused(CeilingExceeded):
            publish(publishing(BY_INHABITANTS, euros(1000) + Money(1)), OPEN, WIJKEN)


class TestAfterAnEarlierAllocation:
    """Part of the ceiling is spoken for."""

    def test_the_rest_of_the_ceiling_can_be_allocated(self) -> None:
        assert publish(publishing(BY_INHABITANTS, euros(600)), PARTLY_ALLOCATED, WIJKEN)

    def test_all_allocations_together_stay_within_the_ceiling(self) -> None:
        with refused(CeilingExceeded):
            publish(publishing(BY_INHABITANTS, euros(601)), PARTLY_ALLOCATED, WIJKEN)


class TestOutsideAnOpenYear:
    """There is no year to allocate in."""

    def test_a_year_that_was_not_opened_has_no_money(self) -> None:
        for year in (None, BudgetYear(YEAR)):
            with refused(BudgetYearUnknown):
                publish(publishing(BY_INHABITANTS, euros(1)), year, WIJKEN)

    def test_a_closed_year_gets_no_money(self) -> None:
        with refused(BudgetYearIsClosed):
            publish(publishing(BY_INHABITANTS, euros(1)), CLOSED, WIJKEN)


class TestWhatCanBeAsked:
    """A weight that no published share could hold is malformed, and never half carried out."""

    def test_the_largest_weight_is_published(self) -> None:
        assert publish(publishing({LIENDERT: MAX_WEIGHT}, euros(1)), OPEN, WIJKEN)

    @pytest.mark.parametrize("weight", [-1, MAX_WEIGHT + 1, "12", True])
    def test_a_weight_is_a_whole_number_within_bounds(self, weight: int) -> None:
        with pytest.raises(ValidationError):
            publishing({LIENDERT: weight}, euros(1))

    def test_a_key_names_at_least_one_wijk(self) -> None:
        with pytest.raises(ValidationError):
            publishing({}, euros(1))
