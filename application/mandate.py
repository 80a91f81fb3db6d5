"""Keeping the mandate register."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from domain import mandate, mandate_holder
from domain.mandate import AcceptMandate, GiveMandate, WithdrawMandate


def give_mandate(command: GiveMandate, read: Reading) -> list[StreamEvents]:
    """A holder may decide in the college's name, by one mandate at a time."""
    found = read.mandate(command.mandate_id)
    given = mandate.give(command, found.state)
    holder = read.mandate_holder(command.holder_id)
    held = read.mandates_of(command.holder_id)
    return [found.gets(given), holder.gets(mandate_holder.count(command, holder.state, held))]


def accept_mandate(command: AcceptMandate, read: Reading) -> list[StreamEvents]:
    """A holder from outside the college's organisation consents."""
    found = read.mandate(command.mandate_id)
    return [found.gets(mandate.accept(command, found.state))]


def withdraw_mandate(command: WithdrawMandate, read: Reading) -> list[StreamEvents]:
    """A mandate ends."""
    found = read.mandate(command.mandate_id)
    return [found.gets(mandate.withdraw(command, found.state))]
