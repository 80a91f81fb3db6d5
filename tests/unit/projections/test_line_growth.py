"""What initiatives have, year beside year: more or less, in cents and in percents."""

from __future__ import annotations

from fractions import Fraction

from domain.budget_events import BudgetLine
from domain.money import Money
from projections.budget_lines import BudgetLinesProjection, LinesDocument
from projections.document import fold
from projections.line_growth import YearOfGrowth, growth, initiatives_by_year
from tests.golden.money_of_everything import town_of_money
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.projections.entries import entries_of


def lines_in(town: Town) -> list[LinesDocument]:
    """The lines of every wijk and year of a town."""
    documents = fold(BudgetLinesProjection(), entries_of(town)).values()
    return [each for each in documents if isinstance(each, LinesDocument)]


def test_a_first_year_has_nothing_to_be_held_beside() -> None:
    assert growth({YEAR: Money(5)}) == [YearOfGrowth(YEAR, Money(5))]


def test_growth_and_fall_are_told_in_cents_and_in_percents() -> None:
    found = growth({YEAR: Money(400), YEAR + 1: Money(500), YEAR + 2: Money(250)})
    assert [(each.change, each.percent) for each in found[1:]] == [
        (Money(100), Fraction(25)),
        (Money(-250), Fraction(-50)),
    ]


def test_beside_nothing_there_is_a_change_and_no_percent() -> None:
    (_, found) = growth({YEAR: Money(0), YEAR + 1: Money(5)})
    assert (found.change, found.percent) == (Money(5), None)


def test_a_year_that_was_left_out_is_not_jumped_over() -> None:
    assert growth({YEAR: Money(1), YEAR + 2: Money(2)})[1].change is None


def test_what_is_divided_moved_and_freed_is_counted_where_it_went() -> None:
    """1,000 euros each year; of the next half is for institutions, and a part of that freed."""
    lines = lines_in(town_of_money())
    freed = next(each for each in town_of_money().events() if "freed" in each.TOPIC)
    left = vars(freed)["amount_cents"]
    assert initiatives_by_year(lines) == {YEAR: Money(1_000_00), YEAR + 1: Money(500_00) + left}
    (next_year,) = (each for each in lines if each.year == YEAR + 1)
    assert next_year.put_on(BudgetLine.INSTITUTION) == Money(500_00) - left
    assert next_year.path == f"{YEAR + 1}/{LIENDERT}"


def test_a_corrected_allocation_counts_as_it_stands() -> None:
    town = Town().with_money(1_000_00)
    town.correct_allocation({LIENDERT: 1}, 800_00)
    town.move_money(100_00, BudgetLine.INITIATIVE, BudgetLine.COORDINATION)
    assert initiatives_by_year(lines_in(town)) == {YEAR: Money(700_00)}
    (lines,) = lines_in(town)
    assert [each.amount_cents for each in lines.movements] == [Money(100_00)]
