"""A proxy between application and database, which cuts connections in the middle of a commit.

It has a thread per connection and passes bytes on. Told to cut, it waits for the next append (known
by the names of events in it) and closes both sides: before the database has it, while it works on
it, or after it has answered and before the application hears.
"""

from __future__ import annotations

import contextlib
import re
import select
import shutil
import socket
import threading
import time
from collections import Counter
from enum import StrEnum
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
APPEND = re.compile(rb"ballot\.cast\.v|proposal\.submitted\.v|wijkplan\.need_recorded\.v")
BYTES_MAX = 65_536
MIDWAY_SECONDS = 0.001


class Moment(StrEnum):
    """When an append is cut off."""

    BEFORE = "before the database has it"
    DURING = "while the database works on it"
    AFTER = "after the database has answered"


class CuttingProxy:
    """Listens in a folder as a server would, and passes on to the server in another."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.cuts: Counter[Moment] = Counter()
        self._target = target
        self._ordered: list[Moment] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / SOCKET))
        self._listener.listen(64)
        threading.Thread(target=self._welcome, daemon=True).start()

    def order(self, moment: Moment, times: int = 1) -> None:
        """Cut off the next appends at this moment."""
        with self._lock:
            self._ordered += [moment] * times

    def turn_to(self, target: Path) -> None:
        """From now on another server answers; nobody stays connected to the former."""
        self._target = target
        with self._lock:
            for connection in self._open:
                _shut(connection)

    def close(self) -> None:
        """Let nobody in any more."""
        _shut(self._listener)
        self._listener.close()
        self.turn_to(self.folder / "nowhere")
        shutil.rmtree(self.folder)

    def _welcome(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        with client, server, contextlib.suppress(OSError):
            server.connect(str(self._target / SOCKET))
            with self._lock:
                self._open |= {client, server}
            try:
                self._pass_on(client, server)
            finally:
                with self._lock:
                    self._open -= {client, server}

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        """Until one side is gone, or an append is cut off."""
        cut: Moment | None = None
        while True:
            readable, _, _ = select.select([client, server], [], [])
            if server in readable:
                said = server.recv(BYTES_MAX)
                if not said or cut is Moment.AFTER:
                    return
                client.sendall(said)
            if client in readable:
                said = client.recv(BYTES_MAX)
                cut = cut or self._taken(said)
                if not said or cut is Moment.BEFORE:
                    return
                server.sendall(said)
                if cut is Moment.DURING:
                    time.sleep(MIDWAY_SECONDS)
                    return

    def _taken(self, said: bytes) -> Moment | None:
        """The order that this message fulfils, if it is an append."""
        if not self._ordered or not APPEND.search(said):
            return None
        with self._lock:
            if not self._ordered:
                return None
            moment = self._ordered.pop(0)
            self.cuts[moment] += 1
            return moment


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
