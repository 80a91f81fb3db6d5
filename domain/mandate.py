"""The mandate register: who may decide what, up to which sum, in which period.

A mandate is given by the college (Awb 10:3-10:5); decisions under it are the college's (Awb 10:2).
A holder outside the college's own organisation accepts it before anything is decided under it
(Awb 10:4). The college may end it at any time (Awb 10:8).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import Actor, ActorCommand, ActorId, Role
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Day, Event, Identifier, PublicEvent
from domain.money import Money, PositiveMoney
from domain.validity import Period


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


class MandateOfOtherMatter(Refusal):
    code = "mandate.other_matter"
    dutch = "Mandaat {mandate} is verleend voor iets anders: {matter}."
    english = "Mandate {mandate} was given for something else: {matter}."


class MandateNotAccepted(Refusal):
    code = "mandate.not_accepted"
    dutch = "Wie mandaat {mandate} kreeg, heeft het nog niet aanvaard."
    english = "Whoever was given mandate {mandate} has not accepted it yet."


class NothingToAccept(Refusal):
    code = "mandate.nothing_to_accept"
    dutch = "Mandaat {mandate} hoeft niet te worden aanvaard, of is dat al."
    english = "Mandate {mandate} need not be accepted, or was accepted before."


class MandateMatter(StrEnum):
    """What is decided under a mandate."""

    GRANTS = "grants"
    AGREEMENTS = "agreements"


class GiveMandate(ActorCommand):
    """Let a holder decide in the college's name.

    `outside_college` tells that the holder does not work under the college, and accepts it first.
    """

    mandate_id: Identifier
    holder_id: ActorId
    ceiling_cents: PositiveMoney
    valid_from: Day
    valid_until: Day
    article: Identifier
    matter: MandateMatter = MandateMatter.GRANTS
    outside_college: bool = False


class AcceptMandate(ActorCommand):
    """Agree, as its holder, to decide in the college's name."""

    mandate_id: Identifier


class WithdrawMandate(ActorCommand):
    """End a mandate at once."""

    mandate_id: Identifier


class MandateGiven(PublicEvent):
    """A line of the mandate register."""

    TOPIC: ClassVar[str] = "mandate.given.v2"

    mandate_id: Identifier
    holder_id: ActorId
    ceiling_cents: PositiveMoney
    valid_from: Day
    valid_until: Day = Field(description="the last day, included")
    article: Identifier
    matter: MandateMatter
    outside_college: bool = Field(
        description="whether the holder works outside the college's organisation, and accepts first"
    )


class MandateAccepted(PublicEvent):
    """Its holder consents: from now on they decide under it."""

    TOPIC: ClassVar[str] = "mandate.accepted.v1"

    mandate_id: Identifier


class MandateWithdrawn(PublicEvent):
    """Nothing is decided under this mandate any more."""

    TOPIC: ClassVar[str] = "mandate.withdrawn.v1"

    mandate_id: Identifier


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who may decide what, up to which sum, and when.

    `accepted` is also true where nobody has to accept it; `accepted_on` is then None.
    """

    mandate_id: str
    holder_id: str
    ceiling: Money
    period: Period
    matter: MandateMatter = MandateMatter.GRANTS
    accepted: bool = True
    accepted_on: date | None = None
    given_on: date = date.min
    withdrawn_on: date | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether it was ended before its last day."""
        return self.withdrawn_on is not None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force: never before it was given, whatever its period says, nor before
        it was accepted (Awb 10:4), nor from the day on which it was withdrawn.
        """
        begins = max(self.given_on, self.accepted_on or self.given_on)
        ended = self.withdrawn_on is not None and self.withdrawn_on <= day
        return begins <= day and not ended and self.period.holds(day)


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
                Period(event.valid_from, event.valid_until),
                event.matter,
                accepted=not event.outside_college,
                given_on=dutch_day(event.at),
            )
        case MandateAccepted() if mandate:
            return replace(mandate, accepted=True, accepted_on=dutch_day(event.at))
        case MandateWithdrawn() if mandate:
            return replace(mandate, withdrawn_on=dutch_day(event.at))
        case _:
            return mandate


def give(command: GiveMandate, mandate: Mandate | None) -> list[Event]:
    """Give a mandate once, for a period that is not empty."""
    if mandate is not None:
        raise MandateAlreadyGiven(mandate=command.mandate_id)
    if command.valid_until < command.valid_from:
        raise MandatePeriodEmpty()
    return [MandateGiven.following(command)]


def accept(command: AcceptMandate, mandate: Mandate | None) -> list[Event]:
    """The holder consents once, where they work outside the college's organisation (Awb 10:4), and
    before the mandate is over.
    """
    found = _guard_stands(mandate, command)
    if command.by.id != found.holder_id:
        raise MandateNotYours(mandate=command.mandate_id)
    if found.accepted:
        raise NothingToAccept(mandate=command.mandate_id)
    today = dutch_day(command.at)
    if today > found.period.last:
        raise MandateNotInForce(mandate=command.mandate_id, day=today.isoformat())
    return [MandateAccepted.following(command)]


def withdraw(command: WithdrawMandate, mandate: Mandate | None) -> list[Event]:
    """Withdraw a mandate that is in the register and not withdrawn before (Awb 10:8)."""
    _guard_stands(mandate, command)
    return [MandateWithdrawn.following(command)]


def _guard_stands(mandate: Mandate | None, command: AcceptMandate | WithdrawMandate) -> Mandate:
    if mandate is None:
        raise MandateUnknown(mandate=command.mandate_id)
    if mandate.withdrawn:
        raise MandateNotInForce(mandate=command.mandate_id, day=dutch_day(command.at).isoformat())
    return mandate


def guard_college_or_mandate(
    mandate: Mandate | None,
    mandate_id: str | None,
    actor: Actor,
    day: date,
    amount: Money,
    *,
    matter: MandateMatter = MandateMatter.GRANTS,
) -> str | None:
    """The mandate that is decided under; none where the college itself decides, which it always may
    (Awb 10:7). Anyone else holds a mandate for it, on that day, up to that sum (Awb 10:5).
    """
    if actor.role is Role.COLLEGE:
        return None
    if mandate_id is None:
        raise MandateMissing()
    if mandate is None:
        raise MandateUnknown(mandate=mandate_id)
    if actor.id != mandate.holder_id:
        raise MandateNotYours(mandate=mandate_id)
    if mandate.matter is not matter:
        raise MandateOfOtherMatter(mandate=mandate_id, matter=mandate.matter.value)
    if not mandate.accepted:
        raise MandateNotAccepted(mandate=mandate_id)
    if not mandate.holds_on(day):
        raise MandateNotInForce(mandate=mandate_id, day=day.isoformat())
    if amount > mandate.ceiling:
        raise MandateCeilingExceeded(asked=amount, mandate=mandate_id, ceiling=mandate.ceiling)
    return mandate_id
