"""Commands that use an embedded database, as processes of their own that can be killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

_COMMAND = """
import sys
from pathlib import Path
from adapters.postgres.embedded import embedded_database
with embedded_database(Path(sys.argv[1]), grace_seconds=0.0) as database:
    print(database.app_url, flush=True)
    sys.stdin.read()
"""
_SECONDS_MAX = 30.0


class Command:
    """A process that holds the database of a directory until it is told to leave."""

    def __init__(self, directory: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def app_url(self) -> str:
        """Where the database is; waits until the command has it."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def leave(self) -> None:
        """Leave the database and end."""
        self._process.communicate(timeout=_SECONDS_MAX)

    def kill(self) -> None:
        """End at once, without a chance to say goodbye."""
        self._process.kill()
        self._process.communicate(timeout=_SECONDS_MAX)


def server_of(directory: Path) -> psutil.Process:
    """The server process of a directory that runs."""
    lines = (directory / "postgresql" / "postmaster.pid").read_text().splitlines()
    return psutil.Process(int(lines[0]))


def supervisor_of(directory: Path) -> psutil.Process:
    """The process that started the server."""
    supervisor = server_of(directory).parent()
    assert supervisor is not None
    assert "adapters.postgres.supervisor" in supervisor.cmdline()
    return supervisor


def working_in(directory: Path) -> list[psutil.Process]:
    """Every process that has the data directory as its working directory."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(directory.resolve() / "postgresql"):
                found.append(process)
        except psutil.Error:
            continue
    return found
