"""A partition on the server, for tests that use it by the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from adapters.command_line.main import app
from adapters.settings import Settings, settings
from tests.integration.conftest import Partition

PLACE = ("--wijk", "WK030710", "--year", "2027")


@dataclass(frozen=True)
class Installation:
    """A partition on the server, used by command line and in this process alike."""

    partition: Partition
    file: Path

    def wijkkas(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """Exit code and JSON answer of a command."""
        environment = {
            "DATABASE_URL": self.partition.app_url,
            "WIJKKAS_OWNER_URL": self.partition.owner_url,
            "WIJKKAS_PARTITION": self.partition.schema,
        }
        settings.cache_clear()
        done = CliRunner().invoke(app, [*arguments, "--json"], env=environment)
        settings.cache_clear()
        return done.exit_code, json.loads(done.stdout)

    def own_settings(self) -> Settings:
        """The same, for this process."""
        return Settings.model_validate(
            {"DATABASE_URL": self.partition.app_url, "partition": self.partition.schema}
        )
