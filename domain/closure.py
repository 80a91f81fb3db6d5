"""Closing the dossier of a grant: all of it is settled, and nobody can object any more.

A closed dossier is opened again by a late objection or appeal, or when a withdrawal is announced:
the law allows each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Day, Event, Identifier, PublicEvent
from domain.money import Money


class DossierClosed(Refusal):
    code = "grant.dossier_closed"
    dutch = "Dit dossier is gesloten op {day}."
    english = "This dossier was closed on {day}."


class DossierNotSettled(Refusal):
    code = "grant.not_settled"
    dutch = "Sluiten kan pas als alles is vastgesteld, betaald en terugontvangen."
    english = "A dossier is closed once all is determined, paid and received back."


class StillObjectable(Refusal):
    code = "grant.still_objectable"
    dutch = "Bezwaar of beroep loopt nog, of kan nog tot en met {day}."
    english = "An objection or appeal is pending, or possible until {day}."


class CloseGrant(ActorCommand):
    """Close the dossier of a grant."""

    proposal_id: Identifier


class GrantClosed(PublicEvent):
    """The dossier is closed: what the grant came to, and what was paid and came back."""

    TOPIC: ClassVar[str] = "grant.closed.v1"

    proposal_id: Identifier
    amount_cents: Money
    paid_cents: Money
    recovered_cents: Money
    closed_on: Day = Field(description="the day on which the dossier was closed")


class GrantReopened(PublicEvent):
    """The dossier is open again: a late objection or appeal, or a withdrawal that was announced."""

    TOPIC: ClassVar[str] = "grant.reopened.v1"

    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class Settling:
    """How far a grant is settled: what it came to, None where that is not certain; what was paid
    and came back; the last day of a term for an objection or appeal that runs or may be used.
    """

    amount: Money | None
    paid: Money
    recovered: Money
    payouts_under_way: bool
    announced: bool
    pending: bool
    last_term: date


@dataclass(frozen=True, slots=True)
class Closure:
    """On which day the dossier was closed; None where it is open again."""

    closed_on: date | None = None


def stream_of(proposal_id: str) -> str:
    """The stream of the closing of the dossier of one grant."""
    return f"closure:{proposal_id}"


def evolve(closure: Closure | None, event: Event) -> Closure | None:
    """The closure after one more event."""
    match event:
        case GrantClosed():
            return Closure(event.closed_on)
        case GrantReopened():
            return Closure()
        case _:
            return closure


def close(command: CloseGrant, closure: Closure | None, settling: Settling) -> list[Event]:
    """Close what is settled to the cent, once every term for an objection or appeal is over."""
    guard_open(closure)
    today = dutch_day(command.at)
    is_settled = settling.amount == settling.paid - settling.recovered
    if not is_settled or settling.payouts_under_way or settling.announced:
        raise DossierNotSettled()
    if settling.pending or today <= settling.last_term:
        raise StillObjectable(day=settling.last_term.isoformat())
    return [
        GrantClosed.following(
            command,
            amount_cents=settling.amount,
            paid_cents=settling.paid,
            recovered_cents=settling.recovered,
            closed_on=today,
        )
    ]


def reopen(command: ActorCommand, closure: Closure | None, proposal_id: str) -> list[Event]:
    """What was closed is open again; nothing where it was not."""
    if closure is None or closure.closed_on is None:
        return []
    return [GrantReopened.following(command, proposal_id=proposal_id)]


def guard_open(closure: Closure | None) -> None:
    """What is closed is not closed, or held up, once more."""
    if closure is not None and closure.closed_on is not None:
        raise DossierClosed(day=closure.closed_on.isoformat())
