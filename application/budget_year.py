"""Framing a year: division, acts, opening, allocation, closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from application.log import MAX_COMMAND_EVENTS
from application.regulation import rules_in_force
from application.streams import Reading, StreamEvents
from application.wijk_money import former_subsidies
from domain import (
    allocation,
    allocation_correction,
    budget_year,
    city_money,
    wijk_division,
    year_closing,
)
from domain.allocation import PublishAllocation
from domain.allocation_correction import CorrectAllocation
from domain.budget_year import (
    BudgetYear,
    OpenBudgetYear,
    RecordFrameworkAct,
    guard_year_is_open,
)
from domain.calendar import dutch_day
from domain.city_money import PoolRemainders
from domain.errors import Refusal
from domain.event import Event
from domain.plan_execution import guard_looked_back
from domain.quickscan import guard_part_is_of
from domain.regulation_guards import guard_carry_over
from domain.subsidy_borders import guard_none_left_behind
from domain.subsidy_money import guard_all_bound
from domain.wijk_division import (
    AdoptDivision,
    Division,
    RecordBorders,
    guard_division_exists,
    guard_holds_in,
)
from domain.year_closing import CloseBudgetYear


class TooManyMovements(Refusal):
    code = "budget_year.too_many_movements"
    dutch = "Zo veel boekingen passen niet in één keer: breng geld van andere lijnen eerst terug."
    english = "So many movements do not fit at once: bring money of other lines back first."


def adopt_division(command: AdoptDivision, read: Reading) -> list[StreamEvents]:
    """Wijken with codes and names, from a date on."""
    found = read.division(command.division_id)
    return [found.gets(wijk_division.adopt(command, found.state))]


def record_borders(command: RecordBorders, read: Reading) -> list[StreamEvents]:
    """Where each wijk of the division before went."""
    found = read.division(command.division_id)
    former = read.division(command.former_id)
    return [found.gets(wijk_division.record_borders(command, found.state, former.state))]


def record_framework_act(command: RecordFrameworkAct, read: Reading) -> list[StreamEvents]:
    """An act of council or college, by number and date."""
    year = read.budget_year(command.year)
    return [year.gets(budget_year.record_act(command, year.state))]


def open_budget_year(command: OpenBudgetYear, read: Reading) -> list[StreamEvents]:
    """A year opens on an existing division, once its acts are recorded."""
    year = read.budget_year(command.year)
    division = read.division(command.division_id).state
    guard_holds_in(guard_division_exists(division, command.division_id), command.year)
    return [year.gets(budget_year.open_year(command, year.state))]


def publish_allocation(command: PublishAllocation, read: Reading) -> list[StreamEvents]:
    """The published key, and in the same command the money of every wijk."""
    year = read.budget_year(command.year)
    _, division_id = guard_year_is_open(year.state, command.year)
    divided = guard_division_exists(read.division(division_id).state, division_id)
    guard_parts_by_figures(command, read, divided)
    published, money = allocation.publish(command, year.state, divided)
    budgets = [read.budget(command.year, wijk).gets([event]) for wijk, event in money.items()]
    return [year.gets([published]), *budgets]


def correct_allocation(command: CorrectAllocation, read: Reading) -> list[StreamEvents]:
    """An allocation is reversed and another takes its place, for all wijken at once."""
    year = read.budget_year(command.year)
    opened, division_id = guard_year_is_open(year.state, command.year)
    divided = guard_division_exists(read.division(division_id).state, division_id)
    guard_parts_by_figures(command, read, divided)
    wrong = allocation_correction.guard_can_be_corrected(opened, command.number)
    named = {share.wijk for share in wrong.shares}.union(*(part.weights for part in command.parts))
    places = (*sorted(named & {*divided.wijken}), divided.city)
    budgets = {place: read.budget(command.year, place) for place in places}
    states = {wijk: found.state for wijk, found in budgets.items() if found.state}
    events, money = allocation_correction.correct(command, opened, divided, states)
    return [year.gets(events), *(budgets[wijk].gets(moved) for wijk, moved in money.items())]


def close_budget_year(command: CloseBudgetYear, read: Reading) -> list[StreamEvents]:
    """All wijken close at once: the remainder moves to the next year, or is released."""
    year = read.budget_year(command.year)
    following = read.budget_year(command.year + 1)
    _, division_id = guard_year_is_open(year.state, command.year)
    divided = guard_division_exists(read.division(division_id).state, division_id)
    # Every wijk of the division: money can be carried into one that this year allocated nothing.
    # The whole city has a budget too, under its own code.
    places = sorted({*divided.wijken, divided.city})
    budgets = {place: read.budget(command.year, place) for place in places}
    states = {place: found.state for place, found in budgets.items() if found.state}
    saving_years = _saving_years(states, command.year, read)
    divisions = _divisions_of(read, year.state, following.state)
    closed, here, next_year = year_closing.close_year(
        command,
        year.state,
        following.state,
        states,
        saving_years=saving_years,
        divisions=divisions,
    )
    for wijk, budget in states.items():
        former = former_subsidies(read, divided, wijk)
        guard_none_left_behind(former, command.year, dutch_day(command.at))
        guard_all_bound(command, budget, read.subsidies(wijk).state)
    _guard_regulations_allow(year_closing.wijken_that_carry(here), command.year, read)
    guard_looked_back(command.year, {w: read.wijkplan(command.year, w).state for w in places})
    guard_fits(here, next_year)
    return [
        year.gets([closed]),
        *(budgets[wijk].gets(events) for wijk, events in here.items()),
        *(read.budget(command.year + 1, wijk).gets(ev) for wijk, ev in next_year.items()),
    ]


def pool_remainders(command: PoolRemainders, read: Reading) -> list[StreamEvents]:
    """What wijken have left goes to the whole city, for all whose regulation says so by today."""
    year = read.budget_year(command.year)
    _, division_id = guard_year_is_open(year.state, command.year)
    divided = guard_division_exists(read.division(division_id).state, division_id)
    days = _pooling_days(divided.wijken, command.year, dutch_day(command.at), read)
    budgets = {wijk: read.budget(command.year, wijk) for wijk in sorted(days)}
    states = {wijk: found.state for wijk, found in budgets.items() if found.state}
    city = divided.city
    pooled, leaving, arriving = city_money.pool(command, days, states, city)
    return [
        year.gets([pooled]),
        *(budgets[wijk].gets([event]) for wijk, event in leaving.items()),
        read.budget(command.year, city).gets(arriving),
    ]


def _pooling_days(
    wijken: Iterable[str], year: int, today: date, read: Reading
) -> dict[str, city_money.PoolingDay]:
    """From which day on what is left is for the whole city, by wijk, as its regulation says now."""
    rules = {wijk: rules_in_force(read, wijk, today).carry_over for wijk in wijken}
    return {
        wijk: city_money.PoolingDay(rule.pooling_day.in_year(year), rule.article)
        for wijk, rule in rules.items()
        if rule and rule.pooling_day
    }


def guard_fits(*by_wijk: Mapping[str, Sequence[Event]]) -> None:
    """A year closes in one command, whose events the log takes together; there is room for two of
    every wijk of the largest division.
    """
    if 1 + sum(len(events) for moved in by_wijk for events in moved.values()) > MAX_COMMAND_EVENTS:
        raise TooManyMovements()


def _divisions_of(read: Reading, *years: BudgetYear | None) -> dict[str, Division]:
    """The divisions that years are opened on, by id."""
    ids = {year.division_id for year in years if year and year.division_id}
    found = {division_id: read.division(division_id).state for division_id in sorted(ids)}
    return {division_id: state for division_id, state in found.items() if state}


def _guard_regulations_allow(wijken: Iterable[str], year: int, read: Reading) -> None:
    """What is left crosses the year only in wijken whose regulation, on its last day, lets it."""
    for wijk in wijken:
        guard_carry_over(rules_in_force(read, wijk, date(year, 12, 31)), wijk)


def _saving_years(wijken: Iterable[str], year: int, read: Reading) -> dict[str, int]:
    """How many years a wijk may save up, where its regulation says so on the year's last day."""
    last = date(year, 12, 31)
    rules = {wijk: rules_in_force(read, wijk, last).carry_over for wijk in wijken}
    return {wijk: rule.saving_years for wijk, rule in rules.items() if rule and rule.saving_years}


def guard_parts_by_figures(command: PublishAllocation, read: Reading, divided: Division) -> None:
    """A part that goes by a figure of the quickscan is that figure, for every wijk that has it."""
    if any(part.indicator for part in command.parts):
        scan = read.quickscan(command.year).state
        for part in command.parts:
            guard_part_is_of(scan, command.year, part, divided.wijken)
