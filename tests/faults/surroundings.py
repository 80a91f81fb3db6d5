"""What a fault run happens to: two PostgreSQL servers, a proxy, a server process, a projector.

Everything stands in one temporary folder and listens on the loopback range only.
"""

from __future__ import annotations

import re
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.bootstrap import open_house
from adapters.example_city.city import build_example_city
from adapters.example_city.wijken import amersfoort
from adapters.postgres.cluster import APPLICATION, OWNER
from adapters.postgres.log import PostgresLog
from adapters.postgres.log_check import check_log
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import open_pool
from adapters.postgres.projector import Projector
from adapters.settings import Settings
from domain.voting_round import RoundStatus
from tests.faults.clients import Place
from tests.faults.cutting_proxy import CuttingProxy
from tests.faults.serving import FORGETFUL, Command
from tests.faults.small_disk import SmallDisk
from tests.integration.web.served import free_port
from tests.nodes import Node, faked, set_clock
from tests.waiting import soon

SCHEMA = "gm_faults"
EVENT = re.compile(r'"event": "([^"]*)"')
FAILURE = re.compile(r'"failure": "(\w+)"')
DISK_MEGABYTES = 1_500
SESSION_KEY = "17" * 32
ATTACHED = """
    SELECT count(*) FROM pg_stat_replication
    WHERE sync_state = 'sync' AND state = 'streaming' AND replay_lsn >= %s::pg_lsn"""


class Surroundings:
    """All of it, running."""

    def __init__(self, root: Path, disks: list[SmallDisk], *, forgetful: bool) -> None:
        self.clock = root / "clock"
        set_clock(self.clock, 0)
        self.disks = disks
        self.primary, self.replica = (Node(disk.folder, clock=self.clock) for disk in self.disks)
        self.primary.create()
        self.place = self._build_city(root)
        self.replica.copy(self.primary)
        self.replica.start()
        for node in (self.primary, self.replica):
            node.configure({"synchronous_standby_names": "replica"})
            node.reload()
        self.proxy = CuttingProxy(root / "p", self.primary.sockets)
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        environment = {
            "DATABASE_URL": self.primary.url(APPLICATION, self.proxy.folder),
            "WIJKKAS_PARTITION": SCHEMA,
            "WIJKKAS_PORT": str(port),
            "WIJKKAS_SESSION_KEY": SESSION_KEY,
            "WIJKKAS_DATA_DIRECTORY": str(root / "data"),
            **({FORGETFUL: "1"} if forgetful else {}),
        }
        self.journals = [root / f"{name}.journal" for name in ("serve", "project")]
        self.server = Command("serve", environment | faked(self.clock), self.journals[0])
        self.projector = Command("project", environment, self.journals[1])

    def _build_city(self, root: Path) -> Place:
        url = self.primary.url(APPLICATION)
        migrate(self.primary.url(OWNER), SCHEMA, APPLICATION, demo=True)
        settings = Settings.model_validate(
            {"DATABASE_URL": url, "partition": SCHEMA, "data_directory": root / "data"}
        )
        with open_house(settings) as house:
            _, year = build_example_city(house, lambda _: None)
            house.projector.catch_up()
            shown = (house.views.round(each.round_id) for each in house.views.rounds(year))
            found = next(
                each
                for each in shown
                if each is not None and each.status is RoundStatus.OPEN and each.division is None
            )
            wijken = tuple(each.code for each in amersfoort())
        with self.primary.superuser() as session:
            row = session.execute(
                f"SELECT private_key FROM {SCHEMA}_register.rounds WHERE round_id = %s",  # noqa: S608 - our own name
                (found.round_id,),
            ).fetchone()
        assert row is not None
        return Place(
            year=year,
            wijken=wijken,
            round_id=found.round_id,
            candidate=found.candidates[0].proposal_id,
            round_key=Ed25519PrivateKey.from_private_bytes(row[0]),
        )

    def keep_running(self) -> None:
        """What has ended is started again, as whoever supervises services does."""
        self.primary.start()
        self.replica.start()
        self.server.keep_running()
        self.projector.keep_running()

    def wait_until_attached(self) -> None:
        """Until the replica has all that the primary had when this was asked."""
        with self.primary.superuser() as session:
            row = session.execute("SELECT pg_current_wal_lsn()").fetchone()
            assert row is not None
            asked = row[0]
            assert soon(lambda: session.execute(ATTACHED, (asked,)).fetchone() == (1,)), (
                "the replica does not come back"
            )

    def change_places(self) -> None:
        """The replica has been promoted: what was the primary becomes its replica."""
        self.primary, self.replica = self.replica, self.primary
        self.proxy.turn_to(self.primary.sockets)

    def disk_of(self, node: Node) -> SmallDisk:
        """The file system that a node stands on."""
        return next(disk for disk in self.disks if disk.folder == node.folder)

    def assert_log_and_projections_are_whole(self) -> None:
        """What an operator asks after anything: `check-log`, and `rebuild`."""
        with open_pool(self.primary.url(APPLICATION), SCHEMA) as pool:
            assert check_log(pool, SCHEMA).broken == ()
            projector = Projector(pool, SCHEMA, PostgresLog(pool, SCHEMA))
            projector.catch_up()
            report = projector.rebuild()
            assert (report.identical, report.differing) == (True, 0), report.named

    def failures(self) -> Counter[str]:
        """What server and projector wrote down of failures: the kinds, and how often."""
        lines = (line for each in self.journals for line in each.read_text().splitlines())
        kinds = ((EVENT.search(line), FAILURE.search(line)) for line in lines)
        return Counter(f"{kind[1]} in {event[1]}" for event, kind in kinds if event and kind)

    def close(self) -> None:
        """End everything that was started, and take the file systems away."""
        for command in (self.server, self.projector):
            command.kill()
        self.proxy.close()
        for node in (self.primary, self.replica):
            node.stop()


@contextmanager
def surroundings(*, forgetful: bool = False) -> Iterator[Surroundings]:
    """Everything a run needs, made anew; nothing is left behind."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.default_int_handler)  # to leave nothing behind, however it ends
    root = Path(tempfile.mkdtemp(prefix="wijkkas-faults-"))
    root.chmod(0o711)
    disks = [SmallDisk(root / name, DISK_MEGABYTES) for name in ("a", "b")]
    try:
        made = Surroundings(root, disks, forgetful=forgetful)
        try:
            yield made
        finally:
            made.close()
    finally:
        for disk in disks:
            disk.remove()
        shutil.rmtree(root, ignore_errors=True)
