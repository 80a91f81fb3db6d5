"""The audit trail: one line per entry of the main log, and what it is about, to filter by.

An event about a proposal or a round seldom says of which wijk and year it is; the first event about
it did. Those places are kept and looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.event import Event, PublicEvent
from domain.proposal import ProposalSubmitted
from domain.theme_round_events import ThemeRoundOpened
from domain.voting_round import VotingRoundOpened
from projections.entry import Entry


@dataclass(frozen=True, slots=True)
class Place:
    """The wijk and year that something belongs to."""

    year: int
    wijk: str


class AuditLine(NamedTuple):
    """Who did what, when by the log's own time, and what it was about; None where it has none."""

    position: int
    appended_at: datetime
    event: str
    actor_id: str | None
    role: str | None
    year: int | None
    wijk: str | None
    proposal_id: str | None
    round_id: str | None
    payout_id: str | None
    mandate_id: str | None
    division_id: str | None


class AuditTrailProjection:
    """Follows every event."""

    name = "audit_trail"
    version = 1
    subjects: frozenset[str] | None = None


def subject_of(event: Event) -> str | None:
    """What the place of an event is known by: `proposal:…` or `round:…`."""
    fields = vars(event)
    if fields.get("proposal_id") is not None:
        return f"proposal:{fields['proposal_id']}"
    return f"round:{fields['round_id']}" if fields.get("round_id") is not None else None


def place_set_by(event: Event) -> Place | None:
    """The place that an event gives to its subject, to be kept for the events that follow."""
    if isinstance(event, ProposalSubmitted | VotingRoundOpened | ThemeRoundOpened):
        return Place(event.year, event.wijk)
    return None


def audit_line(entry: Entry, place: Place | None) -> AuditLine:
    """The line of an entry; `place` is that of its subject, where one is known."""
    event = entry.event
    actor = event.by if isinstance(event, PublicEvent) else None
    fields = vars(event)
    return AuditLine(
        position=entry.position,
        appended_at=entry.appended_at,
        event=event.TOPIC,
        actor_id=actor.id if actor else None,
        role=actor.role.value if actor else None,
        year=fields.get("year", place.year if place else None),
        wijk=fields.get("wijk", place.wijk if place else None),
        proposal_id=fields.get("proposal_id"),
        round_id=fields.get("round_id"),
        payout_id=fields.get("payout_id"),
        mandate_id=fields.get("mandate_id"),
        division_id=fields.get("division_id"),
    )


def trail(
    entries: Iterable[Entry], places: Mapping[str, Place]
) -> tuple[list[AuditLine], dict[str, Place]]:
    """The lines of these entries, given the places kept before them; and the places they set."""
    known = dict(places)
    found: dict[str, Place] = {}
    lines: list[AuditLine] = []
    for entry in entries:
        subject, place = subject_of(entry.event), place_set_by(entry.event)
        if subject is not None and place is not None:
            known[subject] = found[subject] = place
        lines.append(audit_line(entry, known.get(subject) if subject else None))
    return lines, found
