"""What frames and plans in the town, beyond the simplest year: corrections, borders, the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.command_desk import Receipt
from application.streams import Reading
from domain.allocation_correction import CorrectAllocation
from domain.allocation_key import KeyPart, KeyPartKind
from domain.calendar import dutch_day
from domain.command import Role
from domain.money import Money
from domain.network import AnnounceMeeting, MeetingKind, RecordAttendance
from domain.plan_execution import ChooseExecutor, ReviewPriority, not_reviewed
from domain.quickscan import RecordIndicator, SummariseQuickscan
from domain.wijk_division import AdoptDivision, BorderChange, RecordBorders, Wijk
from domain.wijkplan_events import ExecutorKind
from tests.scenarios.lines_town import LinesTown
from tests.scenarios.people import DIVISION, LIENDERT, SOESTERKWARTIER, YEAR, sealed


def by_inhabitants(weights: dict[str, int], year: int = YEAR, *, example: bool = False) -> KeyPart:
    """A part of a key that goes by figures of the first of January before."""
    return KeyPart(
        kind=KeyPartKind.INHABITANTS,
        points=1,
        source="example-figures",
        measured_on=date(year - 1, 1, 1),
        example=example,
        weights=weights,
    )


class PlanningTown(LinesTown):
    """Commands of griffier and coordinator that not every story needs."""

    def record_borders(self) -> None:
        """An earlier division of one wijk, which was split into the two there are now."""
        self.do(
            AdoptDivision,
            Role.GRIFFIER,
            division_id="GM0307-2021",
            municipality="GM0307",
            valid_from=date(2021, 1, 1),
            wijken=(Wijk(code="WK030799", name="Liendert en Soesterkwartier"),),
        )
        self.do(
            RecordBorders,
            Role.GRIFFIER,
            division_id=DIVISION,
            former_id="GM0307-2021",
            source="example-figures",
            changes=(
                BorderChange(former_wijk="WK030799", wijk=LIENDERT, weight=3),
                BorderChange(former_wijk="WK030799", wijk=SOESTERKWARTIER, weight=1),
            ),
        )

    def correct_allocation(
        self, weights: dict[str, int], total: int, number: int = 1, *, example: bool = False
    ) -> Receipt:
        """Another allocation in the place of an earlier one."""
        return self.do(
            CorrectAllocation,
            Role.GRIFFIER,
            year=YEAR,
            total_cents=Money(total),
            key="inhabitants",
            parts=(by_inhabitants(weights, example=example),),
            number=number,
            reason=sealed("the figures were of the wrong date"),
        )

    def record_indicator(self, **changed: Any) -> Receipt:
        """How many people feel alone, in both wijken."""
        fields: dict[str, Any] = {
            "year": YEAR,
            "indicator": "lonely",
            "title": sealed("feels alone"),
            "unit": "percent",
            "source": "example-figures",
            "measured_on": date(YEAR - 1, 1, 1),
            "values": {LIENDERT: 14, SOESTERKWARTIER: 9},
        }
        return self.do(RecordIndicator, Role.CASE_OFFICER, **(fields | changed))

    def summarise_quickscan(self, wijk: str = LIENDERT) -> Receipt:
        """What the figures mean."""
        summary = sealed("one in seven feels alone")
        return self.do(SummariseQuickscan, Role.COORDINATOR, year=YEAR, wijk=wijk, summary=summary)

    def announce_meeting(self, meeting_id: str = "meeting-1", **changed: Any) -> Receipt:
        """The network of Liendert meets today."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "kind": MeetingKind.NEEDS,
            "planned_on": dutch_day(self.now),
            "place": sealed("the old school"),
        }
        return self.do(
            AnnounceMeeting, Role.COORDINATOR, meeting_id=meeting_id, **(fields | changed)
        )

    def record_attendance(self, meeting_id: str = "meeting-1", **changed: Any) -> Receipt:
        """Twelve residents came, three of them for the first time, and four professionals."""
        fields: dict[str, Any] = {"residents": 12, "newcomers": 3, "professionals": 4}
        return self.do(
            RecordAttendance,
            Role.COORDINATOR,
            wijk=LIENDERT,
            meeting_id=meeting_id,
            **(fields | changed),
        )

    def choose_executor(self, priority_id: str = "priority-1", **changed: Any) -> Receipt:
        """Neighbours will do it."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "executor_id": "neighbours",
            "kind": ExecutorKind.VOLUNTEERS,
            "name": sealed("neighbours"),
            "reason": sealed("they do it already"),
        }
        return self.do(
            ChooseExecutor,
            Role.COORDINATOR,
            year=YEAR,
            priority_id=priority_id,
            **(fields | changed),
        )

    def look_back(self, year: int) -> None:
        """On every adopted priority of a year that nobody looked back on yet."""
        for wijk in (LIENDERT, SOESTERKWARTIER):
            plan = Reading(self.streams).wijkplan(year, wijk).state
            for priority_id in sorted(not_reviewed(plan)) if plan else ():
                self.review_priority(priority_id, wijk=wijk, year=year)

    def review_priority(self, priority_id: str = "priority-1", **changed: Any) -> Receipt:
        """Forty people were reached, ten of them among the least self-reliant."""
        fields: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "done": sealed("a meal every Thursday"),
            "learnt": sealed("start at five"),
            "reached": 40,
            "least_self_reliant": 10,
        }
        return self.do(
            ReviewPriority,
            Role.COORDINATOR,
            priority_id=priority_id,
            **(fields | changed),
        )
