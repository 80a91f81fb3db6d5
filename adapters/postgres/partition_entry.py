"""Entering a partition: is it there, is it this role's, may the role do too much, is it of this
version? Each no is a refusal of its own, before anything is done.
"""

from __future__ import annotations

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier, Literal

from adapters.postgres.migrate import MIGRATIONS, DatabaseNewer, migrations_in
from adapters.postgres.reaching import reached, refuse_read_only
from adapters.postgres.roles import (
    ApplicationRoleTooPowerful,
    RoleServesAnotherPartition,
    reached_beside,
)
from application.partition_directory import Place
from domain.errors import UNAVAILABLE, Refusal


class NotMigrated(Refusal):
    code = "database.not_migrated"
    status = UNAVAILABLE
    dutch = "De database heeft partitie {partition} nog niet. Voer eerst 'wijkkas migrate' uit."
    english = "The database does not have partition {partition} yet. Run 'wijkkas migrate' first."


class PartitionOlder(Refusal):
    code = "partition.older_version"
    status = UNAVAILABLE
    dutch = (
        "Partitie {partition} is van een oudere versie: {missing} ontbreekt. Voer 'wijkkas "
        "migrate' uit als eigenaar."
    )
    english = (
        "Partition {partition} is of an older version: {missing} is missing. Run 'wijkkas "
        "migrate' as the owner."
    )


class PartitionOfAnotherRole(Refusal):
    code = "partition.of_another_role"
    status = UNAVAILABLE
    dutch = "Partitie {partition} is niet van rol {role}. Gebruik de eigen rol van de partitie."
    english = "Partition {partition} does not belong to role {role}. Use the partition's own role."


_INSTALLATION = SQL(
    """
    SELECT demo, has_table_privilege({log}, 'INSERT, UPDATE, DELETE, TRUNCATE')
    FROM {schema}.installation
    """
)
_MAY_ENTER = """
    SELECT current_user::text, has_schema_privilege(oid, 'USAGE')
    FROM pg_namespace WHERE nspname = %s"""
_APPLIED = SQL("SELECT name FROM {schema}.applied_migrations")


def looked_at(place: Place) -> bool:
    """Whether a partition is a demonstration, once it is found fit to be used by this version.

    Raises the refusals above, `ApplicationRoleTooPowerful`, `RoleServesAnotherPartition` and
    `DatabaseNewer`.
    """
    with reached(place.address, place.cluster) as connection:
        refuse_read_only(connection, place.cluster)
        role = _role_that_may_enter(connection, place.partition)
        schema = Identifier(place.partition)
        log = Identifier(place.partition, "main_log").as_string(None)
        query = _INSTALLATION.format(log=Literal(log), schema=schema)
        try:
            row = connection.execute(query).fetchone()
        except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege) as missing:
            raise NotMigrated(partition=place.partition) from missing
        demo, may_write = row or (False, False)
        if may_write:
            raise ApplicationRoleTooPowerful(role=role)
        other = reached_beside(connection, place.partition, role)
        if other is not None:
            raise RoleServesAnotherPartition(role=role, partition=place.partition, other=other)
        refuse_other_version(connection, place.partition)
        return bool(demo)


def refuse_unfit(connection: Connection[TupleRow], partition: str) -> None:
    """Raise a refusal unless a partition is this role's and of this version, read-only or not."""
    _role_that_may_enter(connection, partition)
    refuse_other_version(connection, partition)


def refuse_other_version(connection: Connection[TupleRow], partition: str) -> None:
    """Raise `PartitionOlder` or `DatabaseNewer` unless the partition is of this version."""
    known = [migration.name for migration in migrations_in(MIGRATIONS)]
    query = _APPLIED.format(schema=Identifier(partition))
    try:
        applied = {name for (name,) in connection.execute(query)}
    except psycopg.errors.InsufficientPrivilege as older:
        raise PartitionOlder(partition=partition, missing=known[-1]) from older
    for name in sorted(applied.difference(known)):
        raise DatabaseNewer(name=name)
    for name in known:
        if name not in applied:
            raise PartitionOlder(partition=partition, missing=name)


def _role_that_may_enter(connection: Connection[TupleRow], partition: str) -> str:
    row = connection.execute(_MAY_ENTER, (partition,)).fetchone()
    if row is None:
        raise NotMigrated(partition=partition)
    role, may_enter = row
    if not may_enter:
        raise PartitionOfAnotherRole(partition=partition, role=role)
    return str(role)
