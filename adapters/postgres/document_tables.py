"""Documents of any projection in their table: fetched together, folded, written once per batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from adapters.postgres.projection_tables import BulkInsert, Session, StoredTable, qualified
from projections.document import Document, DocumentProjection, Documents, kind_of
from projections.entry import Entry

_FETCH = """
    SELECT key, document FROM {schema}.documents
    WHERE projection = %s AND generation = %s AND key = ANY (%s)"""
_COLUMNS = (("key", "text"), ("path", "text"), ("document", "text"))


@dataclass(frozen=True)
class DocumentStore:
    """The documents of one projection."""

    schema: str
    projection: DocumentProjection

    @property
    def name(self) -> str:
        """The projection's name."""
        return self.projection.name

    @property
    def version(self) -> int:
        """The version of its fold."""
        return self.projection.version

    @property
    def subjects(self) -> frozenset[str] | None:
        """Which events it follows."""
        return self.projection.subjects

    @property
    def tables(self) -> Sequence[StoredTable]:
        """The table that all documents share."""
        return (StoredTable(self.schema, "documents", ("key",), self.name),)

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        """Fold the entries into the documents as they are stored, and store what changed."""
        keys = {key for entry in entries for key in self.projection.keys(entry)}
        fetched = self._fetch(session, generation, keys)
        # A key that was asked for and not found is known not to exist.
        documents = _StoredDocuments(self, session, generation, dict.fromkeys(keys) | fetched)
        changed: dict[str, Document] = {}
        for entry in entries:
            changes = self.projection.evolve(entry, documents)
            documents.put(changes)
            changed.update(changes)
        rows = [(key, each.path, each.model_dump_json()) for key, each in changed.items()]
        fixed: dict[str, object] = {"projection": self.name, "generation": generation}
        _upsert(self.schema).run(session, fixed, rows)

    def find(self, session: Session, generation: int, key: str) -> Document | None:
        """One document as it is stored."""
        return self._fetch(session, generation, [key]).get(key)

    def load(self, key: str, text: str) -> Document:
        """A document from its stored text, by the kind of its key."""
        return self.projection.kinds[kind_of(key)].model_validate_json(text)

    def _fetch(self, session: Session, generation: int, keys: Iterable[str]) -> dict[str, Document]:
        rows = session.execute(
            qualified(_FETCH, self.schema), [self.name, generation, list(keys)], prepare=True
        )
        return {key: self.load(key, text) for key, text in rows}


class _StoredDocuments(Documents):
    """Documents at hand, and behind them those in the table."""

    def __init__(
        self,
        store: DocumentStore,
        session: Session,
        generation: int,
        at_hand: Mapping[str, Document | None],
    ) -> None:
        super().__init__(at_hand)
        self._store = store
        self._session = session
        self._generation = generation

    def find_stored(self, key: str) -> Document | None:
        return self._store.find(self._session, self._generation, key)


def _upsert(schema: str) -> BulkInsert:
    return BulkInsert(
        schema,
        "documents",
        _COLUMNS,
        "ON CONFLICT (projection, generation, key)"
        " DO UPDATE SET path = EXCLUDED.path, document = EXCLUDED.document",
    )
