"""How a decision stands to the advice of the neighbourhood board: it follows, or says why not.

The board advises and the college decides; a decision that departs from the advice gives the reason
for it (Awb 3:50). An advice is followed when exactly what it advises is granted, activity by
activity: the same sum for other activities departs. One that is unfinished, or about an earlier
version of the proposal, cannot be followed. What was advised on an activity that is gone is no
advice any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from domain.activity import Granted, GrantedActivity
from domain.board_state import Advice, Board
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.granted_activities import granted_to
from domain.money import Money, total
from domain.proposal import Proposal


class DepartureUnexplained(Refusal):
    code = "decision.departure_unexplained"
    dutch = "Het wijkbestuur adviseert {advised}. Zeg waarom dit besluit daarvan afwijkt."
    english = "The neighbourhood board advises {advised}. Say why this decision departs from it."


class NothingToDepartFrom(Refusal):
    code = "decision.nothing_to_depart_from"
    dutch = (
        "Dit besluit wijkt van geen advies of rangschikking af; laat de reden om af te wijken leeg."
    )
    english = (
        "This decision departs from no advice or ranking; leave the reason for departing empty."
    )


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
    granted: Granted,
    departure: str | None,
) -> list[Event]:
    """Nothing where no advice stands; else whether granting this follows it."""
    advised = advised_on(proposal, board)
    if advised is None:
        if departure is not None:
            raise NothingToDepartFrom()
        return []
    follows = is_followed(proposal, board, granted.amount, granted.activities)
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


def advice_on(proposal: Proposal, board: Board | None) -> dict[str | None, Advice]:
    """The advice that stands on what is asked now, by activity; None is the whole proposal.

    Advice per activity takes the place of one on the whole, and goes when its activity goes.
    """
    standing = board.standing_on(proposal.proposal_id) if board else {}
    per_activity = {name: each for name, each in standing.items() if name in proposal.activities}
    return per_activity or {name: each for name, each in standing.items() if name is None}


def is_advised_now(proposal: Proposal, board: Board | None) -> bool:
    """Whether advice stands on the proposal, or on an activity of it, as it reads now."""
    standing = advice_on(proposal, board).values()
    return any(each.proposal_version == proposal.version for each in standing)


def advised_on(proposal: Proposal, board: Board | None) -> Money | None:
    """What the advice that stands comes to; None where none stands."""
    standing = advice_on(proposal, board)
    return total(each.advised for each in standing.values()) if standing else None


def is_followed(
    proposal: Proposal, board: Board | None, amount: Money, activities: Sequence[GrantedActivity]
) -> bool:
    """Whether granting this amount, to these activities where they are named, pays for what was
    advised on the whole proposal as it reads now, and for nothing else.
    """
    standing = advice_on(proposal, board)
    if any(each.proposal_version != proposal.version for each in standing.values()):
        return False
    if set(standing) == {None}:
        return amount == standing[None].advised
    favoured = {name: each.advised for name, each in standing.items() if each.favourable}
    is_finished = set(standing) == set(proposal.activities)
    return is_finished and granted_to(proposal, amount, activities) == favoured


def guard_advice_unchanged(
    weighed: AdviceWeighed | None,
    proposal: Proposal,
    board: Board | None,
    amount: Money,
    activities: Sequence[GrantedActivity],
) -> None:
    """A decision is taken on the advice that the draft was held against."""
    if advised_on(proposal, board) != (weighed.advised_cents if weighed else None):
        raise AdviceChangedAfterDraft()
    is_still_followed = is_followed(proposal, board, amount, activities)
    if weighed and weighed.follows and not is_still_followed:
        raise AdviceChangedAfterDraft()
