"""`wijkkas serve` as a process of its own, that can be told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tests.integration.web.visiting import Visitor

COMMAND = "from adapters.command_line.start import run; run()"
SECONDS_MAX = 40.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A server over a partition; what it writes down goes to a file."""

    def __init__(
        self,
        app_url: str,
        schema: str,
        key: bytes,
        folder: Path,
        *,
        arguments: Sequence[str] = ("serve",),
        more: Mapping[str, str] | None = None,
    ) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.journal = folder / f"journal-{port}"
        environment = os.environ | {
            "DATABASE_URL": app_url,
            "WIJKKAS_PARTITION": schema,
            "WIJKKAS_PORT": str(port),
            "WIJKKAS_SESSION_KEY": key.hex(),
            **(more or {}),
        }
        with self.journal.open("wb") as journal:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, *arguments],
                env=environment,
                stdout=journal,
                stderr=journal,
            )

    def __enter__(self) -> Served:
        give_up = time.monotonic() + SECONDS_MAX
        while True:
            try:
                httpx.get(f"{self.address}/healthz")
                return self
            except httpx.TransportError:
                assert self.process.poll() is None, self.journal.read_text()
                assert time.monotonic() < give_up
                time.sleep(0.05)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def visitor(self, person: str) -> Visitor:
        """Somebody who is signed in here. Every one has an address, and so a bound, of its own."""
        client: Any = httpx.Client(base_url=self.address, timeout=SECONDS_MAX)
        visitor = Visitor(client)
        visitor.sign_in(person)
        return visitor

    def tell_to_stop(self) -> None:
        """As a supervisor of services does."""
        self.process.send_signal(signal.SIGTERM)

    def exit_code(self) -> int:
        """Once it has stopped; negative for a signal."""
        return self.process.wait(SECONDS_MAX)
