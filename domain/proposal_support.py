"""Support for a proposal: residents who say that they want it, each once, and may take it back.

How many are needed is in the regulation, and checked when the proposal is taken in handling.
Support is not a vote: the log has an opaque id with it, and pages show how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.command import ActorCommand
from domain.errors import FORBIDDEN, Refusal
from domain.event import Event, Identifier, PublicEvent
from domain.proposal import CONFIRMED, Proposal, guard_status


class SupportAlreadyGiven(Refusal):
    code = "support.already_given"
    dutch = "U steunt dit voorstel al."
    english = "You support this proposal already."


class SupportNotGiven(Refusal):
    code = "support.not_given"
    dutch = "U steunt dit voorstel nu niet, dus er is niets terug te nemen."
    english = "You do not support this proposal now, so there is nothing to take back."


class OwnSupport(Refusal):
    code = "support.own_proposal"
    status = FORBIDDEN
    dutch = "Aan een eigen voorstel telt uw steun niet mee."
    english = "For a proposal of your own your support does not count."


class SupportOver(Refusal):
    code = "support.over"
    dutch = "Dit voorstel staat op de lijst van stemronde {round}: nu telt uw stem."
    english = "This proposal is on the list of round {round}: now your vote counts."


class GiveSupport(ActorCommand):
    """Say that one wants this proposal to go on."""

    proposal_id: Identifier


class WithdrawSupport(ActorCommand):
    """Take one's support back."""

    proposal_id: Identifier


class SupportGiven(PublicEvent):
    """One more resident supports the proposal."""

    TOPIC: ClassVar[str] = "support.given.v1"

    proposal_id: Identifier


class SupportWithdrawn(PublicEvent):
    """A resident supports the proposal no more."""

    TOPIC: ClassVar[str] = "support.withdrawn.v1"

    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class Support:
    """Who supports a proposal now."""

    supporters: frozenset[str] = frozenset()


def stream_of(proposal_id: str) -> str:
    """The stream of the support for one proposal."""
    return f"support:{proposal_id}"


def evolve(support: Support | None, event: Event) -> Support | None:
    """The support after one more event."""
    known = support or Support()
    match event:
        case SupportGiven():
            return replace(known, supporters=known.supporters | {event.by.id})
        case SupportWithdrawn():
            return replace(known, supporters=known.supporters - {event.by.id})
        case _:
            return support


def supporters_of(support: Support | None) -> int:
    """How many residents support it now."""
    return len(support.supporters) if support else 0


def give(command: GiveSupport, support: Support | None, proposal: Proposal | None) -> list[Event]:
    """A resident who does not apply supports it once."""
    found = guard_gathering(proposal, command.proposal_id)
    if command.by.id in found.interested:
        raise OwnSupport()
    if support is not None and command.by.id in support.supporters:
        raise SupportAlreadyGiven()
    return [SupportGiven.following(command)]


def withdraw(
    command: WithdrawSupport, support: Support | None, proposal: Proposal | None
) -> list[Event]:
    """Who gave it may take it back while it is being gathered."""
    guard_gathering(proposal, command.proposal_id)
    if support is None or command.by.id not in support.supporters:
        raise SupportNotGiven()
    return [SupportWithdrawn.following(command)]


def guard_gathering(proposal: Proposal | None, proposal_id: str) -> Proposal:
    """Support is gathered until residents vote; it never moves to another proposal."""
    found = guard_status(proposal, proposal_id, *CONFIRMED)
    if found.round_id is not None:
        raise SupportOver(round=found.round_id)
    return found
