"""Making a wijkplan: needs, priorities, adoption."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from domain import wijkplan
from domain.budget_year import guard_year_is_open
from domain.wijk_division import guard_wijk_exists
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority


def record_need(command: RecordNeed, read: Reading) -> list[StreamEvents]:
    """What residents need, and where it was heard."""
    guard_wijk_of_open_year(read, command.year, command.wijk)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(wijkplan.record_need(command, plan.state))]


def set_priority(command: SetPriority, read: Reading) -> list[StreamEvents]:
    """A priority that answers needs on record."""
    guard_wijk_of_open_year(read, command.year, command.wijk)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(wijkplan.set_priority(command, plan.state))]


def adopt_wijkplan(command: AdoptWijkplan, read: Reading) -> list[StreamEvents]:
    """The next version of the plan."""
    guard_wijk_of_open_year(read, command.year, command.wijk)
    plan = read.wijkplan(command.year, command.wijk)
    return [plan.gets(wijkplan.adopt(command, plan.state))]


def guard_wijk_of_open_year(read: Reading, year: int, wijk: str) -> None:
    """Plans and proposals belong to a wijk of the division of an open year."""
    _, division_id = guard_year_is_open(read.budget_year(year).state, year)
    guard_wijk_exists(read.division(division_id).state, division_id, wijk)
