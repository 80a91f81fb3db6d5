"""Steps of whoever plans: quickscan, meetings of the network, the wijkplan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from hypothesis.stateful import rule

from domain.network import AnnounceMeeting, MeetingKind, RecordAttendance
from domain.plan_execution import ChooseExecutor, ReviewPriority
from domain.quickscan import RecordIndicator, SummariseQuickscan
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import ExecutorKind, NeedSource, Theme
from tests.properties.whole_city.books import PlanBook
from tests.properties.whole_city.steps_rules import RuleSteps
from tests.properties.whole_city.walk import LUCK, WIJKEN, YEARS, likely, sealed

SELDOM = (
    "RecordIndicator",
    "SummariseQuickscan",
    "AnnounceMeeting",
    "RecordAttendance",
    "ChooseExecutor",
    "ReviewPriority",
)
"""Steps that lead to nothing further: they happen on busy days only, one in place of another."""


class PlanSteps(RuleSteps):
    """What residents need, and what follows from it."""

    def record_indicator(self, luck: Random) -> None:
        self.give(
            luck,
            RecordIndicator,
            year=self.a_year(luck),
            indicator=luck.choice(["lonely", "green"]),
            title=sealed("an indicator"),
            unit="percent",
            source="example-figures",
            measured_on=date(2026, 1, 1),
            values={self.a_wijk(luck): luck.choice([1, 2]), WIJKEN[0]: 3},
        )

    def summarise_quickscan(self, luck: Random) -> None:
        self.give(
            luck,
            SummariseQuickscan,
            year=self.a_year(luck),
            wijk=self.a_wijk(luck),
            summary=sealed("many people know nobody"),
        )

    def announce_meeting(self, luck: Random) -> None:
        self.give(
            luck,
            AnnounceMeeting,
            year=self.a_year(luck),
            wijk=self.a_wijk(luck),
            meeting_id=luck.choice(["meeting-1", "meeting-2"]),
            kind=MeetingKind.NEEDS,
            planned_on=self.city.now.date() + timedelta(days=luck.choice([-2, 0, 0, 0, 3])),
            place=sealed("the old school"),
        )

    def record_attendance(self, luck: Random) -> None:
        coming = [key for key, (_, held) in self.books.meetings.items() if not held]
        wijk, meeting_id = likely(luck, coming, [(WIJKEN[0], "meeting-1"), (WIJKEN[1], "no")])
        self.give(
            luck,
            RecordAttendance,
            wijk=wijk,
            meeting_id=meeting_id,
            residents=12,
            newcomers=likely(luck, [3], [13]),
            professionals=4,
        )

    def a_meeting(self, luck: Random, wijk: str) -> str | None:
        """Mostly none, or one that was held in this wijk."""
        held = [at for (of, at), (_, done) in self.books.meetings.items() if done and of == wijk]
        chosen: str | None = likely(luck, [*held, None], ["meeting-1", "no"])
        return chosen

    @rule(luck=LUCK)
    def record_need(self, luck: Random) -> None:
        wijk = self.a_wijk(luck)
        self.give(
            luck,
            RecordNeed,
            wijk=wijk,
            year=self.a_year(luck),
            need_id=luck.choice(["need-1", "need-2"]),
            source=likely(luck, [NeedSource.MEETING], [NeedSource.LETTER]),
            neighbourhood=likely(luck, [None, f"BU{wijk[2:]}01"], ["BU99999901"]),
            meeting_id=self.a_meeting(luck, wijk),
            description=sealed("a need"),
        )

    def a_plan(self, luck: Random, wanted: Callable[[PlanBook], object]) -> tuple[int, str]:
        """Year and wijk of a plan of which, nearly always, something is so."""
        plans = self.books.plans
        good = [key for key, plan in plans.items() if wanted(plan)]
        other = (self.a_year(luck), self.a_wijk(luck))
        chosen: tuple[int, str] = likely(luck, good, (*plans, other))
        return chosen

    @rule(luck=LUCK)
    def set_priority(self, luck: Random) -> None:
        year, wijk = self.a_plan(luck, lambda plan: plan.needs)
        plan = self.books.plans.get((year, wijk), PlanBook())
        self.give(
            luck,
            SetPriority,
            wijk=wijk,
            year=year,
            priority_id=luck.choice(["priority-1", "priority-2"]),
            theme=Theme.CARING,
            title=sealed("a priority"),
            need_ids=(likely(luck, plan.needs, ["need-1", "need-2"]),),
            indicators=likely(luck, [()], [("lonely",)]),
        )

    def choose_executor(self, luck: Random) -> None:
        year, wijk = self.a_plan(luck, lambda plan: plan.priorities)
        self.give(
            luck,
            ChooseExecutor,
            wijk=wijk,
            year=year,
            priority_id=luck.choice(["priority-1", "priority-2"]),
            executor_id="neighbours",
            kind=ExecutorKind.VOLUNTEERS,
            name=sealed("neighbours"),
            reason=sealed("they do it already"),
        )

    @rule(luck=LUCK)
    def adopt_wijkplan(self, luck: Random) -> None:
        year, wijk = self.a_plan(luck, lambda plan: plan.changed)
        today = self.city.now.date()
        self.give(
            luck,
            AdoptWijkplan,
            wijk=wijk,
            year=year,
            adopted_on=likely(luck, [today], [date(YEARS[0] - 1, 1, 1)]),
            meeting_id=self.a_meeting(luck, wijk),
        )

    def review_priority(self, luck: Random) -> None:
        year, wijk = self.a_plan(luck, lambda plan: plan.versions)
        self.give(
            luck,
            ReviewPriority,
            wijk=wijk,
            year=year,
            priority_id=luck.choice(["priority-1", "priority-2"]),
            done=sealed("a meal every Thursday"),
            learnt=sealed("start at five"),
            reached=likely(luck, [40, 0], [None, 9]),
            least_self_reliant=likely(luck, [None, 0, 10], [41, 1]),
        )
