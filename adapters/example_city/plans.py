"""What residents of the example city need, plan, choose and look back on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from adapters.example_city.steps import Steps
from adapters.example_city.story import Story
from domain.calendar import dutch_day
from domain.network import AnnounceMeeting, MeetingKind, RecordAttendance
from domain.plan_execution import ChooseExecutor, ReviewPriority
from domain.quickscan import SummariseQuickscan
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import ExecutorKind, NeedSource, Theme

BETWEEN_STEPS = timedelta(minutes=10)
NEXT_MEETING_IN = timedelta(days=40)
NEEDS_HEARD_IN = "needs-{year}"


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of all wijken that have a story, in one year after the other."""

    steps: Steps
    story: Story

    @property
    def wijken(self) -> list[str]:
        """The wijken with proposals, by code."""
        return sorted({content.wijk for content in self.story.proposals})

    def make(self, year: int) -> None:
        """Quickscan, meeting, needs, priorities, who executes, adoption."""
        for turn, wijk in enumerate(self.wijken):
            self._summarise(wijk, year)
            self._meet(wijk, year, turn)
            self._record_needs(wijk, year)
            self._set_priorities(wijk, year, turn)
            self.steps.give(
                AdoptWijkplan,
                "sanne",
                wijk=wijk,
                year=year,
                adopted_on=self.steps.at.date(),
                meeting_id=NEEDS_HEARD_IN.format(year=year),
            )

    def announce_next(self, year: int) -> None:
        """A meeting that is still to come."""
        for turn, wijk in enumerate(self.wijken):
            self._announce(
                MeetingKind.REVIEW,
                NEXT_MEETING_IN,
                turn,
                wijk=wijk,
                year=year,
                meeting_id=f"review-{year}",
            )

    def look_back(self, year: int) -> None:
        """What was done, how many it reached, what was learnt; the numbers are made up."""
        network = self.story.network
        for turn, wijk in enumerate(self.wijken):
            for number, _ in enumerate(self.story.plan_of(wijk).priorities, start=1):
                self.steps.give(
                    ReviewPriority,
                    "sanne",
                    wijk=wijk,
                    year=year,
                    priority_id=f"priority-{number}",
                    done=self.steps.text(network.done),
                    learnt=self.steps.text(network.learnt),
                    reached=40 + 17 * turn % 160,
                    least_self_reliant=10 + turn if number == 1 else None,
                )

    def _summarise(self, wijk: str, year: int) -> None:
        summary = self.steps.text(self.story.network.summary)
        self.steps.give(SummariseQuickscan, "sanne", wijk=wijk, year=year, summary=summary)

    def _meet(self, wijk: str, year: int, turn: int) -> None:
        meeting_id = NEEDS_HEARD_IN.format(year=year)
        self._announce(
            MeetingKind.NEEDS, BETWEEN_STEPS, turn, wijk=wijk, year=year, meeting_id=meeting_id
        )
        self.steps.give(
            RecordAttendance,
            "sanne",
            wijk=wijk,
            meeting_id=meeting_id,
            residents=18 + 5 * turn % 23,
            newcomers=4 + turn % 9,
            professionals=3 + turn % 4,
        )

    def _announce(
        self, kind: MeetingKind, ahead: timedelta, turn: int, /, **about: str | int
    ) -> None:
        places = self.story.network.places
        self.steps.give(
            AnnounceMeeting,
            "sanne",
            **about,
            kind=kind,
            planned_on=dutch_day(self.steps.at + ahead),
            place=self.steps.text(places[turn % len(places)]),
        )

    def _record_needs(self, wijk: str, year: int) -> None:
        for number, (source, text) in enumerate(self.story.plan_of(wijk).needs, start=1):
            heard = source == NeedSource.MEETING
            self.steps.give(
                RecordNeed,
                "sanne",
                wijk=wijk,
                year=year,
                need_id=f"need-{number}",
                source=NeedSource(source),
                meeting_id=NEEDS_HEARD_IN.format(year=year) if heard else None,
                description=self.steps.text(text),
            )

    def _set_priorities(self, wijk: str, year: int, turn: int) -> None:
        executors = self.story.network.executors
        plan = self.story.plan_of(wijk)
        for number, (theme, title, needs) in enumerate(plan.priorities, start=1):
            self.steps.give(
                SetPriority,
                "sanne",
                wijk=wijk,
                year=year,
                priority_id=f"priority-{number}",
                theme=Theme(theme),
                title=self.steps.text(title),
                need_ids=tuple(f"need-{need}" for need in needs),
                indicators=("example-lonely",) if number == 1 else (),
            )
            kind, name, reason = executors[(turn + number) % len(executors)]
            self.steps.give(
                ChooseExecutor,
                "sanne",
                wijk=wijk,
                year=year,
                priority_id=f"priority-{number}",
                executor_id=f"executor-{number}",
                kind=ExecutorKind(kind),
                name=self.steps.text(name),
                reason=self.steps.text(reason),
            )
