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
class ClosedPapers:
    """What was frozen when a round opened, what closing fixed, and who won: None until counted."""

    opened: VotingRoundOpened
    closed: VotingRoundClosed
    tallied: VotingRoundTallied | None


@dataclass(frozen=True, slots=True)
class ClosedRound(ClosedPapers):
    """A closed round with the ballots that count, in public order."""

    ballots: Sequence[BallotCast]


def closed_papers(round_id: str, log: Log) -> ClosedPapers:
    """What the main log has of a closed round. Raises `VotingRoundUnknown`, `BallotsSealed`."""
    opened: VotingRoundOpened | None = None
    closed: VotingRoundClosed | None = None
    tallied: VotingRoundTallied | None = None
    for entry in log.stream(stream_of(round_id)):
        match event_from(entry.name, entry.payload):
            case VotingRoundOpened() as event:
                opened = event
            case VotingRoundClosed() as event:
                closed = event
            case VotingRoundTallied() as event:
                tallied = event
    if opened is None:
        raise VotingRoundUnknown(round=round_id)
    if closed is None:
        raise BallotsSealed(round=round_id)
    return ClosedPapers(opened, closed, tallied)


def closed_round(
    round_id: str, log: Log, ballots_of: Callable[[str], Sequence[BallotCast]]
) -> ClosedRound:
    """The round with its list. `ballots_of` is the ballot box: it is opened after closing only.

    Raises what `closed_papers` does, and `BallotListChanged` where the list is not the one that
    closing fixed.
    """
    papers = closed_papers(round_id, log)
    ballots = ballots_of(round_id)
    if ballots_root(ballots) != papers.closed.ballots_root:
        raise BallotListChanged(round=round_id)
    return ClosedRound(papers.opened, papers.closed, papers.tallied, ballots)
