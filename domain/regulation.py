"""A regulation: the rules of the city as versioned, dated, hashed data, for the city or for wijken.

The college adopts a scheme and the griffier records what stands in it, article by article. For one
wijk and day there is at most one regulation. Whoever applies keeps the regulation of that day, and
a round that of its opening: what comes later changes nothing that was begun before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import ClassVar

from pydantic import Field

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Day, Event, Identifier, PublicEvent, Sha256, WijkCode
from domain.past_day import PastDay
from domain.regulation_contents import NO_RULES, Regulation, RegulationVersion, guard_rules_agree
from domain.validity import Period, Validity
from domain.wijk_division import MAX_WIJKEN

FOR_EVER = date.max


class RegulationAlreadyAdopted(Refusal):
    code = "regulation.already_adopted"
    dutch = "Regeling {regulation} is al vastgelegd."
    english = "Regulation {regulation} has already been recorded."


class RegulationUnknown(Refusal):
    code = "regulation.unknown"
    status = NOT_FOUND
    dutch = "Regeling {regulation} is niet vastgelegd."
    english = "Regulation {regulation} has not been recorded."


class RegulationPeriodEmpty(Refusal):
    code = "regulation.period_empty"
    dutch = "De regeling eindigt voordat zij begint."
    english = "The regulation ends before it begins."


class RegulationsOverlap(Refusal):
    code = "regulation.overlap"
    dutch = "In dezelfde wijk en periode geldt al regeling {regulation}. Vervang die, of trek in."
    english = "Regulation {regulation} is in force there at the time. Replace or withdraw it."


class RegulationEnded(Refusal):
    code = "regulation.ended"
    dutch = "Regeling {regulation} geldt niet meer na {day}."
    english = "Regulation {regulation} is no longer in force after {day}."


class RegulationChangedBackwards(Refusal):
    code = "regulation.backwards"
    dutch = "Een regeling eindigt op zijn vroegst vandaag: wat al begon, houdt zijn regels."
    english = "A regulation ends today at the earliest: what was begun keeps its rules."


class WijkenLeftOut(Refusal):
    code = "regulation.wijken_left_out"
    dutch = "Regeling {regulation} geldt ook in andere wijken; die zouden zonder regels blijven."
    english = "Regulation {regulation} covers other wijken too; they would be left without rules."


class AdoptRegulation(ActorCommand):
    """Record the rules that the college adopted, for the city (no wijken named) or for wijken.

    With `replaces` the former regulation ends on the day before this one begins.
    """

    regulation_id: Identifier
    scheme: Identifier
    decided_on: PastDay
    rules: Regulation
    valid_from: Day
    valid_until: Day | None = None
    wijken: tuple[WijkCode, ...] = Field(default=(), max_length=MAX_WIJKEN)
    replaces: Identifier | None = None


class WithdrawRegulation(ActorCommand):
    """Let a regulation end, without another in its place."""

    regulation_id: Identifier
    last_day: Day


class RegulationAdopted(PublicEvent):
    """The rules, from when, and where; with `replaces`, also when the former ones end."""

    TOPIC: ClassVar[str] = "regulation.adopted.v2"

    regulation_id: Identifier
    scheme: Identifier = Field(description="number of the college's act that has these rules")
    decided_on: Day
    rules: Regulation
    rules_hash: Sha256 = Field(description="SHA-256 of the canonical JSON of the rules")
    valid_from: Day
    valid_until: Day | None = Field(description="the last day, included; null until it is ended")
    wijken: tuple[WijkCode, ...] = Field(description="where it holds; empty is the whole city")
    replaces: Identifier | None


class RegulationWithdrawn(PublicEvent):
    """After this day nothing begins under it any more."""

    TOPIC: ClassVar[str] = "regulation.withdrawn.v1"

    regulation_id: Identifier
    last_day: Day


@dataclass(frozen=True, slots=True)
class AdoptedRegulation:
    """A regulation in the register: its rules, where they hold, and when."""

    regulation_id: str
    rules: Regulation
    rules_hash: str
    validity: Validity

    @property
    def version(self) -> RegulationVersion:
        """What is frozen with whatever begins under it."""
        return RegulationVersion(regulation_id=self.regulation_id, rules_hash=self.rules_hash)


@dataclass(frozen=True, slots=True)
class Regulations:
    """The register of regulations, by id."""

    by_id: Mapping[str, AdoptedRegulation] = field(default_factory=dict)

    def in_force(self, wijk: str, day: date) -> AdoptedRegulation | None:
        """The regulation of a wijk on a day; None where the city adopted none."""
        for each in self.by_id.values():
            if each.validity.holds(wijk, day):
                return each
        return None

    def under(self, version: RegulationVersion | None) -> Regulation:
        """The rules that something was begun under; no rules where it was begun under none."""
        return self.by_id[version.regulation_id].rules if version else NO_RULES


def stream_of() -> str:
    """The stream of the register: one for the municipality, so that overlaps are seen."""
    return "regulation:register"


def evolve(regulations: Regulations | None, event: Event) -> Regulations | None:
    """The register after one more event."""
    known = regulations or Regulations()
    match event:
        case RegulationAdopted():
            if event.replaces is not None:
                known = _ended(known, event.replaces, event.valid_from - timedelta(days=1))
            return Regulations({**known.by_id, event.regulation_id: _adopted(event)})
        case RegulationWithdrawn():
            return _ended(known, event.regulation_id, event.last_day)
        case _:
            return regulations


def _adopted(said: RegulationAdopted | AdoptRegulation) -> AdoptedRegulation:
    return AdoptedRegulation(
        said.regulation_id,
        said.rules,
        said.rules.hash() if isinstance(said, AdoptRegulation) else said.rules_hash,
        Validity(Period(said.valid_from, said.valid_until or FOR_EVER), frozenset(said.wijken)),
    )


def _ended(regulations: Regulations, regulation_id: str, last_day: date) -> Regulations:
    found = regulations.by_id.get(regulation_id)
    if found is None:
        return regulations
    ended = replace(found, validity=found.validity.ended(last_day))
    return Regulations({**regulations.by_id, regulation_id: ended})


def adopt(command: AdoptRegulation, regulations: Regulations | None) -> list[Event]:
    """Record a regulation once, with rules that agree, where and when no other holds."""
    known = regulations or Regulations()
    if command.regulation_id in known.by_id:
        raise RegulationAlreadyAdopted(regulation=command.regulation_id)
    if command.valid_until is not None and command.valid_until < command.valid_from:
        raise RegulationPeriodEmpty()
    guard_rules_agree(command.rules)
    if command.replaces is not None:
        known = _replaced(command, known)
    adopted = _adopted(command)
    for other in known.by_id.values():
        if adopted.validity.meets(other.validity):
            raise RegulationsOverlap(regulation=other.regulation_id)
    return [RegulationAdopted.following(command, rules_hash=adopted.rules_hash)]


def _replaced(command: AdoptRegulation, known: Regulations) -> Regulations:
    """The register once the former regulation has ended; it ends nowhere without a successor."""
    former_id, last_day = str(command.replaces), command.valid_from - timedelta(days=1)
    former = guard_may_end(known, former_id, last_day, dutch_day(command.at))
    wijken = former.validity.wijken
    if command.wijken and not (wijken and wijken <= set(command.wijken)):
        raise WijkenLeftOut(regulation=former_id)
    return _ended(known, former_id, last_day)


def withdraw(command: WithdrawRegulation, regulations: Regulations | None) -> list[Event]:
    """Let a regulation end on a day that is not past."""
    known = regulations or Regulations()
    guard_may_end(known, command.regulation_id, command.last_day, dutch_day(command.at))
    return [RegulationWithdrawn.following(command)]


def guard_may_end(
    known: Regulations, regulation_id: str, last_day: date, today: date
) -> AdoptedRegulation:
    """Only a regulation that goes on can be ended, and not backwards in time."""
    found = known.by_id.get(regulation_id)
    if found is None:
        raise RegulationUnknown(regulation=regulation_id)
    period = found.validity.period
    if last_day >= period.last:
        raise RegulationEnded(regulation=regulation_id, day=period.last.isoformat())
    if last_day < max(today, period.first):
        raise RegulationChangedBackwards()
    return found
