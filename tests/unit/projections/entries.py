"""Entries for projections: the log of a town, loaded; and what projections make of it."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec.structs import replace

from application.log import Recorded
from domain.calendar import dutch_day
from domain.deadlines import no_holiday
from domain.event_catalogue import event_from
from domain.regulation_contents import NO_RULES
from projections.budget_state import BudgetState, states_after
from projections.document import Document, DocumentProjection, fold
from projections.dossier import ProposalDossier
from projections.entry import Entry
from projections.ledger import booked
from projections.next_dates import NextDate, next_dates
from projections.proposals import ProposalsProjection
from tests.scenarios.town import LIENDERT, YEAR, Town

D = TypeVar("D", bound=Document)


def entry_of(recorded: Recorded) -> Entry:
    """An entry of the main log, loaded."""
    assert recorded.appended_at is not None
    event = event_from(recorded.name, recorded.payload)
    at = recorded.appended_at
    return Entry(recorded.position, recorded.stream, recorded.version, event, at)


def entries_of(town: Town) -> list[Entry]:
    """The main log of a town."""
    return [
        Entry(each.position, each.stream, each.version, event, each.appended_at)
        for each in town.log.read(0, limit=100_000)
        if each.appended_at is not None
        for event in [event_from(each.name, each.payload)]
    ]


def figures_of(town: Town, wijk: str = LIENDERT, year: int = YEAR) -> BudgetState:
    """The figures of a wijk and year, from the ledger."""
    lines = [line for entry in entries_of(town) if (line := booked(entry))]
    return states_after(lines)[year, wijk]


def document(projection: DocumentProjection, town: Town, key: str, kind: type[D]) -> D:
    """One document of a projection, which must be there, after all that happened in a town."""
    found = fold(projection, entries_of(town))[key]
    assert isinstance(found, kind)
    return found


def dossier_of(town: Town, proposal_id: str = "garden") -> ProposalDossier:
    """All that is known of a proposal."""
    return document(ProposalsProjection(), town, proposal_id, ProposalDossier)


def next_dates_in(town: Town, proposal_id: str = "garden") -> tuple[NextDate, ...]:
    """The days that matter to who applied, today, where no regulation says otherwise."""
    found = dossier_of(town, proposal_id)
    return next_dates(found, NO_RULES, dutch_day(town.now), no_holiday)


def with_changed(town: Town, event: type, **changed: Any) -> list[Entry]:
    """The log of a town, with events of one kind changed behind its back."""
    return [
        replace(entry, event=entry.event.model_copy(update=changed))
        if isinstance(entry.event, event)
        else entry
        for entry in entries_of(town)
    ]
