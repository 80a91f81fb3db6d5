"""Dividing a wijk's money over lines, and moving it between them."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from application.wijk_money import former_subsidies, money_in
from domain import budget_line
from domain.budget_line import DivideMoney, MoveMoney
from domain.budget_year import guard_year_is_open
from domain.calendar import dutch_day
from domain.subsidy_borders import guard_none_left_behind
from domain.subsidy_money import guard_not_held


def divide_money(command: DivideMoney, read: Reading) -> list[StreamEvents]:
    """Every wijk that is named, by the same points."""
    guard_year_is_open(read.budget_year(command.year).state, command.year)
    found: list[StreamEvents] = []
    for wijk in sorted(set(command.wijken)):
        budget, has = money_in(read, command.year, wijk)
        found.append(budget.gets(budget_line.divide(command, has)))
    return found


def move_money(command: MoveMoney, read: Reading) -> list[StreamEvents]:
    """From one line of a wijk to another; not what subsidies hold."""
    _, division_id = guard_year_is_open(read.budget_year(command.year).state, command.year)
    budget, has = money_in(read, command.year, command.wijk)
    events = budget_line.move(command, has)
    former = former_subsidies(read, read.division(division_id).state, command.wijk)
    guard_none_left_behind(former, command.year, dutch_day(command.at))
    guard_not_held(command, has, read.subsidies(command.wijk).state)
    return [budget.gets(events)]
