"""Keeping the mandate register."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from domain import mandate
from domain.mandate import GiveMandate, WithdrawMandate


def give_mandate(command: GiveMandate, read: Reading) -> list[StreamEvents]:
    """A holder may decide in the college's name."""
    found = read.mandate(command.mandate_id)
    return [found.gets(mandate.give(command, found.state))]


def withdraw_mandate(command: WithdrawMandate, read: Reading) -> list[StreamEvents]:
    """A mandate ends."""
    found = read.mandate(command.mandate_id)
    return [found.gets(mandate.withdraw(command, found.state))]
