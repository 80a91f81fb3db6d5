"""The questions to the projections, answered from their tables in one partition."""

from __future__ import annotations

from adapters.postgres.audit_views import AuditViews
from adapters.postgres.budget_views import BudgetViews
from adapters.postgres.document_views import DocumentViews
from adapters.postgres.refused_commands import RefusedCommandViews


class PostgresViews(BudgetViews, DocumentViews, AuditViews, RefusedCommandViews):
    """All of `projections/questions.py`, and what was refused.

    `pool` connects as the application's role.

    Raises `application.log.LogUnavailable` when the database does not answer within the bound of
    attempts.
    """
