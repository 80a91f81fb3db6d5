"""The database of the integration tests serves the soak as well."""

from __future__ import annotations

from tests.integration.conftest import database, new_partition, postgres, scratch

__all__ = ["database", "new_partition", "postgres", "scratch"]
