"""Making a wijkplan: needs, priorities, who executes, adoption; and looking back on it."""

from __future__ import annotations

from application.coordinator import coordinator_in, guard_coordinates
from application.regulation import rules_in_force
from application.streams import Reading, StreamEvents
from domain import plan_execution, wijkplan
from domain.budget_year import guard_year_is_open, guard_year_was_opened
from domain.calendar import dutch_day
from domain.network import guard_meeting_held
from domain.plan_execution import ChooseExecutor, ReviewPriority
from domain.quickscan import guard_indicators_known
from domain.separation import guard_may_execute
from domain.wijk_division import guard_place_exists
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority


def record_need(command: RecordNeed, read: Reading) -> list[StreamEvents]:
    """What residents need, and where it was heard."""
    guard_coordinates(command, read)
    guard_wijk_of_open_year(read, command.year, command.wijk)
    if command.meeting_id is not None:
        guard_meeting_held(read.network(command.wijk).state, command.meeting_id)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(wijkplan.record_need(command, plan.state))]


def set_priority(command: SetPriority, read: Reading) -> list[StreamEvents]:
    """A priority that answers needs on record, and figures of the quickscan."""
    guard_coordinates(command, read)
    guard_wijk_of_open_year(read, command.year, command.wijk)
    if command.indicators:
        scan = read.quickscan(command.year).state
        guard_indicators_known(scan, command.year, command.indicators)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(wijkplan.set_priority(command, plan.state))]


def choose_executor(command: ChooseExecutor, read: Reading) -> list[StreamEvents]:
    """Who works on a priority, with the reason."""
    guard_coordinates(command, read)
    guard_wijk_of_open_year(read, command.year, command.wijk)
    plan = read.wijkplan(command.year, command.wijk)
    chosen = plan_execution.choose_executor(command, plan.state)
    today = dutch_day(command.at)
    rules = rules_in_force(read, command.wijk, today)
    coordinates = coordinator_in(read, command.wijk, today)
    guard_may_execute(rules, coordinates, (command.executor_id,))
    return [plan.gets(chosen)]


def adopt_wijkplan(command: AdoptWijkplan, read: Reading) -> list[StreamEvents]:
    """The next version of the plan."""
    guard_coordinates(command, read)
    guard_wijk_of_open_year(read, command.year, command.wijk)
    if command.meeting_id is not None:
        guard_meeting_held(read.network(command.wijk).state, command.meeting_id)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(wijkplan.adopt(command, plan.state))]


def review_priority(command: ReviewPriority, read: Reading) -> list[StreamEvents]:
    """What came of a priority; also when the year is closed, since results come late."""
    guard_coordinates(command, read)
    guard_year_was_opened(read.budget_year(command.year).state, command.year)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(plan_execution.review_priority(command, plan.state))]


def guard_wijk_of_open_year(read: Reading, year: int, wijk: str) -> None:
    """Plans and proposals belong to a wijk of an open year's division, or to the whole city."""
    _, division_id = guard_year_is_open(read.budget_year(year).state, year)
    guard_place_exists(read.division(division_id).state, division_id, wijk)
