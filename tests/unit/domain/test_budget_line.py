"""Lines of a wijk's budget: what is put on one is there to the cent, and on no other."""

from __future__ import annotations

from typing import Any

import pytest

from domain.budget import Budget, evolve
from domain.budget_events import (
    BudgetLine,
    LineClosed,
    MoneyAllocated,
    MoneyDivided,
    MoneyMoved,
    MoneyReserved,
)
from domain.budget_line import (
    DivideMoney,
    LineNamedTwice,
    MoveMoney,
    NotEnoughOnLine,
    NothingToDivide,
    OtherLinesGetNothing,
    SameLine,
    close_lines,
    divide,
    move,
)
from domain.budget_year import Body, BodyAct
from domain.event import Event
from domain.money import ZERO, Money
from tests.scenarios.lines_town import by_points
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    YEAR,
    after,
    command,
    day,
    euros,
    happened,
    refused,
    sealed,
)

INITIATIVE, INSTITUTION, COORDINATION = BudgetLine
ACT = BodyAct(body=Body.COUNCIL, number="RB-3", decided_on=day(1, 5))
KEY: dict[str, Any] = {"division_id": DIVISION, "wijk": LIENDERT, "year": YEAR}
WHY: dict[str, Any] = {"act": ACT, "reason": sealed("institutions have their own money")}


def allocated(cents: int) -> Event:
    return happened(MoneyAllocated, **KEY, amount_cents=Money(cents))


def the_budget(*events: Event) -> Budget:
    return after(evolve, *events)


def dividing(**points: int) -> DivideMoney:
    return command(DivideMoney, year=YEAR, wijken=(LIENDERT,), points=by_points(**points), **WHY)


def moving(cents: int, from_line: BudgetLine, to_line: BudgetLine) -> MoveMoney:
    fields: dict[str, Any] = {"year": YEAR, "wijk": LIENDERT, "amount_cents": Money(cents)}
    return command(MoveMoney, from_line=from_line, to_line=to_line, **fields, **WHY)


class TestBeforeAnyActDividesIt:
    """All money is for initiatives."""

    def test_everything_is_free_for_initiatives(self) -> None:
        budget = the_budget(allocated(100_00))
        assert budget.free_on(INITIATIVE) == budget.available == euros(100)
        assert budget.free_on(INSTITUTION) == budget.free_on(COORDINATION) == ZERO

    def test_points_divide_it_and_the_parts_add_up_to_the_cent(self) -> None:
        budget = the_budget(allocated(100_01))
        events = divide(dividing(initiative=1, institution=1, coordination=1), budget)
        assert [type(event) for event in events] == [MoneyDivided, MoneyDivided]
        assert all(vars(event)["whole_cents"] == Money(100_01) for event in events)
        parted = after(evolve, allocated(100_01), *events)
        parts = [parted.free_on(line) for line in BudgetLine]
        assert sorted(part.cents for part in parts) == [33_33, 33_34, 33_34]

    def test_a_line_without_points_gets_nothing_and_no_event(self) -> None:
        events = divide(dividing(initiative=3, institution=1), the_budget(allocated(100_00)))
        assert [(vars(e)["line"], vars(e)["amount_cents"]) for e in events] == [
            (INSTITUTION, euros(25))
        ]

    def test_what_is_reserved_is_not_divided(self) -> None:
        reserved = happened(MoneyReserved, **KEY, proposal_id="garden", amount_cents=euros(60))
        events = divide(dividing(institution=1), the_budget(allocated(100_00), reserved))
        assert [vars(event)["amount_cents"] for event in events] == [euros(40)]

    @pytest.mark.parametrize(
        "points",
        [{"initiative": 0}, {"initiative": 1}, {"initiative": 9, "institution": 1}],
    )
    def test_a_division_that_puts_nothing_elsewhere_is_refused(
        self, points: dict[str, int]
    ) -> None:
        with refused(OtherLinesGetNothing):
            divide(dividing(**points), the_budget(allocated(1)))

    def test_a_line_has_points_once(self) -> None:
        twice = dividing(initiative=1, institution=9)
        points = (*twice.points, *by_points(institution=1))
        with refused(LineNamedTwice):
            divide(twice.model_copy(update={"points": points}), the_budget(allocated(100_00)))

    def test_a_line_that_is_empty_gives_nothing(self) -> None:
        with refused(NotEnoughOnLine):
            move(moving(1, INSTITUTION, INITIATIVE), the_budget(allocated(100_00)))


class TestOnceItIsDivided:
    """Each line has what was put on it, and no more."""

    DIVIDED = (
        allocated(100_00),
        happened(
            MoneyDivided,
            **KEY,
            **WHY,
            amount_cents=euros(30),
            line=INSTITUTION,
            whole_cents=euros(100),
            points=by_points(initiative=7, institution=3),
        ),
    )

    def test_only_what_is_for_initiatives_can_be_reserved(self) -> None:
        assert the_budget(*self.DIVIDED).available == euros(70)

    @pytest.mark.parametrize(
        ("from_line", "to_line", "left"),
        [
            (INSTITUTION, INITIATIVE, (100, 0, 0)),
            (INSTITUTION, COORDINATION, (70, 0, 30)),
            (INITIATIVE, COORDINATION, (40, 30, 30)),
        ],
    )
    def test_money_moves_between_any_two_lines(
        self, from_line: BudgetLine, to_line: BudgetLine, left: tuple[int, ...]
    ) -> None:
        (event,) = move(moving(30_00, from_line, to_line), the_budget(*self.DIVIDED))
        assert isinstance(event, MoneyMoved)
        assert (event.act, event.reason) == (ACT, WHY["reason"])
        budget = the_budget(*self.DIVIDED, event)
        assert tuple(budget.free_on(line) for line in BudgetLine) == tuple(map(euros, left))

    @pytest.mark.parametrize("line", [INSTITUTION, INITIATIVE])
    def test_no_line_goes_below_zero(self, line: BudgetLine) -> None:
        budget = the_budget(*self.DIVIDED)
        with refused(NotEnoughOnLine):
            move(moving(budget.free_on(line).cents + 1, line, COORDINATION), budget)

    def test_money_does_not_move_to_where_it_is(self) -> None:
        with refused(SameLine):
            move(moving(1, INSTITUTION, INSTITUTION), the_budget(*self.DIVIDED))

    def test_when_all_is_elsewhere_there_is_nothing_to_divide(self) -> None:
        (away,) = move(moving(70_00, INITIATIVE, COORDINATION), the_budget(*self.DIVIDED))
        with refused(NothingToDivide):
            divide(dividing(institution=1), the_budget(*self.DIVIDED, away))

    def test_when_the_year_closes_it_joins_what_is_left(self) -> None:
        events = close_lines(dividing(institution=1), the_budget(*self.DIVIDED))
        assert [type(event) for event in events] == [LineClosed]
        assert the_budget(*self.DIVIDED, *events).available == euros(100)
