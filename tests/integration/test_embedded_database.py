"""The embedded database: one server per directory, and never one that nobody uses."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from adapters.postgres.cluster import embedded_binaries
from adapters.postgres.cluster_refusals import (
    DatabaseDidNotStart,
    DatabaseInUse,
    DatabaseVersionDiffers,
    DirectoryUnusable,
    DiskFull,
    did_not_start,
    refuse_full_disk,
)
from adapters.postgres.embedded import LOCK_FILE, begin, embedded_database
from adapters.postgres.server_account import server_account
from adapters.postgres.supervisor import LOG_BYTES_MAX, bound_log
from tests.integration.embedded_commands import (
    Command,
    server_of,
    supervisor_of,
    working_in,
)
from tests.waiting import soon

_numbers = count(1)


@pytest.fixture(scope="module")
def made(scratch: Path) -> Path:
    """A directory with a new database in it, stopped."""
    directory = scratch / "made"
    with embedded_database(directory, grace_seconds=0.0) as database:
        assert _one(database.app_url, "SELECT 1") == 1
        with psycopg.connect(database.owner_url) as owner:
            owner.execute("CREATE SCHEMA kept GRANT USAGE ON SCHEMA kept TO wijkkas_app")
    assert soon(lambda: not working_in(directory))
    return directory


@pytest.fixture
def directory(made: Path, scratch: Path) -> Iterator[Path]:
    """A directory of this test's own with a database in it that nobody uses yet."""
    own = scratch / f"own-{next(_numbers)}"
    subprocess.run(["cp", "--archive", str(made), str(own)], check=True)
    yield own
    assert soon(lambda: not working_in(own)), "the test left a server behind"


def _one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def _keep_a_table(owner_url: str) -> None:
    with psycopg.connect(owner_url) as owner:
        owner.execute("CREATE TABLE kept.figures AS SELECT 7 AS figure")


class TestADirectoryWithoutADatabase:
    def test_gets_one_with_an_owner_and_an_application_that_are_no_superusers(
        self, scratch: Path
    ) -> None:
        with embedded_database(scratch / "deeper" / "new", grace_seconds=0.0) as database:
            for url in (database.app_url, database.owner_url):
                own = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
                assert _one(url, own) is False
            assert _one(database.app_url, "SELECT current_user::text") == "wijkkas_app"

    def test_may_have_a_path_longer_than_a_socket_can_have(self, scratch: Path) -> None:
        long = scratch / ("a" * 100) / ("b" * 100)
        with embedded_database(long, grace_seconds=0.0) as database:
            assert _one(database.app_url, "SELECT 1") == 1

    def test_with_a_creation_that_was_broken_off_is_made_anew(self, scratch: Path) -> None:
        broken = scratch / "broken-off"
        (broken / "postgresql.unfinished" / "base").mkdir(parents=True)
        with embedded_database(broken, grace_seconds=0.0) as database:
            assert _one(database.app_url, "SELECT 1") == 1
        assert not (broken / "postgresql.unfinished").exists()

    def test_is_made_once_by_commands_that_start_at_the_same_instant(self, scratch: Path) -> None:
        commands = [Command(scratch / "crowded") for _ in range(4)]
        urls = {command.app_url() for command in commands}
        assert len(urls) == 1
        assert "postgresql://" in urls.pop()
        for command in commands:
            command.leave()

    def test_that_is_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(DirectoryUnusable), embedded_database(tmp_path / "file"):
            pass

    def test_that_cannot_be_written_is_refused(self) -> None:
        with pytest.raises(DirectoryUnusable), embedded_database(Path("/proc/wijkkas")):
            pass

    def test_on_a_disk_without_room_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DiskFull):
            refuse_full_disk(tmp_path, free_bytes_min=10**18)
        assert isinstance(did_not_start("could not write: No space left on device"), DiskFull)


class TestADatabaseThatNobodyUses:
    def test_is_reached_over_a_socket_in_a_folder_that_only_its_user_may_enter(
        self, directory: Path
    ) -> None:
        with embedded_database(directory, grace_seconds=0.0) as database:
            sockets = Path(str(conninfo_to_dict(database.app_url)["host"]))
            assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
            assert _one(database.app_url, "SHOW listen_addresses") == ""
            assert _one(database.app_url, "SHOW fsync") == "on"
        assert soon(lambda: not sockets.exists())

    def test_starts_although_its_process_id_belongs_to_another_program_now(
        self, directory: Path
    ) -> None:
        with _as_the_server("sleep", "60") as other_program:
            stale = f"{other_program.pid}\n{directory}/postgresql\n1\n5432\n/tmp\n\n0 0\nready\n"
            (directory / "postgresql" / "postmaster.pid").write_text(stale)
            with embedded_database(directory, grace_seconds=0.0) as database:
                assert _one(database.app_url, "SELECT 1") == 1
            assert other_program.poll() is None

    def test_replaces_a_server_that_nobody_supervises(self, directory: Path) -> None:
        program = embedded_binaries().program("postgres")
        data = str(directory / "postgresql")
        socket = ("-c", "listen_addresses=", "-c", "unix_socket_directories=@wijkkas-orphan")
        with _as_the_server(program, "-D", data, *socket) as orphan:
            assert soon((directory / "postgresql" / "postmaster.pid").exists)
            with embedded_database(directory, grace_seconds=0.0) as database:
                assert _one(database.app_url, "SELECT 1") == 1
            assert orphan.poll() is not None

    def test_gets_its_roles_when_the_first_start_was_broken_off_before_them(
        self, directory: Path
    ) -> None:
        (directory / "postgresql.roles2").unlink()
        with embedded_database(directory, grace_seconds=0.0) as database:
            assert _one(database.app_url, "SELECT 1") == 1

    def test_of_another_version_is_refused_by_name(self, directory: Path) -> None:
        (directory / "postgresql" / "PG_VERSION").write_text("99\n")
        with pytest.raises(DatabaseVersionDiffers) as refused, embedded_database(directory):
            pass
        assert "PostgreSQL 99" in refused.value.text("en")

    def test_that_is_damaged_is_refused_with_what_the_server_said(self, directory: Path) -> None:
        (directory / "postgresql" / "global" / "pg_control").unlink()
        with pytest.raises(DatabaseDidNotStart) as refused, embedded_database(directory):
            pass
        assert "pg_control" in refused.value.text("en")

    def test_that_a_process_elsewhere_has_locked_is_refused(self, directory: Path) -> None:
        with (directory / LOCK_FILE).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with (
                pytest.raises(DatabaseInUse),
                embedded_database(directory, wait_seconds_max=0.2),
            ):
                pass


