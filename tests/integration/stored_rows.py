"""All that a schema stores, as text: what must not be in it is then looked for."""

from __future__ import annotations

import psycopg
from psycopg import sql

from tests.integration.conftest import Partition


def everything_in(database: Partition, schema: str) -> str:
    """Every row of every table of a schema, as PostgreSQL writes it out."""
    with psycopg.connect(database.owner_url) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))
        return "\n".join(
            str(row[0])
            for (table,) in tables.fetchall()
            for row in owner.execute(
                sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(schema, table))
            )
        )
