"""One PostgreSQL for the whole run, and a freshly migrated partition of it for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from adapters.partition_directory import role_of
from adapters.postgres.cluster import APPLICATION, DATABASE, OWNER, Binaries, Cluster
from adapters.postgres.embedded import Database, embedded_database
from adapters.postgres.migrate import MIGRATIONS, migrate
from adapters.postgres.pool import Pool, open_pool
from adapters.postgres.server_account import account_named

DEBIAN = Path("/usr/lib/postgresql")
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition of its own, migrated, with a pool of connections as the application."""

    owner_url: str
    app_url: str
    schema: str
    pool: Pool

    @property
    def role(self) -> str:
        """The role of this partition, which can reach no other."""
        return role_of(self.schema)


def migrated(
    postgres: Database, schema: str, *, demo: bool = False, folder: Path = MIGRATIONS
) -> str:
    """Make a partition with a role of its own; how that role connects."""
    migrate(postgres.owner_url, schema, role_of(schema), demo=demo, folder=folder)
    return postgres.app_url.replace(APPLICATION, role_of(schema))


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder that another account may pass through, which pytest's own folders forbid."""
    folder = Path(tempfile.mkdtemp(prefix="wijkkas-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(scratch: Path) -> Iterator[Database]:
    """The server: the embedded one, or Debian's of version `WIJKKAS_TEST_POSTGRES`."""
    yield from _server(scratch / "shared")


@pytest.fixture(scope="session")
def other_postgres(scratch: Path) -> Iterator[Database]:
    """A second cluster, for what lives on several."""
    yield from _server(scratch / "other")


@contextmanager
def _partitions(postgres: Database) -> Iterator[Callable[[], Partition]]:
    pools: list[Pool] = []

    def make() -> Partition:
        schema = f"gm{next(_numbers):04d}"
        app_url = migrated(postgres, schema)
        pools.append(open_pool(app_url, schema))
        return Partition(postgres.owner_url, app_url, schema, pools[-1])

    yield make
    for pool in pools:
        pool.close()


@pytest.fixture
def new_partition(postgres: Database) -> Iterator[Callable[[], Partition]]:
    """Makes partitions, for a test that needs more than one."""
    with _partitions(postgres) as make:
        yield make


@pytest.fixture(scope="module")
def shared_partition(postgres: Database) -> Iterator[Partition]:
    """One for all tests of a file that only ask, or that are all refused: migrating takes a tenth
    of a second of a core, and filling it more.
    """
    with _partitions(postgres) as make:
        yield make()


@pytest.fixture
def database(new_partition: Callable[[], Partition]) -> Partition:
    """A freshly migrated partition."""
    return new_partition()


def _server(folder: Path) -> Iterator[Database]:
    version = os.environ.get("WIJKKAS_TEST_POSTGRES")
    if version:
        yield from _debian_server(folder, int(version))
    else:
        with embedded_database(folder, grace_seconds=0.0) as database:
            yield database


def _debian_server(folder: Path, version: int) -> Iterator[Database]:
    """Debian's server with the same settings and roles as the embedded one."""
    account = account_named("postgres") if os.geteuid() == 0 else None
    folder.mkdir()
    sockets = Path(tempfile.mkdtemp(prefix="wijkkas-"))
    if account is not None:
        account.own(sockets)
    binaries = Binaries(DEBIAN / str(version) / "bin", version)
    cluster = Cluster(binaries, folder / "data", sockets, folder / "log", account)
    cluster.start()

    def url(role: str) -> str:
        return f"postgresql:///{DATABASE}?host={sockets}&user={role}"

    try:
        yield Database(app_url=url(APPLICATION), owner_url=url(OWNER))
    finally:
        cluster.stop()
        shutil.rmtree(sockets, ignore_errors=True)
