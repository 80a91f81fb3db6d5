"""Appointing coordinators, and what other use cases read of them."""

from __future__ import annotations

from datetime import date

from application.proposal_standing import existing_proposal
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import coordinator
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.coordinator import AppointCoordinator, Coordinators, EndAppointment
from domain.separation import guard_may_assess


def appoint_coordinator(command: AppointCoordinator, read: Reading) -> list[StreamEvents]:
    """The college appoints who coordinates, where, and for which period."""
    found = read.coordinators()
    return [found.gets(coordinator.appoint(command, found.state))]


def end_appointment(command: EndAppointment, read: Reading) -> list[StreamEvents]:
    """An appointment ends before its period."""
    found = read.coordinators()
    return [found.gets(coordinator.end(command, found.state))]


def coordinator_in(read: Reading, wijk: str, day: date) -> frozenset[str]:
    """Everyone who coordinates a wijk on a day: parties and persons; empty where nobody does."""
    return (read.coordinators().state or Coordinators()).everyone_in(wijk, day)


def guard_assessor(
    command: ActorCommand, read: Reading, proposal_id: str, assessor_id: str
) -> None:
    """Who assesses a proposal does not coordinate its wijk, where the regulation says so."""
    proposal = existing_proposal(read, proposal_id)
    coordinates = coordinator_in(read, proposal.wijk, dutch_day(command.at))
    guard_may_assess(rules_under(read, proposal.regulation), coordinates, (assessor_id,))
