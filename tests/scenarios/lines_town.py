"""Money of the town on lines, and the subsidies of institutions that one of them pays."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.command_desk import Receipt
from domain.budget_events import BudgetLine, LinePoints
from domain.budget_line import DivideMoney, MoveMoney
from domain.budget_year import Body, BodyAct, CouncilAct
from domain.calendar import dutch_day
from domain.city_money import PoolRemainders
from domain.command import Role
from domain.money import Money
from domain.subsidy import AnnounceEnding, EndSubsidy, HandOverActivity, RecordSubsidy
from domain.subsidy_borders import CarrySubsidy
from domain.subsidy_events import EndingGround
from domain.subsidy_money import BindSubsidy, FreeSubsidy
from domain.subsidy_reversed import ReverseEnding
from domain.wijkplan_events import ExecutorKind
from tests.scenarios.people import LIENDERT, YEAR, sealed
from tests.scenarios.polling_place import PollingPlace

SUBSIDY_ACT = BodyAct(body=Body.COLLEGE, number="B-2014-81", decided_on=date(2014, 11, 4))
LINE_ACT = BodyAct(body=Body.COUNCIL, number="RB-2027-3", decided_on=date(YEAR - 1, 12, 17))


def by_points(**points: int) -> tuple[LinePoints, ...]:
    """How heavy each line weighs."""
    return tuple(LinePoints(line=BudgetLine(line), points=few) for line, few in points.items())


class LinesTown(PollingPlace):
    """Commands about lines and subsidies."""

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

    def pool_remainders(self, year: int = YEAR) -> Receipt:
        """What wijken have left is for the whole city."""
        act = CouncilAct(number="RB-2027-4", decided_on=date(YEAR - 1, 12, 17))
        return self.do(PoolRemainders, Role.GRIFFIER, year=year, council_act=act)

    def record_subsidy(self, amount: int = 100_00, since: int = 2015, **changed: Any) -> Receipt:
        """A welfare organisation that keeps a community centre open, and helps neighbours."""
        about = {"wijk": LIENDERT, "subsidy_id": "welfare"}
        fields: dict[str, Any] = {**about, "decision": SUBSIDY_ACT}
        return self.do(
            RecordSubsidy,
            Role.CASE_OFFICER,
            name=sealed("the welfare organisation"),
            description=sealed("it keeps the community centre open"),
            activities=("open-house", "neighbour-help"),
            amount_cents=Money(amount),
            since=date(since, 1, 1),
            **(fields | changed),
        )

    def bind_subsidy(self, year: int = YEAR, wijk: str = LIENDERT) -> Receipt:
        """Its money for a year."""
        return self.do(BindSubsidy, Role.CASE_OFFICER, wijk=wijk, subsidy_id="welfare", year=year)

    def announce_ending(self, term_weeks: int = 26, wijk: str = LIENDERT) -> Receipt:
        """Notice, with half a year unless told otherwise."""
        return self.do(
            AnnounceEnding,
            Role.COLLEGE,
            wijk=wijk,
            subsidy_id="welfare",
            term_weeks=term_weeks,
            reason=sealed("staff get the time to find other work"),
        )

    def end_subsidy(self, from_year: int = YEAR + 1, wijk: str = LIENDERT) -> Receipt:
        """None from the next year on, unless told otherwise."""
        return self.do(
            EndSubsidy,
            Role.COLLEGE,
            wijk=wijk,
            subsidy_id="welfare",
            from_year=from_year,
            ground=EndingGround.CHANGED_INSIGHTS,
            reason=sealed("residents do more by themselves"),
        )

    def reverse_ending(self, **changed: Any) -> Receipt:
        """That it ends did not stand after an objection."""
        fields: dict[str, Any] = {
            "act": BodyAct(body=Body.COLLEGE, number="B-2027-90", decided_on=dutch_day(self.now))
        }
        return self.do(
            ReverseEnding,
            Role.COLLEGE,
            wijk=LIENDERT,
            subsidy_id="welfare",
            reason=sealed("the term was too short for what they have agreed to"),
            **(fields | changed),
        )

    def free_subsidy(self, year: int = YEAR + 1) -> Receipt:
        """What it leaves of a year."""
        return self.do(
            FreeSubsidy, Role.CASE_OFFICER, wijk=LIENDERT, subsidy_id="welfare", year=year
        )

    def carry_subsidy(self, **where: Any) -> Receipt:
        """It goes on under another wijk: `division_id` and `to_wijk` say which."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "subsidy_id": "welfare",
            "to_subsidy_id": "welfare",
            "from_year": YEAR + 1,
        }
        return self.do(CarrySubsidy, Role.CASE_OFFICER, **(fields | where))

    def hand_over(self, **changed: Any) -> Receipt:
        """Volunteers go on with the community centre."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "activity": "open-house",
            "name": sealed("the house group"),
            "from_day": date(YEAR + 1, 7, 1),
        }
        return self.do(
            HandOverActivity,
            Role.CASE_OFFICER,
            subsidy_id="welfare",
            kind=ExecutorKind.VOLUNTEERS,
            **(fields | changed),
        )
