"""The application's role: it exists, and it is not allowed what only the owner may do."""

from __future__ import annotations

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import DuplicateObject, InsufficientPrivilege, UniqueViolation

from domain.errors import UNAVAILABLE, Refusal


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


class RoleUnknown(Refusal):
    code = "database.role_unknown"
    status = UNAVAILABLE
    dutch = "De verbinding naar de database noemt geen rol."
    english = "The connection string of the database names no role."


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
