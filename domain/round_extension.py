"""Extending a round that is under way: only later, with a reason, within the bound it announced.

Rules, list and prices stay as they were frozen. A round that closes with too few ballots goes on
once, where it was laid down so.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier, Moment
from domain.round_events import ExtensionCause
from domain.voting_round import (
    CloseVotingRound,
    RoundStatus,
    VotingRound,
    VotingRoundExtended,
    VotingRoundNotOpen,
    guard_round_exists,
)


class ExtensionNotLater(Refusal):
    code = "voting_round.extension_not_later"
    dutch = "Verlengen kan alleen tot een later moment dan {closes}."
    english = "A round can only be extended to a later moment than {closes}."


class ExtensionWithoutEnd(Refusal):
    code = "voting_round.extension_without_end"
    dutch = "Deze stemronde is open totdat u haar sluit; er is geen einde om te verlengen."
    english = "This round is open until you close it; there is no end to extend."


class ExtensionTooFar(Refusal):
    code = "voting_round.extension_too_far"
    dutch = "Deze stemronde kan samen ten hoogste {days} dagen verlengd worden, tot {until}."
    english = "This round can be extended by {days} days in all at most, until {until}."


class ExtendVotingRound(ActorCommand):
    """Let people vote longer, until `closes_at`."""

    round_id: Identifier
    closes_at: Moment
    reason: Commitment


def extend(command: ExtendVotingRound, voting_round: VotingRound | None) -> list[Event]:
    """Extend a round that people vote in."""
    found = guard_under_way(voting_round, command)
    latest = found.latest_end
    if found.closes_at is None or latest is None:
        raise ExtensionWithoutEnd()
    if command.closes_at <= found.closes_at:
        raise ExtensionNotLater(closes=found.closes_at.isoformat())
    if command.closes_at > latest:
        days = found.procedure.extension_days_max
        raise ExtensionTooFar(days=days, until=latest.isoformat())
    return [
        VotingRoundExtended.following(
            command, cause=ExtensionCause.REASON, formerly=found.closes_at
        )
    ]


def guard_under_way(voting_round: VotingRound | None, command: ExtendVotingRound) -> VotingRound:
    """People vote at this very moment: it has begun, and did not end yet."""
    found = guard_round_exists(voting_round, command.round_id)
    ended = found.closes_at is not None and command.at >= found.closes_at
    if found.status is not RoundStatus.OPEN or command.at < found.opens_at or ended:
        raise VotingRoundNotOpen(round=command.round_id)
    return found


def may_go_on_for_quorum(voting_round: VotingRound, at: datetime) -> bool:
    """Whether too few ballots put its closing off: once, where the round was laid down so, and
    while extensions together are within the bound that it announced.
    """
    quorum, latest = voting_round.procedure.quorum, voting_round.latest_end
    asks = quorum is not None and quorum.extended_days > 0 and latest is not None and at < latest
    return asks and not voting_round.extended_for_quorum


def extend_for_quorum(command: CloseVotingRound, voting_round: VotingRound) -> list[Event]:
    """In the place of its closing, so many days from the moment that it is closed at, and never
    beyond the bound of all extensions.
    """
    quorum, formerly = voting_round.procedure.quorum, voting_round.closes_at
    until = command.at + timedelta(days=quorum.extended_days if quorum else 0)
    return [
        VotingRoundExtended(
            by=command.by,
            at=command.at,
            round_id=command.round_id,
            cause=ExtensionCause.QUORUM,
            formerly=formerly or command.at,
            closes_at=min(until, voting_round.latest_end or until),
            reason=None,
        )
    ]
