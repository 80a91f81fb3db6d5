"""Correcting an allocation: reversed and replaced in one step, and both stay visible."""

from __future__ import annotations

from domain.allocation import CeilingExceeded, publish
from domain.allocation_correction import (
    AllocationAlreadyCorrected,
    AllocationSpokenFor,
    AllocationUnknown,
    CorrectAllocation,
    correct,
)
from domain.allocation_key import AllocationCorrected, AllocationPublished
from domain.budget import Budget, budget_after
from domain.budget_events import AllocationReversed, MoneyAllocated
from domain.budget_year import BudgetYear, BudgetYearIsClosed, evolve
from domain.money import Money
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    command,
    euros,
    refused,
    sealed,
)
from tests.unit.domain.test_allocation import OPEN, WIJKEN, part, publishing


def the_year(*weights: dict[str, int]) -> BudgetYear:
    """A year in which 600 euros were allocated by each of these keys."""
    year: BudgetYear | None = OPEN
    for each in weights:
        published, _ = publish(publishing(each, euros(600)), year, WIJKEN)
        year = evolve(year, published)
    assert year is not None
    return year


def correcting(weights: dict[str, int], amount: Money, number: int = 1) -> CorrectAllocation:
    """Another key in the place of one that was published."""
    return command(
        CorrectAllocation,
        year=YEAR,
        total_cents=amount,
        key="inhabitants",
        parts=(part(weights),),
        number=number,
        reason=sealed("the figures were of another date"),
    )


def budget(wijk: str, allocated: Money, granted: Money | None = None) -> Budget:
    """The money of a wijk, some of it granted."""
    bound = {"garden": granted} if granted else {}
    return Budget(DIVISION, wijk, YEAR, allocated=allocated, granted=bound)


ALL_IN_LIENDERT = the_year({LIENDERT: 1})
HALVES = {LIENDERT: 1, SOESTERKWARTIER: 1}


class TestAnAllocationThatStands:
    """It can be reversed, and another takes its place."""

    def test_both_stay_visible_and_say_so_of_each_other(self) -> None:
        events, _ = correct(
            correcting(HALVES, euros(600)),
            ALL_IN_LIENDERT,
            WIJKEN,
            {LIENDERT: budget(LIENDERT, euros(600))},
        )
        wrong, right = events
        assert isinstance(wrong, AllocationCorrected)
        assert isinstance(right, AllocationPublished)
        assert (wrong.number, wrong.corrected_by, right.corrects) == (1, 2, 1)
        year = evolve(evolve(ALL_IN_LIENDERT, wrong), right)
        assert year is not None
        assert [each.corrects for each in year.allocations] == [None, 1]
        assert (year.corrected, year.allocated) == (frozenset({1}), euros(600))

    def test_money_arrives_before_it_goes_so_that_no_wijk_stands_below_zero(self) -> None:
        granted = budget(LIENDERT, euros(600), granted=euros(250))
        _, money = correct(
            correcting(HALVES, euros(600)), ALL_IN_LIENDERT, WIJKEN, {LIENDERT: granted}
        )
        arrives, goes = money[LIENDERT]
        assert isinstance(arrives, MoneyAllocated)
        assert isinstance(goes, AllocationReversed)
        assert (arrives.amount_cents, goes.amount_cents) == (euros(300), euros(600))
        assert goes.allocation_number == 1
        assert budget_after(granted, [arrives]).available >= Money(0)
        assert budget_after(granted, [arrives, goes]).available == euros(50)

    def test_what_is_spoken_for_stays(self) -> None:
        granted = budget(LIENDERT, euros(600), granted=euros(300) + Money(1))
        with refused(AllocationSpokenFor) as said:
            correct(correcting(HALVES, euros(600)), ALL_IN_LIENDERT, WIJKEN, {LIENDERT: granted})
        assert said.value.values["short"] == Money(1)

    def test_the_ceiling_counts_what_is_given_back(self) -> None:
        budgets = {LIENDERT: budget(LIENDERT, euros(600))}
        assert correct(correcting(HALVES, euros(1000)), ALL_IN_LIENDERT, WIJKEN, budgets)
        with refused(CeilingExceeded):
            correct(correcting(HALVES, euros(1000) + Money(1)), ALL_IN_LIENDERT, WIJKEN, budgets)

    def test_one_that_was_never_published_is_unknown(self) -> None:
        with refused(AllocationUnknown):
            correct(correcting(HALVES, euros(1), number=2), ALL_IN_LIENDERT, WIJKEN, {})


class TestAnAllocationThatWasCorrected:
    """It is history."""

    def test_it_is_not_corrected_again_but_its_correction_is(self) -> None:
        budgets = {
            LIENDERT: budget(LIENDERT, euros(300)),
            SOESTERKWARTIER: budget(SOESTERKWARTIER, euros(300)),
        }
        events, _ = correct(
            correcting(HALVES, euros(600)),
            ALL_IN_LIENDERT,
            WIJKEN,
            {LIENDERT: budget(LIENDERT, euros(600))},
        )
        year: BudgetYear | None = ALL_IN_LIENDERT
        for event in events:
            year = evolve(year, event)
        with refused(AllocationAlreadyCorrected):
            correct(correcting(HALVES, euros(600), number=1), year, WIJKEN, budgets)
        assert correct(correcting({LIENDERT: 1}, euros(300), number=2), year, WIJKEN, budgets)


class TestAClosedYear:
    """Nothing in it can change."""

    def test_its_allocations_are_not_corrected(self) -> None:
        closed = BudgetYear(YEAR, division_id=DIVISION, ceiling=euros(1), closed=True)
        with refused(BudgetYearIsClosed):
            correct(correcting(HALVES, euros(1)), closed, WIJKEN, {})
