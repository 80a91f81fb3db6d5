"""Keeping the register of regulations, and what other use cases read from it."""

from __future__ import annotations

from datetime import date

from application.streams import Reading, StreamEvents
from domain import regulation
from domain.regulation import AdoptedRegulation, AdoptRegulation, Regulations, WithdrawRegulation
from domain.regulation_contents import NO_RULES, Regulation, RegulationVersion


def adopt_regulation(command: AdoptRegulation, read: Reading) -> list[StreamEvents]:
    """The rules that the college adopted go on record."""
    found = read.regulations()
    return [found.gets(regulation.adopt(command, found.state))]


def withdraw_regulation(command: WithdrawRegulation, read: Reading) -> list[StreamEvents]:
    """A regulation ends without a successor."""
    found = read.regulations()
    return [found.gets(regulation.withdraw(command, found.state))]


def regulation_in_force(read: Reading, wijk: str, day: date) -> AdoptedRegulation | None:
    """The regulation of a wijk on a day; None where the city adopted none."""
    return (read.regulations().state or Regulations()).in_force(wijk, day)


def rules_in_force(read: Reading, wijk: str, day: date) -> Regulation:
    """The rules of a wijk on a day; none where the city adopted no regulation for it."""
    adopted = regulation_in_force(read, wijk, day)
    return adopted.rules if adopted else NO_RULES


def rules_under(read: Reading, version: RegulationVersion | None) -> Regulation:
    """The rules that a proposal or a round was begun under."""
    return (read.regulations().state or Regulations()).under(version)
