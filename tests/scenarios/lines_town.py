"""Money of the town on lines: divided by points, moved from one to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.command_desk import Receipt
from domain.budget_events import BudgetLine, LinePoints
from domain.budget_line import DivideMoney, MoveMoney
from domain.budget_year import Body, BodyAct
from domain.command import Role
from domain.money import Money
from tests.scenarios.people import LIENDERT, YEAR, sealed
from tests.scenarios.polling_place import PollingPlace

LINE_ACT = BodyAct(body=Body.COUNCIL, number="RB-2027-3", decided_on=date(YEAR - 1, 12, 17))


def by_points(**points: int) -> tuple[LinePoints, ...]:
    """How heavy each line weighs."""
    return tuple(LinePoints(line=BudgetLine(line), points=few) for line, few in points.items())


class LinesTown(PollingPlace):
    """Commands of the griffier about lines."""

    def divide_money(self, *wijken: str, year: int = YEAR, **points: int) -> Receipt:
        """What is free for initiatives, over lines by points: all lines alike unless told."""
        return self.do(
            DivideMoney,
            Role.GRIFFIER,
            year=year,
            wijken=wijken or (LIENDERT,),
            points=by_points(**(points or dict.fromkeys(BudgetLine, 1))),
            act=LINE_ACT,
            reason=sealed("institutions and coordination have their own money"),
        )

    def move_money(
        self,
        amount: int,
        from_line: BudgetLine = BudgetLine.INSTITUTION,
        to_line: BudgetLine = BudgetLine.INITIATIVE,
        **changed: Any,
    ) -> Receipt:
        """From institutions to initiatives unless told otherwise."""
        fields: dict[str, Any] = {"year": YEAR, "wijk": LIENDERT}
        return self.do(
            MoveMoney,
            Role.GRIFFIER,
            from_line=from_line,
            to_line=to_line,
            amount_cents=Money(amount),
            act=LINE_ACT,
            reason=sealed("residents do more by themselves"),
            **(fields | changed),
        )
