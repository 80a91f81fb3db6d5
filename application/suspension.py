"""Suspending the payments on a grant, and letting them go on."""

from __future__ import annotations

from application.interest import guard_no_interest
from application.streams import Reading, StreamEvents
from domain import suspension
from domain.calendar import dutch_day
from domain.closure import guard_open
from domain.command import ActorCommand
from domain.suspension import LiftSuspension, SuspendPayments


def suspend_payments(command: SuspendPayments, read: Reading) -> list[StreamEvents]:
    """The college, or who decides in its name, gives notice of a serious suspicion."""
    guard_no_interest(command, read)
    found = read.suspension(command.proposal_id)
    guard_open(read.closure(command.proposal_id).state)
    grant = read.grant(command.proposal_id).state
    mandate = read.mandate_named(command.mandate_id)
    settled = read.determination(command.proposal_id).state
    is_determined = settled is not None and settled.amount is not None
    return [
        found.gets(
            suspension.suspend(command, found.state, grant, mandate, is_determined=is_determined)
        )
    ]


def lift_suspension(command: LiftSuspension, read: Reading) -> list[StreamEvents]:
    """The body decides not to withdraw or change the grant."""
    guard_no_interest(command, read)
    found = read.suspension(command.proposal_id)
    grant = read.grant(command.proposal_id).state
    mandate = read.mandate_named(command.mandate_id)
    return [found.gets(suspension.lift(command, found.state, grant, mandate))]


def guard_payments_go_on(command: ActorCommand, read: Reading, proposal_id: str) -> None:
    """Nothing is asked or approved while payments are suspended."""
    found = read.suspension(proposal_id).state
    suspension.guard_not_suspended(found, dutch_day(command.at))
