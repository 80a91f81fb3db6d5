"""State × command for plan, meeting, quickscan and allocation, written without their handlers.

Each cell is what the town answers: an event's name where the command is carried out, else the code
of the refusal. A state is reached by commands alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.budget_year import Remainder
from domain.command import Role
from domain.errors import Refusal
from domain.event_catalogue import event_from
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import NeedSource, Theme
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town, sealed

Step = Callable[[Town], object]


def record_need(town: Town) -> None:
    """A need from a letter."""
    town.do(
        RecordNeed,
        Role.COORDINATOR,
        wijk=LIENDERT,
        year=YEAR,
        need_id="need-1",
        source=NeedSource.LETTER,
        description=sealed("nobody to eat with"),
    )


def set_priority(town: Town) -> None:
    """A priority that answers it."""
    town.do(
        SetPriority,
        Role.COORDINATOR,
        wijk=LIENDERT,
        year=YEAR,
        priority_id="priority-1",
        theme=Theme.CARING,
        title=sealed("eating together"),
        need_ids=("need-1",),
    )


def adopt(town: Town) -> None:
    """The next version."""
    town.do(AdoptWijkplan, Role.COORDINATOR, wijk=LIENDERT, year=YEAR, adopted_on=town.now.date())


def nothing(town: Town) -> None:
    """The year is open, and that is all."""


def close(town: Town) -> None:
    """The year ends."""
    town.close_year(Remainder.RELEASE)


def announce_for_tomorrow(town: Town) -> None:
    """A meeting that is not until tomorrow."""
    town.announce_meeting(planned_on=town.now.date() + timedelta(days=1))


def allocate(town: Town) -> None:
    """All money to one wijk."""
    town.allocate({LIENDERT: 1}, 1_000_00)


def correct(town: Town) -> None:
    """To both, in its place."""
    town.correct_allocation({LIENDERT: 1, SOESTERKWARTIER: 1}, 1_000_00)


def reserve_all(town: Town) -> None:
    """All of it is spoken for."""
    town.admit("garden", 1_000_00)
    town.reserve("garden", 1_000_00)


PLAN: dict[str, tuple[Step, ...]] = {
    "empty": (nothing,),
    "needs": (record_need,),
    "draft": (record_need, set_priority),
    "adopted": (record_need, set_priority, adopt),
    "changed": (record_need, set_priority, adopt, set_priority),
    "reviewed": (record_need, set_priority, adopt, lambda town: town.review_priority()),
    "closed": (record_need, set_priority, adopt, close),
}
PLAN_COMMANDS: dict[str, Step] = {
    "RecordNeed": record_need,
    "SetPriority": set_priority,
    "ChooseExecutor": lambda town: town.choose_executor(),
    "AdoptWijkplan": adopt,
    "ReviewPriority": lambda town: town.review_priority(),
}
PLAN_TABLE = """
            | RecordNeed                     | SetPriority             | ChooseExecutor             | AdoptWijkplan             | ReviewPriority
  empty     | wijkplan.need_recorded         | wijkplan.need_unknown   | wijkplan.unknown           | wijkplan.unknown          | wijkplan.unknown
  needs     | wijkplan.need_already_recorded | wijkplan.priority_set   | wijkplan.priority_not_set  | wijkplan.nothing_to_adopt | wijkplan.priority_not_adopted
  draft     | wijkplan.need_already_recorded | wijkplan.priority_set   | wijkplan.executor_chosen   | wijkplan.adopted          | wijkplan.priority_not_adopted
  adopted   | wijkplan.need_already_recorded | wijkplan.priority_set   | wijkplan.executor_chosen   | wijkplan.nothing_to_adopt | wijkplan.priority_reviewed
  changed   | wijkplan.need_already_recorded | wijkplan.priority_set   | wijkplan.executor_chosen   | wijkplan.adopted          | wijkplan.priority_reviewed
  reviewed  | wijkplan.need_already_recorded | wijkplan.priority_set   | wijkplan.executor_chosen   | wijkplan.nothing_to_adopt | wijkplan.priority_already_reviewed
  closed    | budget_year.closed             | budget_year.closed      | budget_year.closed         | budget_year.closed        | wijkplan.priority_reviewed
