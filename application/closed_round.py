"""What is public of a round once it is closed: what was frozen, the ballot list, the result.

While people vote, nothing about ballots can be asked. Afterwards everyone may recount, so the list
is given in the order that closing fixed, which tells nothing of who voted when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from application.log import Log
from domain.ballot import BallotCast
from domain.ballot_list import ballots_root
from domain.errors import Refusal
from domain.event import Event
from domain.event_catalogue import event_from
from domain.round_result import BallotListChanged
from domain.voting_round import (
    VotingRoundClosed,
    VotingRoundOpened,
    VotingRoundTallied,
    VotingRoundUnknown,
    stream_of,
)


class BallotsSealed(Refusal):
    code = "voting_round.ballots_sealed"
    dutch = "De stemmen van ronde {round} worden openbaar nadat de ronde is gesloten."
    english = "The ballots of round {round} become public after the round has been closed."


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """A closed round with the ballots that count, in public order; `tallied` None: not counted."""

    opened: VotingRoundOpened
    closed: VotingRoundClosed
    tallied: VotingRoundTallied | None
    ballots: Sequence[BallotCast]


def closed_round(
    round_id: str, log: Log, ballots_of: Callable[[str], Sequence[BallotCast]]
) -> ClosedRound:
    """The round with its list. `ballots_of` is the ballot box: it is opened after closing only.

    Raises `VotingRoundUnknown`, `BallotsSealed`, and `BallotListChanged` where the list is not the
    one that closing fixed.
    """
    opened: VotingRoundOpened | None = None
    closed: VotingRoundClosed | None = None
    tallied: VotingRoundTallied | None = None
    for event in _events(round_id, log):
        match event:
            case VotingRoundOpened():
                opened = event
            case VotingRoundClosed():
                closed = event
            case VotingRoundTallied():
                tallied = event
    if opened is None:
        raise VotingRoundUnknown(round=round_id)
    if closed is None:
        raise BallotsSealed(round=round_id)
    ballots = ballots_of(round_id)
    if ballots_root(ballots) != closed.ballots_root:
        raise BallotListChanged(round=round_id)
    return ClosedRound(opened, closed, tallied, ballots)


def _events(round_id: str, log: Log) -> list[Event]:
    return [event_from(entry.name, entry.payload) for entry in log.stream(stream_of(round_id))]
