"""Append-only by privilege: the application may read both logs and append, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.postgres.cluster import OWNER
from tests.integration.conftest import Partition
from tests.integration.logs import logs_of
from tests.integration.sessions import application_session, owner_session
from tests.integration.submissions import ballot, command, events, open_round

TABLES = [
    "main_head",
    "main_log",
    "main_commands",
    "ballot_head",
    "ballot_log",
    "ballot_commands",
    "fences",
]
COLUMN = {
    "main_head": "next_position",
    "main_log": "payload",
    "main_commands": "refusal",
    "ballot_head": "next_position",
    "ballot_log": "payload",
    "ballot_commands": "refusal",
    "fences": "shut",
}
WRITES = {
    "INSERT": "INSERT INTO {table} DEFAULT VALUES",
    "INSERT from itself": "INSERT INTO {table} SELECT * FROM {table}",
    "UPDATE": "UPDATE {table} SET {column} = {column}",
    "DELETE": "DELETE FROM {table}",
    "TRUNCATE": "TRUNCATE {table}",
    "COPY": "COPY {table} FROM STDIN",
    "MERGE": "MERGE INTO {table} USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "a lock on rows": "SELECT * FROM {table} FOR UPDATE",
    "a lock on the table": "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    "a trigger": "CREATE TRIGGER hook BEFORE INSERT ON {table} EXECUTE FUNCTION tsvector_update()",
    "a rule": "CREATE RULE hook AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "an index": "CREATE INDEX ON {table} ({column})",
    "another column": "ALTER TABLE {table} ADD COLUMN more text",
    "another owner": "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "no trigger at all": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "row security": "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "dropping it": "DROP TABLE {table}",
}
DEFINITIONS = [
    "CREATE TABLE more (name text)",
    "CREATE VIEW more AS SELECT 1",
    "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION shut_fence(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "DROP FUNCTION shut_fence(text)",
    "ALTER FUNCTION shut_fence(text) SECURITY INVOKER",
    "ALTER FUNCTION shut_fence(text) RESET search_path",
    "CREATE SCHEMA more",
    "CREATE TEMPORARY TABLE main_log (name text)",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "SET session_replication_role = replica",
]


@pytest.fixture(scope="module")
def filled(shared_partition: Partition) -> Partition:
    """A partition with an entry in every table of both logs; what is tried on it is refused."""
    logs = logs_of(shared_partition)
    logs.main.append([open_round(), command(*events("a", 0)), command(refusal="rule.no")])
    logs.ballots.append([ballot("pass:1")])
    return shared_partition


@pytest.fixture
def session(filled: Partition) -> Iterator[Connection[TupleRow]]:
    """A session as the application's role."""
    with application_session(filled) as connected:
        yield connected


def contents(partition: Partition) -> list[list[TupleRow]]:
    """Every row of both logs, as the owner sees them."""
    with owner_session(partition) as owner:
        return [
            owner.execute(SQL("SELECT * FROM {} ORDER BY 1").format(Identifier(table))).fetchall()
            for table in TABLES
        ]


@pytest.mark.parametrize("table", TABLES)
def test_the_application_may_do_nothing_but_read_a_table(
    filled: Partition, session: Connection[TupleRow], table: str
) -> None:
    before = contents(filled)
    for statement in WRITES.values():
        attempted = SQL(statement).format(table=Identifier(table), column=Identifier(COLUMN[table]))
        with pytest.raises(InsufficientPrivilege), session.transaction():
            session.execute(attempted)
    assert contents(filled) == before
    assert session.execute(SQL("SELECT * FROM {}").format(Identifier(table))).fetchall()


@pytest.mark.parametrize("statement", DEFINITIONS)
def test_the_application_may_define_nothing(session: Connection[TupleRow], statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        session.execute(SQL(statement).format(owner=Identifier(OWNER)))


def test_the_catalogue_says_so_too(session: Connection[TupleRow], filled: Partition) -> None:
    granted = session.execute(
        """SELECT table_name, array_agg(privilege_type::text)
           FROM information_schema.table_privileges
           WHERE grantee IN (%s, 'PUBLIC') AND table_schema = %s AND table_name = ANY (%s)
           GROUP BY table_name""",
        (filled.role, filled.schema, TABLES),
    ).fetchall()
    whole = set(TABLES) - {"ballot_log", "ballot_commands"}
    assert dict(granted) == {table: ["SELECT"] for table in whole}
    columns = session.execute(
        """SELECT DISTINCT privilege_type::text FROM information_schema.column_privileges
           WHERE grantee IN (%s, 'PUBLIC') AND table_schema = %s AND table_name = ANY (%s)""",
        (filled.role, filled.schema, TABLES),
    ).fetchall()
    assert columns == [("SELECT",)]


@pytest.mark.parametrize("table", ["ballot_log", "ballot_commands"])
@pytest.mark.parametrize("hidden", ["xmin", "ctid"])
def test_the_application_cannot_tell_what_was_stored_at_the_moment_of_a_ballot(
    filled: Partition, session: Connection[TupleRow], table: str, hidden: str
) -> None:
    look = SQL("SELECT {} FROM {}").format(Identifier(hidden), Identifier(table))
    with pytest.raises(InsufficientPrivilege), session.transaction():
        session.execute(look)
    with owner_session(filled) as owner:
        assert owner.execute(look).fetchall()


def test_nobody_but_the_application_may_append(
    session: Connection[TupleRow], filled: Partition
) -> None:
    granted = session.execute(
        """SELECT DISTINCT grantee::text FROM information_schema.routine_privileges
           WHERE routine_schema = %s
             AND (routine_name LIKE 'append%%' OR routine_name = 'shut_fence')""",
        (filled.schema,),
    ).fetchall()
    assert {name for (name,) in granted} <= {filled.role, OWNER}


def test_the_owner_can_which_shows_that_the_statements_are_right(filled: Partition) -> None:
    with owner_session(filled, autocommit=False) as owner:
        for table in TABLES:
            for what in ("UPDATE", "a lock on rows", "an index", "DELETE", "TRUNCATE"):
                owner.execute(
                    SQL(WRITES[what]).format(
                        table=Identifier(table), column=Identifier(COLUMN[table])
                    )
                )
        owner.rollback()
