"""Fixed subsidies of institutions: recorded, bound, ended with notice, freed, handed over."""

from __future__ import annotations

from application.coordinator import guard_executors
from application.interest import guard_has_none
from application.streams import Reading, StreamEvents
from application.wijk_money import money_in, released_once_closed
from domain import subsidy, subsidy_borders, subsidy_money, subsidy_reversed
from domain.budget_year import guard_year_is_open
from domain.deadlines import IsHoliday, no_holiday
from domain.subsidy import AnnounceEnding, EndSubsidy, HandOverActivity, RecordSubsidy
from domain.subsidy_borders import CarrySubsidy
from domain.subsidy_money import BindSubsidy, FreeSubsidy
from domain.subsidy_reversed import ReverseEnding
from domain.wijk_division import guard_place_exists


def record_subsidy(command: RecordSubsidy, read: Reading) -> list[StreamEvents]:
    """On the list of its wijk."""
    register = read.subsidies(command.wijk)
    return [register.gets(subsidy.record(command, register.state))]


def announce_ending(command: AnnounceEnding, read: Reading) -> list[StreamEvents]:
    """Notice, from which the term runs."""
    register = read.subsidies(command.wijk)
    return [register.gets(subsidy.announce_ending(command, register.state))]


def end_subsidy(
    command: EndSubsidy, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """The decision, with its last day, and the last day for an objection to it."""
    register = read.subsidies(command.wijk)
    return [register.gets(subsidy.end(command, register.state, is_holiday))]


def reverse_ending(command: ReverseEnding, read: Reading) -> list[StreamEvents]:
    """It runs on after all."""
    register = read.subsidies(command.wijk)
    return [register.gets(subsidy_reversed.reverse_ending(command, register.state))]


def hand_over_activity(command: HandOverActivity, read: Reading) -> list[StreamEvents]:
    """To a proposal of the wijk that is not one's own, or to another executor."""
    proposal_id = command.proposal_id
    proposal = read.proposal(proposal_id).state if proposal_id else None
    if proposal is not None:
        guard_has_none(command.by, proposal, read)
    register = read.subsidies(command.wijk)
    handed = subsidy.hand_over(command, register.state, proposal)
    if proposal is not None:
        guard_executors(command, read, proposal)
    return [register.gets(handed)]


def carry_subsidy(command: CarrySubsidy, read: Reading) -> list[StreamEvents]:
    """Out of the register of a wijk that changed, into that of a wijk that it became."""
    register, there = read.subsidies(command.wijk), read.subsidies(command.to_wijk)
    year = command.from_year
    before = read.budget_year(year - 1).state
    subsidy_borders.guard_first_of_borders(command, read.budget_year(year).state, before)
    division = read.division(command.division_id).state
    budget = read.budget(year, command.wijk).state
    leaving, arriving = subsidy_borders.carry_subsidy(
        command, register.state, there.state, division, budget
    )
    return [register.gets(leaving), there.gets(arriving)]


def bind_subsidy(command: BindSubsidy, read: Reading) -> list[StreamEvents]:
    """Money of the line for institutions, in the year's budget; its division has the wijk."""
    _, division_id = guard_year_is_open(read.budget_year(command.year).state, command.year)
    guard_place_exists(read.division(division_id).state, division_id, command.wijk)
    register = read.subsidies(command.wijk).state
    budget, has = money_in(read, command.year, command.wijk)
    return [budget.gets(subsidy_money.bind(command, register, has))]


def free_subsidy(command: FreeSubsidy, read: Reading) -> list[StreamEvents]:
    """What is left of it, to the line for initiatives; released where the year was closed."""
    register = read.subsidies(command.wijk).state
    budget, has = money_in(read, command.year, command.wijk)
    freed = subsidy_money.free(command, register, has)
    return [budget.gets(released_once_closed(command, has, freed, read))]
