"""The command desk: authorise, know what was answered before, decide, store, decide again.

Every command of an actor goes through here. A version conflict is never shown to a person: the
desk decides again on the newer state, within a bound of time. A refusal by a rule is an outcome and
is recorded, so that the same command gets the same answer.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from application.authorisation import authorise, guard_no_example_outside_demo
from application.log import (
    ID_REUSED,
    Accepted,
    Conflict,
    Fence,
    Log,
    LogCrowded,
    LogUnavailable,
    MovedFence,
    Outcome,
    Refused,
    StreamVersion,
    Submission,
)
from application.refusals import (
    RETRY_AFTER_SECONDS,
    CommandIdReused,
    LogUnreachable,
    TooBusy,
    recalled,
    written,
)
from application.streams import Reading, RememberedStreams, StreamEvents
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.past_day import guard_days_have_been
from domain.theme_round_events import ThemeRoundOpened
from domain.voting_round import VotingRoundExtended, VotingRoundOpened

Handler = Callable[[Any, Reading], Sequence[StreamEvents]]

DECIDING_SECONDS_MAX = 20.0
PAUSE_SECONDS_MAX = 0.01


@dataclass(frozen=True, slots=True)
class Receipt:
    """The command was carried out; readers that reached `position` have seen all of it."""

    position: int
    repeated: bool


class CommandDesk:
    """One partition's desk for commands of actors."""

    def __init__(
        self,
        log: Log,
        streams: RememberedStreams,
        handlers: Mapping[type[ActorCommand], Handler],
        *,
        examples_may_act: bool = False,
        deciding_seconds: float = DECIDING_SECONDS_MAX,
    ) -> None:
        self._examples_may_act = examples_may_act
        self._log = log
        self._streams = streams
        self._handlers = handlers
        self._deciding_seconds = deciding_seconds
        self._turn = Lock()

    def carry_out(self, command: ActorCommand) -> Receipt:
        """Carry a command out, once. Raises a `Refusal` when a rule says no, also the second time;
        `TooBusy` and `LogUnreachable` (503) when the same command should be sent again later.
        """
        guard_no_example_outside_demo(command.by, is_demo=self._examples_may_act)
        authorise(command)
        try:
            fingerprint = command.fingerprint()
            known = self._log.outcome(command.command_id, fingerprint)
            return _answer(known or self._decide_until_stored(command, fingerprint))
        except LogCrowded as crowded:
            raise TooBusy(seconds=RETRY_AFTER_SECONDS) from crowded
        except LogUnavailable as gone:
            raise LogUnreachable() from gone

    def _decide_until_stored(self, command: ActorCommand, fingerprint: bytes) -> Accepted | Refused:
        """After a conflict a command waits for its turn at this desk, and keeps it until stored.

        Rivals who all decide again at once are mostly too late again: 200 reservations at once on
        one budget took 2,500 decisions and 5.5 seconds, and in turn 400 and 1.5.
        """
        give_up_at = time.monotonic() + self._deciding_seconds
        outcome = self._decide_once(command, fingerprint)
        if not isinstance(outcome, Conflict):
            return outcome
        if self._turn.acquire(timeout=max(0.0, give_up_at - time.monotonic())):
            try:
                return self._decide_in_turn(command, fingerprint, give_up_at)
            finally:
                self._turn.release()
        raise TooBusy(seconds=RETRY_AFTER_SECONDS)

    def _decide_in_turn(
        self, command: ActorCommand, fingerprint: bytes, give_up_at: float
    ) -> Accepted | Refused:
        while time.monotonic() < give_up_at:
            outcome = self._decide_once(command, fingerprint)
            if not isinstance(outcome, Conflict):
                return outcome
            time.sleep(random.uniform(0, PAUSE_SECONDS_MAX))  # noqa: S311 - spreads other desks
        raise TooBusy(seconds=RETRY_AFTER_SECONDS)

    def _decide_once(self, command: ActorCommand, fingerprint: bytes) -> Outcome:
        reading = Reading(self._streams)
        try:
            guard_days_have_been(command)
            changes = self._handlers[type(command)](command, reading)
            submission = _accepted(command, fingerprint, changes, reading.seen())
        except Refusal as refusal:
            submission = _refused(command, fingerprint, refusal, reading.seen())
        (outcome,) = self._log.append([submission])
        return outcome


def _accepted(
    command: ActorCommand,
    fingerprint: bytes,
    changes: Sequence[StreamEvents],
    seen: list[StreamVersion],
) -> Submission:
    written_to = {change.stream for change in changes}
    return Submission(
        command_id=command.command_id,
        fingerprint=fingerprint,
        events=tuple(event for change in changes for event in change.numbered()),
        unchanged=tuple(read for read in seen if read.stream not in written_to),
        opens=_fence(changes),
        moves=_moved_fence(changes),
        actor=command.by.id,
        command=type(command).__name__,
    )


def _refused(
    command: ActorCommand, fingerprint: bytes, refusal: Refusal, seen: list[StreamVersion]
) -> Submission:
    """A refusal stands only if what it was decided on has not moved meanwhile."""
    return Submission(
        command_id=command.command_id,
        fingerprint=fingerprint,
        unchanged=tuple(seen),
        refusal=written(refusal),
        actor=command.by.id,
        command=type(command).__name__,
    )


def _fence(changes: Sequence[StreamEvents]) -> Fence | None:
    """Opening a round opens the fence around its ballots, in the same transaction."""
    for change in changes:
        for event in change.events:
            if isinstance(event, VotingRoundOpened | ThemeRoundOpened):
                return Fence(change.stream, event.opens_at, event.closes_at)
    return None


def _moved_fence(changes: Sequence[StreamEvents]) -> MovedFence | None:
    """Extending a round moves the fence around its ballots, in the same transaction."""
    for change in changes:
        for event in change.events:
            if isinstance(event, VotingRoundExtended):
                return MovedFence(change.stream, event.formerly, event.closes_at)
    return None


def _answer(outcome: Accepted | Refused) -> Receipt:
    if isinstance(outcome, Accepted):
        return Receipt(outcome.last_position, outcome.repeated)
    if outcome.code == ID_REUSED:
        raise CommandIdReused()
    raise recalled(outcome.code)
