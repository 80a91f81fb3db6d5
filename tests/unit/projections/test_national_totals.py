"""Totals over municipalities: nothing is counted twice or left out, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from application.partition_directory import PartitionUnknown
from projections.budget_state import FIGURES, BudgetState
from projections.national_totals import (
    PartitionMissing,
    PartitionTotals,
    national_totals,
    together,
    totals_at,
)

CENTS = st.integers(-(10**14), 10**14)
STATES = st.lists(
    st.builds(
        BudgetState,
        division_id=st.just("2022"),
        year=st.integers(2026, 2029),
        wijk=st.sampled_from(["WK030703", "WK030710", "WK034401"]),
        **{f"{name}_cents": CENTS for name in FIGURES},
    ),
    max_size=12,
)
COUNTRY = st.dictionaries(st.sampled_from(["gm0307", "gm0344", "gm0363"]), STATES)


def said(country: dict[str, list[BudgetState]]) -> list[PartitionTotals]:
    """What each municipality says, at some position."""
    return [
        totals_at(name, position, states) for position, (name, states) in enumerate(country.items())
    ]


@given(COUNTRY)
def test_every_figure_is_the_sum_over_all_wijken_of_that_year(
    country: dict[str, list[BudgetState]],
) -> None:
    total = national_totals(said(country)).total
    assert total is not None
    states = [state for each in country.values() for state in each]
    assert [year.year for year in total] == sorted({state.year for state in states})
    for year in total:
        of_year = [state for state in states if state.year == year.year]
        assert year.wijken == len(of_year)
        for name in FIGURES:
            assert year.cents[name] == sum(state.cents(name) for state in of_year)


@given(COUNTRY, st.randoms())
def test_the_order_in_which_municipalities_answer_does_not_matter(
    country: dict[str, list[BudgetState]], chance: Random
) -> None:
    answers = said(country)
    shuffled = list(answers)
    chance.shuffle(shuffled)
    assert national_totals(shuffled) == national_totals(answers)


@given(COUNTRY)
def test_a_total_of_totals_is_the_total(country: dict[str, list[BudgetState]]) -> None:
    answers = said(country)
    halves = [answers[::2], answers[1::2]]
    of_halves = together([together(each.years for each in half) for half in halves])
    assert of_halves == national_totals(answers).total


def test_without_one_municipality_there_is_no_total_and_the_others_stay() -> None:
    state = BudgetState("2022", 2027, "WK030710", allocated_cents=5, available_cents=5)
    there = totals_at("gm0344", 7, [state])
    missing = PartitionMissing("gm0307", PartitionUnknown(partition="gm0307", known="gm0344"))
    found = national_totals([there, missing])
    assert (found.total, found.vector, found.missing) == (None, {"gm0344": 7}, (missing,))
    assert found.partitions == (there,)


def test_of_nobody_is_nothing_at_an_empty_vector() -> None:
    assert (national_totals([]).total, national_totals([]).vector) == ((), {})


def test_that_do_not_add_up_say_so() -> None:
    state = BudgetState("2022", 2027, "WK030710", allocated_cents=5, available_cents=5)
    lost = replace(state, available_cents=4)
    assert [year.adds_up for year in totals_at("gm0307", 0, [state]).years] == [True]
    assert [year.adds_up for year in totals_at("gm0307", 0, [lost]).years] == [False]
