"""Appointing coordinators, and what other use cases read of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from application.proposal_standing import existing_proposal
from application.regulation import rules_in_force, rules_under
from application.streams import Reading, StreamEvents
from domain import coordinator
from domain.calendar import dutch_day
from domain.command import Actor, ActorCommand, Role
from domain.coordinator import AppointCoordinator, Coordinators, EndAppointment
from domain.proposal import Proposal
from domain.separation import guard_may_assess, guard_may_execute


class AboutWijk(Protocol):
    """A command that somebody gives about one wijk."""

    @property
    def at(self) -> datetime:
        """When it is given."""

    @property
    def by(self) -> Actor:
        """Who gives it."""

    @property
    def wijk(self) -> str:
        """Which wijk it is about."""


def appoint_coordinator(command: AppointCoordinator, read: Reading) -> list[StreamEvents]:
    """The college appoints who coordinates, where, and for which period."""
    found = read.coordinators()
    appointed = coordinator.appoint(command, found.state)
    _guard_executes_no_plan(command, read)
    return [found.gets(appointed)]


def _guard_executes_no_plan(command: AppointCoordinator, read: Reading) -> None:
    """Who was chosen to execute a plan of the period does not come to coordinate that wijk, as a
    coordinator is not chosen to execute one.
    """
    first = max(command.valid_from, dutch_day(command.at))
    named = coordinator.everyone_of(command.parties)
    for year in range(first.year, command.valid_until.year + 1):
        wijken = _wijken_of(read, year)
        for wijk in wijken.intersection(command.wijken) if command.wijken else wijken:
            plan = read.wijkplan(year, wijk).state
            chosen = frozenset[str]().union(*(plan.executors.values() if plan else ()))
            guard_may_execute(rules_in_force(read, wijk, first), named, chosen)


def _wijken_of(read: Reading, year: int) -> frozenset[str]:
    """The wijken of a year, with the code for the whole city; none where it was never opened."""
    opened = read.budget_year(year).state
    division = read.division(opened.division_id).state if opened and opened.division_id else None
    return frozenset((*division.wijken, division.city)) if division else frozenset()


def end_appointment(command: EndAppointment, read: Reading) -> list[StreamEvents]:
    """An appointment ends before its period."""
    found = read.coordinators()
    return [found.gets(coordinator.end(command, found.state))]


def coordinator_in(read: Reading, wijk: str, day: date) -> frozenset[str]:
    """Everyone who coordinates a wijk on a day: parties and persons; empty where nobody does."""
    return (read.coordinators().state or Coordinators()).everyone_in(wijk, day)


def guard_coordinates(command: AboutWijk, read: Reading) -> None:
    """Who gives a command as coordinator of a wijk is the one appointed there; asked before all
    else. Raises `NotAppointedHere`.
    """
    if command.by.role is Role.COORDINATOR:
        appointed = read.coordinators().state
        coordinator.guard_appointed(appointed, command.wijk, command.by.id, dutch_day(command.at))


def guard_executors(command: ActorCommand, read: Reading, proposal: Proposal) -> None:
    """Who applies for something executes it, and does not coordinate there, where the regulation
    keeps the two apart.
    """
    coordinates = coordinator_in(read, proposal.wijk, dutch_day(command.at))
    rules = rules_under(read, proposal.regulation)
    guard_may_execute(rules, coordinates, proposal.applicants)


def guard_assessor(
    command: ActorCommand, read: Reading, proposal_id: str, assessor_id: str
) -> None:
    """Who assesses a proposal does not coordinate its wijk, where the regulation says so."""
    proposal = existing_proposal(read, proposal_id)
    coordinates = coordinator_in(read, proposal.wijk, dutch_day(command.at))
    guard_may_assess(rules_under(read, proposal.regulation), coordinates, (assessor_id,))
