"""PostgreSQL servers that a test may kill, copy, restore and promote: Debian's, in its own folders.

Each has a data directory and a folder for its socket, and belongs to the account `postgres` where
the test runs as root. `clock` is a file from which the server has its time, by libfaketime.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from adapters.postgres.cluster import APPLICATION, DATABASE, OWNER, SUPERUSER
from adapters.postgres.server_account import account_named
from tests.waiting import SECONDS_MAX, soon

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
DEPLOYMENT = Path(__file__).parents[1] / "deployment/postgresql"
ROLES = Path(__file__).parents[1] / "adapters/postgres/embedded_roles.sql"
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
PAUSE_SECONDS = 0.05
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "''",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_wal_size": "128MB",
    "wal_retrieve_retry_interval": "100ms",
    "hot_standby": "on",
}


def settings_in(file: Path) -> dict[str, str]:
    """What a file of settings says, by name."""
    lines = (line for line in file.read_text().splitlines() if line and line[0] != "#")
    return dict(line.split(" = ", 1) for line in lines)


class Node:
    """One server."""

    def __init__(self, folder: Path, *, clock: Path | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.sockets = folder / "s"
        self.journal = folder / "journal"
        self.clock = clock
        self._account = account_named("postgres") if os.geteuid() == 0 else None
        self._server: subprocess.Popen[bytes] | None = None
        self._read_up_to = 0
        for each in (folder, self.sockets):
            each.mkdir(exist_ok=True)
            self.own(each)

    def create(self, settings: Mapping[str, str] | None = None) -> None:
        """Make the data directory and the roles, and leave the server running."""
        self.run("initdb", f"--pgdata={self.data}", f"--username={SUPERUSER}", "--auth=trust",
                 "--locale=C", "--encoding=UTF8", "--data-checksums")  # fmt: skip
        self.configure({**SETTINGS, **(settings or {})})
        self.start()
        self.run("psql", "--no-psqlrc", "--quiet", f"--host={self.sockets}",
                 f"--username={SUPERUSER}", "--dbname=template1", "--set=ON_ERROR_STOP=1",
                 f"--set=database={DATABASE}", f"--set=owner={OWNER}",
                 f"--set=application={APPLICATION}", f"--file={ROLES}", as_root=True)  # fmt: skip

    def configure(self, settings: Mapping[str, str]) -> None:
        """Add settings to the file; what stands last counts."""
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def reload(self) -> None:
        """Have the server read its settings again."""
        with self.superuser() as session:
            session.execute("SELECT pg_reload_conf()")

    def copy(self, of: Node, name: str = "replica") -> None:
        """Become a replica of another node, from a base backup; not started yet."""
        shutil.rmtree(self.data, ignore_errors=True)
        source = f"host={of.sockets} user={SUPERUSER} application_name={name}"
        self.run("pg_basebackup", f"--dbname={source}", f"--pgdata={self.data}",
                 "--wal-method=stream", "--checkpoint=fast", "--write-recovery-conf")  # fmt: skip

    def base_backup(self, folder: Path) -> None:
        """A backup of all of it, as docs/operations.md says, verified."""
        folder.mkdir(mode=0o700)
        self.own(folder)
        self.run("pg_basebackup", f"--host={self.sockets}", f"--username={SUPERUSER}",
                 f"--pgdata={folder}", "--checkpoint=fast", "--wal-method=stream")  # fmt: skip
        self.verify_backup(folder)

    def verify_backup(self, folder: Path) -> None:
        """Whether a base backup is as it was made."""
        self.run("pg_verifybackup", str(folder))

    def restore(
        self, backup: Path, archive: Path, moment: datetime, seconds: float = SECONDS_MAX
    ) -> None:
        """Become what a backup and an archive say there was at a moment; then go on from there."""
        self.run("cp", "--archive", str(backup), str(self.data), of_system=True)
        self.configure(
            {
                "archive_mode": "off",
                "restore_command": f"'cp {archive}/%f %p'",
                "recovery_target_time": f"'{moment.isoformat()}'",
                "recovery_target_action": "promote",
            }
        )
        (self.data / "recovery.signal").touch()
        self.start(seconds)
        assert soon(self.takes_commands, seconds), self.journal.read_text()[-2_000:]

    def takes_commands(self) -> bool:
        """Whether it answers, and is no replica (any more)."""
        try:
            with self.superuser() as session:
                return session.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.OperationalError:
            return False

    def stall_receiver(self) -> int:
        """Stop a replica's receiver in its tracks, without its primary noticing; its process id."""
        with self.superuser() as session:
            row = session.execute("SELECT pid FROM pg_stat_wal_receiver").fetchone()
        assert row is not None
        os.kill(row[0], signal.SIGSTOP)
        return int(row[0])

    def start(self, seconds: float = SECONDS_MAX) -> None:
        """Have it answer, trying again: what a killed one left running takes a moment to end."""
        deadline = time.monotonic() + seconds
        while not self.answers():
            if self._server is None or self._server.poll() is not None:
                self._spawn()
            if time.monotonic() > deadline:
                raise AssertionError(self.journal.read_text()[-2_000:])
            time.sleep(PAUSE_SECONDS)

    def _spawn(self) -> None:
        environment = dict(os.environ)
        if self.clock is not None:
            environment |= faked(self.clock)
        command = [str(PROGRAMS / "postgres"), "-D", str(self.data), "-k", str(self.sockets)]
        with self.journal.open("ab") as journal:
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                cwd=self.folder,
                env=environment,
                start_new_session=True,
                **self._as_account(),
            )

    def answers(self) -> bool:
        """Whether somebody can connect."""
        try:
            url = self.url(SUPERUSER).replace(f"/{DATABASE}?", "/template1?")
            with psycopg.connect(url, connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def has_ended(self) -> bool:
        """Whether the server is gone."""
        return self._server is None or self._server.poll() is not None

    def is_out_of_room(self) -> bool:
        """Whether its journal says so since it was last asked."""
        with self.journal.open("rb") as journal:
            journal.seek(self._read_up_to)
            said = journal.read()
            self._read_up_to += len(said)
        return b"No space left on device" in said

    def kill(self) -> None:
        """`kill -9`: no time for anything. What it had started ends by itself a moment later."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def stop(self) -> None:
        """End it in order, and at once where that takes too long."""
        if self._server is None or self._server.poll() is not None:
            return
        self._server.send_signal(signal.SIGINT)
        try:
            self._server.wait(30)
        except subprocess.TimeoutExpired:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(30)

    def kill_one_session(self, place: int) -> None:
        """`kill -9` one of the server's sessions: it ends all, recovers and goes on by itself.

        Where it recovers already, nobody is there to be killed.
        """
        with suppress(psycopg.OperationalError, ProcessLookupError), self.superuser() as session:
            found = session.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename = %s ORDER BY pid", (APPLICATION,)
            ).fetchall()
            if found:
                os.kill(found[place % len(found)][0], signal.SIGKILL)

    def promote(self) -> None:
        """Let a replica become the server that takes commands."""
        with self.superuser() as session:
            assert session.execute("SELECT pg_promote(true, 60)").fetchone() == (True,)

    def superuser(self, connect_timeout: int = 30) -> psycopg.Connection:
        """A session that may do anything, on this node itself."""
        return psycopg.connect(
            self.url(SUPERUSER), autocommit=True, connect_timeout=connect_timeout
        )

    def url(self, role: str, sockets: Path | None = None) -> str:
        """How to reach it, or whatever listens in another folder, in a role."""
        return f"postgresql:///{DATABASE}?host={sockets or self.sockets}&user={role}"

    def run(
        self, program: str, *arguments: str, as_root: bool = False, of_system: bool = False
    ) -> None:
        """Run a program of PostgreSQL, or of the system, to its end, as the server's account."""
        done = subprocess.run(
            [program if of_system else PROGRAMS / program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            timeout=SECONDS_MAX,
            **({} if as_root else self._as_account()),
        )
        assert done.returncode == 0, done.stderr

    def own(self, path: Path) -> None:
        """Give a folder to the account of the server."""
        if self._account is not None:
            self._account.own(path)

    def _as_account(self) -> dict[str, Any]:
        if self._account is None:
            return {}
        account = self._account
        return {"user": account.user, "group": account.group, "extra_groups": []}


def faked(clock: Path) -> dict[str, str]:
    """The environment of a process that has its time from a file."""
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def set_clock(clock: Path, seconds: int) -> None:
    """Let the clock of a file be so many seconds ahead, or behind where negative."""
    moved = clock.with_suffix(".new")
    moved.write_text(f"{seconds:+d}s\n")
    moved.chmod(0o644)
    moved.rename(clock)
