"""A house opens as the application, and as nobody who could change the log; or says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.bootstrap import (
    OwnerUrlMissing,
    migrate_place,
    open_house,
    partitions_of,
)
from adapters.command_line.main import app
from adapters.example_city.city import ExampleCityUnfinished, build_example_city
from adapters.postgres.embedded import Database
from adapters.postgres.partition_entry import NotMigrated
from adapters.postgres.roles import ApplicationRoleTooPowerful
from adapters.settings import Settings
from tests.integration.conftest import Partition, migrated


def settings_of(database: Partition, url: str) -> Settings:
    """An installation on this partition that connects so."""
    return Settings.model_validate({"DATABASE_URL": url, "partition": database.schema})


def test_it_opens_as_the_role_that_may_only_read_and_append(database: Partition) -> None:
    with open_house(settings_of(database, database.app_url)) as house:
        assert house.log.next_position() == 0


def test_it_does_not_open_as_the_owner_for_whom_no_privilege_holds(database: Partition) -> None:
    with (
        pytest.raises(ApplicationRoleTooPowerful),
        open_house(settings_of(database, database.owner_url)),
    ):
        pass


def test_a_partition_that_was_never_made_is_refused(database: Partition) -> None:
    configured = settings_of(database, database.app_url)
    elsewhere = configured.model_copy(update={"partition": "gm9999"})
    with pytest.raises(NotMigrated), open_house(elsewhere):
        pass


def test_a_server_is_not_migrated_by_who_is_not_its_owner(database: Partition) -> None:
    configured = settings_of(database, database.app_url)
    configured = configured.model_copy(update={"owner_url": None})
    with partitions_of(configured, None) as places, pytest.raises(OwnerUrlMissing):
        migrate_place(places.place(database.schema))


def test_an_example_city_is_not_built_among_real_data(scratch: Path) -> None:
    folder = scratch / "not-a-demo"
    with open_house(Settings(), folder):
        done = CliRunner().invoke(app, ["demo", "--data", str(folder), "--no-serve", "--json"])
    assert (done.exit_code, json.loads(done.stdout)["code"]) == (1, "demo.not_a_demo")


def test_an_example_city_that_was_broken_off_is_refused(
    postgres: Database, database: Partition
) -> None:
    def broken_off(step: str) -> None:
        if step.isdecimal():
            raise InterruptedError

    app_url = migrated(postgres, "gm_half", demo=True)
    configured = settings_of(database, app_url)
    with open_house(configured.model_copy(update={"partition": "gm_half"})) as house:
        with pytest.raises(InterruptedError):
            build_example_city(house, broken_off)
        with pytest.raises(ExampleCityUnfinished):
            build_example_city(house, lambda _: None)
