"""An embedded PostgreSQL for one data directory, shared by the commands that use it at a time.

The first command starts a supervisor (`supervisor.py`), which starts the server; the others join.
Whoever is in the `with` block holds a connection to the supervisor; the server stops a moment after
the last one left or was killed. Linux and macOS.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from adapters.postgres.cluster import APPLICATION, DATABASE, OWNER
from adapters.postgres.cluster_refusals import (
    DatabaseDidNotStart,
    DatabaseInUse,
    DirectoryUnusable,
)
from adapters.postgres.server_account import server_account
from adapters.postgres.supervisor import CONTROL_SOCKET, LOG_FILE
from domain.errors import Refusal, refusals_by_code

LOCK_FILE = "database.lock"
GRACE_SECONDS = 1.0
WAIT_SECONDS_MAX = 150.0
"""A little longer than the supervisor gives the server to start."""

_POLL_SECONDS = 0.01
_ATTEMPTS_MAX = 3
_ANSWER_BYTES_MAX = 65_536
_DETAIL_CHARACTERS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Database:
    """Connection strings: the application's own role, and the owner's, which migrates."""

    app_url: str
    owner_url: str


def begin(data_directory: Path) -> None:
    """Have the database of a directory start while the caller does something else first.

    Whoever opens it meanwhile waits for the same start, and hears what went wrong with it; when
    nobody comes, it stops again.
    """

    def start() -> None:
        with contextlib.suppress(Refusal):
            _start_supervisor(_usable(data_directory), GRACE_SECONDS)

    Thread(target=start, daemon=True).start()


@contextmanager
def embedded_database(
    data_directory: Path,
    *,
    grace_seconds: float = GRACE_SECONDS,
    wait_seconds_max: float = WAIT_SECONDS_MAX,
) -> Iterator[Database]:
    """The database in `data_directory`, made where there is none, running inside the block.

    `grace_seconds` is how long the server stays after the last command left, as given by the
    command that starts it. Raises a refusal of `cluster_refusals` when there is no database to be
    had, `database.in_use` when waiting took longer than `wait_seconds_max`.
    """
    directory = _usable(data_directory)
    with _connected(directory, grace_seconds, time.monotonic() + wait_seconds_max) as answer:
        if "refused" in answer:
            raise _refusal(answer)
        yield _urls(str(answer["socket_directory"]))


def _usable(directory: Path) -> Path:
    """The directory with its links resolved, made where it does not exist."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with (directory / LOCK_FILE).open("ab"):
            return directory.resolve()
    except OSError as failure:
        detail = failure.strerror or failure
        raise DirectoryUnusable(directory=directory, detail=detail) from failure


@contextmanager
def _connected(
    directory: Path, grace_seconds: float, deadline: float
) -> Iterator[dict[str, object]]:
    """A connection to the supervisor, held during the block, and what it said."""
    starts_left = _ATTEMPTS_MAX
    while time.monotonic() < deadline:
        if (control := _reach(directory)) is not None:
            with control:
                if (answer := _heard(control, deadline)) is not None:
                    yield answer
                    return
        elif _start_supervisor(directory, grace_seconds):
            starts_left -= 1
            if starts_left < 0:
                raise DatabaseDidNotStart(detail=_end_of_log(directory))
        time.sleep(_POLL_SECONDS)
    raise DatabaseInUse(directory=directory)


def _reach(directory: Path) -> socket.socket | None:
    """A connection to the supervisor of this directory, if one can be reached."""
    runtime = (directory / LOCK_FILE).read_text()
    if not runtime:
        return None
    control = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        control.connect(str(Path(runtime) / CONTROL_SOCKET))
    except OSError:
        control.close()
        return None
    return control


def _heard(control: socket.socket, deadline: float) -> dict[str, object] | None:
    """The supervisor's one line; None when it was just stopping."""
    said = b""
    while not said.endswith(b"\n") and len(said) < _ANSWER_BYTES_MAX:
        control.settimeout(max(deadline - time.monotonic(), _POLL_SECONDS))
        try:
            more = control.recv(4096)
        except OSError:
            return None
        if not more:
            return None
        said += more
    answer: dict[str, object] = json.loads(said)
    return answer


def _start_supervisor(directory: Path, grace_seconds: float) -> bool:
    """Start a supervisor if nobody has the lock; the lock goes over to it.

    The lock belongs to the open file: the supervisor inherits it, and the kernel gives it back
    when the supervisor ends in whatever way.
    """
    lock = os.open(directory / LOCK_FILE, os.O_RDWR | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        server_account()  # refuses here, where somebody listens
        with (directory / LOG_FILE).open("ab") as log:
            subprocess.run(  # noqa: S603 - our own module
                [
                    *(sys.executable, "-m", "adapters.postgres.supervisor", str(directory)),
                    *(f"--lock={lock}", f"--grace-seconds={grace_seconds}"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock,),
                cwd=Path(__file__).parents[2],
                check=False,
            )
        return True
    finally:
        os.close(lock)


def _refusal(answer: dict[str, object]) -> Refusal:
    """The supervisor's refusal, raised again where somebody can read it."""
    values = answer["values"]
    refusal = refusals_by_code()[str(answer["refused"])]
    return refusal(**values) if isinstance(values, dict) else refusal()


def _end_of_log(directory: Path) -> str:
    with contextlib.suppress(OSError), (directory / LOG_FILE).open("rb") as log:
        log.seek(max(log.seek(0, os.SEEK_END) - _DETAIL_CHARACTERS_MAX, 0))
        return log.read().decode(errors="replace").strip()
    return "its log cannot be read"


def _urls(socket_directory: str) -> Database:
    def url(role: str) -> str:
        return f"postgresql:///{DATABASE}?host={socket_directory}&user={role}"

    return Database(app_url=url(APPLICATION), owner_url=url(OWNER))
