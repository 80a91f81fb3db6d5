"""The restore drill: base backup and archive, and back to a chosen moment (docs/operations.md).

Run by `make drill-restore`. The settings and the archiving program are those of `deployment/`.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from adapters.postgres.log_check import check_log
from tests.drills.workload import EVENTS_EACH, SCHEMA, Work, address, build_city, house_at
from tests.nodes import DEPLOYMENT, Node, settings_in
from tests.waiting import soon

BEFORE, AFTER = 60, 40
"""Commands before the moment that is restored to, half of them after the backup; and after it."""


@pytest.fixture
def archive(scratch: Path, new_node: Callable[[str], Node]) -> Path:
    """Where the server puts its write-ahead log."""
    folder = scratch / "archive"
    folder.mkdir()
    new_node("primary").own(folder)
    return folder


def archiving(archive: Path) -> dict[str, str]:
    """The settings of `deployment/`, with the places of this drill."""
    program = archive.parent / "archive-wal"
    shutil.copy(DEPLOYMENT / "archive-wal", program)
    settings = settings_in(DEPLOYMENT / "archive.conf")
    places = (("/etc/wijkkas/archive-wal", str(program)), ("/archive/%f", f"{archive}/%f"))
    for there, here in places:
        settings["archive_command"] = settings["archive_command"].replace(there, here)
    return settings


def test_a_restore_to_a_chosen_moment(
    scratch: Path, new_node: Callable[[str], Node], archive: Path
) -> None:
    primary = new_node("primary")
    primary.create(archiving(archive))
    year = build_city(primary, scratch)
    backup = scratch / "backup"
    with house_at(address(primary), scratch) as house:
        work = Work(house, year)
        with work.going_on():
            assert soon(lambda: work.is_past(BEFORE // 2))
            primary.base_backup(backup)
            in_backup = len(work.acknowledged)
            assert soon(lambda: work.is_past(in_backup + BEFORE // 2))
        chosen, length = moment_now(primary), house.log.next_position()
        before = dict(work.acknowledged)
        with work.going_on():
            assert soon(lambda: work.is_past(len(before) + AFTER))
        after = [one for at, one in work.acknowledged.items() if at not in before]
    disaster(primary, archive)

    restored = new_node("restored")
    began = time.monotonic()
    restored.restore(backup, archive, chosen)
    with house_at(address(restored), scratch) as house:
        seconds = time.monotonic() - began
        assert house.log.next_position() == length
        assert check_log(house.pool, SCHEMA).broken == ()
        house.projector.catch_up()
        report = house.projector.rebuild()
        assert (report.identical, report.events) == (True, length)
        for position, command in before.items():
            assert house.desk.carry_out(command).position == position
        for command in after:
            assert house.log.outcome(command.command_id, command.fingerprint()) is None
        (again, *_) = after
        assert house.desk.carry_out(again).position == length + EVENTS_EACH - 1
    print(  # noqa: T201 - the result
        f"\nrestored {length} entries in {seconds:.1f} s, with {len(before)} commands from before "
        f"the moment; {len(after)} from after it left out"
    )


def test_a_damaged_backup_and_a_gap_in_the_archive_are_noticed(
    scratch: Path, new_node: Callable[[str], Node], archive: Path
) -> None:
    primary = new_node("primary")
    primary.create(archiving(archive))
    year = build_city(primary, scratch)
    backup = scratch / "backup"
    primary.base_backup(backup)
    with house_at(address(primary), scratch) as house:
        work = Work(house, year)
        with work.going_on():
            assert soon(lambda: work.is_past(10))
        chosen = moment_now(primary)
    disaster(primary, archive)
    damaged = primary.folder / "damaged"
    primary.run("cp", "--archive", str(backup), str(damaged), of_system=True)
    with next(damaged.glob("base/*/PG_VERSION")).open("r+b") as file:
        file.write(b"9")
    with pytest.raises(AssertionError, match="PG_VERSION"):
        new_node("unused").verify_backup(damaged)
    for segment in archive.iterdir():
        segment.unlink()
    restored = new_node("restored")
    with pytest.raises(AssertionError):
        restored.restore(backup, archive, chosen, seconds=15)
    said = restored.journal.read_text()
    assert "recovery ended before configured recovery target" in said


def test_the_archive_never_overwrites_a_segment(tmp_path: Path) -> None:
    segment, place = tmp_path / "segment", tmp_path / "archive" / "segment"
    place.parent.mkdir()

    def archived(content: str) -> int:
        segment.write_text(content)
        command = [DEPLOYMENT / "archive-wal", segment, place]
        return subprocess.run(command, check=False, capture_output=True).returncode

    assert [archived(content) for content in ("first", "first", "other")] == [0, 0, 1]
    assert place.read_text() == "first"
    assert [each.name for each in place.parent.iterdir()] == ["segment"]


def moment_now(node: Node) -> datetime:
    """A moment between two commits, by the server's own clock."""
    with node.superuser() as session:
        time.sleep(0.1)
        row = session.execute("SELECT clock_timestamp()").fetchone()
        time.sleep(0.1)
    assert row is not None
    moment: datetime = row[0]
    return moment


def disaster(node: Node, archive: Path) -> None:
    """Somebody with too much power empties the log; the archive has what there is."""
    with node.superuser() as session:
        session.execute(f"TRUNCATE {SCHEMA}.main_log, {SCHEMA}.main_commands")
        row = session.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert row is not None
    assert soon((archive / row[0]).exists)
    node.stop()
    shutil.rmtree(node.data)
