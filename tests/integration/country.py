"""Several municipalities on two clusters, found through a directory file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from adapters.partition_directory import DirectoryFile
from adapters.postgres.embedded import Database
from adapters.settings import Settings

NOWHERE = "postgresql://127.0.0.1:1/wijkkas?connect_timeout=2"


@dataclass(frozen=True)
class Country:
    """A directory file over clusters, by their names; partitions by the cluster they live in."""

    file: Path
    clusters: Mapping[str, Database]
    partitions: Mapping[str, str]

    def write(self) -> Country:
        """Write the file. A cluster without a database here is one that cannot be reached."""
        lines = []
        for name in sorted(set(self.partitions.values())):
            database = self.clusters.get(name)
            lines += [f"[clusters.{name}]"]
            lines += [f'database_url = "{_bare(database)}"']
            lines += [f'owner_url = "{database.owner_url if database else NOWHERE}"']
        lines += ["[partitions]"]
        lines += [f'{partition} = "{name}"' for partition, name in self.partitions.items()]
        self.file.write_text("\n".join(lines))
        return self

    @property
    def directory(self) -> DirectoryFile:
        """The directory as it stands in the file now."""
        return DirectoryFile(self.file)

    def settings(self, partition: str) -> Settings:
        """An installation that uses this directory, at one of its partitions."""
        return Settings(directory=self.file, partition=partition)


def _bare(database: Database | None) -> str:
    """Where roles enter, without one."""
    return NOWHERE if database is None else database.app_url.replace("&user=wijkkas_app", "")
