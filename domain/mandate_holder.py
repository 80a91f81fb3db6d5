"""Which lines of the mandate register somebody holds, so that two of them never meet.

Two mandates of one holder for the same matter on the same day would leave it unclear which sum and
which article hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.command import ActorId
from domain.errors import Refusal
from domain.event import Event, Identifier, PublicEvent
from domain.mandate import GiveMandate, Mandate
from domain.validity import Period

HELD_MAX = 200
"""Lines of the register that one holder can have had, in all years together."""


class MandatesOverlap(Refusal):
    code = "mandate.overlap"
    dutch = "Deze houder heeft in die periode al mandaat {mandate} hiervoor. Trek dat eerst in."
    english = "This holder has mandate {mandate} for this at the time. Withdraw that one first."


class TooManyMandates(Refusal):
    code = "mandate.too_many"
    dutch = "Deze houder heeft al {maximum} regels in het mandaatregister; meer kan niet."
    english = "This holder has {maximum} lines in the mandate register; there is no room for more."


class MandateCounted(PublicEvent):
    """One more line of the register for this holder."""

    TOPIC: ClassVar[str] = "mandate_holder.mandate_counted.v1"

    holder_id: ActorId
    mandate_id: Identifier


@dataclass(frozen=True, slots=True)
class MandateHolder:
    """Everything that somebody was ever given, in order."""

    mandate_ids: tuple[str, ...] = ()


def stream_of(holder_id: str) -> str:
    """The stream of one holder."""
    return f"mandate_holder:{holder_id}"


def evolve(holder: MandateHolder | None, event: Event) -> MandateHolder | None:
    """What somebody holds after one more event."""
    match event:
        case MandateCounted():
            known = holder or MandateHolder()
            return MandateHolder((*known.mandate_ids, event.mandate_id))
        case _:
            return holder


def count(
    command: GiveMandate, holder: MandateHolder | None, held: Iterable[Mandate]
) -> list[Event]:
    """Count one more line, which meets none of those that the holder has."""
    if holder is not None and len(holder.mandate_ids) >= HELD_MAX:
        raise TooManyMandates(maximum=HELD_MAX)
    for other in held:
        guard_apart(command, other)
    return [MandateCounted.following(command)]


def guard_apart(command: GiveMandate, other: Mandate) -> None:
    """For one matter somebody holds one mandate on a day; one that was withdrawn is over."""
    meets = other.period.meets(Period(command.valid_from, command.valid_until))
    if meets and command.matter is other.matter and not other.withdrawn:
        raise MandatesOverlap(mandate=other.mandate_id)
