"""How a decision stands to the advice of the neighbourhood board: it follows, or says why not.

The board advises and the college decides; a decision that departs from the advice gives the reason
for it (Awb 3:50). An advice is followed when exactly what it advises is granted, activity by
activity; one that is unfinished, or about an earlier version of the proposal, cannot be followed.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from domain.board_state import Board
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.money import Money, total
from domain.proposal_state import Proposal


class DepartureUnexplained(Refusal):
    code = "decision.departure_unexplained"
    dutch = "Het wijkbestuur adviseert {advised}. Zeg waarom dit besluit daarvan afwijkt."
    english = "The neighbourhood board advises {advised}. Say why this decision departs from it."


class NothingToDepartFrom(Refusal):
    code = "decision.nothing_to_depart_from"
    dutch = "Dit besluit wijkt van geen advies af; laat de reden om af te wijken leeg."
    english = "This decision departs from no advice; leave the reason for departing empty."


class AdviceChangedAfterDraft(Refusal):
    code = "decision.advice_changed"
    dutch = "Het advies is veranderd nadat dit besluit is voorbereid. Bereid het opnieuw voor."
    english = "The advice changed after this decision was prepared. Prepare it anew."


class AdviceWeighed(PublicEvent):
    """What the board advised on the proposal, and whether the draft before it follows that."""

    TOPIC: ClassVar[str] = "decision.advice_weighed.v1"

    proposal_id: Identifier
    advised_cents: Money
    follows: bool = Field(description="whether the draft grants exactly what was advised")
    departure: Commitment | None = Field(description="why it departs; null where it follows")


def weigh(
    command: ActorCommand,
    proposal: Proposal,
    board: Board | None,
    *,
    amount: Money,
    departure: str | None,
) -> list[Event]:
    """Nothing where no advice stands; else whether granting this amount follows it."""
    advised = advised_on(proposal.proposal_id, board)
    if advised is None:
        if departure is not None:
            raise NothingToDepartFrom()
        return []
    follows = amount == advised and is_finished(proposal, board)
    if follows and departure is not None:
        raise NothingToDepartFrom()
    if not follows and departure is None:
        raise DepartureUnexplained(advised=advised)
    return [
        AdviceWeighed.following(
            command,
            proposal_id=proposal.proposal_id,
            advised_cents=advised,
            follows=follows,
            departure=departure,
        )
    ]


def advised_on(proposal_id: str, board: Board | None) -> Money | None:
    """What the advice that stands comes to; None where none stands."""
    standing = board.standing_on(proposal_id) if board else {}
    return total(each.advised for each in standing.values()) if standing else None


def is_finished(proposal: Proposal, board: Board | None) -> bool:
    """Whether the advice is on the whole proposal as it reads now."""
    standing = board.standing_on(proposal.proposal_id) if board else {}
    current = {name for name, each in standing.items() if each.proposal_version == proposal.version}
    return current == set(standing) and (current == {None} or current == set(proposal.activities))


def guard_advice_unchanged(
    weighed: AdviceWeighed | None, proposal: Proposal, board: Board | None
) -> None:
    """A decision is taken on the advice that the draft was held against."""
    if advised_on(proposal.proposal_id, board) != (weighed.advised_cents if weighed else None):
        raise AdviceChangedAfterDraft()
    if weighed and weighed.follows and not is_finished(proposal, board):
        raise AdviceChangedAfterDraft()
