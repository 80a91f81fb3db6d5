"""Documents of any projection in their table: fetched together, folded, written once per batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from adapters.postgres.projection_tables import Session, StoredTable, copy_in, qualified
from projections.document import Document, DocumentProjection, Documents, kind_of
from projections.entry import Entry

REMEMBERED_MAX = 5_000
"""Documents per projection in a rebuild: about a hundred megabytes at most in all."""
_FETCH = """
    SELECT key, document FROM {schema}.documents
    WHERE projection = %b AND generation = %b AND key = ANY (%b)"""
_CHANGE = """
    UPDATE {schema}.documents kept SET path = given.path, document = given.document
    FROM unnest(%b::text[], %b::text[], %b::text[]) AS given (key, path, document)
    WHERE kept.projection = %b AND kept.generation = %b AND kept.key = given.key"""
_COLUMNS = ("projection", "key", "path", "document")


class _Memory:
    """The documents that were changed last, so many: what is under way changes again soon."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def found(self, keys: Iterable[str]) -> dict[str, Document]:
        """Those of these documents that are kept."""
        kept = self._documents
        return {key: kept[key] for key in keys if key in kept}

    def keep(self, changed: Mapping[str, Document]) -> None:
        """Keep these as the newest; the oldest go."""
        for key in changed:
            self._documents.pop(key, None)
        self._documents.update(changed)
        for key in list(islice(self._documents, max(0, len(self._documents) - REMEMBERED_MAX))):
            del self._documents[key]


@dataclass(frozen=True)
class DocumentStore:
    """The documents of one projection."""

    schema: str
    projection: DocumentProjection
    memory: _Memory | None = field(default=None, kw_only=True)

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
        return (StoredTable(self.schema, "documents", ("key",), _COLUMNS, self.name),)

    def remembering(self) -> DocumentStore:
        """A store that looks documents up in memory first, as far as they were in the last batches.

        Only for who alone writes a generation, and gives up when a batch fails.
        """
        return replace(self, memory=_Memory())

    def apply(self, session: Session, generation: int, entries: Sequence[Entry]) -> None:
        """Fold the entries into the documents as they are stored, and store what changed."""
        keys = {key for entry in entries for key in self.projection.keys(entry)}
        documents = _StoredDocuments(self, session, generation)
        documents.fetch(keys)
        for entry in entries:
            documents.put(self.projection.evolve(entry, documents))
        documents.fetch(documents.changed.keys() - documents.looked_up)
        if self.memory is not None:
            self.memory.keep(documents.changed)
        made, changed = documents.made_and_changed()
        self._add(session, generation, made)
        self._change(session, generation, changed)

    def fetch(self, session: Session, generation: int, keys: Iterable[str]) -> dict[str, Document]:
        """Those of these documents that are stored."""
        found = self.memory.found(keys) if self.memory is not None else {}
        missing = [key for key in keys if key not in found]
        if not missing:
            return found
        query = qualified(_FETCH, self.schema)
        rows = session.execute(query, [self.name, generation, missing], prepare=True)
        return found | {key: self._load(key, text) for key, text in rows}

    def _load(self, key: str, text: str) -> Document:
        """A document from its stored text, by the kind of its key."""
        return self.projection.kinds[kind_of(key)].model_validate_json(text)

    def _add(self, session: Session, generation: int, made: Mapping[str, Document]) -> None:
        rows = [
            (generation, self.name, key, document.path, document.model_dump_json())
            for key, document in made.items()
        ]
        if rows:
            copy_in(session, self.schema, "documents", ("generation", *_COLUMNS), rows)

    def _change(self, session: Session, generation: int, changed: Mapping[str, Document]) -> None:
        if not changed:
            return
        paths = [document.path for document in changed.values()]
        texts = [document.model_dump_json() for document in changed.values()]
        parameters = [list(changed), paths, texts, self.name, generation]
        session.execute(qualified(_CHANGE, self.schema), parameters, prepare=True)


class _StoredDocuments(Documents):
    """The documents in the table, as far as a batch needs them, and what it makes of them."""

    def __init__(self, store: DocumentStore, session: Session, generation: int) -> None:
        super().__init__()
        self._store = store
        self._session = session
        self._generation = generation
        self._stored: set[str] = set()
        self.looked_up: set[str] = set()
        self.changed: dict[str, Document] = {}

    def fetch(self, keys: Iterable[str]) -> None:
        """Have documents at hand; those that are not stored are known not to be."""
        wanted = set(keys)
        if not wanted:
            return
        found = self._store.fetch(self._session, self._generation, wanted)
        self.looked_up |= wanted
        self._stored |= found.keys()
        self.have_at_hand(dict.fromkeys(wanted) | found | self.changed)

    def find_stored(self, key: str) -> Document | None:
        found = self._store.fetch(self._session, self._generation, [key])
        self.looked_up.add(key)
        self._stored |= found.keys()
        return found.get(key)

    def put(self, changed: Mapping[str, Document]) -> None:
        super().put(changed)
        self.changed.update(changed)

    def made_and_changed(self) -> tuple[dict[str, Document], dict[str, Document]]:
        """What the batch changed: the documents that are new, and those that were stored."""
        made = {key: each for key, each in self.changed.items() if key not in self._stored}
        return made, {key: each for key, each in self.changed.items() if key in self._stored}