"""  # noqa: E501 - a table reads as a table

MEETING: dict[str, tuple[Step, ...]] = {
    "unknown": (nothing,),
    "announced": (announce_for_tomorrow,),
    "today": (lambda town: town.announce_meeting(),),
    "held": (lambda town: town.announce_meeting(), lambda town: town.record_attendance()),
}
MEETING_COMMANDS: dict[str, Step] = {
    "AnnounceMeeting": lambda town: town.announce_meeting(),
    "RecordAttendance": lambda town: town.record_attendance(),
}
MEETING_TABLE = """
            | AnnounceMeeting                   | RecordAttendance
  unknown   | network.meeting_announced         | network.meeting_unknown
  announced | network.meeting_already_announced | network.meeting_not_yet_held
  today     | network.meeting_already_announced | network.attendance_recorded
  held      | network.meeting_already_announced | network.attendance_already_recorded
"""

QUICKSCAN: dict[str, tuple[Step, ...]] = {
    "empty": (nothing,),
    "figures": (lambda town: town.record_indicator(),),
    "summarised": (
        lambda town: town.record_indicator(),
        lambda town: town.summarise_quickscan(),
    ),
}
QUICKSCAN_COMMANDS: dict[str, Step] = {
    "RecordIndicator": lambda town: town.record_indicator(),
    "SummariseQuickscan": lambda town: town.summarise_quickscan(),
}
QUICKSCAN_TABLE = """
             | RecordIndicator                      | SummariseQuickscan
  empty      | quickscan.indicator_recorded         | quickscan.nothing_to_summarise
  figures    | quickscan.indicator_already_recorded | quickscan.summarised
  summarised | quickscan.indicator_already_recorded | quickscan.summarised
"""

ALLOCATION: dict[str, tuple[Step, ...]] = {
    "nothing": (nothing,),
    "published": (allocate,),
    "spoken_for": (allocate, reserve_all),
    "corrected": (allocate, correct),
    "closed": (allocate, close),
}
ALLOCATION_COMMANDS: dict[str, Step] = {
    "PublishAllocation": allocate,
    "CorrectAllocation": correct,
}
ALLOCATION_TABLE = """
             | PublishAllocation        | CorrectAllocation
  nothing    | allocation.published     | allocation.unknown
  published  | allocation.above_ceiling | allocation.corrected
  spoken_for | allocation.above_ceiling | allocation.spoken_for
  corrected  | allocation.above_ceiling | allocation.already_corrected
  closed     | budget_year.closed       | budget_year.closed
"""

LIVES = (
    (PLAN, PLAN_COMMANDS, PLAN_TABLE),
    (MEETING, MEETING_COMMANDS, MEETING_TABLE),
    (QUICKSCAN, QUICKSCAN_COMMANDS, QUICKSCAN_TABLE),
    (ALLOCATION, ALLOCATION_COMMANDS, ALLOCATION_TABLE),
)


def cells(table: str) -> dict[tuple[str, str], str]:
    """What a table says, by state and command."""
    head, *rows = [line for line in table.splitlines() if line.strip()]
    commands = [cell.strip() for cell in head.split("|")[1:]]
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        state, *answers = (cell.strip() for cell in row.split("|"))
        found |= {(state, name): said for name, said in zip(commands, answers, strict=True)}
    return found


def answer(steps: tuple[Step, ...], asked: Step) -> str:
    """The first event that follows, without its version; or the code of the refusal."""
    town = Town()
    town.adopt_division()
    town.open_year(ceiling=1_000_00)
    for step in steps:
        step(town)
    before = town.log.next_position()
    try:
        asked(town)
    except Refusal as refusal:
        assert town.log.next_position() == before, "who is refused changes nothing"
        return refusal.code
    entry = town.log.read(before, limit=1)[0]
    assert event_from(entry.name, entry.payload)
    return entry.name.rpartition(".v")[0]


CELLS = [
    pytest.param(states[state], commands[name], said, id=f"{state}-{name}")
    for states, commands, table in LIVES
    for (state, name), said in cells(table).items()
]


@pytest.mark.parametrize(("steps", "asked", "said"), CELLS)
def test_every_cell_of_the_table_is_what_is_answered(
    steps: tuple[Step, ...], asked: Step, said: str
) -> None:
    assert answer(steps, asked) == said


@pytest.mark.parametrize(("states", "commands", "table"), LIVES)
def test_no_cell_is_left_out(
    states: dict[str, object], commands: dict[str, object], table: str
) -> None:
    assert cells(table).keys() == {(state, name) for state in states for name in commands}
