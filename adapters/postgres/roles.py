"""The application's role of a partition: it exists, may not do what only the owner may, and cannot
reach another partition.
"""

from __future__ import annotations

from contextlib import suppress

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import (
    DuplicateObject,
    InsufficientPrivilege,
    InternalError_,
    UniqueViolation,
)

from domain.errors import UNAVAILABLE, Refusal

_ATTEMPTS_MAX = 5


class ApplicationRoleMissing(Refusal):
    code = "database.application_role_missing"
    status = UNAVAILABLE
    dutch = "De databaserol {role} bestaat niet en de eigenaar mag haar niet maken. {advice}"
    english = "The database role {role} does not exist, and the owner may not make it. {advice}"


class ApplicationRoleTooPowerful(Refusal):
    code = "database.application_role_too_powerful"
    status = UNAVAILABLE
    dutch = "De databaserol {role} mag hetzelfde als de eigenaar. Geef de toepassing een eigen rol."
    english = "The database role {role} may do what the owner may. Give the application its own."


class RoleServesAnotherPartition(Refusal):
    code = "database.role_serves_another_partition"
    status = UNAVAILABLE
    dutch = (
        "De databaserol {role} kan bij {other}, en partities delen geen rol. Geef partitie "
        "{partition} een eigen rol."
    )
    english = (
        "The database role {role} can reach {other}, and partitions share no role. Give partition "
        "{partition} a role of its own."
    )


class ApplicationRoleDiffers(Refusal):
    code = "database.application_role_differs"
    status = UNAVAILABLE
    dutch = (
        "Partitie {partition} is van rol {found}, niet van {role}. Verbind als die rol, of laat "
        'haar anders heten: ALTER ROLE "{found}" RENAME TO "{role}".'
    )
    english = (
        "Partition {partition} belongs to role {found}, not to {role}. Connect as that role, or "
        'rename it: ALTER ROLE "{found}" RENAME TO "{role}".'
    )


class RoleUnknown(Refusal):
    code = "database.role_unknown"
    status = UNAVAILABLE
    dutch = "De verbinding naar de database noemt geen rol."
    english = "The connection string of the database names no role."


# What belongs to no partition, such as schemas of extensions, does not count.
_REACHED_BESIDE = r"""
    SELECT entered.nspname::text
    FROM pg_namespace entered
    WHERE has_schema_privilege(%(role)s, entered.oid, 'USAGE')
        AND regexp_replace(entered.nspname, '_(vault|register)$', '') <> %(partition)s
        AND EXISTS (SELECT FROM pg_class held WHERE held.relnamespace = entered.oid
            AND held.relname IN ('installation', 'kept_texts', 'issued_passes'))
    ORDER BY entered.nspname LIMIT 1"""
# Who was granted to append in a partition, besides its owner.
_MAY_APPEND = """
    SELECT DISTINCT granted.grantee::regrole::text
    FROM pg_proc append
    JOIN pg_namespace schema ON schema.oid = append.pronamespace
    CROSS JOIN LATERAL aclexplode(append.proacl) granted
    WHERE schema.nspname = %s AND append.proname = 'append_main'
        AND granted.grantee <> append.proowner AND granted.grantee <> 0
    ORDER BY 1"""


def role_in(url: str) -> str:
    """The role that a connection string connects as."""
    role = conninfo_to_dict(url).get("user")
    if not role:
        raise RoleUnknown
    return str(role)


def password_in(url: str) -> str | None:
    """The password in a connection string, if there is one."""
    password = conninfo_to_dict(url).get("password")
    return None if password is None else str(password)


def ensure_application_role(
    connection: psycopg.Connection, role: str, password: str | None = None
) -> None:
    """Make the role where it does not exist, as far as this owner may.

    Raises `ApplicationRoleMissing`, and `ApplicationRoleTooPowerful` for a superuser or a member of
    the owner: for those, no privilege on a table means anything.
    """
    found = connection.execute(
        """SELECT rolsuper OR rolbypassrls OR pg_has_role(oid, current_user, 'MEMBER')
           FROM pg_roles WHERE rolname = %s""",
        (role,),
    ).fetchone()
    if found is None:
        _make_role(connection, role, password)
    elif found[0]:
        raise ApplicationRoleTooPowerful(role=role)
    _let_in(connection, role)


def refuse_other_role(connection: psycopg.Connection, partition: str, role: str) -> None:
    """Refuse a role that can reach another partition, and one that this partition is not of.

    Raises `RoleServesAnotherPartition` and `ApplicationRoleDiffers`.
    """
    other = reached_beside(connection, partition, role)
    if other is not None:
        raise RoleServesAnotherPartition(role=role, partition=partition, other=other)
    found = [name for (name,) in connection.execute(_MAY_APPEND, (partition,))]
    if found and role not in found:
        raise ApplicationRoleDiffers(partition=partition, found=found[0], role=role)


def reached_beside(connection: psycopg.Connection, partition: str, role: str) -> str | None:
    """A schema of another partition that a role can enter, whether it was granted that itself, as a
    member of another role, or as everybody; None where there is none, as it should be.
    """
    found = connection.execute(_REACHED_BESIDE, {"partition": partition, "role": role}).fetchone()
    return None if found is None else str(found[0])


def _let_in(connection: psycopg.Connection, role: str) -> None:
    """Let the role connect to this database, where not everybody may, as far as this owner can."""
    for _ in range(_ATTEMPTS_MAX):
        may = "SELECT has_database_privilege(%s, current_database(), 'CONNECT'), current_database()"
        row = connection.execute(may, (role,)).fetchone()
        if row is None or row[0]:
            return
        let_in = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
        # Two migrations at once change the same row of the catalogue: who comes second looks again.
        with suppress(InsufficientPrivilege, InternalError_):
            connection.execute(let_in.format(sql.Identifier(row[1]), sql.Identifier(role)))


def _make_role(connection: psycopg.Connection, role: str, password: str | None) -> None:
    create = sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
    if password is not None:
        # Only the verifier goes to the server: a statement may end up in its log.
        verifier = connection.pgconn.encrypt_password(password.encode(), role.encode())
        create += sql.SQL(" PASSWORD {}").format(sql.Literal(verifier.decode()))
    try:
        connection.execute(create)
    except InsufficientPrivilege as failure:
        advice = f'CREATE ROLE "{role}" LOGIN PASSWORD …'
        raise ApplicationRoleMissing(role=role, advice=advice) from failure
    except (DuplicateObject, UniqueViolation):
        return  # made by another migration at the same moment
