"""The store of every projection, in one partition."""

from __future__ import annotations

from adapters.postgres.audit_tables import AuditStore
from adapters.postgres.document_tables import DocumentStore
from adapters.postgres.ledger_tables import LedgerStore
from adapters.postgres.projection_tables import ProjectionStore
from projections.registry import DOCUMENTS


def stores_of(schema: str) -> tuple[ProjectionStore, ...]:
    """A store per projection, in the order of the registry."""
    documents = (DocumentStore(schema, projection) for projection in DOCUMENTS)
    return (LedgerStore(schema), *documents, AuditStore(schema))
