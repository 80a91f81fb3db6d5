"""Migrations: once, in order, by one of those who try, and never from a changed file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from adapters.partition_directory import as_role, role_of
from adapters.postgres.embedded import Database
from adapters.postgres.migrate import (
    MIGRATIONS,
    DatabaseNewer,
    MigrationChanged,
    PartitionNameInvalid,
    migrate,
    migrations_in,
)
from adapters.postgres.roles import (
    ApplicationRoleMissing,
    ApplicationRoleTooPowerful,
    RoleUnknown,
    password_in,
    role_in,
)
from tests.integration.conftest import Partition


class TestOnANewPartition:
    def test_every_migration_is_applied_in_order_of_its_number(self, postgres: Database) -> None:
        applied = migrate(postgres.owner_url, "gm_new", role_of("gm_new"))
        assert applied == [migration.name for migration in migrations_in(MIGRATIONS)]

    def test_two_migrations_never_share_a_number(self) -> None:
        numbers = [migration.name[:4] for migration in migrations_in(MIGRATIONS)]
        assert len(numbers) == len(set(numbers))

    def test_four_at_once_apply_each_migration_once(self, postgres: Database) -> None:
        def apply(_: int) -> list[str]:
            return migrate(postgres.owner_url, "gm_crowded", role_of("gm_crowded"))

        with ThreadPoolExecutor(4) as workers:
            applied = [name for names in workers.map(apply, range(4)) for name in names]
        assert sorted(applied) == [migration.name for migration in migrations_in(MIGRATIONS)]

    def test_it_knows_its_own_name_and_whether_it_is_a_demonstration(
        self, postgres: Database
    ) -> None:
        migrate(postgres.owner_url, "gm_demo", role_of("gm_demo"), demo=True)
        with psycopg.connect(as_role(postgres.app_url, role_of("gm_demo"))) as connection:
            row = connection.execute("SELECT partition, demo FROM gm_demo.installation").fetchone()
        assert row == ("gm_demo", True)

    @pytest.mark.parametrize(
        "name", ["", "GM0307", "0307", 'gm"; DROP', "gm 1", "gm1_vault", "a" * 41]
    )
    def test_a_name_that_is_no_plain_identifier_is_refused(
        self, postgres: Database, name: str
    ) -> None:
        with pytest.raises(PartitionNameInvalid):
            migrate(postgres.owner_url, name, "some_app")

    def test_a_migration_that_fails_leaves_nothing_behind(
        self, postgres: Database, tmp_path: Path
    ) -> None:
        first = (MIGRATIONS / "0001_partition.sql").read_text()
        (tmp_path / "0001_partition.sql").write_text(first)
        (tmp_path / "0002_broken.sql").write_text(
            "CREATE TABLE {{schema}}.half (n int); SELECT 1 / 0;"
        )
        with pytest.raises(psycopg.errors.DivisionByZero):
            migrate(postgres.owner_url, "gm_broken", role_of("gm_broken"), folder=tmp_path)
        with psycopg.connect(postgres.owner_url) as connection:
            half = connection.execute("SELECT to_regclass('gm_broken.half')").fetchone()
            names = connection.execute("SELECT name FROM gm_broken.applied_migrations").fetchall()
        assert half == (None,)
        assert names == [("0001_partition",)]


class TestOnAMigratedPartition:
    def test_nothing_is_applied_again(self, database: Partition) -> None:
        assert migrate(database.owner_url, database.schema, database.role) == []

    def test_a_demonstration_stays_one_and_the_real_thing_too(self, database: Partition) -> None:
        migrate(database.owner_url, database.schema, database.role, demo=True)
        with database.pool.connection() as connection:
            assert connection.execute("SELECT demo FROM installation").fetchone() == (False,)

    def test_a_changed_file_is_refused(self, postgres: Database, tmp_path: Path) -> None:
        file = tmp_path / "0001_partition.sql"
        file.write_text((MIGRATIONS / "0001_partition.sql").read_text())
        migrate(postgres.owner_url, "gm_changed", role_of("gm_changed"), folder=tmp_path)
        file.write_text(file.read_text() + "-- one word more\n")
        with pytest.raises(MigrationChanged) as refused:
            migrate(postgres.owner_url, "gm_changed", role_of("gm_changed"), folder=tmp_path)
        assert "0001_partition" in refused.value.text("en")

    def test_a_database_of_a_newer_version_is_refused(
        self, postgres: Database, tmp_path: Path
    ) -> None:
        migrate(postgres.owner_url, "gm_newer", role_of("gm_newer"))
        with pytest.raises(DatabaseNewer):
            migrate(postgres.owner_url, "gm_newer", role_of("gm_newer"), folder=tmp_path)

    def test_the_application_can_make_and_change_nothing(self, database: Partition) -> None:
        schema = sql.Identifier(database.schema)
        forbidden = (
            "CREATE TABLE {}.own (n int)",
            "CREATE TEMPORARY TABLE {} (n int)",
            "CREATE SCHEMA own",
            "UPDATE {}.installation SET demo = true",
            "DELETE FROM {}.installation",
            "TRUNCATE {}.installation",
            "SELECT * FROM {}.applied_migrations",
            "DROP TABLE {}.installation",
        )
        with database.pool.connection() as connection:
            for statement in forbidden:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(sql.SQL(statement).format(schema))


class TestTheApplicationsRole:
    def test_the_owner_itself_is_refused(self, postgres: Database) -> None:
        with pytest.raises(ApplicationRoleTooPowerful):
            migrate(postgres.owner_url, "gm_same", role_in(postgres.owner_url))

    def test_a_superuser_is_refused(self, postgres: Database) -> None:
        with pytest.raises(ApplicationRoleTooPowerful):
            migrate(postgres.owner_url, "gm_super", "postgres")

    def test_one_that_the_owner_may_not_make_is_named_with_what_to_do(
        self, postgres: Database
    ) -> None:
        superuser_url = postgres.owner_url.replace("wijkkas_owner", "postgres")
        with psycopg.connect(superuser_url, autocommit=True) as superuser:
            superuser.execute("CREATE ROLE plain_owner LOGIN")
            superuser.execute("GRANT CREATE, CONNECT ON DATABASE wijkkas TO plain_owner")
        plain_url = postgres.owner_url.replace("wijkkas_owner", "plain_owner")
        with pytest.raises(ApplicationRoleMissing) as refused:
            migrate(plain_url, "gm_absent", "nobody_yet")
        assert 'CREATE ROLE "nobody_yet"' in refused.value.text("en")

    def test_one_that_the_owner_may_make_is_made(self, postgres: Database) -> None:
        superuser_url = postgres.owner_url.replace("wijkkas_owner", "postgres")
        with psycopg.connect(superuser_url, autocommit=True) as superuser:
            superuser.execute("CREATE ROLE making_owner LOGIN CREATEROLE")
            superuser.execute("GRANT CREATE, CONNECT ON DATABASE wijkkas TO making_owner")
            making_url = postgres.owner_url.replace("wijkkas_owner", "making_owner")
            migrate(making_url, "gm_made", "made_app", app_password="no-secret")
            made = superuser.execute(
                "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid "
                "WHERE rolname = 'made_app'"
            ).fetchone()
        assert made == (True,)

    def test_role_and_password_are_read_from_a_connection_string(self) -> None:
        assert role_in("postgresql://app:pa%20ss@host/db") == "app"
        assert password_in("postgresql://app:pa%20ss@host/db") == "pa ss"
        assert password_in("postgresql://app@host/db") is None
        with pytest.raises(RoleUnknown):
            role_in("postgresql:///db")
