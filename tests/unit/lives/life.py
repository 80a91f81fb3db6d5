"""A life cycle against every command about it: each cell says what happens, before any code ran.

Each file of this folder holds one `LIFE`, or several, written from the law and the stories of
residents and not from the handlers. A state is reached by commands alone. A command is a block of
the table; under it stands each answer, and the states in which it is given:

    WithdrawMandate
        mandate.unknown: nothing
        mandate.withdrawn: given

An answer is the name of an event without its version where the command is carried out, else the
code of the refusal. A command that has no cells anywhere, and a state that a block does not name,
fail `test_every_cell.py`. So does a cell that is not what the town answers.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from application.ballot_box import BallotReceipt
from domain.errors import Refusal
from domain.event_catalogue import event_from
from tests.scenarios.town import Town

Step = Callable[[Town], object]
Cells = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """States and how each is reached, commands and how each is given, and what is answered."""

    name: str
    begin: Callable[[], Town]
    states: Mapping[str, tuple[Step, ...]]
    commands: Mapping[str, Step]
    table: str

    def cells(self) -> Cells:
        """What the table says, by command and state."""
        return read(self.table)

    def answer(self, command: str, state: str) -> str:
        """What the town answers to a command in a state; who is refused changes nothing."""
        town = self.begin()
        for step in self.states[state]:
            step(town)
        before = town.log.next_position(), town.ballot_log.next_position()
        try:
            result = self.commands[command](town)
        except Refusal as refusal:
            assert (town.log.next_position(), town.ballot_log.next_position()) == before
            return refusal.code
        log = town.ballot_log if isinstance(result, BallotReceipt) else town.log
        first = log.read(before[1] if log is town.ballot_log else before[0], limit=1)[0]
        assert event_from(first.name, first.payload)
        return first.name.rpartition(".v")[0]


def read(table: str) -> Cells:
    """The cells of a table. A state that a block names twice is a mistake of the writer."""
    found: dict[tuple[str, str], str] = {}
    command = ""
    for line in table.splitlines():
        said, _, states = line.strip().partition(":")
        if said and not states:
            command = said
        for state in states.split():
            assert (command, state) not in found, f"{command} in {state} stands there twice"
            found[command, state] = said
    return found


def every_life() -> tuple[LifeCycle, ...]:
    """The lives of all files of this folder."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    rooms = [importlib.import_module(f"tests.unit.lives.{each.stem}") for each in files]
    return tuple(
        value for room in rooms for value in vars(room).values() if isinstance(value, LifeCycle)
    )
