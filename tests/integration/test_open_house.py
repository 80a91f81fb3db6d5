"""A house opens as the application, and as nobody who could change the log."""

from __future__ import annotations

import pytest

from adapters.bootstrap import open_house
from adapters.postgres.roles import ApplicationRoleTooPowerful
from adapters.settings import Settings
from tests.integration.conftest import Partition


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
