"""The city under test: the real handlers, desk and ballot box on in-memory logs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from application.ballot_box import BallotBox
from application.command_desk import CommandDesk, Handler
from application.handlers import handlers
from application.streams import RememberedStreams
from domain.ballot import CastBallot, VotingPass
from domain.command import ActorCommand
from domain.errors import Refusal
from tests.fakes.draw_seeds import FakeDrawSeeds
from tests.fakes.log import InMemoryBallotLog, InMemoryLog

START = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


def signed_well(public_key: str, round_id: str, voting_pass: VotingPass) -> bool:
    """In this city a signature that begins with an f is forged."""
    return not voting_pass.signature.startswith("f")


class City:
    """One partition in memory. With other handlers, logs or memory in the place of the real ones
    it is a city in which something is wrong.
    """

    def __init__(
        self,
        changed: Mapping[type[ActorCommand], Handler] | None = None,
        log: type[InMemoryLog] = InMemoryLog,
        ballot_log: type[InMemoryBallotLog] = InMemoryBallotLog,
        streams: type[RememberedStreams] = RememberedStreams,
    ) -> None:
        self.now = START
        self.ballot_log = ballot_log(clock=lambda: self.now)
        self.log = log(self.ballot_log, clock=lambda: self.now)
        self.streams = streams(self.log)
        self.draw_seeds = FakeDrawSeeds()
        self.box = BallotBox(self.ballot_log, self.streams, signed_well)
        self.handlers = handlers(self.box, lambda _: "aa" * 32, self.draw_seeds) | dict(
            changed or {}
        )
        self.desk = CommandDesk(self.log, self.streams, self.handlers)

    def answer(self, command: ActorCommand | CastBallot) -> tuple[str, bool]:
        """The code of the refusal, empty when there is none, and whether it was said before."""
        try:
            if isinstance(command, CastBallot):
                return "", self.box.cast(command).repeated
            return "", self.desk.carry_out(command).repeated
        except Refusal as refusal:
            return refusal.code, False
