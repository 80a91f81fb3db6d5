"""What an earlier server of a data directory left running, after its supervisor was killed.

Only to be called with the lock on the data directory: nobody else may be running a server in it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

from adapters.postgres.cluster_refusals import CannotReplaceServer

_LEFTOVERS_SECONDS_MAX = 30.0
_POLL_SECONDS = 0.02


def end_processes_in(data_directory: Path) -> None:
    """Have every PostgreSQL process of a data directory end: asked first, then told to.

    Raises `CannotReplaceServer` when one stays.
    """
    for gentle_or_not in (signal.SIGINT, signal.SIGQUIT):
        if _ended_after(gentle_or_not, data_directory):
            return
    remaining = ", ".join(map(str, _processes_working_in(data_directory)))
    raise CannotReplaceServer(processes=remaining)


def _ended_after(stop_signal: signal.Signals, data_directory: Path) -> bool:
    """Whether no process works in the data directory any more, after asking those that did."""
    asked: set[int] = set()
    deadline = time.monotonic() + _LEFTOVERS_SECONDS_MAX
    while processes := _processes_working_in(data_directory):
        if time.monotonic() > deadline:
            return False
        for process in processes - asked:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process, stop_signal)
        asked |= processes
        time.sleep(_POLL_SECONDS)
    return True


def _processes_working_in(folder: Path) -> set[int]:
    """The processes whose working directory is `folder`, as it is of every PostgreSQL process."""
    import psutil  # noqa: PLC0415 - only after a crash

    found = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.name().startswith("postgres") and process.cwd() == str(folder):
                found.add(process.pid)
    return found
