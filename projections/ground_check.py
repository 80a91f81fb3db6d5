"""Grounds of decisions in the log held against rounds, ceilings and what they bear.

What a command checked when it was given is checked here once more, from the log alone
(`city_in_log`). A decision on an objection is held to it where it names a ground, which those of
before grounds were asked do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain.decision import DecisionTaken
from domain.decision_ground import (
    GROUNDS_AGAINST_A_WINNER,
    GROUNDS_OF_A_GRANT,
    DecisionGround,
    DecisionOutcome,
)
from domain.event import Event
from domain.money import ZERO, Money
from domain.objection_events import ObjectionDecided
from domain.proposal import Proposal
from projections.city_in_log import CityInLog
from projections.entry import Entry


class GroundFault(StrEnum):
    """What is wrong with the ground of a decision."""

    DOES_NOT_FIT = "does_not_fit"
    DID_NOT_WIN = "did_not_win"
    DID_NOT_LOSE = "did_not_lose"
    CEILING_NOT_REACHED = "ceiling_not_reached"
    WINNER_REFUSED = "winner_refused"


@dataclass(frozen=True, slots=True)
class GroundFaultFound:
    """A decision by its place in the log, and the ground that does not bear it."""

    position: int
    proposal_id: str
    ground: DecisionGround
    fault: GroundFault


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided on what ground, whether that takes or keeps something away, and the room
    for it.
    """

    asked: Proposal
    ground: DecisionGround
    amount: Money
    refuses: bool
    room: Money


@dataclass(slots=True)
class GroundCheck:
    """Reads entries in order; `decisions` is how many grounds were looked at."""

    decisions: int = 0
    _city: CityInLog = field(default_factory=CityInLog)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[GroundFaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            decided = self._decided(entry.event)
            if decided is not None:
                self.decisions += 1
                for fault in self._faults_of(decided):
                    name = decided.asked.proposal_id
                    yield GroundFaultFound(entry.position, name, decided.ground, fault)
            self._city.keep(entry)

    def _decided(self, event: Event) -> _Decided | None:
        match event:
            case DecisionTaken():
                asked = self._city.proposals[event.proposal_id]
                refuses = event.outcome is DecisionOutcome.REFUSE
                room = self._city.room_for(asked)
                return _Decided(asked, event.ground, event.amount_cents, refuses, room)
            case ObjectionDecided(ground=DecisionGround() as ground):
                asked = self._city.proposals[event.proposal_id]
                refuses = not event.amount_cents or event.amount_cents < event.former_cents
                room = self._city.room_then(asked)
                return _Decided(asked, ground, event.amount_cents, refuses, room)
            case _:
                return None

    def _faults_of(self, decided: _Decided) -> Iterator[GroundFault]:
        asked, ground = decided.asked, decided.ground
        won, binds = self._won(asked)
        is_less = binds and won is not None and decided.amount < won
        bears_grant = ground in GROUNDS_OF_A_GRANT
        wrong = {
            GroundFault.DOES_NOT_FIT: (decided.refuses or is_less) is bears_grant,
            GroundFault.DID_NOT_WIN: ground is DecisionGround.ROUND_WON and not won,
            GroundFault.DID_NOT_LOSE: ground is DecisionGround.ROUND_LOST and won != ZERO,
            GroundFault.CEILING_NOT_REACHED: ground is DecisionGround.CEILING_REACHED
            and asked.amount <= decided.room,
            GroundFault.WINNER_REFUSED: is_less and ground not in GROUNDS_AGAINST_A_WINNER,
        }
        yield from (fault for fault, is_so in wrong.items() if is_so)

    def _won(self, asked: Proposal) -> tuple[Money | None, bool]:
        """What it won, None where there was no round or no outcome; and whether that binds."""
        found = self._city.round_of(asked)
        if found is None or found.has_no_outcome:
            return None, False
        return found.won.get(asked.proposal_id, ZERO), self._city.binds(found)
