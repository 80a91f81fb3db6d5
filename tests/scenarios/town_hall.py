"""Where the town's commands go: real handlers and rules on in-memory logs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from application.ballot_box import BallotBox
from application.command_desk import CommandDesk, Receipt
from application.handlers import handlers
from application.log import Log
from application.streams import Reading, RememberedStreams
from domain.budget import Budget
from domain.command import Actor, ActorCommand, Role
from domain.event import Event
from domain.event_catalogue import event_from
from tests.fakes.draw_seeds import FakeDrawSeeds
from tests.fakes.log import InMemoryBallotLog, InMemoryLog
from tests.scenarios.people import LIENDERT, PASS_KEY, PEOPLE, YEAR


class TownHall:
    """One partition in memory: logs, desk, ballot box, and a clock that the test moves."""

    def __init__(
        self, around: Callable[[Log], Log] = lambda log: log, deciding_seconds: float = 5.0
    ) -> None:
        """`around` puts something between the town and its main log."""
        self.now = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
        self.ballot_log = InMemoryBallotLog(clock=lambda: self.now)
        self.log = around(InMemoryLog(self.ballot_log, clock=lambda: self.now))
        self.streams = RememberedStreams(self.log)
        self.box = BallotBox(self.ballot_log, self.streams, lambda *_: True)
        self.draw_seeds = FakeDrawSeeds()
        self.handlers = handlers(self.box, lambda _: PASS_KEY, self.draw_seeds)
        self.desk = CommandDesk(
            self.log, self.streams, self.handlers, deciding_seconds=deciding_seconds
        )

    def events(self, from_position: int = 0) -> list[Event]:
        """The events of the main log, loaded."""
        recorded = self.log.read(from_position, limit=100_000)
        return [event_from(entry.name, entry.payload) for entry in recorded]

    def budget(self, wijk: str = LIENDERT, year: int = YEAR) -> Budget:
        """The money of a wijk, which must have some."""
        state = Reading(self.streams).budget(year, wijk).state
        assert state is not None
        return state

    def do(
        self,
        intention: type[ActorCommand],
        role: Role | Actor,
        /,
        command_id: UUID | None = None,
        **fields: Any,
    ) -> Receipt:
        """Carry out one command, a minute after the one before."""
        self.now += timedelta(minutes=1)
        by = role if isinstance(role, Actor) else PEOPLE[role]
        command = intention(command_id=command_id or uuid4(), at=self.now, by=by, **fields)
        return self.desk.carry_out(command)
