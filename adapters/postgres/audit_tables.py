"""The audit trail in its tables: a line per entry, and the places of proposals and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

from adapters.postgres.projection_tables import BulkInsert, Session, StoredTable, qualified
from projections.audit_trail import Place, subject_of, trail
from projections.entry import Entry
from projections.registry import AUDIT_TRAIL

LINE_COLUMNS = (
    ("position", "bigint"),
    ("appended_at", "timestamptz"),
    ("event", "text"),
    ("actor_id", "text"),
    ("role", "text"),
    ("year", "integer"),
    ("wijk", "text"),
    ("proposal_id", "text"),
    ("round_id", "text"),
    ("payout_id", "text"),
    ("mandate_id", "text"),
    ("division_id", "text"),
)
PLACE_COLUMNS = (("subject", "text"), ("year", "integer"), ("wijk", "text"))

_PLACES = """
    SELECT subject, year, wijk FROM {schema}.audit_places
    WHERE generation = %s AND subject = ANY (%s)"""


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
            StoredTable(self.schema, "audit_lines", ("position",)),
            StoredTable(self.schema, "audit_places", ("subject",)),
        )

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        """Write the lines, with the places that are known by now."""
        subjects = {subject for entry in entries if (subject := subject_of(entry.event))}
        rows = session.execute(
            qualified(_PLACES, self.schema), [generation, list(subjects)], prepare=True
        )
        places = {subject: Place(year, wijk) for subject, year, wijk in rows}
        lines, found = trail(entries, places)
        fixed: dict[str, object] = {"generation": generation}
        BulkInsert(self.schema, "audit_lines", LINE_COLUMNS).run(
            session, fixed, [astuple(line) for line in lines]
        )
        BulkInsert(self.schema, "audit_places", PLACE_COLUMNS).run(
            session, fixed, [(subject, place.year, place.wijk) for subject, place in found.items()]
        )
