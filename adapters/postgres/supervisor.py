"""The process that owns the embedded PostgreSQL of one data directory.

Commands that use the database hold a connection to this process. When the last one is gone, also
by being killed, since the kernel closes its connections, the server is stopped. When this process
is killed, the kernel tells the server to stop. So no server is left behind, and several commands
can share one.

Started by `embedded.py`, which passes on the lock on the data directory: who holds it, supervises.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from adapters.postgres.cluster import Cluster, embedded_binaries
from adapters.postgres.cluster_refusals import DatabaseDidNotStart
from adapters.postgres.server_account import ServerAccount, server_account
from domain.errors import Refusal

DATA_FOLDER = "postgresql"
LOG_FILE = "postgresql.log"
CONTROL_SOCKET = "control"
SERVER_SOCKET = ".s.PGSQL.5432"
CLIENTS_MAX = 128

_FIRST_CLIENT_SECONDS_MAX = 10.0
_REFUSAL_SECONDS = 1.0
_RESTARTS_MAX = 5
_RESTARTS_SECONDS = 60.0
LOG_BYTES_MAX = 16_000_000
_LOG_CHECK_SECONDS = 60.0
_SOCKET_PATH_BYTES_MAX = 90
_RUNTIME_PREFIX = "wijkkas-"

_log = logging.getLogger(__name__)


class Supervisor:
    """Answers commands where the server is, and counts who is there."""

    def __init__(self, cluster: Cluster, listener: socket.socket, grace_seconds: float) -> None:
        self.cluster = cluster
        self.listener = listener
        self.grace_seconds = grace_seconds
        self._clients: set[socket.socket] = set()
        self._selector = selectors.DefaultSelector()
        self._stop_asked = False
        self._restarts: list[float] = []
        self._answer = b""

    def run(self) -> None:
        """Start the server, serve until nobody needs it any more, stop it."""
        self._watch_signals()
        self._selector.register(self.listener, selectors.EVENT_READ)
        try:
            self.cluster.start()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        except (OSError, subprocess.SubprocessError) as failure:
            self._refuse(DatabaseDidNotStart(detail=failure))
            return
        where = {"socket_directory": str(self.cluster.socket_directory)}
        self._answer = json.dumps(where).encode() + b"\n"
        self._serve()

    def _refuse(self, refusal: Refusal) -> None:
        """Tell those who wait for the server why there is none."""
        told = {"refused": refusal.code, "values": refusal.values}
        self._answer = json.dumps(told).encode() + b"\n"
        deadline = time.monotonic() + _REFUSAL_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            self._handle_events(left)

    def _serve(self) -> None:
        alone_until = time.monotonic() + _FIRST_CLIENT_SECONDS_MAX
        while not self._stop_asked:
            left = _LOG_CHECK_SECONDS if self._clients else alone_until - time.monotonic()
            if left <= 0:
                return
            before = len(self._clients)
            self._handle_events(left)
            if before and not self._clients:
                alone_until = time.monotonic() + self.grace_seconds
            if self.cluster.has_ended() and not self._restarted():
                return
            bound_log(self.cluster.log_file)

    def _handle_events(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self.listener:
                self._welcome()
            elif isinstance(key.fileobj, socket.socket):
                self._hear(key.fileobj)

    def _welcome(self) -> None:
        client, _ = self.listener.accept()
        client.setblocking(False)
        if len(self._clients) >= CLIENTS_MAX:
            client.close()
            return
        try:
            # An answer fits in the buffer of a new connection; a client that is gone is no loss.
            client.sendall(self._answer)
        except OSError:
            client.close()
            return
        self._selector.register(client, selectors.EVENT_READ)
        self._clients.add(client)

    def _hear(self, connection: socket.socket) -> None:
        """Clients say nothing: what can be read is the end, or a byte that woke this process."""
        try:
            said = connection.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said and connection in self._clients:
            self._selector.unregister(connection)
            self._clients.discard(connection)
            connection.close()

    def _restarted(self) -> bool:
        """Whether the server could be started again after it ended by itself; bounded."""
        now = time.monotonic()
        self._restarts = [at for at in self._restarts if at > now - _RESTARTS_SECONDS]
        if len(self._restarts) >= _RESTARTS_MAX:
            _log.error("the server ended %d times in a row; giving up", _RESTARTS_MAX + 1)
            return False
        self._restarts.append(now)
        _log.warning("the server ended by itself; starting it again")
        try:
            self.cluster.restart_after_crash()
        except (Refusal, OSError) as failure:
            _log.error("the server does not start again: %s", failure)
            return False
        return True

    def _watch_signals(self) -> None:
        ours, wakes = socket.socketpair()
        for end in (ours, wakes):
            end.setblocking(False)
        signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
        self._wakes = wakes
        self._selector.register(ours, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for stop in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(stop, self._ask_stop)

    def _ask_stop(self, *_: object) -> None:
        self._stop_asked = True


def bound_log(log_file: Path) -> None:
    """Empty a log that grew too large; the server appends, so it goes on from the start."""
    with contextlib.suppress(OSError):
        if log_file.stat().st_size > LOG_BYTES_MAX:
            os.truncate(log_file, 0)


def _make_runtime_directory(account: ServerAccount | None) -> Path:
    """A short path of our own for the sockets, which have room for about a hundred bytes."""
    parent = tempfile.gettempdir()
    if len(os.fsencode(parent)) > _SOCKET_PATH_BYTES_MAX - 30:
        parent = "/tmp"  # noqa: S108 - the folder made in it is ours alone
    runtime = Path(tempfile.mkdtemp(prefix=_RUNTIME_PREFIX, dir=parent))
    if account is not None:
        account.own(runtime)
    return runtime


def _supervise(directory: Path, lock: int, grace_seconds: float) -> None:
    _forget_runtime_directory_of_before(lock)
    account = server_account()
    runtime = _make_runtime_directory(account)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(runtime / CONTROL_SOCKET))
        listener.listen(CLIENTS_MAX)
        listener.setblocking(False)
        _announce(lock, str(runtime))
        cluster = Cluster(
            embedded_binaries(), directory / DATA_FOLDER, runtime, directory / LOG_FILE, account
        )
        try:
            Supervisor(cluster, listener, grace_seconds).run()
        finally:
            # Who comes from here on waits for the lock, and starts a server anew.
            _announce(lock, "")
            listener.close()
            cluster.stop()
    finally:
        _remove_runtime_directory(runtime)


def _announce(lock: int, runtime: str) -> None:
    """Write into the lock's file where the sockets are; empty when there are none."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, runtime.encode(), 0)


def _remove_runtime_directory(runtime: Path) -> None:
    """Remove the sockets, then the folder if nothing else is in it."""
    with contextlib.suppress(OSError):
        for name in (CONTROL_SOCKET, SERVER_SOCKET, f"{SERVER_SOCKET}.lock"):
            (runtime / name).unlink(missing_ok=True)
        runtime.rmdir()


def _forget_runtime_directory_of_before(lock: int) -> None:
    """A supervisor that was killed could not remove its folder."""
    before = Path(os.pread(lock, 4096, 0).decode(errors="replace"))
    if before.name.startswith(_RUNTIME_PREFIX):
        _remove_runtime_directory(before)


def main() -> None:
    """Detach from the command that started this process, then supervise until nobody is left."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--lock", type=int, required=True)
    parser.add_argument("--grace-seconds", type=float, required=True)
    given = parser.parse_args()
    os.set_inheritable(given.lock, False)
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    os.chdir("/")
    os.umask(0o077)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        _supervise(given.directory, given.lock, given.grace_seconds)
    except Exception:
        _log.exception("the supervisor of the database failed")
        sys.exit(1)


if __name__ == "__main__":
    main()
