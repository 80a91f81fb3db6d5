"""The audit trail in its tables: a line per entry, and the places of proposals and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.postgres.projection_tables import Session, StoredTable, copy_in, qualified
from projections.audit_trail import AuditLine, Place, subject_of, trail
from projections.entry import Entry
from projections.registry import AUDIT_TRAIL

LINE_COLUMNS = AuditLine._fields
PLACE_COLUMNS = ("subject", "year", "wijk")

_PLACES = """
    SELECT subject, year, wijk FROM {schema}.audit_places
    WHERE generation = %b AND subject = ANY (%b)"""


@dataclass(frozen=True)
class AuditStore:
    """One line per entry of the main log."""

    schema: str
    name: str = AUDIT_TRAIL.name
    version: int = AUDIT_TRAIL.version
    subjects: frozenset[str] | None = field(default=AUDIT_TRAIL.subjects)

    @property
    def tables(self) -> Sequence[StoredTable]:
        """Lines and places."""
        return (
            StoredTable(self.schema, "audit_lines", ("position",), LINE_COLUMNS),
            StoredTable(self.schema, "audit_places", ("subject",), PLACE_COLUMNS),
        )

    def remembering(self) -> AuditStore:
        """Itself: it looks up little."""
        return self

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        """Write the lines, with the places that are known by now."""
        subjects = {subject for entry in entries if (subject := subject_of(entry.event))}
        rows = session.execute(
            qualified(_PLACES, self.schema), [generation, list(subjects)], prepare=True
        )
        places = {subject: Place(year, wijk) for subject, year, wijk in rows}
        lines, found = trail(entries, places)
        lines_in = [(generation, *line) for line in lines]
        places_in = [(generation, key, place.year, place.wijk) for key, place in found.items()]
        copy_in(session, self.schema, "audit_lines", ("generation", *LINE_COLUMNS), lines_in)
        if places_in:
            copy_in(session, self.schema, "audit_places", ("generation", *PLACE_COLUMNS), places_in)
