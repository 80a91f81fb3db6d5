"""Work for a drill: writers that note what was acknowledged, on top of the example city."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from adapters.bootstrap import open_house
from adapters.example_city.city import build_example_city
from adapters.house import House
from adapters.partition_directory import as_role, role_of
from adapters.postgres.cluster import APPLICATION, OWNER
from adapters.postgres.migrate import migrate
from adapters.settings import Settings
from application.authorisation import EXAMPLE_PREFIX
from application.log import LogUnavailable
from application.refusals import LogUnreachable, TooBusy
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import SubmitProposal
from tests.nodes import Node

SCHEMA = "gm_drill"
WRITERS = 4
WIJK = "WK030710"
EVENTS_EACH = 2
"""What a proposal adds to the log: itself, after its place in what its applicant submitted."""
PAUSE_SECONDS = 0.1


def address(node: Node, sockets: Path | None = None) -> str:
    """How the application reaches a node, or what listens in its place."""
    return as_role(node.url(APPLICATION, sockets), role_of(SCHEMA))


@contextmanager
def house_at(url: str, folder: Path) -> Iterator[House]:
    """An open house on a node, as `wijkkas serve` has one."""
    settings = Settings.model_validate(
        {"DATABASE_URL": url, "partition": SCHEMA, "data_directory": folder}
    )
    with open_house(settings) as house:
        yield house


def build_city(node: Node, folder: Path) -> int:
    """The example city on a node; its year under way."""
    migrate(node.url(OWNER), SCHEMA, role_of(SCHEMA), demo=True)
    with house_at(address(node), folder) as house:
        _, year = build_example_city(house, lambda _: None)
        house.projector.catch_up()
        return year


@dataclass
class Work:
    """Proposals that are submitted without end; what was acknowledged, in order of position."""

    house: House
    year: int
    acknowledged: dict[int, SubmitProposal] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    failures: list[Exception] = field(default_factory=list)
    """What writers ended of; a drill in which one did is not passed."""

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Many at once, for the length of the block. Raises what a writer ended of."""
        threads = [threading.Thread(target=self._write, daemon=True) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join()
            self.over.clear()
        self.guard_no_writer_ended()

    def is_past(self, number: int) -> bool:
        """Whether more than so many were acknowledged. Raises what a writer ended of, at once."""
        self.guard_no_writer_ended()
        return len(self.acknowledged) > number

    def guard_no_writer_ended(self) -> None:
        """Raises what a writer ended of: only that nothing answers is expected."""
        if self.failures:
            raise AssertionError("a writer of the drill ended") from self.failures[0]

    def _write(self) -> None:
        try:
            while not self.over.is_set():
                self._submit()
        except Exception as failure:
            self.failures.append(failure)

    def _submit(self) -> None:
        """Once: who has no answer here never knows, and goes on with another."""
        try:
            command = self.a_proposal()
            receipt = self.house.desk.carry_out(command)
        except (LogUnavailable, LogUnreachable, TooBusy):
            self.over.wait(PAUSE_SECONDS)
        else:
            self.acknowledged[receipt.position] = command

    def a_proposal(self) -> SubmitProposal:
        """Another one, of a resident who has none yet: one person may have only so many open.

        It has no number: the house gives the next one of the wijk and year.
        """
        command_id = uuid4()
        return SubmitProposal(
            command_id=command_id,
            at=self.house.now(),
            by=Actor(id=f"{EXAMPLE_PREFIX}{command_id}", role=Role.RESIDENT),
            wijk=WIJK,
            year=self.year,
            title=self.house.vault.keep(command_id, "title", "Een plan"),
            description=self.house.vault.keep(command_id, "description", "Een plan"),
            amount_cents=Money(1_000_00),
        )

    def lost(self, house: House) -> int:
        """How many that were acknowledged a log does not know any more, or knows elsewhere."""
        lost = 0
        for position, command in self.acknowledged.items():
            found = house.log.outcome(command.command_id, command.fingerprint())
            lost += getattr(found, "last_position", None) != position
        return lost
