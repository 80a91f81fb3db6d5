"""Partitions of one database share nothing: the role of one can reach nothing of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.bootstrap import open_house
from adapters.partition_directory import role_of
from adapters.postgres.embedded import Database
from adapters.postgres.migrate import migrate
from adapters.postgres.partition_entry import PartitionOfAnotherRole
from adapters.postgres.roles import (
    ApplicationRoleDiffers,
    RoleServesAnotherPartition,
    reached_beside,
)
from adapters.settings import Settings
from tests.integration.conftest import Partition, migrated
from tests.integration.logs import logs_of
from tests.integration.sessions import application_session, owner_session
from tests.integration.submissions import ballot, command, events, open_round

NewPartition = Callable[[], Partition]
BESIDE = ("", "_vault", "_register")
TRIES = (
    "SELECT * FROM {}",
    "SELECT 1 FROM {}",
    "INSERT INTO {} DEFAULT VALUES",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "LOCK TABLE {} IN ACCESS SHARE MODE",
    "COPY {} TO STDOUT",
)


@pytest.fixture
def neighbour(new_partition: NewPartition) -> Partition:
    """Another municipality in the same database, with something in both of its logs."""
    partition = new_partition()
    logs = logs_of(partition)
    logs.main.append([open_round(), command(*events("a", 0))])
    logs.ballots.append([ballot("pass:1")])
    return partition


@pytest.fixture
def session(database: Partition, neighbour: Partition) -> Iterator[Connection[TupleRow]]:
    """A session of our own partition, beside the neighbour."""
    with application_session(database) as connected:
        yield connected


def tables_of(partition: Partition) -> list[tuple[str, str]]:
    """Schema and name of every table of a partition, its vault and its register."""
    with owner_session(partition) as owner:
        schemas = [f"{partition.schema}{suffix}" for suffix in BESIDE]
        return owner.execute(
            "SELECT schemaname::text, tablename::text FROM pg_tables WHERE schemaname = ANY (%s)",
            (schemas,),
        ).fetchall()


class TestTheRoleOfAPartition:
    def test_can_neither_read_nor_write_any_table_of_another(
        self, neighbour: Partition, session: Connection[TupleRow]
    ) -> None:
        tables = tables_of(neighbour)
        assert {schema.removeprefix(neighbour.schema) for schema, _ in tables} == set(BESIDE)
        for schema, table in tables:
            for attempted in TRIES:
                with pytest.raises(InsufficientPrivilege), session.transaction():
                    session.execute(SQL(attempted).format(Identifier(schema, table)))

    def test_can_call_no_function_of_another(
        self, neighbour: Partition, session: Connection[TupleRow]
    ) -> None:
        with owner_session(neighbour) as owner:
            functions = owner.execute(
                "SELECT proname::text, pronargs FROM pg_proc WHERE pronamespace = %s::regnamespace",
                (neighbour.schema,),
            ).fetchall()
        assert {name for name, _ in functions} >= {"append_main", "append_ballots", "shut_fence"}
        for name, arguments in functions:
            nothing = SQL(", ").join([SQL("NULL")] * arguments)
            call = SQL("SELECT {}({})").format(Identifier(neighbour.schema, name), nothing)
            with pytest.raises(InsufficientPrivilege), session.transaction():
                session.execute(call)

    def test_cannot_become_the_role_of_another(
        self, neighbour: Partition, session: Connection[TupleRow]
    ) -> None:
        for attempted in ("SET ROLE {}", "SET SESSION AUTHORIZATION {}"):
            with pytest.raises(InsufficientPrivilege), session.transaction():
                session.execute(SQL(attempted).format(Identifier(neighbour.role)))

    def test_belongs_to_no_other_role_and_may_make_none(
        self, database: Partition, session: Connection[TupleRow]
    ) -> None:
        row = session.execute(
            """SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
                   (SELECT count(*) FROM pg_auth_members WHERE member = own.oid)
               FROM pg_roles own WHERE rolname = current_user"""
        ).fetchone()
        assert row == (False, False, False, False, False, 0)

    def test_reaches_its_own_which_shows_that_the_tries_are_right(
        self, neighbour: Partition
    ) -> None:
        with application_session(neighbour) as own:
            own.execute(SQL("SELECT 1 FROM {}").format(Identifier(neighbour.schema, "main_log")))
            assert reached_beside(own, neighbour.schema, neighbour.role) is None

    def test_reaches_another_only_once_that_is_granted_which_is_found(
        self, database: Partition, neighbour: Partition, session: Connection[TupleRow]
    ) -> None:
        vault = f"{neighbour.schema}_vault"
        assert reached_beside(session, database.schema, database.role) is None
        with owner_session(neighbour) as owner:
            owner.execute(
                SQL("GRANT USAGE ON SCHEMA {} TO {}").format(
                    Identifier(vault), Identifier(database.role)
                )
            )
        assert reached_beside(session, database.schema, database.role) == vault
        configured = Settings.model_validate(
            {"DATABASE_URL": database.app_url, "partition": database.schema}
        )
        with pytest.raises(RoleServesAnotherPartition) as refused, open_house(configured):
            pass
        assert vault in refused.value.text("nl")


class TestMigrating:
    def test_refuses_one_role_for_two_partitions_before_anything_is_made(
        self, postgres: Database, database: Partition
    ) -> None:
        with pytest.raises(RoleServesAnotherPartition):
            migrate(postgres.owner_url, "gm_shares", database.role)
        with psycopg.connect(postgres.owner_url) as owner:
            assert owner.execute("SELECT to_regnamespace('gm_shares')").fetchone() == (None,)

    def test_refuses_a_partition_that_is_of_another_role_and_says_how_to_rename_it(
        self, postgres: Database, database: Partition
    ) -> None:
        with pytest.raises(ApplicationRoleDiffers) as refused:
            migrate(postgres.owner_url, database.schema, "newcomer_app")
        renaming = f'ALTER ROLE "{database.role}" RENAME TO "newcomer_app"'
        assert renaming in refused.value.text("en")

    def test_a_role_of_one_partition_is_refused_at_the_door_of_another(
        self, database: Partition, neighbour: Partition
    ) -> None:
        configured = Settings.model_validate(
            {"DATABASE_URL": database.app_url, "partition": neighbour.schema}
        )
        with pytest.raises(PartitionOfAnotherRole), open_house(configured):
            pass

    def test_each_partition_gets_its_own_role(self, postgres: Database) -> None:
        roles = []
        for name in ("gm_left", "gm_right"):
            with psycopg.connect(migrated(postgres, name)) as session:
                roles += session.execute("SELECT current_user::text").fetchall()
        assert roles == [(role_of("gm_left"),), (role_of("gm_right"),)]