class TestADatabaseThatBeginsBeforeItIsOpened:
    def test_is_the_one_that_is_opened(self, directory: Path) -> None:
        begin(directory)
        assert soon(lambda: bool(working_in(directory)))
        with embedded_database(directory, grace_seconds=0.0) as database:
            assert _one(database.app_url, "SELECT 1") == 1

    def test_may_be_opened_at_the_same_instant(self, directory: Path) -> None:
        begin(directory)
        with embedded_database(directory, grace_seconds=0.0) as database:
            assert _one(database.app_url, "SELECT 1") == 1

    def test_says_what_is_wrong_when_it_is_opened(self, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.touch()
        begin(file)
        with pytest.raises(DirectoryUnusable), embedded_database(file):
            pass


class TestADatabaseInUse:
    def test_is_shared_by_the_commands_that_come_later(self, directory: Path) -> None:
        with embedded_database(directory, grace_seconds=0.0) as first:
            started = _one(first.app_url, "SELECT pg_postmaster_start_time()")
            with embedded_database(directory) as second:
                assert _one(second.app_url, "SELECT pg_postmaster_start_time()") == started
            assert _one(first.app_url, "SELECT pg_postmaster_start_time()") == started

    def test_stays_a_moment_for_the_next_command(self, directory: Path) -> None:
        with embedded_database(directory, grace_seconds=2.0) as database:
            started = _one(database.app_url, "SELECT pg_postmaster_start_time()")
        with embedded_database(directory) as database:
            assert _one(database.app_url, "SELECT pg_postmaster_start_time()") == started

    def test_stops_when_its_only_command_is_killed(self, directory: Path) -> None:
        command = Command(directory)
        url = command.app_url()
        assert _one(url, "SELECT 1") == 1
        command.kill()
        assert soon(lambda: not working_in(directory))

    def test_stays_when_one_of_two_commands_is_killed(self, directory: Path) -> None:
        with embedded_database(directory, grace_seconds=0.0) as database:
            killed = Command(directory)
            assert killed.app_url() == database.app_url
            killed.kill()
            assert _one(database.app_url, "SELECT 1") == 1

    def test_is_there_for_commands_that_come_while_it_stops(self, directory: Path) -> None:
        def come_and_go(_: int) -> object:
            with embedded_database(directory, grace_seconds=0.0) as database:
                return _one(database.app_url, "SELECT 1")

        with ThreadPoolExecutor(3) as commands:
            assert list(commands.map(come_and_go, range(9))) == [1] * 9

    def test_stops_when_its_supervisor_is_killed_and_keeps_what_was_committed(
        self, directory: Path
    ) -> None:
        with embedded_database(directory, grace_seconds=0.0) as database:
            _keep_a_table(database.owner_url)
            supervisor_of(directory).kill()
            assert soon(lambda: not working_in(directory))
        with embedded_database(directory, grace_seconds=0.0) as database:
            assert _one(database.owner_url, "SELECT figure FROM kept.figures") == 7

    def test_recovers_when_supervisor_and_server_are_killed_together(self, directory: Path) -> None:
        with embedded_database(directory, grace_seconds=0.0) as database:
            _keep_a_table(database.owner_url)
            sockets = Path(str(conninfo_to_dict(database.app_url)["host"]))
            for process in (supervisor_of(directory), server_of(directory)):
                process.kill()
        with embedded_database(directory, grace_seconds=0.0) as database:
            assert _one(database.owner_url, "SELECT figure FROM kept.figures") == 7
        assert not sockets.exists()

    def test_comes_back_at_the_same_place_when_the_server_is_killed(self, directory: Path) -> None:
        with embedded_database(directory, grace_seconds=0.0) as database:
            _keep_a_table(database.owner_url)
            server_of(directory).kill()
            assert soon(lambda: _answers(database.owner_url))
            assert _one(database.owner_url, "SELECT figure FROM kept.figures") == 7

    def test_stops_when_its_supervisor_is_asked_to(self, directory: Path) -> None:
        with embedded_database(directory, grace_seconds=0.0):
            supervisor_of(directory).terminate()
            assert soon(lambda: not working_in(directory))


class TestTheServersLog:
    def test_is_emptied_when_it_grew_too_large(self, tmp_path: Path) -> None:
        log = tmp_path / "log"
        log.touch()
        os.truncate(log, LOG_BYTES_MAX)
        bound_log(log)
        assert log.stat().st_size == LOG_BYTES_MAX
        os.truncate(log, LOG_BYTES_MAX + 1)
        bound_log(log)
        assert log.stat().st_size == 0


@contextmanager
def _as_the_server(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs under the same account as the server would."""
    account = server_account()
    user = account.user if account else None
    with subprocess.Popen(command, user=user, stderr=subprocess.DEVNULL) as process:
        yield process
        process.kill()


def _answers(url: str) -> bool:
    try:
        return _one(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False
