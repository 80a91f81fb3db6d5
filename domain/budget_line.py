"""Lines of a wijk's budget: for initiatives, for institutions, for coordination.

All money comes in on the line for initiatives. An act of council or college divides it over lines,
or moves it from one to another; no line ever holds less than nothing, so that the ceiling of each
is what was put there (Awb 4:25).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from domain.budget import BoundByRounds, Budget, guard_not_voted_on, key_of
from domain.budget_events import BudgetLine, LineClosed, LinePoints, MoneyDivided, MoneyMoved
from domain.budget_year import BodyAct
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, WijkCode, Year
from domain.money import ZERO, Money, PositiveMoney, split_by_largest_remainder

OTHER_LINES = (BudgetLine.INSTITUTION, BudgetLine.COORDINATION)


class NotEnoughOnLine(Refusal):
    code = "budget.not_enough_on_line"
    dutch = "Op deze lijn van wijk {wijk} in {year} is {available} vrij; gevraagd is {asked}."
    english = "On this line of wijk {wijk} in {year} {available} is free; {asked} was asked."


class SameLine(Refusal):
    code = "budget.same_line"
    dutch = "Het geld staat al op die lijn; kies een andere."
    english = "The money is on that line already; choose another."


class NothingToDivide(Refusal):
    code = "budget.nothing_to_divide"
    dutch = "In wijk {wijk} is in {year} niets vrij op de lijn voor initiatieven."
    english = "In wijk {wijk} nothing is free on the line for initiatives in {year}."


class LineNamedTwice(Refusal):
    code = "budget.line_named_twice"
    dutch = "Een lijn staat er twee keer: geef elke lijn één keer punten."
    english = "A line is there twice: give each line points once."


class OtherLinesGetNothing(Refusal):
    code = "budget.other_lines_get_nothing"
    dutch = "Zo krijgt geen andere lijn geld: geef instellingen of coördinatie punten."
    english = "No other line gets money this way: give institutions or coordination points."


class DivideMoney(ActorCommand):
    """Divide what is free on the line for initiatives over all lines, by points, to the cent."""

    year: Year
    wijken: tuple[WijkCode, ...] = Field(min_length=1, max_length=240)
    points: tuple[LinePoints, ...] = Field(min_length=1, max_length=len(BudgetLine))
    act: BodyAct
    reason: Commitment


class MoveMoney(ActorCommand):
    """Move money of a wijk from one line to another, under an act and for a reason."""

    year: Year
    wijk: WijkCode
    from_line: BudgetLine
    to_line: BudgetLine
    amount_cents: PositiveMoney
    act: BodyAct
    reason: Commitment


def divide(command: DivideMoney, budget: Budget) -> list[Event]:
    """One event for each other line that gets a cent; the rest stays for initiatives."""
    whole = budget.available
    guard_something_to_divide(budget, whole)
    guard_lines_named_once(command.points)
    weights = {line.value: 0 for line in BudgetLine} | {
        each.line.value: each.points for each in command.points
    }
    guard_other_lines_weigh(weights)
    parts = split_by_largest_remainder(whole, weights)
    divided: list[Event] = [
        MoneyDivided.following(
            command, **key_of(budget), amount_cents=parts[line], line=line, whole_cents=whole
        )
        for line in OTHER_LINES
        if parts[line]
    ]
    if not divided:
        raise OtherLinesGetNothing()
    return divided


def move(command: MoveMoney, budget: Budget) -> list[Event]:
    """From a line that has so much free to another."""
    if command.from_line is command.to_line:
        raise SameLine()
    guard_free_on_line(budget, command.from_line, command.amount_cents)
    return [MoneyMoved.following(command, **key_of(budget))]


def close_lines(command: ActorCommand, budget: Budget) -> list[Event]:
    """When the year closes, what is free on other lines joins what is left for initiatives."""
    return [
        LineClosed.following(command, **key_of(budget), line=line, amount_cents=left)
        for line in OTHER_LINES
        if (left := budget.free_on(line))
    ]


def guard_free_on_line(budget: Budget, line: BudgetLine, amount: Money) -> None:
    """Money never exceeds the ceiling of a line (Awb 4:25); what is voted on stays on its own."""
    if line is BudgetLine.INITIATIVE:
        guard_not_voted_on(budget, amount)
    if amount > budget.free_on(line):
        raise NotEnoughOnLine(
            available=budget.free_on(line), wijk=budget.wijk, year=budget.year, asked=amount
        )


def guard_something_to_divide(budget: Budget, whole: Money) -> None:
    """Nothing cannot be divided, nor what people vote on."""
    if whole <= ZERO and budget.voted_on:
        raise BoundByRounds(held=budget.voted_on, available=whole)
    if whole <= ZERO:
        raise NothingToDivide(wijk=budget.wijk, year=budget.year)


def guard_lines_named_once(points: Sequence[LinePoints]) -> None:
    """What is published as the points of a line is what it was divided by."""
    if len({each.line for each in points}) < len(points):
        raise LineNamedTwice()


def guard_other_lines_weigh(weights: Mapping[str, int]) -> None:
    """Money is divided in proportion, so another line than the one it is on must weigh."""
    if not any(weights[line] for line in OTHER_LINES):
        raise OtherLinesGetNothing()
