"""The money of fixed subsidies on the line for institutions: bound year by year, held until a
subsidy's last day, and only then moved to initiatives.
"""

from __future__ import annotations

from datetime import date

from domain.budget import Budget, key_of
from domain.budget_events import BudgetLine, SubsidyBound, SubsidyFreed
from domain.budget_line import MoveMoney, guard_free_on_line
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Identifier, WijkCode, Year
from domain.money import ZERO, Money, total
from domain.subsidy import SubsidyStillRuns, guard_recorded
from domain.subsidy_events import Subsidies, Subsidy


class SubsidyNotOfYear(Refusal):
    code = "subsidy.not_of_year"
    dutch = "Deze subsidie loopt in {year} niet."
    english = "This subsidy does not run in {year}."


class SubsidyAlreadyBound(Refusal):
    code = "subsidy.already_bound"
    dutch = "Voor {year} is al het geld van deze subsidie gebonden."
    english = "All money of this subsidy is bound for {year} already."


class SubsidyNotBound(Refusal):
    code = "subsidy.not_bound"
    dutch = "Voor {year} is voor deze subsidie geen geld gebonden."
    english = "No money is bound for this subsidy in {year}."


class TermNotPassed(Refusal):
    code = "subsidy.term_not_passed"
    dutch = "Tot en met {day} loopt de subsidie; daarvoor kan haar geld niet weg (Awb 4:51)."
    english = "The subsidy runs until {day}; before that its money cannot be moved (Awb 4:51)."


class NothingToFree(Refusal):
    code = "subsidy.nothing_to_free"
    dutch = "Van deze subsidie is in {year} niets over."
    english = "Nothing of this subsidy is left in {year}."


class MoneyHeldForSubsidies(Refusal):
    code = "budget.held_for_subsidies"
    dutch = "Van dit geld is {held} nodig voor subsidies die nog lopen; {left} kan weg."
    english = "Of this money {held} is needed for subsidies that still run; {left} can go."


class SubsidiesNotBound(Refusal):
    code = "budget_year.subsidies_not_bound"
    dutch = "Voor subsidies van {year} is in wijk {wijk} {held} nog niet gebonden; bind dat eerst."
    english = "For subsidies of {year} {held} is not bound yet in wijk {wijk}; bind that first."


class BindSubsidy(ActorCommand):
    """Bind what a running subsidy has a right to in a year, on the line for institutions.

    Where the line has less, what it has is bound; the rest once an act has put it there.
    """

    wijk: WijkCode
    subsidy_id: Identifier
    year: Year


class FreeSubsidy(ActorCommand):
    """After its last day, move what a subsidy leaves of a year to the line for initiatives."""

    wijk: WijkCode
    subsidy_id: Identifier
    year: Year


def bind(command: BindSubsidy, register: Subsidies | None, budget: Budget) -> list[Event]:
    """What is not bound of it yet, and never more than the line has (Awb 4:25)."""
    known = guard_recorded(register, command.subsidy_id)
    today = dutch_day(command.at)
    if not known.held_in(command.year, today):
        raise SubsidyNotOfYear(year=command.year)
    lacking = not_bound_of(known, budget, today)
    if not lacking:
        raise SubsidyAlreadyBound(year=command.year)
    amount = min(lacking, budget.free_on(BudgetLine.INSTITUTION)) or lacking
    guard_free_on_line(budget, BudgetLine.INSTITUTION, amount)
    about = key_of(budget, subsidy_id=command.subsidy_id)
    return [SubsidyBound.following(command, **about, amount_cents=amount)]


def free(command: FreeSubsidy, register: Subsidies | None, budget: Budget) -> list[Event]:
    """What is bound above what the institution has a right to, once the term has passed."""
    known = guard_recorded(register, command.subsidy_id)
    if known.last_day is None:
        raise SubsidyStillRuns()
    bound = budget.bound.get(command.subsidy_id, ZERO)
    if not bound:
        raise SubsidyNotBound(year=command.year)
    if dutch_day(command.at) <= known.last_day:
        raise TermNotPassed(day=known.last_day)
    left = bound - known.due_in(command.year)
    if left <= ZERO:
        raise NothingToFree(year=command.year)
    about = key_of(budget, subsidy_id=command.subsidy_id)
    return [SubsidyFreed.following(command, **about, amount_cents=left)]


def not_bound_of(subsidy: Subsidy, budget: Budget, today: date) -> Money:
    """What a subsidy holds of the year of a budget, and is not bound there yet."""
    bound = budget.bound.get(subsidy.subsidy_id, ZERO)
    return max(subsidy.held_in(budget.year, today) - bound, ZERO)


def not_bound(register: Subsidies | None, budget: Budget, today: date) -> Money:
    """The same of all subsidies of a wijk together."""
    recorded = register.by_id.values() if register else ()
    return total(not_bound_of(each, budget, today) for each in recorded)


def guard_not_held(command: MoveMoney, budget: Budget, register: Subsidies | None) -> None:
    """Until a subsidy's last day its money is not moved, bound for the year or not (Awb 4:51)."""
    if command.from_line is not BudgetLine.INSTITUTION:
        return
    held = not_bound(register, budget, dutch_day(command.at))
    free_there = budget.free_on(BudgetLine.INSTITUTION)
    if held and command.amount_cents > free_there - held:
        raise MoneyHeldForSubsidies(held=held, left=max(free_there - held, ZERO))


def guard_all_bound(command: ActorCommand, budget: Budget, register: Subsidies | None) -> None:
    """Closing a year takes nothing that a subsidy holds: while its line has money, what is not
    bound yet is bound first (Awb 4:51).
    """
    held = not_bound(register, budget, dutch_day(command.at))
    if held and budget.free_on(BudgetLine.INSTITUTION):
        raise SubsidiesNotBound(wijk=budget.wijk, held=held, year=budget.year)
