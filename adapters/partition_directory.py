"""Where partitions live: one database for one municipality, or a file that names many clusters.

The file is TOML. A cluster has the address at which the roles of its partitions enter, and for who
migrates that of the owner; on Citus these are the home worker and the coordinator. Each partition
signs in as its own role, `gm0307_app` for `gm0307`:

    passwords = "/run/secrets/wijkkas"    # a folder with one file per role; optional

    [clusters.noord]
    database_url = "postgresql://noord.example/wijkkas_{partition}"    # or one database for all
    owner_url = "postgresql://wijkkas_owner@noord.example/wijkkas_{partition}"

    [partitions]
    gm0307 = "noord"
    gm0344 = "noord"

    [hosts]                               # under which name `wijkkas serve` answers; optional
    "wijkgeld.amersfoort.example" = "gm0307"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pydantic import BaseModel, ConfigDict, SecretStr, StringConstraints, ValidationError

from adapters.settings import PARTITION_PATTERN, Settings
from application.partition_directory import PartitionDirectory, Place, unknown
from domain.errors import Refusal

ROLE_SUFFIX = "_app"
THE_DATABASE = "DATABASE_URL"
"""What the cluster is called where there is one database and no file."""

PARTITIONS_MAX = 1_000
_FILE_BYTES_MAX = 1_000_000
_PASSWORD_BYTES_MAX = 1_000

Code = Annotated[str, StringConstraints(pattern=PARTITION_PATTERN)]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]{1,253}$")]


class DirectoryUnreadable(Refusal):
    code = "directory.unreadable"
    dutch = "De lijst van partities {file} is niet te gebruiken: {problem}"
    english = "The directory of partitions {file} cannot be used: {problem}"


class _Cluster(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    database_url: SecretStr
    owner_url: SecretStr | None = None


class _Written(BaseModel):
    """The content of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    passwords: Path | None = None
    clusters: dict[str, _Cluster]
    partitions: dict[Code, str]
    hosts: dict[Host, Code] = {}


class OneDatabase:
    """One partition in the database of `DATABASE_URL`, whose role stands in that address."""

    def __init__(self, partition: str, address: str, owner_address: str | None = None) -> None:
        self._place = Place(partition, THE_DATABASE, address, owner_address)

    def partitions(self) -> tuple[str, ...]:
        """The one."""
        return (self._place.partition,)

    def place(self, partition: str) -> Place:
        """Its place. Raises `PartitionUnknown` for another."""
        if partition != self._place.partition:
            raise unknown(partition, self)
        return self._place


class DirectoryFile:
    """The partitions of a file, read once. Raises `DirectoryUnreadable` for one that is wrong."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._written = _read(file)
        self._check()

    @property
    def hosts(self) -> Mapping[str, str]:
        """The partition that answers under the name of a host."""
        return self._written.hosts

    def partitions(self) -> tuple[str, ...]:
        """Every partition of the file, by code."""
        return tuple(sorted(self._written.partitions))

    def place(self, partition: str) -> Place:
        """Where the file says that a partition lives. Raises `PartitionUnknown`."""
        name = self._written.partitions.get(partition)
        if name is None:
            raise unknown(partition, self)
        cluster = self._written.clusters[name]
        owner = cluster.owner_url
        return Place(
            partition,
            name,
            self._signed_in(_filled(cluster.database_url, partition), role_of(partition)),
            None if owner is None else self._signed_in(_filled(owner, partition), None),
        )

    def _check(self) -> None:
        written = self._written
        if len(written.partitions) > PARTITIONS_MAX:
            raise self._unreadable(f"{len(written.partitions)} partitions > {PARTITIONS_MAX}")
        for partition, cluster in written.partitions.items():
            if cluster not in written.clusters:
                raise self._unreadable(f"[partitions] {partition}: [clusters.{cluster}]?")
        for host, partition in written.hosts.items():
            if partition not in written.partitions:
                raise self._unreadable(f"[hosts] {host}: {partition}?")
        for name, addresses in written.clusters.items():
            self._check_addresses(name, addresses)

    def _check_addresses(self, name: str, cluster: _Cluster) -> None:
        """A role in the address of a cluster would be that of all its partitions."""
        try:
            entered = conninfo_to_dict(cluster.database_url.get_secret_value())
            if cluster.owner_url is not None:
                conninfo_to_dict(cluster.owner_url.get_secret_value())
        except ProgrammingError as failure:
            raise self._unreadable(f"[clusters.{name}]: no address of PostgreSQL") from failure
        if entered.get("user") or entered.get("password"):
            raise self._unreadable(f"[clusters.{name}]: a role or password in database_url")

    def _signed_in(self, url: str, role: str | None) -> str:
        """An address with its role, and the password of that role where the folder has one."""
        given = conninfo_to_dict(url)
        role = role or str(given.get("user") or "")
        password = given.get("password") or self._password_of(role)
        added = {"user": role or None, "password": password}
        return make_conninfo(url, **{name: value for name, value in added.items() if value})

    def _password_of(self, role: str) -> str | None:
        folder = self._written.passwords
        if folder is None or not role:
            return None
        try:
            with (folder / Path(role).name).open("rb") as file:
                return file.read(_PASSWORD_BYTES_MAX).decode().strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as failure:
            raise self._unreadable(f"passwords: {role}") from failure

    def _unreadable(self, problem: str) -> DirectoryUnreadable:
        return DirectoryUnreadable(file=self._file, problem=problem)


def _filled(url: SecretStr, partition: str) -> str:
    """The address of a cluster for one partition; a code needs no escaping in it."""
    return url.get_secret_value().replace("{partition}", partition)


def role_of(partition: str) -> str:
    """The role of a partition's application where its name is not given by an address."""
    return f"{partition}{ROLE_SUFFIX}"


def as_role(address: str, role: str) -> str:
    """The same address for another role, without the password of the former."""
    kept = {name: str(value) for name, value in conninfo_to_dict(address).items() if value}
    kept.pop("password", None)
    return make_conninfo(**(kept | {"user": role}))


def directory_of(settings: Settings) -> PartitionDirectory:
    """The directory of this installation: its file, or else the one database that was set."""
    if settings.directory is not None:
        return DirectoryFile(settings.directory)
    address = settings.database_url.get_secret_value() if settings.database_url else ""
    owner = settings.owner_url.get_secret_value() if settings.owner_url else None
    return OneDatabase(settings.partition, address, owner)


def _read(file: Path) -> _Written:
    try:
        with file.open("rb") as opened:
            text = opened.read(_FILE_BYTES_MAX + 1)
        if len(text) > _FILE_BYTES_MAX:
            raise DirectoryUnreadable(file=file, problem=f"> {_FILE_BYTES_MAX} bytes")
        return _Written.model_validate(tomllib.loads(text.decode()))
    except ValidationError as failure:
        # Where it does not fit, and never what stands there: that may be a password.
        places = "; ".join(
            f"{'.'.join(str(part) for part in each['loc'])}: {each['type']}"
            for each in failure.errors()[:5]
        )
        raise DirectoryUnreadable(file=file, problem=places) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        problem = getattr(failure, "strerror", None) or str(failure)
        raise DirectoryUnreadable(file=file, problem=problem) from None
