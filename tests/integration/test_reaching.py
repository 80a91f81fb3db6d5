"""A cluster or partition that cannot be used says why, by a code of its own and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from adapters.bootstrap import open_house
from adapters.command_line.main import app
from adapters.partition_directory import as_role, role_of
from adapters.postgres.embedded import Database
from adapters.postgres.migrate import MIGRATIONS, DatabaseNewer, migrate
from adapters.postgres.partition_entry import PartitionOlder, looked_at
from adapters.postgres.reaching import (
    AddressInvalid,
    ClusterFull,
    ClusterReadOnly,
    ClusterUnreachable,
    DatabaseMissing,
    SignInRefused,
    reached,
)
from adapters.settings import Settings, settings
from application.partition_directory import Place
from tests.integration.conftest import Partition, migrated

NOWHERE = "postgresql://gm0307_app:geheim@127.0.0.1:1/wijkkas"


@pytest.fixture
def superuser(postgres: Database) -> Iterator[psycopg.Connection]:
    """A session that may change roles."""
    url = postgres.owner_url.replace("wijkkas_owner", "postgres")
    with psycopg.connect(url, autocommit=True) as session:
        yield session


def place_of(partition: Partition) -> Place:
    """Where a partition is, as the directory would say."""
    return Place(partition.schema, "noord", partition.app_url, partition.owner_url)


class TestACluster:
    def test_that_is_not_there_is_named_and_its_password_is_not(self) -> None:
        with pytest.raises(ClusterUnreachable) as refused, reached(NOWHERE, "noord"):
            pass
        assert "noord" in refused.value.text("nl")
        assert "geheim" not in f"{refused.value.text('en')}{refused.value.__cause__}"

    def test_that_has_no_connection_left_is_told_apart(
        self, database: Partition, superuser: psycopg.Connection
    ) -> None:
        role = Identifier(database.role)
        superuser.execute(SQL("ALTER ROLE {} CONNECTION LIMIT 0").format(role))
        with pytest.raises(ClusterFull), reached(database.app_url, "noord"):
            pass

    def test_that_does_not_know_the_role_is_told_apart(self, postgres: Database) -> None:
        address = as_role(postgres.app_url, "nobody_app")
        with pytest.raises(SignInRefused), reached(address, "noord"):
            pass

    def test_that_has_no_such_database_is_told_apart(self, postgres: Database) -> None:
        address = postgres.app_url.replace("/wijkkas?", "/elsewhere?")
        with pytest.raises(DatabaseMissing) as refused, reached(address, "noord"):
            pass
        assert "CREATE DATABASE" in refused.value.text("en")

    def test_whose_address_makes_no_sense_is_refused(self) -> None:
        with pytest.raises(AddressInvalid), reached("noord==", "noord"):
            pass

    def test_that_goes_away_meanwhile_is_unreachable(
        self, database: Partition, superuser: psycopg.Connection
    ) -> None:
        def lose(connection: psycopg.Connection) -> None:
            process = connection.info.backend_pid
            superuser.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))
            connection.execute("SELECT 1")

        with pytest.raises(ClusterUnreachable), reached(database.app_url, "noord") as connection:
            lose(connection)

    def test_that_can_only_be_read_is_refused_by_house_and_migration_alike(
        self, database: Partition, superuser: psycopg.Connection
    ) -> None:
        for role in (database.role, "wijkkas_owner"):
            read_only = SQL("ALTER ROLE {} SET default_transaction_read_only = on")
            superuser.execute(read_only.format(Identifier(role)))
        try:
            with pytest.raises(ClusterReadOnly):
                looked_at(place_of(database))
            with pytest.raises(ClusterReadOnly):
                migrate(database.owner_url, database.schema, database.role)
        finally:
            superuser.execute("ALTER ROLE wijkkas_owner RESET default_transaction_read_only")


class TestAPartition:
    def test_of_an_older_version_says_which_migration_is_missing(
        self, postgres: Database, tmp_path: Path
    ) -> None:
        for file in sorted(MIGRATIONS.glob("*.sql"))[:-1]:
            (tmp_path / file.name).write_text(file.read_text())
        url = migrated(postgres, "gm_older", folder=tmp_path)
        with pytest.raises(PartitionOlder) as refused:
            looked_at(Place("gm_older", "noord", url))
        assert sorted(MIGRATIONS.glob("*.sql"))[-1].stem in refused.value.text("en")

    def test_of_a_version_that_did_not_say_its_migrations_is_older_too(
        self, postgres: Database, tmp_path: Path
    ) -> None:
        for file in MIGRATIONS.glob("*.sql"):
            if "applied_migrations" not in file.name:
                (tmp_path / file.name).write_text(file.read_text())
        url = migrated(postgres, "gm_oldest", folder=tmp_path)
        with pytest.raises(PartitionOlder):
            looked_at(Place("gm_oldest", "noord", url))

    def test_of_a_newer_version_is_refused(self, postgres: Database, tmp_path: Path) -> None:
        for file in MIGRATIONS.glob("*.sql"):
            (tmp_path / file.name).write_text(file.read_text())
        (tmp_path / "9999_later.sql").write_text("CREATE TABLE {{schema}}.later (n integer);")
        url = migrated(postgres, "gm_later", folder=tmp_path)
        with pytest.raises(DatabaseNewer) as refused:
            looked_at(Place("gm_later", "noord", url))
        assert "9999_later" in refused.value.text("nl")

    def test_of_this_version_opens(self, database: Partition) -> None:
        assert looked_at(place_of(database)) is False

    def test_that_the_directory_does_not_have_is_refused_by_every_command(
        self, database: Partition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "directory.toml"
        file.write_text(
            f'[clusters.c]\ndatabase_url = "{NOWHERE.replace("gm0307_app:geheim@", "")}"'
            '\n[partitions]\ngm0307 = "c"\n'
        )
        monkeypatch.setenv("WIJKKAS_DIRECTORY", str(file))
        monkeypatch.setenv("WIJKKAS_PARTITION", "gm0344")
        settings.cache_clear()
        for command in (("project", "--check"), ("rebuild",), ("migrate",)):
            done = CliRunner().invoke(app, [*command, "--json"])
            assert (done.exit_code, json.loads(done.stdout)["code"]) == (1, "partition.unknown")
            assert "gm0307" in json.loads(done.stdout)["detail"]
        settings.cache_clear()


def test_a_house_opens_at_the_place_that_the_directory_names(
    postgres: Database, tmp_path: Path
) -> None:
    migrated(postgres, "gm_placed")
    file = tmp_path / "directory.toml"
    address = postgres.app_url.replace("&user=wijkkas_app", "")
    file.write_text(f'[clusters.c]\ndatabase_url = "{address}"\n[partitions]\ngm_placed = "c"\n')
    configured = Settings(directory=file, partition="gm_placed")
    with open_house(configured) as house, house.pool.connection() as connection:
        row = connection.execute("SELECT current_user::text, current_schema::text").fetchone()
    assert row == (role_of("gm_placed"), "gm_placed")
