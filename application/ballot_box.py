"""The ballot box: takes ballots of voting passes, and gives the final list once a round is shut.

It knows passes, not people. On the way of a ballot no aggregate is built: the frozen rules of the
round are remembered, and the ballot log itself refuses a second ballot or a closed round.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from application.command_ids import tells_time
from application.log import (
    FENCE_CLOSED,
    ID_REUSED,
    VERSION_TAKEN,
    Accepted,
    BallotLog,
    Conflict,
    LogCrowded,
    LogUnavailable,
    NewEvent,
    Outcome,
    Submission,
)
from application.refusals import RETRY_AFTER_SECONDS, CommandIdReused, LogUnreachable, TooBusy
from application.streams import RememberedStreams
from application.voting_passes import PassCheck
from domain import ballot, voting_round
from domain.ballot import (
    BallotAlreadyCast,
    BallotCast,
    BallotIdTellsTime,
    CastBallot,
    VotingPassInvalid,
)
from domain.ballot_list import counting_ballots
from domain.errors import Refusal
from domain.event import Event
from domain.event_catalogue import event_from, payload_of
from domain.voting_round import VotingRound, VotingRoundNotOpen, guard_round_exists

Append = Callable[[Submission], Awaitable[Outcome]]
"""Stores one command in the ballot log, in a transaction with others that come at the same time."""


@dataclass(frozen=True, slots=True)
class BallotReceipt:
    """The ballot is in the box. It tells which version stands, and not what was chosen."""

    round_id: str
    version: int
    repeated: bool


class BallotBox:
    """One partition's ballot box."""

    def __init__(
        self,
        ballots: BallotLog,
        streams: RememberedStreams,
        pass_is_valid: PassCheck,
        when_shut: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`when_shut` is told the round's id: its register then drops the key that signs passes."""
        self._when_shut = when_shut
        self._ballots = ballots
        self._streams = streams
        self._pass_is_valid = pass_is_valid

    async def cast_soon(self, command: CastBallot, append: Append) -> BallotReceipt:
        """The same as `cast` without a thread of its own, for a ballot that can be decided on at
        once; another one goes to a thread. `append` gathers ballots for the ballot log.
        """
        _guard_command_id(command)
        stream = voting_round.stream_of(command.round_id)
        version, known = self._streams.recall(stream)
        if version < 0:
            with _log_refusals():
                found = await asyncio.to_thread(
                    self._streams.recall_or_read, stream, voting_round.evolve
                )
            version, known = found.version, found.state
        if version < 0:
            return await asyncio.to_thread(self.cast, command)
        frozen: VotingRound = known
        self._guard_pass(command, frozen)
        try:
            (event,) = ballot.cast(command, frozen)
        except Refusal:
            return await asyncio.to_thread(self.cast, command)
        with _log_refusals():
            outcome = await append(_submission(command, event))
        return _receipt(command, outcome)

    def cast(self, command: CastBallot) -> BallotReceipt:
        """Store a ballot, whole or not at all; the same command twice gets the same answer.

        Raises `BallotIdTellsTime`, `VotingPassInvalid`, `BallotAlreadyCast`, `VotingRoundNotOpen`,
        the limits' refusals of `domain.ballot`, `CommandIdReused`; and `TooBusy` and
        `LogUnreachable` (503) when the same ballot should be sent again later.
        """
        _guard_command_id(command)
        with _log_refusals():
            frozen = self._streams.recall_or_read(
                voting_round.stream_of(command.round_id), voting_round.evolve
            ).state
            self._guard_pass(command, frozen)
            outcome = self._decide_and_store(command, frozen)
        return _receipt(command, outcome)

    def _decide_and_store(self, command: CastBallot, frozen: VotingRound | None) -> Outcome:
        try:
            (event,) = ballot.cast(command, frozen)
        except Refusal:
            known = self._ballots.outcome(command.command_id, command.fingerprint())
            if known is not None:
                return known  # what the log answered once is the answer, also when sent later
            raise
        (outcome,) = self._ballots.append([_submission(command, event)])
        return outcome

    def shut(self, round_id: str, closing_at: datetime | None = None) -> list[BallotCast]:
        """Let no ballot in any more, and return those that count, sorted by content.

        Not where the round was extended beyond `closing_at` meanwhile: whoever closes it then
        decided on what it was before, and decides again.
        """
        if self._ballots.shut_fence(voting_round.stream_of(round_id), closing_at):
            self._when_shut(round_id)
        return self.counting(round_id)

    def counting(self, round_id: str) -> list[BallotCast]:
        """The ballots that count, sorted by content: the last of each pass."""
        recorded = self._ballots.streams_starting_with(ballot.round_prefix(round_id))
        events = (event_from(entry.name, entry.payload) for entry in recorded)
        return counting_ballots(event for event in events if isinstance(event, BallotCast))

    def _guard_pass(self, command: CastBallot, frozen: VotingRound | None) -> None:
        found = guard_round_exists(frozen, command.round_id)
        if not self._pass_is_valid(found.pass_key, command.round_id, command.voting_pass):
            raise VotingPassInvalid()


def _guard_command_id(command: CastBallot) -> None:
    """Nothing that is stored of a ballot may tell when it was cast."""
    if tells_time(command.command_id):
        raise BallotIdTellsTime()


_REFUSALS: dict[str, type[Refusal]] = {
    VERSION_TAKEN: BallotAlreadyCast,
    FENCE_CLOSED: VotingRoundNotOpen,
    ID_REUSED: CommandIdReused,
}


@contextmanager
def _log_refusals() -> Iterator[None]:
    """What keeps the log from storing a ballot, said so that it is sent again later."""
    try:
        yield
    except LogCrowded as crowded:
        raise TooBusy(seconds=RETRY_AFTER_SECONDS) from crowded
    except LogUnavailable as gone:
        raise LogUnreachable() from gone


def _receipt(command: CastBallot, outcome: Outcome) -> BallotReceipt:
    if isinstance(outcome, Accepted):
        return BallotReceipt(command.round_id, _version(command), outcome.repeated)
    if isinstance(outcome, Conflict):
        raise TypeError("the ballot log answers accepted or refused")
    raise _REFUSALS[outcome.code](round=command.round_id)


def _submission(command: CastBallot, event: Event) -> Submission:
    stream = ballot.stream_of(command.round_id, command.voting_pass.pass_id)
    return Submission(
        command_id=command.command_id,
        fingerprint=command.fingerprint(),
        events=(NewEvent(stream, _version(command), event.TOPIC, payload_of(event)),),
        inside=voting_round.stream_of(command.round_id),
    )


def _version(command: CastBallot) -> int:
    return 0 if command.replaces is None else command.replaces + 1
