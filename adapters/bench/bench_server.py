"""A PostgreSQL of its own for a measurement: ours and the baseline's, over TCP, with fsync.

The server is the embedded one, or Debian's where `WIJKKAS_BENCH_POSTGRES` names its version. It
listens on this machine only, asks for passwords that nobody knows, and is gone afterwards.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg.sql import SQL, Identifier, Literal

from adapters.postgres.cluster import (
    APPLICATION,
    DATABASE,
    OWNER,
    SUPERUSER,
    Binaries,
    Cluster,
    embedded_binaries,
)
from adapters.postgres.migrate import migrate
from adapters.postgres.server_account import server_account

HERE = "127.0.0.1"
DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": HERE,
    # As deployment/postgresql/memory.conf; else checkpoints would be most of what is measured.
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "max_wal_size": "4GB",
    "min_wal_size": "2GB",
}


@dataclass(frozen=True, slots=True)
class BenchServer:
    """Where the server is, and its process, whose processor time is part of what is measured."""

    port: int
    password: str
    process_id: int
    version: str

    def url(self, role: str, schema: str | None = None) -> str:
        """A connection string over TCP."""
        path = "" if schema is None else f"&options=-csearch_path%3D{schema},pg_temp"
        return f"postgresql://{role}:{self.password}@{HERE}:{self.port}/{DATABASE}?sslmode=disable{path}"

    @property
    def owner_url(self) -> str:
        """As the role that migrates."""
        return self.url(OWNER)

    @property
    def app_url(self) -> str:
        """As the role of the application."""
        return self.url(APPLICATION)

    def partition(self, schema: str) -> None:
        """Make a partition, migrated and empty."""
        migrate(self.owner_url, schema, APPLICATION)

    def processor_seconds(self) -> float:
        """Of all processes of the server together, those that ended left out."""
        server = psutil.Process(self.process_id)
        return sum(map(_seconds_of, [server, *server.children()]))


def _seconds_of(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


@contextmanager
def bench_server(*, files_ready: int = 0) -> Iterator[BenchServer]:
    """A server with no partition yet, for the length of the block.

    With so many files of the write-ahead log lying ready, as on a server that has run for a while:
    a new one is filled with zeros and flushed first, while everybody who commits waits.
    """
    folder = Path(tempfile.mkdtemp(prefix="wijkkas-bench-"))
    folder.chmod(0o711)
    account, sockets = server_account(), folder / "sockets"
    sockets.mkdir(mode=0o700)
    if account is not None:
        account.own(sockets)
    port = free_port()
    settings = {**SETTINGS, "port": str(port)}
    cluster = Cluster(
        _binaries(), folder / "data", sockets, folder / "server.log", account, settings=settings
    )
    try:
        cluster.start()
        password = secrets.token_hex(16)
        with _superuser(cluster, port) as superuser:
            version = _let_in_by_password(superuser, cluster, password)
            _have_files_ready(superuser, files_ready)
        yield BenchServer(port, password, cluster.server_process_id() or 0, version)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Binaries:
    version = os.environ.get("WIJKKAS_BENCH_POSTGRES")
    if version:
        return Binaries(DEBIAN / version / "bin", int(version))
    return embedded_binaries()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HERE, 0))
        return int(listener.getsockname()[1])


@contextmanager
def _superuser(cluster: Cluster, port: int) -> Iterator[psycopg.Connection]:
    url = f"postgresql:///{DATABASE}?host={cluster.socket_directory}&port={port}&user={SUPERUSER}"
    with psycopg.connect(url, autocommit=True) as superuser:
        yield superuser


def _let_in_by_password(superuser: psycopg.Connection, cluster: Cluster, password: str) -> str:
    """Give both roles a password, and let them in with it from this machine; the version."""
    rules = cluster.data_directory / "pg_hba.conf"
    rule = f"host {DATABASE} {OWNER},{APPLICATION} {HERE}/32 scram-sha-256\n"
    rules.write_text(rule + rules.read_text("utf-8"), "utf-8")
    for role in (OWNER, APPLICATION):
        superuser.execute(
            SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(role), Literal(password))
        )
    superuser.execute("SELECT pg_reload_conf()")
    row = superuser.execute("SHOW server_version").fetchone()
    return "" if row is None else str(row[0])


def _have_files_ready(superuser: psycopg.Connection, files: int) -> None:
    """Begin so many files, and have the checkpoint keep them for use."""
    for _ in range(files):
        superuser.execute("SELECT pg_logical_emit_message(false, 'wijkkas', '')")
        superuser.execute("SELECT pg_switch_wal()")
    superuser.execute("CHECKPOINT")
