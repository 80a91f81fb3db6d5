"""The mandate register: who may decide, up to which sum, between which dates, under which article.

A mandate is given by the college (Awb 10:3-10:5); decisions under it are the college's (Awb 10:2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import Actor, ActorCommand, ActorId, Role
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Day, Event, Identifier, PublicEvent
from domain.money import Money, PositiveMoney


class MandateAlreadyGiven(Refusal):
    code = "mandate.already_given"
    dutch = "Mandaat {mandate} is al verleend."
    english = "Mandate {mandate} has already been given."


class MandateUnknown(Refusal):
    code = "mandate.unknown"
    status = NOT_FOUND
    dutch = "Mandaat {mandate} staat niet in het mandaatregister."
    english = "Mandate {mandate} is not in the mandate register."


class MandatePeriodEmpty(Refusal):
    code = "mandate.period_empty"
    dutch = "Het mandaat eindigt voordat het begint."
    english = "The mandate ends before it begins."


class MandateNotYours(Refusal):
    code = "mandate.not_yours"
    status = FORBIDDEN
    dutch = "Mandaat {mandate} is aan iemand anders verleend."
    english = "Mandate {mandate} was given to someone else."


class MandateNotInForce(Refusal):
    code = "mandate.not_in_force"
    dutch = "Mandaat {mandate} geldt niet op {day}."
    english = "Mandate {mandate} is not in force on {day}."


class MandateCeilingExceeded(Refusal):
    code = "mandate.ceiling_exceeded"
    dutch = "{asked} gaat boven mandaat {mandate} ({ceiling}); het college moet zelf besluiten."
    english = "{asked} exceeds mandate {mandate} ({ceiling}); the college itself must decide."


class MandateMissing(Refusal):
    code = "decision.mandate_missing"
    dutch = "Een besluit noemt het mandaat waaronder het wordt genomen."
    english = "A decision names the mandate under which it is taken."


class GiveMandate(ActorCommand):
    """Let a holder decide in the college's name."""

    mandate_id: Identifier
    holder_id: ActorId
    ceiling_cents: PositiveMoney
    valid_from: Day
    valid_until: Day
    article: Identifier


class WithdrawMandate(ActorCommand):
    """End a mandate at once."""

    mandate_id: Identifier


class MandateGiven(PublicEvent):
    """A line of the mandate register."""

    TOPIC: ClassVar[str] = "mandate.given.v1"

    mandate_id: Identifier
    holder_id: ActorId
    ceiling_cents: PositiveMoney
    valid_from: Day
    valid_until: Day = Field(description="the last day, included")
    article: Identifier


class MandateWithdrawn(PublicEvent):
    """Nothing is decided under this mandate any more."""

    TOPIC: ClassVar[str] = "mandate.withdrawn.v1"

    mandate_id: Identifier


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who may decide up to which sum, from and until which day (both included)."""

    mandate_id: str
    holder_id: str
    ceiling: Money
    valid_from: date
    valid_until: date
    withdrawn: bool = False


def stream_of(mandate_id: str) -> str:
    """The stream of one mandate."""
    return f"mandate:{mandate_id}"


def evolve(mandate: Mandate | None, event: Event) -> Mandate | None:
    """The mandate after one more event."""
    match event:
        case MandateGiven():
            return Mandate(
                event.mandate_id,
                event.holder_id,
                event.ceiling_cents,
                event.valid_from,
                event.valid_until,
            )
        case MandateWithdrawn() if mandate:
            return replace(mandate, withdrawn=True)
        case _:
            return mandate


def give(command: GiveMandate, mandate: Mandate | None) -> list[Event]:
    """Give a mandate once, for a period that is not empty."""
    if mandate is not None:
        raise MandateAlreadyGiven(mandate=command.mandate_id)
    if command.valid_until < command.valid_from:
        raise MandatePeriodEmpty()
    return [MandateGiven.following(command)]


def withdraw(command: WithdrawMandate, mandate: Mandate | None) -> list[Event]:
    """Withdraw a mandate that is in the register and not withdrawn before."""
    if mandate is None:
        raise MandateUnknown(mandate=command.mandate_id)
    if mandate.withdrawn:
        raise MandateNotInForce(mandate=command.mandate_id, day=dutch_day(command.at).isoformat())
    return [MandateWithdrawn.following(command)]


def guard_may_decide(mandate: Mandate, actor: Actor, day: date, amount: Money) -> None:
    """Who decides holds the mandate, on that day, up to that sum (Awb 10:5)."""
    if actor.id != mandate.holder_id:
        raise MandateNotYours(mandate=mandate.mandate_id)
    if mandate.withdrawn or not mandate.valid_from <= day <= mandate.valid_until:
        raise MandateNotInForce(mandate=mandate.mandate_id, day=day.isoformat())
    if amount > mandate.ceiling:
        raise MandateCeilingExceeded(
            asked=amount, mandate=mandate.mandate_id, ceiling=mandate.ceiling
        )


def guard_under_mandate(
    mandate: Mandate | None, mandate_id: str, actor: Actor, day: date, amount: Money
) -> None:
    """Who decides in the college's name names a mandate of the register, and may decide by it."""
    if mandate is None:
        raise MandateUnknown(mandate=mandate_id)
    guard_may_decide(mandate, actor, day, amount)


def guard_college_or_mandate(
    mandate: Mandate | None, mandate_id: str | None, actor: Actor, day: date, amount: Money
) -> None:
    """The college may always decide itself (Awb 10:7); anyone else has a mandate for it."""
    if actor.role is Role.COLLEGE:
        return
    if mandate_id is None:
        raise MandateMissing()
    guard_under_mandate(mandate, mandate_id, actor, day, amount)


def mandate_of(actor: Actor, mandate_id: str | None) -> str | None:
    """The mandate that a decision rests on: none where the college itself decides."""
    return None if actor.role is Role.COLLEGE else mandate_id
