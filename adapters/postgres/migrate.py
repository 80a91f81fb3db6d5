"""Brings a partition of a database to this version, as its owner.

Migrations are the numbered SQL files in `migrations/`. Each is applied once, in a transaction of
its own that also records the file's SHA-256: a file that changed after it was applied is refused,
since nobody could say any more what a database looks like.

In the files stand for quoted identifiers: `{{schema}}` the partition, `{{vault}}` and
`{{register}}` the schemas beside it, `{{app}}` the application's role.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.errors import DuplicateObject, DuplicateSchema, DuplicateTable, UniqueViolation

from adapters.postgres.reaching import reached, refuse_read_only
from adapters.postgres.roles import ensure_application_role, refuse_other_role
from adapters.settings import PARTITION_PATTERN
from domain.errors import Refusal

MIGRATIONS = Path(__file__).parent / "migrations"
SUFFIXES = ("_vault", "_register")
"""What the schemas beside a partition's own are called after it; no partition ends so."""

_ATTEMPTS_MAX = 5
# What another migration made at the same moment: the schema, the table, the table's type, or the
# row of one of them in PostgreSQL's own catalogue.
_MADE_MEANWHILE = (DuplicateSchema, DuplicateTable, DuplicateObject, UniqueViolation)


class PartitionNameInvalid(Refusal):
    code = "partition.name_invalid"
    dutch = "Een partitie heet naar de gemeentecode, zoals gm0307; {partition} kan niet."
    english = "A partition is named after the municipality's code, like gm0307; not {partition}."


class MigrationChanged(Refusal):
    code = "migration.changed"
    dutch = "Migratie {name} is veranderd nadat zij in deze database was uitgevoerd."
    english = "Migration {name} was changed after it had been applied to this database."


class DatabaseNewer(Refusal):
    code = "migration.database_newer"
    dutch = "De database kent migratie {name}; deze versie van Wijkkas is daarvoor te oud."
    english = "The database has migration {name}; this version of Wijkkas is too old for it."


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its name without the suffix, and its text with the placeholders in it."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations_in(folder: Path) -> list[Migration]:
    """The migrations of a folder in the order of their numbers."""
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return [Migration(file.stem, file.read_text(encoding="utf-8")) for file in files]


def migrate(
    owner_url: str,
    schema: str,
    app_role: str,
    *,
    app_password: str | None = None,
    demo: bool = False,
    folder: Path = MIGRATIONS,
    cluster: str = "DATABASE_URL",
) -> list[str]:
    """Apply what was not applied yet, and return the names of what this call applied.

    The owner needs the right to create schemas in the database. The application's role is made
    where it does not exist, with `app_password`, if the owner may do so. `demo` marks a partition
    as a demonstration when it is made, and says nothing about one that exists. Two calls at once
    are safe: each migration is applied by one of them, and the other waits for it.

    Raises `PartitionNameInvalid`, `MigrationChanged`, `DatabaseNewer`, and the refusals of
    `roles.py` and of `reaching.py`, which name the `cluster`.
    """
    if not re.fullmatch(PARTITION_PATTERN, schema) or schema.endswith(SUFFIXES):
        raise PartitionNameInvalid(partition=schema)
    with reached(owner_url, cluster, purpose="wijkkas migrate") as connection:
        refuse_read_only(connection, cluster)
        connection.execute("SET client_min_messages = warning")
        connection.execute("SET statement_timeout = '1h'")
        ensure_application_role(connection, app_role, app_password)
        refuse_other_role(connection, schema, app_role)
        _make_schema(connection, schema)
        migrations = migrations_in(folder)
        _refuse_other_history(connection, schema, migrations)
        names = _identifiers(schema, app_role)
        applied = [
            migration.name
            for migration in migrations
            if _applied_now(connection, schema, migration, names)
        ]
        _mark_installation(connection, schema, demo)
        return applied


def _identifiers(schema: str, app_role: str) -> dict[str, str]:
    return {
        "schema": schema,
        "vault": f"{schema}_vault",
        "register": f"{schema}_register",
        "app": app_role,
    }


def _make_schema(connection: psycopg.Connection, schema: str) -> None:
    """The schema and its table of applied migrations.

    IF NOT EXISTS does not see what another transaction is making; who comes second looks again.
    """
    name = sql.Identifier(schema)
    for attempt in range(_ATTEMPTS_MAX):
        try:
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
            connection.execute(
                sql.SQL(
                    """CREATE TABLE IF NOT EXISTS {}.applied_migrations (
                        name text PRIMARY KEY,
                        sha256 text NOT NULL,
                        applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
                    )"""
                ).format(name)
            )
        except _MADE_MEANWHILE:
            if attempt == _ATTEMPTS_MAX - 1:
                raise
        else:
            return


def _refuse_other_history(
    connection: psycopg.Connection, schema: str, migrations: list[Migration]
) -> None:
    known = {migration.name: migration.sha256 for migration in migrations}
    query = sql.SQL("SELECT name, sha256 FROM {}.applied_migrations ORDER BY name")
    for name, sha256 in connection.execute(query.format(sql.Identifier(schema))):
        if name not in known:
            raise DatabaseNewer(name=name)
        if known[name] != sha256:
            raise MigrationChanged(name=name)


def _applied_now(
    connection: psycopg.Connection, schema: str, migration: Migration, names: dict[str, str]
) -> bool:
    """Apply a migration unless it was. Its row comes first: who comes second waits on the key."""
    record = sql.SQL(
        "INSERT INTO {}.applied_migrations (name, sha256) VALUES (%s, %s) ON CONFLICT DO NOTHING"
    ).format(sql.Identifier(schema))
    with connection.transaction():
        if connection.execute(record, (migration.name, migration.sha256)).rowcount == 0:
            return False
        # The text comes from our own files; without parameters it may hold many statements.
        connection.execute(sql.SQL(_filled(migration.text, names, connection)))
        return True


def _filled(text: str, names: dict[str, str], connection: psycopg.Connection) -> str:
    for placeholder, name in names.items():
        quoted = sql.Identifier(name).as_string(connection)
        text = text.replace("{{" + placeholder + "}}", quoted)
    return text


def _mark_installation(connection: psycopg.Connection, schema: str, demo: bool) -> None:
    mark = sql.SQL(
        "INSERT INTO {}.installation (partition, demo) VALUES (%s, %s) ON CONFLICT DO NOTHING"
    ).format(sql.Identifier(schema))
    connection.execute(mark, (schema, demo))
