"""Which command takes a life cycle from which state to which, as it was seen to happen.

Commands are written down while stories are told, with what each appended; afterwards the log is
read once more, and the state of everything in it is looked at before and after each command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from application.command_desk import CommandDesk, Receipt
from domain import (
    budget_year,
    grant,
    integrity_events,
    mandate,
    moderation,
    network,
    objection_state,
    payout,
    proposal,
    regrouping,
    subsidy_events,
    voting_round,
    wijkplan,
    withdrawal,
)
from domain.command import ActorCommand
from domain.event_catalogue import event_from

BEGINNING = "[*]"
Arrow = tuple[str, str, str, str]
"""Life cycle, state before, state after, command."""
Statuses = Callable[[Any], Mapping[str, str]]


def _one(state: Any) -> Mapping[str, str]:
    return {"": str(state.status)} if state else {}


def _each(state: Any) -> Mapping[str, str]:
    return {name: str(each.status) for name, each in state.by_id.items()} if state else {}


def _of_meetings(state: Any) -> Mapping[str, str]:
    found = state.meetings.items() if state else ()
    return {name: str(each.status) for name, each in found}


def _of_year(state: Any) -> Mapping[str, str]:
    if state is None:
        return {}
    return {"": "closed" if state.closed else "open" if state.division_id else "framed"}


def _of_mandate(state: Any) -> Mapping[str, str]:
    if state is None:
        return {}
    return {"": "withdrawn" if state.withdrawn else "in_force" if state.accepted else "given"}


def _of_plan(state: Any) -> Mapping[str, str]:
    if state is None:
        return {}
    return {"": "draft" if not state.versions else "changed" if state.changed else "in_force"}


def _of_withdrawal(state: Any) -> Mapping[str, str]:
    if state is None or (state.announced is None and state.former is None):
        return {}
    return {"": "intended" if state.announced else "decided"}


KINDS: Mapping[str, tuple[str, Callable[..., Any], Statuses]] = {
    "budget_year": (budget_year.stream_of(0).removesuffix("0"), budget_year.evolve, _of_year),
    "mandate": (mandate.stream_of(""), mandate.evolve, _of_mandate),
    "meeting": (network.stream_of(""), network.evolve, _of_meetings),
    "wijkplan": (wijkplan.stream_of(0, "").removesuffix("0:"), wijkplan.evolve, _of_plan),
    "withdrawal": (withdrawal.stream_of(""), withdrawal.evolve, _of_withdrawal),
    "proposal": (proposal.stream_of(""), proposal.evolve, _one),
    "moderation": (moderation.stream_of(""), moderation.evolve, _one),
    "regrouping": (regrouping.stream_of(""), regrouping.evolve, _one),
    "round": (voting_round.stream_of(""), voting_round.evolve, _one),
    "grant": (grant.stream_of(""), grant.evolve, _one),
    "payout": (payout.stream_of(""), payout.evolve, _each),
    "objection": (objection_state.stream_of(""), objection_state.evolve, _each),
    "integrity_case": (integrity_events.stream_of(""), integrity_events.evolve, _one),
    "subsidy": (subsidy_events.stream_of(""), subsidy_events.evolve, _each),
}
"""By the name of its picture: how its streams begin, what they come to, and the states in that."""


@dataclass(slots=True)
class Seen:
    """What desks carried out: the command, and from which position of the log to which."""

    by_desk: dict[int, tuple[CommandDesk, list[tuple[str, int, int]]]] = field(default_factory=dict)

    def arrows(self) -> set[Arrow]:
        """Every arrow of every log that was written."""
        found: set[Arrow] = set()
        for desk, commands in self.by_desk.values():
            found |= set(_arrows_in(desk, commands))
        return found


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """Everything that is carried out within is written down."""
    seen = Seen()
    carry_out = CommandDesk.carry_out

    def watching(desk: CommandDesk, command: ActorCommand) -> Receipt:
        _, carried_out = seen.by_desk.setdefault(id(desk), (desk, []))
        before = desk._log.next_position()
        receipt = carry_out(desk, command)
        carried_out.append((type(command).__name__, before, desk._log.next_position()))
        return receipt

    with patch.context() as patched:
        patched.setattr(CommandDesk, "carry_out", watching)
        yield seen


def _arrows_in(desk: CommandDesk, commands: list[tuple[str, int, int]]) -> Iterator[Arrow]:
    states: dict[str, Any] = {}
    entries = {each.position: each for each in desk._log.read(0, limit=1_000_000)}
    for command, first, end in commands:
        touched: dict[str, Mapping[str, str]] = {}
        for position in range(first, end):
            entry = entries[position]
            kind = entry.stream.partition(":")[0] + ":"
            for prefix, evolve, statuses in KINDS.values():
                if prefix == kind:
                    known = states.get(entry.stream)
                    touched.setdefault(entry.stream, statuses(known))
                    event = event_from(entry.name, entry.payload)
                    states[entry.stream] = evolve(known, event)
        for stream, before in touched.items():
            yield from _between(stream, before, states[stream], command)


def _between(stream: str, before: Mapping[str, str], state: Any, command: str) -> Iterator[Arrow]:
    for name, (prefix, _, statuses) in KINDS.items():
        if stream.startswith(prefix):
            for key, after in statuses(state).items():
                yield name, before.get(key, BEGINNING), after, command
